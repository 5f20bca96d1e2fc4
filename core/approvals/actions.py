"""Acts about approvals. A page, the API and an import record the same decision by the same act."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from config_per_tenant.national import national
from config_per_tenant.policy import policy_on
from core.approvals import events, rules
from core.approvals.deciding import decided
from core.approvals.labels import category_label
from core.approvals.limits import limit
from core.approvals.models import Approval, Category, EndReason, Terms
from core.duties.derive import refresh
from core.households.models import Household
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict
from hearth.identity.models import User


@transaction.atomic
def approve_household(
    household: Household,
    *,
    category: str,
    approved_on: date,
    places: int,
    by: Actor,
    age_from: int = 0,
    age_to: int = rules.OLDEST,
    placement_types: Sequence[str] = (),
    over_limit: str = "",
    note: str = "",
    decided_by: User | None = None,
    decided_by_name: str = "",
    temporary_until_on: date | None = None,
) -> Approval:
    """Record the decision to approve a household, with its first terms (SI 2011/581 r27).

    With `temporary_until_on`, the last day, it is the temporary approval of a connected person (SI 2010/959 r24). A
    temporary approval in force is followed by this one and ends on the day. Raises: NotPermitted; RuleBroken for a
    day to come, terms that contradict themselves, too long a temporary approval, or a decision that is not this
    person's to take; StateConflict when the household is closed or approved already.
    """
    household = Household.objects.hold(household)
    require(by, "approvals.approve_household", household)
    if household.closed_on:
        raise StateConflict("approvals.household_closed", "This household’s record is closed.")
    rules.check_decision_day(approved_on, today=today(), opened_on=household.opened_on)
    asked = rules.TermsAsked(places, age_from, age_to, over_limit)
    rules.check_terms(asked)
    _check_placement_types(placement_types, on=approved_on)
    if temporary_until_on:
        if category != Category.CONNECTED_PERSON:
            raise RuleBroken(
                "approvals.temporary_for_connected_persons",
                "A temporary approval is for a connected person only",
                field="category",
                source=rules.TEMPORARY,
            )
        most = limit("connected_person.temporary_approval", approved_on)
        rules.check_temporary_until(approved_on, temporary_until_on, most=most.value, source=most.source)
    decision = decided(
        "temporary_approval" if temporary_until_on else "approval",
        by_user=decided_by,
        by_name=decided_by_name,
        on=approved_on,
        recorded_by=by,
    )
    _make_way(household, approved_on, temporary=temporary_until_on is not None)
    approval = Approval.objects.create(
        household=household,
        category=Category(category),
        approved_on=approved_on,
        decided_by=decision.user,
        decided_by_name=decision.name,
        temporary_until_on=temporary_until_on,
        temporary_source=rules.TEMPORARY if temporary_until_on else "",
    )
    terms = Terms.objects.create(
        approval=approval,
        from_on=approved_on,
        places=places,
        age_from=age_from,
        age_to=age_to,
        placement_types=list(placement_types),
        over_limit=over_limit,
        note=note.strip(),
        decided_by_name=decision.name,
    )
    words: dict[str, Any] = {
        "decided_by": decision.name,
        "terms": terms.in_words(),
        "category": category_label(category, policy_on(approved_on)).lower(),
    }
    if temporary_until_on:
        audit.record(
            "approvals.temporarily_approved", household, by=by, on=approved_on, until=temporary_until_on, **words
        )
    else:
        audit.record("approvals.household_approved", household, by=by, on=approved_on, **words)
    _changed(approval, by)
    return approval


@transaction.atomic
def change_terms(
    approval: Approval,
    *,
    from_on: date,
    places: int,
    age_from: int,
    age_to: int,
    by: Actor,
    placement_types: Sequence[str] = (),
    over_limit: str = "",
    note: str = "",
    decided_by: User | None = None,
    decided_by_name: str = "",
    version: int | str | None = None,
) -> Terms:
    """Record other terms of an approval from a day; those before stay as they were (SI 2011/581 r27, r28).

    Raises: NotPermitted; StaleEdit when the approval is no longer at `version`; RuleBroken for terms that contradict
    themselves, a day to come or outside the approval; StateConflict when terms start on that day already.
    """
    approval = _held(approval, version)
    require(by, "approvals.change_terms", approval)
    if from_on > today():
        raise RuleBroken("approvals.in_future", "Date must be today or in the past", field="from_on")
    rules.check_terms(rules.TermsAsked(places, age_from, age_to, over_limit))
    _check_placement_types(placement_types, on=from_on)
    days_taken = list(approval.terms.values_list("from_on", flat=True))
    rules.check_new_terms(
        from_on, approved_on=approval.approved_on, ends_on=_last_day_bound(approval), days_taken=days_taken
    )
    decision = decided("change_of_terms", by_user=decided_by, by_name=decided_by_name, on=from_on, recorded_by=by)
    was = approval.terms.on(from_on).first()
    terms: Terms = Terms.objects.create(
        approval=approval,
        from_on=from_on,
        places=places,
        age_from=age_from,
        age_to=age_to,
        placement_types=list(placement_types),
        over_limit=over_limit,
        note=note.strip(),
        decided_by_name=decision.name,
    )
    approval.save(update_fields=["version"])
    audit.record(
        "approvals.terms_changed",
        approval.household,
        by=by,
        on=from_on,
        terms=terms.in_words(),
        was=was.in_words() if was else "",
        decided_by=decision.name,
    )
    _changed(approval, by)
    return terms


@transaction.atomic
def extend_temporary_approval(
    approval: Approval,
    *,
    until_on: date,
    decided_on: date,
    by: Actor,
    decided_by: User | None = None,
    decided_by_name: str = "",
    version: int | str | None = None,
) -> Approval:
    """Record that a temporary approval was extended while the full assessment is unfinished (SI 2010/959 r25(2)).

    Raises: NotPermitted; StaleEdit; StateConflict when it is not temporary, has ended or was extended before;
    RuleBroken when it would last too long or the decision came after the first period was over.
    """
    approval = _held(approval, version)
    require(by, "approvals.extend_temporary_approval", approval)
    _must_not_be_ending(approval)
    if approval.temporary_until_on is None:
        raise StateConflict("approvals.not_temporary", "This approval is not temporary, so it needs no extension.")
    if decided_on > today():
        raise RuleBroken("approvals.in_future", "Date of the decision must be today or in the past", field="decided_on")
    if not approval.approved_on <= decided_on <= approval.temporary_until_on:
        raise RuleBroken(
            "approvals.extended_too_late",
            f"Date of the decision must be on or before {_said(approval.temporary_until_on)}, when it runs out",
            field="decided_on",
            source=rules.EXTENSION,
        )
    longest, times = (
        limit("connected_person.extension", decided_on),
        limit("connected_person.extension_count", decided_on),
    )
    rules.check_extension(
        until_on,
        temporary_until_on=approval.temporary_until_on,
        extensions=1 if approval.extended_on else 0,
        most=longest.value,
        most_times=times.value,
        source=longest.source,
        source_of_times=times.source,
    )
    decision = decided(
        "extend_temporary_approval", by_user=decided_by, by_name=decided_by_name, on=decided_on, recorded_by=by
    )
    was = approval.temporary_until_on
    approval.temporary_until_on = until_on
    approval.temporary_source = rules.EXTENSION
    approval.extended_on = decided_on
    approval.save()
    audit.record(
        "approvals.temporary_approval_extended",
        approval.household,
        by=by,
        on=decided_on,
        until=until_on,
        was=was,
        decided_by=decision.name,
    )
    _changed(approval, by)
    return approval


@transaction.atomic
def record_resignation(
    approval: Approval, *, received_on: date, by: Actor, note: str = "", version: int | str | None = None
) -> Approval:
    """Record foster carers' written notice that they no longer wish to foster.

    The approval ends a set number of days after the notice is *received*. The service cannot decline it, and a later
    change of heart does not undo it; hence "record", not "accept".

    Source: SI 2011/581 r28(13). Raises: NotPermitted; StaleEdit; RuleBroken for a day to come or before the approval;
    StateConflict if the approval already ends.
    """
    approval = _held(approval, version)
    require(by, "approvals.record_resignation", approval)
    _must_not_be_ending(approval)
    if received_on > today():
        raise RuleBroken(
            "approvals.in_future", "Date the notice was received must be today or in the past", field="received_on"
        )
    if received_on < approval.approved_on:
        raise RuleBroken(
            "approvals.resigned_before_approval",
            f"Date the notice was received must be on or after {_said(approval.approved_on)}, when they were approved",
            field="received_on",
        )
    notice = national("resignation.effective", received_on)
    approval.resigned_on = received_on
    approval.ends_on = rules.resignation_takes_effect(received_on, notice=notice.value)
    approval.end_reason = EndReason.RESIGNED
    approval.end_note = note.strip()
    approval.save()
    audit.record("approvals.resignation_recorded", approval.household, by=by, on=received_on, ends_on=approval.ends_on)
    _changed(approval, by)
    return approval


@transaction.atomic
def end_approval(
    approval: Approval,
    *,
    ends_on: date,
    reason: str,
    by: Actor,
    note: str = "",
    decided_by: User | None = None,
    decided_by_name: str = "",
    version: int | str | None = None,
) -> Approval:
    """Record that an approval ended otherwise than by notice: by the service's decision, by a move, by a death.

    An ending by the service's own decision follows the notice and waiting time of SI 2011/581 r28(7) to (12), and
    names who decided. Raises: NotPermitted; StaleEdit; RuleBroken for a day to come or before the approval;
    StateConflict if it already ends.
    """
    approval = _held(approval, version)
    require(by, "approvals.end_approval", approval)
    _must_not_be_ending(approval)
    reason = EndReason(reason)
    if reason in (EndReason.RESIGNED, EndReason.APPROVED_IN_FULL):
        raise RuleBroken(
            "approvals.recorded_elsewhere", "Record a resignation or a full approval by its own page", field="reason"
        )
    rules.check_ending(ends_on, approved_on=approval.approved_on, today=today())
    name = ""
    if reason == EndReason.TERMINATED:
        decision = decided("end_of_approval", by_user=decided_by, by_name=decided_by_name, on=ends_on, recorded_by=by)
        name = decision.name
    approval.ends_on = ends_on
    approval.end_reason = reason
    approval.end_note = note.strip()
    approval.save()
    audit.record(
        "approvals.approval_ended",
        approval.household,
        by=by,
        on=ends_on,
        reason=reason.label.lower(),
        decided_by=name,
    )
    _changed(approval, by)
    return approval


def _held(approval: Approval, version: int | str | None) -> Approval:
    """The approval and its household, locked in the order in which every act locks them."""
    Household.objects.hold(approval.household_id)
    held: Approval = Approval.objects.hold(approval)
    return held.expect_version(version)


def _must_not_be_ending(approval: Approval) -> None:
    if approval.ends_on:
        verb = "already ends" if approval.ends_on > today() else "ended"
        raise StateConflict("approvals.ends_already", f"This approval {verb} on {_said(approval.ends_on)}.")


def _make_way(household: Household, approved_on: date, *, temporary: bool) -> None:
    """End what a new approval follows, or refuse it: one approval is in force at a time (SI 2011/581 r27)."""
    for earlier in household.approvals.order_by("approved_on"):
        if (
            earlier.ends_on is None
            and earlier.temporary_until_on
            and not temporary
            and approved_on >= earlier.approved_on
        ):
            lapsed = earlier.temporary_until_on < approved_on
            earlier.ends_on = rules.day_after(earlier.temporary_until_on) if lapsed else approved_on
            earlier.end_reason = EndReason.TEMPORARY_EXPIRED if lapsed else EndReason.APPROVED_IN_FULL
            earlier.save()
        elif rules.overlaps(approved_on, ends_on=earlier.ends_on):
            until = f" until {_said(earlier.ends_on)}" if earlier.ends_on else ""
            raise StateConflict(
                "approvals.approved_already",
                f"This household is approved already, since {_said(earlier.approved_on)}{until}.",
                field="approved_on",
                source="SI 2011/581 r27",
            )


def _check_placement_types(codes: Sequence[str], *, on: date) -> None:
    known = {known.code for known in policy_on(on)["placements.catalogue"].types}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise RuleBroken(
            "approvals.unknown_placement_type",
            "Select placement types that the council offers",
            field="placement_types",
            source="Policy: placement types",
        )


def _last_day_bound(approval: Approval) -> date | None:
    """The first day on which the approval is no longer in force; None when it has no end."""
    if approval.ends_on:
        return approval.ends_on
    return rules.day_after(approval.temporary_until_on) if approval.temporary_until_on else None


def _changed(approval: Approval, by: Actor) -> None:
    refresh("household", [approval.household_id], on=today())
    events.approval_changed.send(sender=Approval, approval=approval, by=by)


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
