"""Law that changes: each council sees what it means for it, answers, and has until the day before to follow."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from config_per_tenant.law import national_changes
from config_per_tenant.national import loading
from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.values.durations import Duration
from config_per_tenant.versions import actions
from config_per_tenant.versions.law import law_changes
from config_per_tenant.versions.models import LawChangeNoted
from core.duties.derive import rebuild
from core.duties.models import Duty
from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from tests.support.law import law_moves
from tests.support.policies import (
    DANA,
    FINN,
    LEE,
    MORGAN,
    TODAY,
    a_draft,
    an_approved_version,
    an_open_council,
)
from tests.support.staff import a_user

SETTING = "review.interval"
KEY = next(bound.national for bound in SETTINGS[SETTING].bounds if bound.kind == "max")
BEGINS = TODAY + timedelta(days=100)
EVE = BEGINS - timedelta(days=1)


@pytest.fixture(autouse=True)
def opened(council):
    with on_day(TODAY):
        yield an_open_council()


@pytest.fixture
def tightened(monkeypatch):
    """From a day to come, reviews at most 9 months apart; Oakshire has said 10 months."""
    an_approved_version(TODAY, review__interval="10 months")
    law_moves(monkeypatch, KEY, BEGINS, Duration(9, "months"))
    rebuild(on=TODAY)


def the_change():
    (found,) = [change for change in law_changes(TODAY) if change.national == KEY]
    return found


def duties():
    return list(Duty.objects.filter(kind="policy.within_law"))


def approve(draft, day):
    return actions.approve(actions.submit(draft, effective_from=day, reason="Law changes.", by=DANA), by=MORGAN)


def test_the_shipped_files_change_nothing_by_this_test():
    assert KEY not in {change.national for change in national_changes(TODAY)}


def test_a_council_sees_what_changes_and_what_lies_beyond(tightened):
    change = the_change()

    assert (change.was, change.becomes) == ("At most 12 months", "At most 9 months")
    assert change.from_on == BEGINS
    assert change.source == "SI 2011/581 r28(2)"
    assert SETTING in {setting.key for setting in change.settings}
    (beyond,) = change.beyond
    assert (beyond.setting.key, beyond.value, beyond.becomes) == (SETTING, "10 months", "9 months")
    assert change.noted is None


def test_on_its_day_law_is_applied_whatever_was_said(tightened):
    assert policy_on(EVE)[SETTING].in_words() == "10 months"
    entry = policy_on(BEGINS).entry(SETTING)
    assert entry.in_words() == "9 months"
    assert entry.forced_by.source == "SI 2011/581 r28(2)"


def test_a_council_beyond_has_a_duty_until_the_day_before(tightened, opened):
    (duty,) = duties()

    assert duty.due_on == EVE
    assert (duty.subject_id, duty.subject_name) == (opened.pk, "Opening policy")
    assert duty.why.sources == ("SI 2011/581 r28(2)",)
    assert "at most 9 months" in duty.why.rule
    assert "10 months is stated" in duty.why.steps[0]
    assert [use.key for use in duty.why.settings] == [SETTING]


def test_it_is_the_administrators(tightened):
    ira = a_user("Ira Shah", Role.TENANT_ADMINISTRATOR)
    rebuild(on=TODAY)
    assert duties()[0].owner_id == ira.pk
    a_user("Jo Marsh", Role.TENANT_ADMINISTRATOR)
    rebuild(on=TODAY)
    assert duties()[0].owner_id is None, "of two, nobody is named"


def test_whoever_drafts_approves_or_manages_sees_it(tightened):
    assert Duty.objects.visible_to(DANA).exists()
    assert Duty.objects.visible_to(LEE).exists()
    assert not Duty.objects.visible_to(FINN).exists()


def test_the_duty_goes_when_a_scheduled_version_is_within_and_comes_back_when_it_is_withdrawn(tightened):
    version = approve(a_draft(review__interval="9 months"), EVE)
    assert duties() == []
    moved = actions.reschedule(version, effective_from=BEGINS, reason="On the day", by=MORGAN)
    assert duties() == []
    moved = actions.reschedule(moved, effective_from=BEGINS + timedelta(days=1), reason="Later", by=MORGAN)
    assert len(duties()) == 1
    actions.withdraw(moved, reason="Not so", by=DANA)
    assert len(duties()) == 1


def test_the_duty_stays_late_until_policy_follows(tightened):
    with on_day(BEGINS + timedelta(days=5)):
        rebuild(on=BEGINS + timedelta(days=5))
        assert duties()[0].is_overdue(BEGINS + timedelta(days=5))
        approve(a_draft(review__interval="9 months"), BEGINS + timedelta(days=5))
        assert duties() == []


def test_a_version_is_neither_approved_for_nor_moved_to_a_day_whose_law_it_is_beyond(monkeypatch):
    law_moves(monkeypatch, KEY, BEGINS, Duration(9, "months"))
    draft = a_draft(review__interval="10 months")
    with pytest.raises(RuleBroken) as refusal:
        actions.submit(draft, effective_from=BEGINS, reason="Why", by=DANA)
    assert (refusal.value.field, refusal.value.source) == (SETTING, "SI 2011/581 r28(2)")
    version = approve(draft, EVE)
    with pytest.raises(RuleBroken) as refusal:
        actions.reschedule(version, effective_from=BEGINS, reason="Why", by=MORGAN)
    assert refusal.value.source == "SI 2011/581 r28(2)"


def test_a_council_within_has_none(monkeypatch):
    law_moves(monkeypatch, KEY, BEGINS, Duration(9, "months"))
    rebuild(on=TODAY)

    assert duties() == [], "the platform's default follows the law by itself"
    assert the_change().beyond == ()
    with pytest.raises(StateConflict, match="within this change already"):
        actions.draft_for_law_change(KEY, BEGINS, by=DANA)


def test_a_bound_that_loosens_asks_nothing(monkeypatch):
    an_approved_version(TODAY, review__interval="10 months")
    law_moves(monkeypatch, KEY, BEGINS, Duration(18, "months"))
    rebuild(on=TODAY)
    assert (the_change().beyond, duties()) == ((), [])


def test_a_draft_follows_the_law_from_its_day(tightened):
    draft = actions.draft_for_law_change(KEY, BEGINS, by=DANA)

    assert draft.effective_from == BEGINS
    assert draft.statements[SETTING].plain == "9 months"
    assert "SI 2011/581 r28(2)" in draft.statements[SETTING].notes[0].text
    assert the_change().noted.draft == draft
    assert the_change().noted.outcome == "accepted"
    assert len(duties()) == 1, "a draft is no policy yet"
    with pytest.raises(StateConflict, match="follows this change already"):
        actions.draft_for_law_change(KEY, BEGINS, by=DANA)
    approve(draft, BEGINS)
    assert duties() == []
    assert (
        AuditEntry.objects.filter(code="policy.law_followed")
        .get()
        .sentence.startswith(f"Dana Reed opened {draft.label} to follow")
    )


def test_a_draft_takes_the_last_free_day(tightened):
    an_approved_version(BEGINS, review__later_to_panel="2 years")
    assert actions.draft_for_law_change(KEY, BEGINS, by=DANA).effective_from == EVE


def test_a_change_that_has_begun_is_followed_from_today(tightened):
    with on_day(BEGINS + timedelta(days=5)):
        draft = actions.draft_for_law_change(KEY, BEGINS, by=DANA)
        assert draft.effective_from == BEGINS + timedelta(days=5)


def test_noting_it_is_kept_and_leaves_the_duty(tightened):
    noted = actions.note_law_change(KEY, BEGINS, note="The board knows.", by=DANA)

    assert the_change().noted == noted
    assert len(duties()) == 1
    assert AuditEntry.objects.latest("id").sentence == (
        f"Dana Reed noted that “{the_change().label}” (SI 2011/581 r28(2)) changes on 3 March 2027: The board knows."
    )
    for change in ({"note": "No"}, {"outcome": "accepted"}):
        with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
            LawChangeNoted.objects.filter(pk=noted.pk).update(**change)
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        LawChangeNoted.objects.filter(pk=noted.pk).delete()


def test_a_day_on_which_nothing_changes_and_somebody_who_may_not_are_refused(tightened):
    with pytest.raises(RuleBroken) as refusal:
        actions.note_law_change(KEY, BEGINS + timedelta(days=1), by=DANA)
    assert refusal.value.field == "national"
    with pytest.raises(NotPermitted):
        actions.note_law_change(KEY, BEGINS, by=LEE)
    with pytest.raises(NotPermitted):
        actions.draft_for_law_change(KEY, BEGINS, by=MORGAN)


def test_the_yearly_minimum_is_told_for_the_councils_region():
    change = next(one for one in law_changes(date(2025, 1, 1)) if one.label == "National minimum fostering allowance")
    assert change.from_on == date(2025, 4, 6)
    assert "2024-25" in change.was
    assert "2025-26" in change.becomes
    assert "£" in change.becomes


def test_a_figure_that_is_not_at_hand_changes_nothing_until_it_is():
    years = {
        one.from_on for one in law_changes(date(2025, 1, 1)) if one.label == "National minimum fostering allowance"
    }
    assert years == {date(2025, 4, 6)}


def test_an_answer_is_to_the_value_that_was_spoken_of(tightened, monkeypatch):
    actions.note_law_change(KEY, BEGINS, by=DANA)
    assert the_change().noted
    known = dict(loading._all())
    known[KEY] = (*known[KEY][:-1], replace(known[KEY][-1], value=Duration(6, "months")))
    monkeypatch.setattr(loading, "_all", lambda: known)
    assert the_change().becomes == "At most 6 months"
    assert the_change().noted is None


def test_changes_of_law_are_read_in_two_queries(tightened, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        law_changes(TODAY)
