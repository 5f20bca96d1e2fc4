"""Acts about approvals: allowed, refused, recorded, all or nothing."""

from datetime import date, timedelta

import pytest

from core.approvals import actions
from core.approvals.models import Approval, Terms
from core.duties.models import Duty
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StaleEdit, StateConflict
from tests.support.homes import a_household, an_approval, an_approved_household, approval_of
from tests.support.law import law
from tests.support.staff import SYSTEM, a_user

TODAY = date(2026, 11, 21)
APPROVED = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture(autouse=True)
def today():
    with on_day(TODAY):
        yield


@pytest.fixture
def ola():
    return a_user("Ola Marsh", Role.DECISION_MAKER)


@pytest.fixture
def adviser():
    return a_user("Pat Lyle", Role.PANEL_ADVISER).actor


def approve(household, by, **more):
    told = {"category": "mainstream", "approved_on": APPROVED, "places": 2} | more
    return actions.approve_household(household, by=by, **told)


def last_sentence():
    return AuditEntry.objects.acts().first().sentence


@law("SI 2011/581 r27")
def test_a_household_is_approved_with_its_terms(ola, adviser):
    household = a_household()

    approval = approve(household, adviser, decided_by=ola, age_from=0, age_to=10, placement_types=["short_term"])

    terms = approval.terms.get()
    assert terms.in_words() == "2 children aged 0 to 10"
    assert (terms.from_on, terms.placement_types, terms.decided_by_name) == (APPROVED, ["short_term"], "Ola Marsh")
    assert approval.is_in_force(APPROVED)
    assert not approval.is_in_force(APPROVED - timedelta(days=1))
    assert last_sentence() == (
        f"Pat Lyle recorded that Ola Marsh approved {household} as mainstream on 2 March 2026,"
        " for 2 children aged 0 to 10."
    )


@pytest.mark.parametrize("role", [Role.SUPERVISING_SOCIAL_WORKER, Role.FINANCE_OFFICER, Role.RECRUITMENT_OFFICER])
def test_others_record_no_approval(role, ola):
    with pytest.raises(NotPermitted):
        approve(a_household(), a_user("", role).actor, decided_by=ola)


def test_only_who_takes_the_decision_in_this_council_can_have_taken_it(adviser, ola):
    manager = a_user("Marcus Bell", Role.TEAM_MANAGER)
    household = a_household()

    with pytest.raises(RuleBroken) as refused:
        approve(household, adviser, decided_by=manager)
    assert (refused.value.code, refused.value.field) == ("approvals.not_the_decision_maker", "decided_by")
    assert [use.key for use in refused.value.why.settings] == ["decisions.makers"]
    assert ("Named", "Marcus Bell") in [(fact.label, fact.value) for fact in refused.value.why.facts]
    with pytest.raises(RuleBroken):
        approve(household, adviser)
    with pytest.raises(RuleBroken):
        approve(household, adviser, decided_by_name="Somebody Else")
    assert not Approval.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"approved_on": TODAY + timedelta(days=1)}, "approved_on"),
        ({"approved_on": date(2023, 1, 1)}, "approved_on"),
        ({"places": 0}, "places"),
        ({"age_from": 9, "age_to": 8}, "age_to"),
        ({"placement_types": ["moon_base"]}, "placement_types"),
        ({"temporary_until_on": date(2026, 4, 1)}, "category"),
        ({"category": "connected_person", "temporary_until_on": date(2026, 6, 23)}, "temporary_until_on"),
    ],
)
def test_an_approval_that_law_or_policy_does_not_allow_is_refused(changes, field):
    household = a_household()

    with pytest.raises(RuleBroken) as refused:
        approve(household, SYSTEM, decided_by_name="Ola Marsh", **changes)

    assert refused.value.field == field
    assert not household.approvals.exists()


@law("SI 2011/581 r27")
def test_a_household_is_approved_once_at_a_time():
    household = an_approved_household(approved_on=APPROVED)

    with pytest.raises(StateConflict):
        an_approval(household, approved_on=TODAY)
    actions.end_approval(approval_of(household), ends_on=date(2026, 9, 1), reason="moved_service", by=SYSTEM)
    with pytest.raises(StateConflict):
        an_approval(household, approved_on=date(2026, 8, 31))
    assert an_approval(household, approved_on=date(2026, 9, 1)).is_in_force(TODAY)


@law("SI 2010/959 r24")
def test_a_full_approval_follows_a_temporary_one():
    household = a_household()
    first = an_approval(
        household, approved_on=APPROVED, category="connected_person", temporary_until_on=date(2026, 6, 22)
    )
    assert first.is_in_force(date(2026, 6, 22))
    assert not first.is_in_force(date(2026, 6, 23))
    assert Duty.objects.filter(kind="approval.temporary_ends", due_on=date(2026, 6, 22)).exists()

    an_approval(household, approved_on=date(2026, 6, 1), category="connected_person")

    first.refresh_from_db()
    assert (first.ends_on, first.end_reason) == (date(2026, 6, 1), "approved_in_full")
    assert not Duty.objects.filter(kind="approval.temporary_ends").exists()


@law("SI 2010/959 r25(2)")
def test_a_temporary_approval_is_extended_once():
    household = an_approved_household(
        approved_on=APPROVED, category="connected_person", temporary_until_on=date(2026, 6, 22)
    )
    approval = approval_of(household)
    told = {"decided_by_name": "Ola Marsh", "by": SYSTEM}

    with pytest.raises(RuleBroken):
        actions.extend_temporary_approval(approval, until_on=date(2026, 8, 1), decided_on=date(2026, 6, 23), **told)
    approval = actions.extend_temporary_approval(
        approval, until_on=date(2026, 8, 17), decided_on=date(2026, 6, 22), **told
    )
    assert approval.is_in_force(date(2026, 8, 17))
    with pytest.raises(StateConflict):
        actions.extend_temporary_approval(approval, until_on=date(2026, 9, 1), decided_on=date(2026, 8, 1), **told)


def test_an_approval_that_is_not_temporary_is_not_extended():
    approval = approval_of(an_approved_household())

    with pytest.raises(StateConflict):
        actions.extend_temporary_approval(
            approval, until_on=TODAY, decided_on=TODAY, decided_by_name="Ola Marsh", by=SYSTEM
        )


def test_new_terms_leave_the_old_ones_as_they_were(ola, adviser):
    approval = approval_of(an_approved_household(approved_on=APPROVED))
    seen = approval.version

    actions.change_terms(
        approval, from_on=date(2026, 9, 1), places=1, age_from=0, age_to=5, decided_by=ola, by=adviser, version=seen
    )

    assert [str(terms) for terms in approval.terms.all()] == ["1 child aged 0 to 5", "2 children aged 0 to 17"]
    assert approval.terms.on(date(2026, 8, 31)).first().places == 2
    assert approval.terms.on(date(2026, 9, 1)).first().places == 1
    assert AuditEntry.objects.acts().first().details["was"] == "2 children aged 0 to 17"
    with pytest.raises(StaleEdit):
        actions.change_terms(
            approval, from_on=TODAY, places=3, age_from=0, age_to=5, decided_by=ola, by=adviser, version=seen
        )
    with pytest.raises(StateConflict):
        actions.change_terms(
            approval, from_on=date(2026, 9, 1), places=3, age_from=0, age_to=5, decided_by=ola, by=adviser
        )
    assert Terms.objects.count() == 2


@law("SI 2011/581 r28(13)")
def test_a_resignation_takes_effect_28_days_after_it_was_received():
    dana = a_user("Dana Reed", Role.SUPERVISING_SOCIAL_WORKER).actor
    household = an_approved_household()

    approval = actions.record_resignation(approval_of(household), received_on=date(2026, 11, 2), by=dana)

    assert approval.ends_on == date(2026, 11, 30)
    assert approval.is_in_force(date(2026, 11, 29))
    assert not approval.is_in_force(date(2026, 11, 30))
    assert last_sentence() == (
        f"Dana Reed recorded the resignation of {household}, received 2 November 2026."
        " The approval ends on 30 November 2026."
    )


@law("SI 2011/581 r28(13)")
def test_a_resignation_is_not_recorded_twice_nor_in_the_future_nor_before_approval():
    approval = approval_of(an_approved_household(approved_on=APPROVED))

    for day in (TODAY + timedelta(days=1), APPROVED - timedelta(days=1)):
        with pytest.raises(RuleBroken):
            actions.record_resignation(approval, received_on=day, by=SYSTEM)
    actions.record_resignation(approval, received_on=TODAY, by=SYSTEM)
    with pytest.raises(StateConflict):
        actions.record_resignation(approval, received_on=TODAY, by=SYSTEM)


def test_the_services_own_ending_names_who_decided(ola, adviser):
    approval = approval_of(an_approved_household())

    with pytest.raises(RuleBroken) as refused:
        actions.end_approval(approval, ends_on=TODAY, reason="terminated", by=adviser)
    assert refused.value.field == "decided_by"
    with pytest.raises(RuleBroken):
        actions.end_approval(approval, ends_on=TODAY, reason="resigned", by=adviser)

    approval = actions.end_approval(approval, ends_on=TODAY, reason="terminated", decided_by=ola, by=adviser)
    assert not approval.is_in_force(TODAY)


def test_history_keeps_every_state_of_the_row():
    approval = approval_of(an_approved_household())
    actions.record_resignation(approval, received_on=TODAY, by=SYSTEM)

    assert [event.ends_on for event in approval.history.order_by("pgh_id")] == [None, date(2026, 12, 19)]
