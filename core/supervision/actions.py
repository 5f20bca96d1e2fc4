"""Planning, recording and correcting visits, and finishing what was agreed at them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from config_per_tenant.policy import policy_on
from core.approvals.models import Approval
from core.duties.derive import refresh
from core.duties.findings import SubjectFacts
from core.households.models import Household
from core.people.models import Person
from core.people.rules import is_child
from core.supervision import rules
from core.supervision.duties import visit_due
from core.supervision.facts import Arrangement, SupervisionFacts, VisitMade, first_allocations, period_of
from core.supervision.models import (
    PersonSeen,
    PlannedVisit,
    Visit,
    VisitAction,
    VisitArrangement,
    VisitKind,
    VisitMode,
)
from core.supervision.periods import Period, approval_on, approved_since
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import LONDON, today
from hearth.errors import RuleBroken, StateConflict
from hearth.identity.models import User
from hearth.ui.words import moment


@dataclass(frozen=True)
class Agreed:
    """Something agreed at a visit: what, by which day, and the member of staff who does it (None: the carers)."""

    what: str
    due_on: date | None = None
    owner: User | None = None


@transaction.atomic
def plan_visit(
    household: Household,
    *,
    planned_for_at: datetime,
    kind: str = VisitKind.ANNOUNCED,
    mode: str = VisitMode.HOME,
    worker: User | None = None,
    note: str = "",
    by: Actor,
) -> PlannedVisit:
    """Put a visit in a worker's diary (the actor's own unless `worker` is given).

    The same visit planned twice is planned once. Raises: NotPermitted; RuleBroken for a day that has passed or an
    unannounced visit away from home; StateConflict when the household is not approved then.
    """
    require(by, "supervision.plan_visit", household)
    household = Household.objects.hold(household)
    worker = worker or _worker(by)
    day = planned_for_at.astimezone(LONDON).date()
    period = approval_on(_periods(household), day)
    rules.visit_may_be_planned(
        planned_on=day,
        approved_on=period.from_on if period else None,
        ended_on=period.until_on if period else None,
        kind=kind,
        mode=mode,
        today=today(),
    )
    same = PlannedVisit.objects.waiting().filter(household=household, worker=worker, planned_for_at=planned_for_at)
    if already := same.first():
        return already
    planned = PlannedVisit.objects.create(
        household=household, worker=worker, planned_for_at=planned_for_at, kind=kind, mode=mode, note=note
    )
    audit.record(
        "supervision.visit_planned", household, by=by, on=day, planned=moment(planned_for_at), worker=worker.name
    )
    return planned


@transaction.atomic
def cancel_planned_visit(planned: PlannedVisit, *, reason: str, by: Actor) -> PlannedVisit:
    """Take a visit out of the diary. Raises: NotPermitted; StateConflict when it was made or cancelled already."""
    require(by, "supervision.cancel_planned_visit", planned)
    planned = PlannedVisit.objects.hold(planned)
    if planned.cancelled_at is not None or planned.visits.exists():
        raise StateConflict("visits.plan_is_over", "This planned visit has already been made or cancelled.")
    planned.cancelled_at, planned.cancelled_because = timezone.now(), reason
    planned.save()
    audit.record(
        "supervision.planned_visit_cancelled",
        planned.household,
        by=by,
        on=today(),
        planned=moment(planned.planned_for_at),
        reason=reason,
    )
    return planned


@transaction.atomic
def record_visit(
    household: Household,
    *,
    made_on: date,
    kind: str = VisitKind.ANNOUNCED,
    mode: str = VisitMode.HOME,
    seen: Sequence[Person] = (),
    summary: str,
    notes: str = "",
    actions: Sequence[Agreed] = (),
    worker: User | None = None,
    planned: PlannedVisit | None = None,
    token: UUID | None = None,
    by: Actor,
) -> Visit:
    """Record a supervision visit that was made. The next one falls due from its day; an unannounced one counts as both.

    `token` is given by the form: the same one twice answers with the first visit, and so does a second recording that
    says exactly the same. Source: SI 2011/581 r17; NMS 21. Raises: NotPermitted; RuleBroken for a day in the future,
    before approval or after its end; StateConflict when the household was never approved.
    """
    require(by, "supervision.record_visit", household)
    household = Household.objects.hold(household)
    worker = worker or _worker(by)
    told = {"made_on": made_on, "kind": kind, "mode": mode, "summary": summary, "notes": notes}
    if already := _recorded_before(household, token, worker, **told):
        return already
    periods = _periods(household)
    _may_be_recorded(periods, made_on, kind, mode)
    visit = Visit.objects.create(
        household=household,
        worker=worker,
        due_on=_due_on(household, periods, made_on),
        planned=_planned_for(household, planned) if planned else None,
        recorded_by=by.name,
        token=token,
        **told,
    )
    _note_seen(visit, seen, made_on)
    _note_actions(visit, actions)
    words = "an unannounced" if kind == VisitKind.UNANNOUNCED else "a"
    audit.record(
        "supervision.visit_recorded",
        household,
        by=by,
        on=made_on,
        kind=words,
        visit=visit.pk,
        worker=worker.name,
        mode=mode,
        seen=[person.pk for person in seen],
        actions=len(actions),
    )
    refresh("household", [household.pk])
    return visit


@transaction.atomic
def correct_visit(visit: Visit, *, reason: str, by: Actor, **changes: Any) -> Visit:
    """Correct what was recorded of a visit: a new recording stands in place of the old one, which is kept.

    `changes` are any of made_on, kind, mode, seen, summary, notes. What was agreed goes with the correction.
    Raises: NotPermitted; StateConflict when it was corrected already; RuleBroken as for recording.
    """
    require(by, "supervision.correct_visit", visit)
    household, visit = _hold_for_correction(visit)
    seen = changes.pop("seen", None)
    unknown = set(changes) - {"made_on", "kind", "mode", "summary", "notes"}
    if unknown:
        raise TypeError(f"A correction cannot change {', '.join(sorted(unknown))}")
    told = {name: getattr(visit, name) for name in ("made_on", "kind", "mode", "summary", "notes")} | changes
    _may_be_recorded(_periods(household), told["made_on"], told["kind"], told["mode"])
    corrected = _stand_in_place_of(visit, reason, by, **told)
    people = list(Person.objects.filter(seen_at__visit=visit)) if seen is None else list(seen)
    _note_seen(corrected, people, corrected.made_on)
    VisitAction.objects.filter(visit=visit).update(visit=corrected)
    audit.record(
        "supervision.visit_corrected",
        household,
        by=by,
        on=visit.made_on,
        reason=reason,
        visit=corrected.pk,
        before={name: getattr(visit, name) for name in changes},
        after=changes,
    )
    refresh("household", [household.pk])
    return corrected


@transaction.atomic
def withdraw_visit(visit: Visit, *, reason: str, by: Actor) -> Visit:
    """Record that a visit entered here did not take place. The entry is kept, and no longer counts.

    Raises: NotPermitted; StateConflict when it was corrected or withdrawn already.
    """
    require(by, "supervision.correct_visit", visit)
    household, visit = _hold_for_correction(visit)
    told = {name: getattr(visit, name) for name in ("made_on", "kind", "mode", "summary", "notes")}
    withdrawn = _stand_in_place_of(visit, reason, by, withdrawn=True, **told)
    audit.record("supervision.visit_withdrawn", household, by=by, on=visit.made_on, reason=reason, visit=withdrawn.pk)
    refresh("household", [household.pk])
    return withdrawn


@transaction.atomic
def complete_action(action: VisitAction, *, done_on: date | None = None, by: Actor) -> VisitAction:
    """Record that something agreed at a visit was done. Raises: NotPermitted; StateConflict; RuleBroken."""
    require(by, "supervision.complete_action", action)
    Household.objects.hold(action.visit.household_id)  # first, as every act does: a correction moves actions under it
    action = VisitAction.objects.hold(action)
    visit = action.visit
    done_on = done_on or today()
    rules.action_may_be_done(
        done_on=done_on, visit_made_on=visit.made_on, already_done=action.done_on is not None, today=today()
    )
    action.done_on, action.done_by = done_on, by.name
    action.save()
    audit.record("supervision.action_completed", visit.household, by=by, on=done_on, what=action.what, action=action.pk)
    refresh("household", [visit.household_id])
    return action


def _worker(by: Actor) -> User:
    if by.id is None:
        raise RuleBroken("visits.no_worker", "Select who makes the visit", field="worker")
    return User.objects.get(pk=by.id)


def _periods(household: Household) -> list[Period]:
    return [period_of(approval) for approval in Approval.objects.of_households([household.pk])]


def _may_be_recorded(periods: Sequence[Period], made_on: date, kind: str, mode: str) -> None:
    period = approval_on(periods, made_on)
    since = approved_since(periods, made_on)
    rules.visit_may_be_recorded(
        made_on=made_on,
        kind=kind,
        mode=mode,
        approved_on=since or (period.from_on if period else None),
        ended_on=period.until_on if period else None,
        today=today(),
    )


def _recorded_before(household: Household, token: UUID | None, worker: User, **told: Any) -> Visit | None:
    """The visit that this recording repeats: a button pressed twice, or the same words for the same day again."""
    if token is None:
        return Visit.objects.standing().filter(household=household, worker=worker, **told).first()
    found = Visit.objects.filter(token=token).first()
    wanted = told | {"household_id": household.pk}
    if found is not None and any(getattr(found, name) != value for name, value in wanted.items()):
        raise StateConflict(
            "visits.already_recorded",
            "This form has already recorded a visit. To change what that record says, correct it. "
            "To record another visit, copy your words and open the form again.",
        )
    return found


def _planned_for(household: Household, planned: PlannedVisit) -> PlannedVisit:
    planned = PlannedVisit.objects.hold(planned)
    if planned.household_id != household.pk or planned.cancelled_at is not None:
        raise StateConflict("visits.plan_is_over", "The planned visit is for another household, or was cancelled.")
    return planned


def _due_on(household: Household, periods: Sequence[Period], made_on: date) -> date | None:
    """By when this visit was due, under the policy of its day: kept, so that later policy never makes it late."""
    last = Visit.objects.standing().filter(household=household, made_on__lt=made_on).order_by("-made_on", "-id").first()
    agreed = VisitArrangement.objects.filter(household=household).on(made_on)
    known = SupervisionFacts(
        approved=tuple(periods),
        connected=False,
        allocated_on=None if last else first_allocations([household.pk]).get(household.pk),
        last_visit=VisitMade(last.made_on, "") if last else None,
        unannounced=(),
        arrangements=tuple(Arrangement(row.reason, row.note, row.from_on, row.until_on) for row in agreed),
        actions=(),
    )
    facts = SubjectFacts("household", household.pk, {"supervision": known})
    found = next(iter(visit_due(facts, policy_on(made_on), made_on)), None)
    return found.due_on if found else None


def _note_seen(visit: Visit, seen: Collection[Person], on: date) -> None:
    people = {person.pk: person for person in seen}.values()
    PersonSeen.objects.bulk_create(
        [
            PersonSeen(visit=visit, person=person, name=str(person)[:200], is_child=is_child(person.born_on, on))
            for person in people
        ]
    )


def _note_actions(visit: Visit, actions: Sequence[Agreed]) -> None:
    VisitAction.objects.bulk_create(
        [
            VisitAction(visit=visit, what=agreed.what, due_on=agreed.due_on, owner=agreed.owner)
            for agreed in actions
            if agreed.what.strip()
        ]
    )


def _hold_for_correction(visit: Visit) -> tuple[Household, Visit]:
    household = Household.objects.hold(visit.household_id)
    visit = Visit.objects.hold(visit)
    if visit.withdrawn or Visit.objects.filter(corrects=visit).exists():
        raise StateConflict("visits.corrected", "This recording has already been corrected. Correct the latest one.")
    return household, visit


def _stand_in_place_of(visit: Visit, reason: str, by: Actor, *, withdrawn: bool = False, **told: Any) -> Visit:
    if not reason.strip():
        raise RuleBroken("visits.no_reason", "Enter why the record is corrected", field="reason")
    return Visit.objects.create(
        household_id=visit.household_id,
        worker_id=visit.worker_id,
        due_on=visit.due_on,
        planned_id=visit.planned_id,
        corrects=visit,
        correction_reason=reason,
        withdrawn=withdrawn,
        recorded_by=by.name,
        **told,
    )
