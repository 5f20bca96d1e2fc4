"""Borrowing from what another council has published: with its sources, within the law, and only into a draft."""

from dataclasses import replace

import pytest

from config_per_tenant.packs import published_pack, published_packs
from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.values.brand import Brand
from config_per_tenant.schema.values.structure import TeamStructure
from config_per_tenant.statement import Statement
from config_per_tenant.versions import actions, borrowing
from config_per_tenant.versions.borrowing import lenders, offers
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from tests.support.policies import (
    DANA,
    MORGAN,
    PANEL,
    TODAY,
    VISITS,
    a_submitted_version,
    an_open_council,
)

TEAMS, REVIEW = "teams.structure", "review.interval"


@pytest.fixture(autouse=True)
def opened(council):
    with on_day(TODAY):
        yield an_open_council()


@pytest.fixture
def draft():
    return actions.open_draft(title="As others do", by=DANA)


def lender_of(key):
    """A published pack that states this setting, other than we do."""
    for slug in published_packs():
        said = published_pack(slug).statements.get(key)
        if said and said.state == "set" and said.plain != policy_on(TODAY).entry(key).plain:
            return published_pack(slug)
    raise AssertionError(f"no published pack states {key}")


def test_every_published_council_lends_by_name():
    assert {lender.slug for lender in lenders()} == set(published_packs())
    assert [lender.name for lender in lenders()] == sorted(lender.name for lender in lenders())


def test_a_setting_is_borrowed_with_its_sources_and_from_whom(draft):
    pack = lender_of(VISITS)
    theirs = pack.statements[VISITS]
    applied = actions.borrow(draft, pack.slug, keys=[VISITS], by=DANA)
    ours = draft.statements[VISITS]

    assert [setting.key for setting in applied.changed] == [VISITS]
    assert (ours.plain, ours.sources) == (theirs.plain, theirs.sources)
    assert ours.notes[0].text == f"Borrowed from {pack.name} on 23 November 2026, as published."
    assert ours.notes[1:] == theirs.notes
    assert AuditEntry.objects.latest("id").sentence == (
        f"Dana Reed borrowed from {pack.name} into {draft.label}: “{SETTINGS[VISITS].label}”."
    )


@pytest.mark.parametrize("slug", published_packs())
@pytest.mark.parametrize("group", ["supervision", "reviews", "recruitment"])
def test_a_whole_group_is_borrowed_but_what_is_each_councils_own(draft, slug, group):
    pack = published_pack(slug)
    stated = {
        key
        for key, said in pack.statements.items()
        if SETTINGS[key].group == group and said.state != "not_stated" and SETTINGS[key].borrowable
    }
    if not stated:
        with pytest.raises(RuleBroken, match="publishes nothing"):
            actions.borrow(draft, slug, group=group, by=DANA)
        return
    applied = actions.borrow(draft, slug, group=group, by=DANA)
    settled = {setting.key for setting in (*applied.changed, *applied.unchanged)}

    assert settled | {fault.key for fault in applied.refused} == stated
    assert set(draft.statements) == {setting.key for setting in applied.changed}


def test_an_example_stays_an_example(draft, monkeypatch):
    pack = lender_of(VISITS)
    shown = replace(pack, statements={VISITS: Statement("set", {"most": "5 weeks"}, example=True)})
    monkeypatch.setattr(borrowing, "published_pack", lambda slug: shown)
    actions.borrow(draft, pack.slug, keys=[VISITS], by=DANA)
    assert draft.statements[VISITS].example


def test_teams_and_brand_and_what_is_not_stated_are_not_borrowed(draft, monkeypatch):
    for key in (TEAMS, "brand.identity"):
        with pytest.raises(RuleBroken, match="each council's own"):
            actions.borrow(draft, published_packs()[0], keys=[key], by=DANA)
    silent = replace(published_pack(published_packs()[0]), statements={})
    monkeypatch.setattr(borrowing, "published_pack", lambda slug: silent)
    with pytest.raises(RuleBroken, match="does not state it"):
        actions.borrow(draft, silent.slug, keys=[VISITS], by=DANA)
    with pytest.raises(RuleBroken, match="publishes nothing"):
        actions.borrow(draft, silent.slug, group="supervision", by=DANA)


def test_what_law_does_not_allow_is_refused_with_its_provision(draft, monkeypatch):
    pack = published_pack(published_packs()[0])
    lax = replace(pack, statements={REVIEW: Statement("set", "18 months"), PANEL: Statement("set", "2 years")})
    monkeypatch.setattr(borrowing, "published_pack", lambda slug: lax)
    with pytest.raises(RuleBroken) as refusal:
        actions.borrow(draft, pack.slug, keys=[REVIEW], by=DANA)
    assert refusal.value.source == "SI 2011/581 r28(2)"
    applied = actions.borrow(draft, pack.slug, group="reviews", by=DANA)
    assert [fault.key for fault in applied.refused] == [REVIEW]
    assert list(draft.statements) == [PANEL]
    (offer,) = [each for each in offers(pack.slug, TODAY) if each.setting.key == REVIEW]
    assert not offer.can_borrow
    assert "SI 2011/581 r28(2)" in offer.why_not


@pytest.mark.parametrize(
    ("lender", "keys", "group", "field"),
    [
        ("nowhere", [VISITS], "", "council"),
        ("../oakshire", [VISITS], "", "council"),
        ("", [], "reviews", "council"),
        (None, ["no.such"], "", "key"),
        (None, [], "", "keys"),
        (None, [], "weather", "keys"),
    ],
)
def test_a_council_or_a_setting_that_is_not_there_is_refused(draft, lender, keys, group, field):
    with pytest.raises(RuleBroken) as refusal:
        actions.borrow(draft, published_packs()[0] if lender is None else lender, keys=keys, group=group, by=DANA)
    assert refusal.value.field == field


def test_only_into_a_draft_by_who_may_change_policy(draft):
    with pytest.raises(NotPermitted):
        actions.borrow(draft, published_packs()[0], group="reviews", by=MORGAN)
    with pytest.raises(StateConflict):
        actions.borrow(a_submitted_version(TODAY), published_packs()[0], group="reviews", by=DANA)


def test_ours_and_theirs_stand_side_by_side():
    pack = lender_of(VISITS)
    found = {offer.setting.key: offer for offer in offers(pack.slug, TODAY)}

    assert list(found) == list(SETTINGS)
    visits = found[VISITS]
    assert visits.ours_words == "4 to 8 weeks"
    assert visits.theirs_words == SETTINGS[VISITS].kind.words(pack.statements[VISITS].read(SETTINGS[VISITS]))
    assert visits.differs
    assert visits.can_borrow
    assert not found[TEAMS].can_borrow
    assert all(offer.setting.group == "reviews" for offer in offers(pack.slug, TODAY, group="reviews"))
    with pytest.raises(KeyError):
        offers("nowhere", TODAY)


def test_what_we_say_already_is_passed_over(draft):
    pack = lender_of(VISITS)
    actions.borrow(draft, pack.slug, keys=[VISITS], by=DANA)
    with pytest.raises(RuleBroken, match="that you do not say already"):
        actions.borrow(draft, pack.slug, keys=[VISITS], by=DANA)


def test_what_differs_in_a_table_is_told_part_by_part(draft):
    key = "recruitment.stages"
    pack = lender_of(key)
    (offer,) = [each for each in offers(pack.slug, TODAY) if each.setting.key == key]
    assert offer.parts
    actions.borrow(draft, pack.slug, keys=[key], by=DANA)
    assert draft.statements[key].plain == pack.statements[key].plain


@pytest.mark.parametrize(
    "key", [key for key, setting in SETTINGS.items() if getattr(setting.kind, "of", None) in (TeamStructure, Brand)]
)
def test_no_councils_teams_or_brand_can_be_borrowed(key):
    assert not SETTINGS[key].borrowable
