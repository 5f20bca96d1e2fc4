"""A version's way: said of, moved to another day, superseded; each refused where it should be, and by the database."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from config_per_tenant.policy import policy_on
from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyComment, PolicyVersion, Rescheduling
from config_per_tenant.versions.stages import stage_of, stages_of
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from tests.support.policies import (
    DANA,
    FINN,
    LEE,
    MORGAN,
    PANEL,
    TODAY,
    VISITS,
    a_draft,
    a_submitted_version,
    an_approved_version,
    an_open_council,
)

SOON, LATER = TODAY + timedelta(days=7), TODAY + timedelta(days=21)


@pytest.fixture(autouse=True)
def opened(council):
    with on_day(TODAY):
        yield an_open_council()


def visits(day):
    return policy_on(day)[VISITS].most.in_words()


def refused_by_the_database(sql, *params):
    held = pytest.raises(Exception, match=r"policy version|Cannot update or delete")
    with held, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


# --- Comments


def test_a_manager_comments_on_a_setting_and_on_the_whole():
    draft = a_draft()
    actions.comment(draft, text=" Is six weeks enough for new carers? ", key=VISITS, by=LEE)
    actions.comment(draft, text="Let us ask the panel first.", by=MORGAN)

    assert [(said.by_name, said.key, said.text) for said in draft.comments.all()] == [
        ("Lee Abara", VISITS, "Is six weeks enough for new carers?"),
        ("Morgan Bell", "", "Let us ask the panel first."),
    ]
    assert draft.comments.first().setting.label == "How often we visit a fostering household"
    assert list(AuditEntry.objects.order_by("id").values_list("sentence", flat=True))[-2:] == [
        "Lee Abara commented on “How often we visit a fostering household” in Version 2.",
        "Morgan Bell commented on Version 2.",
    ]


def test_whoever_may_read_policy_reads_comments_and_others_do_not_comment():
    draft = a_draft()
    with pytest.raises(NotPermitted):
        actions.comment(draft, text="Mine too", by=FINN)
    said = actions.comment(draft, text="Agreed.", by=LEE)

    assert list(PolicyComment.objects.visible_to(FINN)) == [said]


@pytest.mark.parametrize(
    ("text", "key", "field"), [(" ", "", "text"), ("x" * 4001, "", "text"), ("Why?", "no.such", "key")]
)
def test_a_comment_says_something_about_something(text, key, field):
    with pytest.raises(RuleBroken) as refusal:
        actions.comment(a_draft(), text=text, key=key, by=LEE)
    assert refusal.value.field == field


def test_a_comment_stays_as_it_was_said():
    said = actions.comment(an_approved_version(TODAY), text="As agreed.", by=LEE)
    refused_by_the_database("UPDATE versions_policycomment SET text = 'No' WHERE id = %s", said.pk)
    refused_by_the_database("DELETE FROM versions_policycomment WHERE id = %s", said.pk)


def test_who_commented_may_still_approve():
    submitted = a_submitted_version(SOON)
    actions.comment(submitted, text="Good.", by=MORGAN)
    assert actions.approve(submitted, by=MORGAN).state == "scheduled"


# --- Another day


def test_an_approved_version_moves_to_another_day_before_its_day():
    version = an_approved_version(SOON)
    before = [entry.plain for entry in policy_on(TODAY).entries()]
    moved = actions.reschedule(version, effective_from=LATER, reason="Staff are trained first.", by=MORGAN)

    assert (moved.effective_from, moved.state) == (LATER, "scheduled")
    assert (visits(SOON), visits(LATER - timedelta(days=1)), visits(LATER)) == ("8 weeks", "8 weeks", "6 weeks")
    assert policy_on(LATER).entry(VISITS).effective_from == LATER
    assert [entry.plain for entry in policy_on(TODAY).entries()] == before
    (record,) = moved.reschedulings.all()
    assert (record.was, record.becomes, record.by_name) == (SOON, LATER, "Morgan Bell")
    assert AuditEntry.objects.latest("id").sentence == (
        "Morgan Bell moved Version 2 from 30 November 2026 to take effect on 14 December 2026: Staff are trained first."
    )


def test_it_moves_forward_to_today_and_back_again_only_while_its_day_has_not_come():
    version = actions.reschedule(an_approved_version(LATER), effective_from=SOON, reason="Ready", by=MORGAN)
    version = actions.reschedule(version, effective_from=LATER, reason="Not ready", by=MORGAN)
    version = actions.reschedule(version, effective_from=TODAY, reason="Ready after all", by=MORGAN)

    assert visits(TODAY) == "6 weeks"
    assert version.applied_at
    with pytest.raises(StateConflict):
        actions.reschedule(version, effective_from=LATER, reason="Too late", by=MORGAN)


def test_a_day_that_has_come_stands_though_nobody_has_set_its_effects_going():
    version = an_approved_version(SOON)
    with on_day(SOON), pytest.raises(StateConflict):
        actions.reschedule(version, effective_from=LATER, reason="Too late", by=MORGAN)


def test_moving_takes_a_second_person_who_may_approve():
    version = an_approved_version(SOON)
    with pytest.raises(RuleBroken) as refusal:
        actions.reschedule(version, effective_from=LATER, reason="Later", by=DANA)
    assert refusal.value.code == "policy.same_person"
    with pytest.raises(NotPermitted):
        actions.reschedule(version, effective_from=LATER, reason="Later", by=LEE)
    assert not Rescheduling.objects.exists()


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [
        (TODAY - timedelta(days=1), "Why", "effective_from"),
        (SOON, "Why", "effective_from"),
        (LATER, "Why", "effective_from"),
        (LATER + timedelta(days=1), " ", "reason"),
    ],
    ids=["past", "the same", "taken", "no reason"],
)
def test_it_moves_to_a_day_that_is_to_come_and_free_with_a_reason(day, reason, field):
    version = an_approved_version(SOON)
    an_approved_version(LATER, review__later_to_panel="2 years")
    with pytest.raises(RuleBroken) as refusal:
        actions.reschedule(version, effective_from=day, reason=reason, by=MORGAN)
    assert refusal.value.field == field


def test_only_what_is_approved_and_to_come_is_moved():
    withdrawn = actions.withdraw(an_approved_version(SOON), reason="Not now", by=DANA)
    for version in (a_draft(), a_submitted_version(SOON), withdrawn):
        with pytest.raises(StateConflict):
            actions.reschedule(version, effective_from=LATER, reason="Why", by=MORGAN)


def test_the_database_lets_a_day_move_only_with_its_record_by_a_second_person():
    version = an_approved_version(SOON)
    move = "UPDATE versions_policyversion SET effective_from = %s WHERE id = %s"
    refused_by_the_database(move, LATER, version.pk)
    told = {"in_version": version, "was": SOON, "becomes": LATER, "reason": "Why", "by_name": "Somebody"}
    Rescheduling.objects.create(**told, held_at=version.version, by_id=DANA.id)
    refused_by_the_database(move, LATER, version.pk)
    Rescheduling.objects.create(**told, held_at=version.version + 1, by_id=MORGAN.id)
    refused_by_the_database(move, LATER, version.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rescheduling.objects.create(**told, held_at=version.version, by_id=MORGAN.id)


def test_an_earlier_move_is_no_leave_for_a_later_one():
    version = actions.reschedule(an_approved_version(SOON), effective_from=LATER, reason="Why", by=MORGAN)
    version = actions.reschedule(version, effective_from=SOON, reason="Why", by=MORGAN)
    refused_by_the_database("UPDATE versions_policyversion SET effective_from = %s WHERE id = %s", LATER, version.pk)


def test_the_record_of_a_move_stands_and_a_version_in_force_does_not_move():
    version = actions.reschedule(an_approved_version(LATER), effective_from=TODAY, reason="Why", by=MORGAN)
    record = version.reschedulings.get()
    refused_by_the_database("UPDATE versions_rescheduling SET reason = 'No' WHERE id = %s", record.pk)
    refused_by_the_database("DELETE FROM versions_rescheduling WHERE id = %s", record.pk)
    Rescheduling.objects.create(
        in_version=version, held_at=version.version, was=TODAY, becomes=LATER, reason="W", by_id=MORGAN.id, by_name="M"
    )
    refused_by_the_database("UPDATE versions_policyversion SET effective_from = %s WHERE id = %s", LATER, version.pk)


# --- Together with what is to come

SCHEME = {"code": "plus", "label": "Plus", "per": "child", "maps_to": "gold", "conditions": []}
GOLD = {"code": "gold", "label": "Gold", "per": "child", "weekly_pence": 20000, "conditions": []}


def a_tier_and_a_scheme_that_rests_on_it():
    tier = an_approved_version(SOON, fees__tiers={"basis": "Skill", "tiers": [GOLD]})
    with_it = a_draft(title="A scheme")
    with on_day(SOON):
        actions.change_value(
            with_it, "fees.specialist_schemes", state="set", value={"basis": "Need", "tiers": [SCHEME]}, by=DANA
        )
    submitted = actions.submit(with_it, effective_from=LATER, reason="Why", by=DANA)
    return tier, actions.approve(submitted, by=MORGAN)


def test_a_version_that_a_later_one_rests_on_is_not_withdrawn_or_moved_behind_it():
    tier, _ = a_tier_and_a_scheme_that_rests_on_it()
    with pytest.raises(RuleBroken) as refusal:
        actions.withdraw(tier, reason="Not now", by=DANA)
    assert refusal.value.code == "policy.contradiction_to_come"
    assert "From 14 December 2026, with Version 3" in refusal.value.message
    with pytest.raises(RuleBroken, match="contradict each other"):
        actions.reschedule(tier, effective_from=LATER + timedelta(days=1), reason="Later", by=MORGAN)
    assert stage_of(PolicyVersion.objects.get(pk=tier.pk), TODAY) == "scheduled"
    assert actions.reschedule(tier, effective_from=TODAY, reason="Sooner", by=MORGAN).state == "in_force"


def test_the_one_that_rests_on_it_goes_first():
    tier, scheme = a_tier_and_a_scheme_that_rests_on_it()
    actions.withdraw(scheme, reason="Not now", by=DANA)
    assert actions.withdraw(tier, reason="Not now", by=DANA).state == "withdrawn"


# --- Superseded


def test_a_version_is_superseded_when_later_ones_state_all_that_it_states(opened):
    second = an_approved_version(TODAY)
    third = an_approved_version(SOON, supervision__visit_interval="5 weeks")
    fourth = an_approved_version(LATER, review__later_to_panel="2 years")
    everyone = PolicyVersion.objects.all()

    assert stages_of(everyone, TODAY) == {
        opened.pk: "in_force",
        second.pk: "in_force",
        third.pk: "scheduled",
        fourth.pk: "scheduled",
    }
    assert stages_of(everyone, SOON) == {
        opened.pk: "in_force",
        second.pk: "superseded",
        third.pk: "in_force",
        fourth.pk: "scheduled",
    }
    assert stages_of(everyone, LATER) == {
        opened.pk: "superseded",
        second.pk: "superseded",
        third.pk: "in_force",
        fourth.pk: "in_force",
    }


def test_a_withdrawn_version_supersedes_nothing():
    second = an_approved_version(TODAY)
    actions.withdraw(an_approved_version(SOON, supervision__visit_interval="5 weeks"), reason="No", by=DANA)
    assert stage_of(second, SOON) == "in_force"


def test_stages_of_many_are_one_query(django_assert_num_queries):
    an_approved_version(TODAY)
    versions = [*PolicyVersion.objects.all(), a_draft(review__later_to_panel="2 years")]
    with django_assert_num_queries(1):
        stages_of(versions, TODAY)
    assert PANEL in versions[-1].statements
