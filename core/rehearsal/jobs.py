"""The worker's part: carrying a rehearsal out with progress, and removing old rows."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.rehearsal.models import Rehearsal, RehearsedChange, RehearsedPay
from core.rehearsal.running import carry_out
from hearth.jobs import Daily, job
from hearth.jobs.models import Job

KEPT_DAYS = 90  # after a version took effect or was withdrawn: nobody decides on its rows any more


@job("rehearsal.carry_out", title="Rehearsal of policy")
def carry_out_rehearsal(this: Job) -> None:
    """Can be run twice, and stopped: what is half done goes, and asking again starts anew."""
    rehearsal = Rehearsal.objects.select_related("of_version").filter(pk=UUID(this.payload["rehearsal"])).first()
    if rehearsal is None or rehearsal.is_finished:  # replaced by a later one, or done by a worker that died afterwards
        return
    carry_out(rehearsal, progress=lambda done, total: this.progress(done, total, "records"))


@job("rehearsal.forget", title="Rehearsals: removing old rows", daily=Daily("council"))
def forget_old_rows(this: Job) -> None:
    """The rows name carers: once the version has long been decided on they go, and the counts stay."""
    long_ago = timezone.now() - timedelta(days=KEPT_DAYS)
    decided = Q(of_version__applied_at__lt=long_ago) | Q(of_version__withdrawn_at__lt=long_ago)
    old = list(Rehearsal.objects.filter(decided, emptied_at__isnull=True).values_list("pk", flat=True))
    with transaction.atomic():
        RehearsedChange.objects.filter(rehearsal__in=old).delete()
        RehearsedPay.objects.filter(rehearsal__in=old).delete()
        Rehearsal.objects.filter(pk__in=old).update(emptied_at=timezone.now())
