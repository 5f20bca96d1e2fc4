"""Appointing people to posts, and allocating workers to the households, children and enquiries that they work with."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from core.staffing import rules
from core.staffing.events import allocation_changed, holding_changed
from core.staffing.functions import FUNCTIONS
from core.staffing.models import Allocation, Holding, Post
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict
from hearth.subjects import Subject, subject_of


@transaction.atomic
def appoint(post: Post, user: Any, *, from_on: date | None = None, fte: Decimal | None = None, by: Actor) -> Holding:
    """Put somebody in a post from a day. A post that stands for several may have several holders.

    Raises: NotPermitted; StateConflict when the person already holds the post, or the post has ended.
    """
    require(by, "staffing.appoint")
    post = Post.objects.hold(post)
    from_on = from_on or today()
    rules.must_be_open(post.title, until_on=post.until_on, on=from_on)
    if Holding.objects.filter(post=post, user=user, until_on__isnull=True).exists():
        raise StateConflict("staffing.post_held", f"{user} already holds this post.", field="user")
    holding = Holding.objects.create(post=post, user=user, fte=fte, from_on=from_on)
    audit.record("staffing.appointed", _post(post), by=by, on=from_on, holder=user.name)
    holding_changed.send(Holding, user_ids=[user.pk], on=from_on)
    return holding


@transaction.atomic
def end_holding(holding: Holding, *, until_on: date | None = None, by: Actor) -> Holding:
    """Record that somebody left a post: the day given is the first without them. Their allocations stay theirs.

    Raises: NotPermitted; StateConflict when it has already ended; RuleBroken when the day is before it began.
    """
    require(by, "staffing.end_holding")
    holding = Holding.objects.hold(holding)
    until_on = until_on or today()
    rules.may_end(from_on=holding.from_on, until_on=holding.until_on, on=until_on)
    holding.until_on = until_on
    holding.save()
    audit.record("staffing.holding_ended", _post(holding.post), by=by, on=until_on, holder=holding.user.name)
    holding_changed.send(Holding, user_ids=[holding.user_id], on=until_on)
    return holding


@transaction.atomic
def allocate_worker(
    subject: Any,
    worker: Any,
    *,
    function: str = "supervising_social_worker",
    from_on: date | None = None,
    by: Actor,
) -> Allocation:
    """Allocate a worker to a subject for one function, in place of whoever did it before, from a day.

    `subject` is a record (a household) or a `Subject`. Whether the worker's team does such work is a warning for the
    page (`rules.warning_about_team`) and not a refusal: cover and joint working are everyday.

    Source: NMS 21.1 (each approved foster carer has a supervising social worker). Raises: NotPermitted; RuleBroken for
    an unknown function, an account that is closed, or a day before the present allocation began; StateConflict when the
    same worker is already allocated.
    """
    require(by, "staffing.allocate_worker", subject)
    named = subject if isinstance(subject, Subject) else subject_of(subject)
    from_on = from_on or today()
    rules.must_be_known_function(function, FUNCTIONS)
    if not worker.is_active:
        raise RuleBroken("staffing.worker_left", f"{worker} no longer works here. Choose somebody else", field="worker")
    present = _present(named.kind, named.id, function)
    if present is not None:
        rules.may_be_succeeded(present.from_on, worker_is_same=present.worker_id == worker.pk, on=from_on)
        present.until_on = from_on
        present.save()
    try:
        with transaction.atomic():
            allocation = Allocation.objects.create(
                subject_kind=named.kind,
                subject_id=named.id,
                subject_name=named.name[:200],
                function=function,
                worker=worker,
                from_on=from_on,
            )
    except IntegrityError as error:
        raise StateConflict("staffing.allocated_meanwhile", "Somebody has just allocated a worker here.") from error
    label = FUNCTIONS[function].label.lower()
    before = present.worker.name if present else ""
    audit.record(
        "staffing.worker_allocated", named, by=by, on=from_on, worker=worker.name, function=label, before=before
    )
    allocation_changed.send(Allocation, subject_kind=named.kind, subject_ids=[named.id], on=from_on)
    return allocation


@transaction.atomic
def end_allocation(allocation: Allocation, *, until_on: date | None = None, by: Actor) -> Allocation:
    """End an allocation without a successor: the day given is the first without the worker.

    Raises: NotPermitted; StateConflict when it has already ended; RuleBroken when the day is before it began.
    """
    require(by, "staffing.end_allocation")
    allocation = Allocation.objects.hold(allocation)
    until_on = until_on or today()
    rules.may_end(from_on=allocation.from_on, until_on=allocation.until_on, on=until_on)
    allocation.until_on = until_on
    allocation.save()
    named = Subject(allocation.subject_kind, allocation.subject_id, allocation.subject_name)
    audit.record(
        "staffing.allocation_ended",
        named,
        by=by,
        on=until_on,
        worker=allocation.worker.name,
        function=FUNCTIONS[allocation.function].label.lower(),
    )
    allocation_changed.send(Allocation, subject_kind=named.kind, subject_ids=[named.id], on=until_on)
    return allocation


def _present(subject_kind: str, subject_id: UUID, function: str) -> Allocation | None:
    found = Allocation.objects.about(subject_kind, [subject_id]).open().filter(function=function)
    return found.select_for_update(of=("self",)).select_related("worker").first()


def _post(post: Post) -> Subject:
    where = post.team.name if post.team else "the whole service"
    return Subject("post", post.pk, f"{post.title} ({where})")
