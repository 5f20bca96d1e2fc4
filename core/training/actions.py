"""Recording what carers have completed."""

from datetime import date

from django.db import transaction

from core.duties.derive import refresh
from core.households.models import Household, Member
from core.training import rules
from core.training.models import TsdCompletion
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict


@transaction.atomic
def record_tsd_completion(carer: Member, *, completed_on: date, evidence: str, by: Actor) -> TsdCompletion:
    """Record that a carer completed the training, support and development standards (NMS 20.3).

    `carer` is their membership of a household. Raises: NotPermitted; RuleBroken for a day to come or without evidence;
    StateConflict for somebody who is no carer or has completed them already.
    """
    Household.objects.hold(carer.household_id)  # first, as every act does
    carer = Member.objects.hold(carer)
    require(by, "training.record_tsd_completion", carer.household)
    if carer.role != "carer":
        raise StateConflict("training.not_a_carer", f"{carer.person} is not a carer.")
    already = TsdCompletion.objects.filter(person=carer.person).values_list("completed_on", flat=True).first()
    rules.check_completion(completed_on, already_on=already, today=today())
    if not evidence.strip():
        raise RuleBroken(
            "training.no_evidence",
            "Enter what shows it, such as the certificate",
            field="evidence",
            source=rules.STANDARD,
        )
    completion = TsdCompletion.objects.create(person=carer.person, completed_on=completed_on, evidence=evidence.strip())
    audit.record("training.tsd_completed", carer.household, by=by, on=completed_on, person=str(carer.person))
    refresh("household", [carer.household_id], on=today())
    return completion
