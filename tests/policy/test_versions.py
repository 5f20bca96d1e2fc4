"""A council's policy over time: what each act allows, refuses and records, and what was in force on each day."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from config_per_tenant.packs import Pack
from config_per_tenant.policy import policy_on
from config_per_tenant.statement import Source, Statement
from config_per_tenant.versions import actions
from config_per_tenant.versions.effects import _effects, on_policy_changed
from config_per_tenant.versions.models import PolicyEdit, PolicyValue, PolicyVersion
from hearth.access import Actor, Role
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StaleEdit, StateConflict

TODAY = date(2026, 11, 23)
OPENED = date(2024, 11, 1)
VISITS = "supervision.visit_interval"

pytestmark = pytest.mark.usefixtures("council", "today")


@pytest.fixture
def today():
    with on_day(TODAY):
        yield


@pytest.fixture
def system():
    return Actor.system("test")


@pytest.fixture
def dana():
    return Actor(uuid4(), "Dana Reed", frozenset({Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER}))


@pytest.fixture
def morgan():
    return Actor(uuid4(), "Morgan Bell", frozenset({Role.POLICY_APPROVER}))


@pytest.fixture
def opened(council, system):
    printed = Source("Statement of Purpose", "4.1", "Oakshire Council", "2024")
    pack = Pack(
        "oakshire",
        "Oakshire Council",
        {
            VISITS: Statement("set", {"least": "4 weeks", "most": "8 weeks"}, (printed,)),
            "review.later_to_panel": Statement("set", "3 years", (printed,)),
        },
        {},
    )
    return actions.adopt_opening_pack(pack, by=system, effective_from=OPENED)


def drafted(by, key=VISITS, value=None, title="Visit more often"):
    draft = actions.open_draft(title=title, by=by)
    actions.change_value(draft, key, state="set", value=value or {"least": "4 weeks", "most": "6 weeks"}, by=by)
    return draft


def approved(dana, morgan, on, **kwargs):
    draft = drafted(dana, **kwargs)
    submitted = actions.submit(draft, effective_from=on, reason="Decided by the board.", by=dana)
    return actions.approve(submitted, by=morgan)


def longest(day):
    return policy_on(day)[VISITS].most.in_words()


def test_the_opening_policy_is_in_force_from_its_day_with_its_sources(opened):
    entry = policy_on(TODAY).entry(VISITS)

    assert entry.in_words() == "4 to 8 weeks"
    assert entry.state == "set"
    assert entry.version == "Opening policy"
    assert entry.effective_from == OPENED
    assert entry.sources[0].in_words() == "Oakshire Council, Statement of Purpose (2024), 4.1"
    assert policy_on(OPENED - timedelta(days=1)).entry(VISITS).is_default
    assert opened.state == "in_force"


def test_what_the_council_has_not_said_is_a_labelled_default(opened):
    entry = policy_on(TODAY).entry("supervision.unannounced_visits")

    assert entry.is_default
    assert entry.version == "Platform default"
    assert entry.in_words() == "1 a year for each household"


def test_a_council_opens_once(opened, system):
    with pytest.raises(StateConflict):
        actions.adopt_opening_pack("luton", by=system, effective_from=OPENED)


def test_only_the_platform_opens_a_council(dana):
    with pytest.raises(NotPermitted):
        actions.adopt_opening_pack("luton", by=dana, effective_from=OPENED)
    assert not PolicyVersion.objects.exists()


@pytest.mark.parametrize("slug", ["coventry", "leicestershire", "luton", "milton-keynes"])
def test_every_published_pack_opens_a_council(slug, system):
    actions.adopt_opening_pack(slug, by=system, effective_from=OPENED)

    assert all(entry.value is not None or entry.state != "set" for entry in policy_on(TODAY).entries())


def test_a_change_takes_effect_on_its_day_and_the_past_stays(opened, dana, morgan, system):
    day = TODAY + timedelta(days=14)
    version = approved(dana, morgan, day)

    assert version.state == "scheduled"
    assert version.state_on(day) == "in_force"
    assert longest(day - timedelta(days=1)) == "8 weeks"
    assert longest(day) == "6 weeks"
    assert longest(TODAY) == "8 weeks"
    assert policy_on(day).entry(VISITS).approved_by == "Morgan Bell"


def test_a_version_approved_for_today_is_in_force_at_once(opened, dana, morgan):
    approved(dana, morgan, TODAY)

    assert longest(TODAY) == "6 weeks"
    assert longest(TODAY - timedelta(days=1)) == "8 weeks"


def test_versions_do_not_undo_each_other(opened, dana, morgan):
    later = approved(dana, morgan, TODAY + timedelta(days=30))
    approved(dana, morgan, TODAY + timedelta(days=10), key="review.later_to_panel", value="2 years")

    assert longest(TODAY + timedelta(days=30)) == "6 weeks"
    assert policy_on(TODAY + timedelta(days=30))["review.later_to_panel"].in_words() == "2 years"
    assert later.number == 2


def test_the_stamp_changes_only_with_what_is_in_force(opened, dana, morgan):
    before = policy_on(TODAY).stamp
    approved(dana, morgan, TODAY + timedelta(days=10))

    assert policy_on(TODAY).stamp == before
    assert policy_on(TODAY + timedelta(days=9)).stamp == before
    assert policy_on(TODAY + timedelta(days=10)).stamp != before


def test_the_author_cannot_approve(opened, dana, morgan):
    submitted = actions.submit(drafted(dana), effective_from=TODAY, reason="Why", by=dana)
    with pytest.raises(RuleBroken) as refusal:
        actions.approve(submitted, by=dana)

    assert refusal.value.code == "policy.same_person"
    assert longest(TODAY) == "8 weeks"
    submitted.refresh_from_db()
    assert submitted.state == "submitted"


def test_whoever_changed_a_value_cannot_approve(opened, dana):
    other = Actor(uuid4(), "Sam Oyelaran", frozenset({Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER}))
    draft = drafted(dana)
    actions.change_value(draft, "review.later_to_panel", state="set", value="2 years", by=other)
    actions.discard_change(draft, "review.later_to_panel", by=other)
    submitted = actions.submit(draft, effective_from=TODAY, reason="Why", by=dana)

    with pytest.raises(RuleBroken):
        actions.approve(submitted, by=other)


def test_only_approvers_approve_and_only_administrators_draft(opened, dana, morgan):
    administrator = Actor(uuid4(), "Ira Shah", frozenset({Role.TENANT_ADMINISTRATOR}))
    submitted = actions.submit(drafted(dana), effective_from=TODAY, reason="Why", by=dana)
    with pytest.raises(NotPermitted):
        actions.approve(submitted, by=administrator)
    with pytest.raises(NotPermitted):
        actions.open_draft(title="Mine", by=morgan)


def test_a_value_beyond_law_is_refused_with_its_provision(opened, dana):
    draft = actions.open_draft(title="Review less often", by=dana)
    with pytest.raises(RuleBroken) as refusal:
        actions.change_value(draft, "review.interval", state="set", value="13 months", by=dana)

    assert refusal.value.source == "SI 2011/581 r28(2)"
    assert "at most 12 months" in refusal.value.message
    assert not draft.values.exists()
    assert not PolicyEdit.objects.exists()


def test_a_wrong_unit_and_an_unknown_setting_are_refused(opened, dana):
    draft = actions.open_draft(title="Wrong", by=dana)
    with pytest.raises(RuleBroken, match="wrong unit"):
        actions.change_value(draft, VISITS, state="set", value={"most": "2 years"}, by=dana)
    with pytest.raises(RuleBroken, match="no setting"):
        actions.change_value(draft, "supervision.visit_colour", state="set", value="1 month", by=dana)


def test_saying_what_is_in_force_already_is_refused(opened, dana):
    draft = actions.open_draft(title="Nothing new", by=dana)
    with pytest.raises(RuleBroken) as refusal:
        actions.change_value(draft, VISITS, state="set", value={"least": "4 weeks", "most": "8 weeks"}, by=dana)
    assert refusal.value.code == "policy.no_change"


def test_a_draft_is_logged_change_by_change(opened, dana):
    draft = drafted(dana)
    actions.change_value(draft, VISITS, state="set", value={"most": "5 weeks"}, by=dana)
    actions.discard_change(draft, VISITS, by=dana)

    log = list(draft.log.order_by("created_at"))
    assert [(entry.before and entry.before["value"], entry.after and entry.after["value"]) for entry in log] == [
        (None, {"least": "4 weeks", "most": "6 weeks"}),
        ({"least": "4 weeks", "most": "6 weeks"}, {"most": "5 weeks"}),
        ({"most": "5 weeks"}, None),
    ]


def test_a_stale_edit_shows_both(opened, dana):
    draft = actions.open_draft(title="Two at once", by=dana)
    actions.change_value(draft, VISITS, state="set", value={"most": "5 weeks"}, seen=0, by=dana)
    with pytest.raises(StaleEdit) as refusal:
        actions.change_value(draft, VISITS, state="set", value={"most": "7 weeks"}, seen=0, by=dana)

    assert refusal.value.theirs.in_words() == "5 weeks"


def test_a_submitted_version_is_no_longer_edited_until_sent_back(opened, dana, morgan):
    submitted = actions.submit(drafted(dana), effective_from=TODAY, reason="Why", by=dana)
    with pytest.raises(StateConflict):
        actions.change_value(submitted, VISITS, state="set", value={"most": "5 weeks"}, by=dana)

    back = actions.send_back(submitted, reason="Six weeks is too long.", by=morgan)
    assert back.state == "draft"
    actions.change_value(back, VISITS, state="set", value={"most": "5 weeks"}, by=dana)


def test_a_day_in_the_past_or_taken_is_refused(opened, dana, morgan):
    draft = drafted(dana)
    with pytest.raises(RuleBroken) as refusal:
        actions.submit(draft, effective_from=TODAY - timedelta(days=1), reason="Why", by=dana)
    assert refusal.value.field == "effective_from"

    approved(dana, morgan, TODAY + timedelta(days=5), key="review.later_to_panel", value="2 years")
    with pytest.raises(RuleBroken) as refusal:
        actions.submit(draft, effective_from=TODAY + timedelta(days=5), reason="Why", by=dana)
    assert refusal.value.code == "policy.day_taken"


def test_a_day_that_passed_before_approval_is_refused(opened, dana, morgan):
    submitted = actions.submit(drafted(dana), effective_from=TODAY, reason="Why", by=dana)
    with on_day(TODAY + timedelta(days=1)), pytest.raises(RuleBroken) as refusal:
        actions.approve(submitted, by=morgan)
    assert refusal.value.code == "policy.day_past"


def test_a_version_can_be_withdrawn_before_its_day_and_not_after(opened, dana, morgan):
    version = approved(dana, morgan, TODAY + timedelta(days=5))
    actions.withdraw(version, reason="The board changed its mind.", by=dana)
    assert longest(TODAY + timedelta(days=5)) == "8 weeks"

    in_force = approved(dana, morgan, TODAY)
    with pytest.raises(StateConflict):
        actions.withdraw(in_force, reason="Too late", by=dana)


def test_an_empty_draft_or_no_reason_is_refused(opened, dana):
    draft = actions.open_draft(title="Empty", by=dana)
    with pytest.raises(StateConflict):
        actions.submit(draft, effective_from=TODAY, reason="Why", by=dana)
    with pytest.raises(RuleBroken):
        actions.submit(drafted(dana), effective_from=TODAY, reason=" ", by=dana)


def test_effects_run_when_a_version_takes_effect_and_once(opened, dana, morgan, system):
    seen = []

    @on_policy_changed(VISITS)
    def note(change):
        seen.append((change.number, change.effective_from))

    try:
        approved(dana, morgan, TODAY)
        day = TODAY + timedelta(days=3)
        approved(dana, morgan, day, value={"most": "5 weeks"})
        assert seen == [(2, TODAY)]
        with on_day(day):
            assert len(actions.apply_due(on=day, by=system)) == 1
            assert actions.apply_due(on=day, by=system) == []
        assert seen == [(2, TODAY), (3, day)]
    finally:
        _effects.pop(f"{note.__module__}.{note.__qualname__}")


def test_the_nightly_job_lets_versions_take_effect_in_every_council(opened, dana, morgan, system):
    from hearth.jobs.registry import kind_of

    kind = kind_of("policy.apply_due")
    assert kind.daily.tenants == "council"
    version = approved(dana, morgan, TODAY + timedelta(days=3))
    with on_day(TODAY + timedelta(days=3)):
        kind.work(None)
    version.refresh_from_db()
    assert version.applied_at
    assert AuditEntry.objects.filter(code="policy.took_effect").count() == 1


def test_a_failing_effect_leaves_nothing_half_done(opened, dana, morgan):
    @on_policy_changed()
    def fail(change):
        policy_on(TODAY)
        raise RuntimeError("no room")

    submitted = actions.submit(drafted(dana), effective_from=TODAY, reason="Why", by=dana)
    try:
        with pytest.raises(RuntimeError):
            actions.approve(submitted, by=morgan)
    finally:
        _effects.pop(f"{fail.__module__}.{fail.__qualname__}")
    submitted.refresh_from_db()

    assert submitted.state == "submitted"
    assert longest(TODAY) == "8 weeks"
    assert not AuditEntry.objects.filter(code="policy.approved").exists()


def test_each_act_reads_as_a_sentence(opened, dana, morgan):
    approved(dana, morgan, TODAY)
    said = list(AuditEntry.objects.order_by("created_at", "id").values_list("sentence", flat=True))

    assert said == [
        "Hearth (test) opened the policy from the council's own documents, in force from 1 November 2024.",
        "Dana Reed opened Version 2 as a draft.",
        "Dana Reed changed “How often we visit a fostering household” in Version 2: was 4 to 8 weeks, becomes"
        " 4 to 6 weeks.",
        "Dana Reed submitted Version 2 for approval, to take effect on 23 November 2026: Decided by the board.",
        "Morgan Bell approved Version 2, in force from 23 November 2026.",
    ]


def test_the_policy_of_a_day_costs_at_most_two_queries_cold_and_one_warm(opened, django_assert_num_queries):
    from config_per_tenant.versions import in_force
    from hearth.context import request_id

    in_force._layers.clear()
    in_force._policies.clear()
    with request_id("a"), django_assert_num_queries(2):
        policy_on(TODAY)
        policy_on(TODAY)
    with request_id("b"), django_assert_num_queries(1):
        for days in range(30):
            policy_on(TODAY - timedelta(days=days))
    assert PolicyValue.objects.count() == 2
