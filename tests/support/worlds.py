"""One of everything in a council, each reached through its act, for tests that walk over all of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from config_per_tenant.versions.actions import change_value, comment, open_draft
from core.approvals.models import Approval
from core.children.actions import open_record
from core.households.models import Household
from core.payments.actions import set_fee_standing
from core.placements.actions import place_child, types_offered
from core.recruitment.actions import receive_enquiry, record_contact
from core.supervision.actions import Agreed, plan_visit, record_visit
from core.training.actions import record_tsd_completion
from tests.support.homes import a_child_of, a_decided_review, a_person, an_approved_household, approval_of
from tests.support.rehearsals import rehearsed
from tests.support.staff import SYSTEM, allocated

PLACED_ON = date(2026, 4, 6)


def one_of_everything(worker: Any) -> dict[str, Any]:
    """The records by the name that an address gives their key. The council has policy and a team; `worker` is in it."""
    household = an_approved_household(a_person("Ada", "Okafor", phone="01632 960001", email="ada@example.org"))
    allocation = allocated(household, worker, on=date(2025, 4, 1))
    carer = household.members.get()
    son = a_child_of(household)
    child = open_record(
        known_as="Kit",
        family_name="Vane",
        born_on=date(2018, 5, 1),
        looked_after_from_on=date(2026, 3, 2),
        social_worker_name="Jo Hale",
        needs="Asthma",
        by=SYSTEM,
    )
    placement = place_child(
        child, household=household, type_code=next(iter(types_offered(PLACED_ON))), started_on=PLACED_ON, by=SYSTEM
    )
    review = a_decided_review(household, date(2026, 3, 16))
    set_fee_standing(household, from_on=date(2026, 3, 30), reason="Panel", skill_level=2, by=SYSTEM)
    record_tsd_completion(carer, completed_on=date(2026, 2, 2), evidence="Certificate", by=SYSTEM)
    visit = record_visit(
        household,
        made_on=date(2026, 10, 5),
        seen=[carer.person, son.person],
        summary="All is well",
        notes="We spoke about school.",
        actions=[Agreed("Send the form", date(2026, 11, 30), worker)],
        worker=worker,
        by=SYSTEM,
    )
    planned = plan_visit(household, planned_for_at=datetime(2026, 12, 1, 14, 30, tzinfo=UTC), worker=worker, by=SYSTEM)
    enquiry = receive_enquiry(
        known_as="Mo",
        family_name="Bryn",
        channel="web",
        email="mo@example.org",
        received_on=date(2026, 11, 16),
        by=SYSTEM,
    )
    record_contact(enquiry, event="enquiry.replied", made_on=date(2026, 11, 17), by=SYSTEM)
    version = _a_draft_of_policy()
    rehearsal = rehearsed(version)
    return {
        "household": Household.objects.get(pk=household.pk),
        "person": carer.person,
        "member": carer,
        "approval": Approval.objects.get(pk=approval_of(household).pk),
        "review": review,
        "child": child,
        "placement": placement,
        "visit": visit,
        "planned_visit": planned,
        "action": visit.actions.get(),
        "allocation": allocation,
        "duty": _a_duty(household),
        "enquiry": enquiry,
        "team": worker.holdings.get().post.team,
        "version": version,
        "rehearsal": rehearsal,
        "change": rehearsal.changes.first(),
        "pay": rehearsal.pay.first(),
    }


def _a_draft_of_policy() -> Any:
    """With changes and a comment."""
    draft = open_draft(title="Call the review by another name", by=SYSTEM)
    change_value(draft, "review.name", state="set", value="Yearly look at approval", by=SYSTEM)
    change_value(draft, "supervision.visit_interval", state="set", value={"most": "12 weeks"}, by=SYSTEM)
    comment(draft, text="Is that clearer?", by=SYSTEM)
    return draft


def _a_duty(household: Household) -> Any:
    from core.duties.models import Duty

    return Duty.objects.about("household", [household.pk]).of_kind("supervision.visit").get()
