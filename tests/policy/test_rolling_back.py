"""Rolling back is a new version: what stood before stands again, and nothing that was in force is undone."""

from datetime import timedelta

import pytest

from config_per_tenant.policy import policy_on
from config_per_tenant.versions import actions
from config_per_tenant.versions.comparing import between
from config_per_tenant.versions.models import PolicyVersion
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from tests.support.policies import (
    DANA,
    MORGAN,
    NAME,
    PANEL,
    PRINTED,
    TODAY,
    VISITS,
    a_draft,
    a_submitted_version,
    an_approved_version,
    an_open_council,
)

SOON = TODAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def opened(council):
    with on_day(TODAY):
        yield an_open_council()


def test_what_stood_before_stands_again_with_its_sources():
    version = an_approved_version(TODAY, supervision__visit_interval="6 weeks", review__name="Yearly review")
    applied = actions.roll_back(version, by=DANA)
    draft = applied.version

    assert draft.title == "Roll back Version 2: A change"
    assert draft.statements[VISITS].plain == {"least": "4 weeks", "most": "8 weeks"}
    assert draft.statements[VISITS].sources == (PRINTED,)
    assert draft.statements[NAME].state == "not_stated"
    assert applied.changed_since == ()
    submitted = actions.submit(draft, effective_from=SOON, reason="It did not work.", by=DANA)
    actions.approve(submitted, by=MORGAN)
    assert policy_on(SOON).entry(VISITS).in_words() == "4 to 8 weeks"
    assert policy_on(SOON).entry(NAME).is_default
    assert policy_on(TODAY)[NAME] == "Yearly review"


def test_later_versions_that_changed_a_setting_too_are_named():
    version = an_approved_version(TODAY, supervision__visit_interval="6 weeks", review__name="Yearly review")
    later = an_approved_version(SOON, supervision__visit_interval="5 weeks")
    with on_day(SOON):
        applied = actions.roll_back(version, by=DANA)

    assert [(setting.key, other) for setting, other in applied.changed_since] == [(VISITS, later)]
    assert {setting.key for setting in applied.changed} == {VISITS, NAME}


def test_some_settings_can_be_rolled_back_alone_and_a_superseded_version_too():
    version = an_approved_version(TODAY, supervision__visit_interval="6 weeks", review__name="Yearly review")
    an_approved_version(SOON, supervision__visit_interval="5 weeks", review__name="Annual look")
    with on_day(SOON):
        applied = actions.roll_back(version, keys=[VISITS], by=DANA)
    assert list(applied.version.statements) == [VISITS]


def test_what_law_no_longer_allows_is_left_out_and_named(monkeypatch):
    version = an_approved_version(TODAY, review__interval="9 months", review__name="Yearly review")
    statement = policy_on(TODAY - timedelta(days=1)).entry("review.interval")
    assert statement.is_default
    from config_per_tenant.statement import Statement
    from config_per_tenant.versions.acts import restoring

    before = {"review.interval": Statement("set", "18 months"), NAME: Statement("not_stated")}
    monkeypatch.setattr(restoring, "_before", lambda version, key: before[key])
    applied = actions.roll_back(version, by=DANA)

    assert [fault.key for fault in applied.refused] == ["review.interval"]
    assert "SI 2011/581 r28(2)" in applied.refused[0].words
    assert list(applied.version.statements) == [NAME]


def test_only_what_was_in_force_is_rolled_back(opened):
    for version in (a_draft(), a_submitted_version(SOON), an_approved_version(SOON), opened):
        with pytest.raises(StateConflict):
            actions.roll_back(version, by=DANA)
    with pytest.raises(NotPermitted):
        actions.roll_back(an_approved_version(TODAY), by=MORGAN)


def test_a_setting_that_it_does_not_state_and_one_that_stands_already_are_refused():
    version = an_approved_version(TODAY)
    with pytest.raises(RuleBroken):
        actions.roll_back(version, keys=[PANEL], by=DANA)
    restored = actions.submit(actions.roll_back(version, by=DANA).version, effective_from=SOON, reason="Why", by=DANA)
    actions.approve(restored, by=MORGAN)
    count = PolicyVersion.objects.count()
    with on_day(SOON), pytest.raises(StateConflict, match="stands as it did"):
        actions.roll_back(version, by=DANA)
    assert PolicyVersion.objects.count() == count


def test_it_reads_as_a_sentence():
    actions.roll_back(an_approved_version(TODAY), by=DANA)
    assert AuditEntry.objects.latest("id").sentence == (
        "Dana Reed opened Version 3 to roll Version 2 back: “How often we visit a fostering household”."
    )


def test_any_two_versions_are_compared_as_whole_policies(opened):
    second = an_approved_version(TODAY)
    third = an_approved_version(SOON, review__later_to_panel="2 years")
    draft = a_draft(review__name="Yearly review")

    def told(one, other):
        return [(each.setting.key, each.was, each.becomes) for each in between(one, other)]

    assert told(opened, third) == [
        (VISITS, "4 to 8 weeks", "6 weeks"),
        (PANEL, "3 years", "2 years"),
    ], "and not the national minimum, which rose between their days"
    assert told(third, opened) == [(key, becomes, was) for key, was, becomes in told(opened, third)]
    assert told(second, second) == []
    assert {key for key, *_ in told(second, draft)} == {NAME}
