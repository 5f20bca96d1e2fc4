"""The organisation, placements, partners, reports and notices: what law bounds, and what contradicts itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml

from config_per_tenant.doubts import worth_a_look
from config_per_tenant.national import national
from config_per_tenant.packs import PackRefused, load_pack
from config_per_tenant.policy import policy_from_pack
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.bounds import beyond
from config_per_tenant.schema.reading import Wrong
from config_per_tenant.schema.together import conflicts
from config_per_tenant.versions import actions
from hearth.access import Actor, Role
from hearth.dates import on_day
from hearth.errors import RuleBroken

ON = date(2026, 11, 21)
MK, LUTON, LEICS = "milton-keynes", "luton", "leicestershire"

# --- Law and standards


def a_pack(file: Path, key: str, value: Any) -> Path:
    whole = {
        "council": {"slug": "oakshire", "name": "Oakshire Council"},
        "documents": {"sop": {"title": "Statement of Purpose", "period": 2026}},
        "settings": {key: {"state": "set", "value": value, "sources": [{"document": "sop", "section": "1"}]}},
    }
    file.write_text(yaml.safe_dump(whole), encoding="utf-8")
    return file


BOUNDS = [
    ("sop.notify_ofsted_of_revision", "28 days", "29 days"),
    ("governance.executive_report_interval", "3 months", "4 months"),
    ("accessibility.standard", "WCAG 2.2 AA", "WCAG 2.1 AA"),
    ("notify.schedule7", "24 hours", "25 hours"),
    ("notify.child_death_ofsted", "0 days", "1 day"),
    ("notify.safeguarding_panel", "5 working days", "6 working days"),
    ("notify.care_leaver_death_up_to_age", "24 years", "23 years"),
    ("notify.care_leaver_death_up_to_age", "24 years", "25 years"),
    ("notify.lado", "1 working day", "2 working days"),
    ("missing.return_interview", "72 hours", "73 hours"),
    ("ssda903.t1_hospital", "42 days", "43 days"),
    ("ssda903.t3_carer_holiday", "21 days", "22 days"),
    ("ssda903.t3_count_per_12_months", 2, 3),
    ("ssda903.t4_other_temporary", "7 days", "8 days"),
    ("ssda903.v3_episode", "17 days", "18 days"),
]


@pytest.mark.parametrize(("key", "within", "too_far"), BOUNDS)
def test_a_value_at_the_bound_is_taken_and_one_beyond_quotes_the_provision(key: str, within: Any, too_far: Any) -> None:
    setting = SETTINGS[key]
    value_of = policy_from_pack(MK, ON).__getitem__
    assert beyond(setting, setting.kind.read(within), ON, value_of) == []
    [fault] = beyond(setting, setting.kind.read(too_far), ON, value_of)
    assert fault.source == national(key, ON).source


@pytest.mark.parametrize(("key", "within", "too_far"), BOUNDS)
def test_a_pack_beyond_the_bound_is_refused_with_the_provision(
    key: str, within: Any, too_far: Any, tmp_path: Path
) -> None:
    load_pack(a_pack(tmp_path / "within.yaml", key, within), ON)
    with pytest.raises(PackRefused) as refusal:
        load_pack(a_pack(tmp_path / "beyond.yaml", key, too_far), ON)
    [fault] = refusal.value.faults
    assert (fault.key, fault.source) == (key, national(key, ON).source)


@pytest.mark.parametrize(("key", "within", "too_far"), [BOUNDS[0], BOUNDS[2], BOUNDS[3], BOUNDS[11]])
def test_a_draft_beyond_the_bound_is_refused_with_the_provision(
    council: Any, key: str, within: Any, too_far: Any
) -> None:
    dana = Actor(uuid4(), "Dana Reed", frozenset({Role.TENANT_ADMINISTRATOR}))
    with on_day(ON):
        actions.adopt_opening_pack(LUTON, by=Actor.system("test"), effective_from=date(2025, 1, 1))
        draft = actions.open_draft(title="Notices", by=dana)
        actions.change_value(draft, key, state="set", value=within, by=dana)
        with pytest.raises(RuleBroken) as refusal:
            actions.change_value(draft, key, state="set", value=too_far, by=dana)
    assert national(key, ON).source in (refusal.value.source or str(refusal.value))


@pytest.mark.parametrize(("key", "within"), [(key, within) for key, within, _ in BOUNDS])
def test_what_no_council_states_is_what_law_gives(key: str, within: Any) -> None:
    held = policy_from_pack(LEICS, ON).entry(key)
    assert held.is_default
    assert held.value == SETTINGS[key].kind.read(within)


def test_the_standard_of_accessibility_was_another_before() -> None:
    assert national("accessibility.standard", date(2024, 10, 4)).value == "WCAG 2.1 AA"
    assert national("accessibility.standard", date(2024, 10, 5)).value == "WCAG 2.2 AA"


# --- What cannot be


REFUSED = [
    ("organisation.authority", [{"kind": "county"}, {"kind": "unitary"}], "1.kind", "cannot be a unitary authority"),
    ("organisation.authority", [{"kind": "city"}, {"kind": "city"}], "1.kind", "says this already"),
    (
        "organisation.opening_hours",
        [{"days": ["mon"], "opens": "17:00", "closes": "08:45"}],
        "0.closes",
        "not after it opens",
    ),
    ("organisation.opening_hours", [{"days": [], "opens": "09:00", "closes": "17:00"}], "0.days", "at least one day"),
    ("organisation.opening_hours", [{"days": ["mon"], "opens": "9", "closes": "17:00"}], "0.opens", "24-hour clock"),
    (
        "organisation.opening_hours",
        [
            {"days": ["mon", "tue"], "opens": "09:00", "closes": "17:00"},
            {"days": ["tue"], "opens": "12:00", "closes": "20:00"},
        ],
        "1.days",
        "Another row",
    ),
    ("management.deputies", [{"title": "Deputy", "number": 0}], "0.number", "too small"),
    ("management.quality_posts", [{"post": "review_chair", "sits": "outside"}], "0.place", "Name the department"),
    ("management.quality_posts", [{"post": "panel_adviser", "sits": "in_a_team"}], "0.place", "Name the team"),
    ("contacts.directory", [{"body": "Ofsted", "purpose": "regulator"}], "0.address", "Give an address"),
    ("contacts.directory", [{"body": "O", "purpose": "regulator", "email": "ofsted"}], "0.email", "with an @"),
    ("contacts.directory", [{"body": "O", "purpose": "regulator", "phone": "call us"}], "0.phone", "in figures"),
    ("contacts.directory", [{"body": "O", "purpose": "regulator", "website": "our page"}], "0.website", "website's"),
    (
        "contacts.directory",
        [{"body": "O", "purpose": "service", "address": "Hall, CV1 5RR and CV1 1FS"}],
        "0.address",
        "two postcodes",
    ),
    ("reporting.reports", [{"audience": "All", "every": "1 month", "month": "may"}], "0.month", "Only a yearly report"),
    ("reporting.schedule_6_owner", [{"with_others": "others"}], "0.role", "Give a role"),
    ("references.law", [{"name": "An Act", "verified": True}], "0.citation", "Give the citation"),
    (
        "references.documents",
        [{"name": "Plan", "kind": "plan", "from_year": 2024, "to_year": 2021}],
        "0.to_year",
        "2021 is before 2024",
    ),
    ("partners.frameworks", [{"order": 1, "name": "A"}, {"order": 1, "name": "B"}], "1.order", "says this already"),
    (
        "reporting.published_numbers",
        [{"counted": "households", "exactness": "about", "number": -1}],
        "0.number",
        "small",
    ),
]


@pytest.mark.parametrize(("key", "plain", "path", "words"), REFUSED)
def test_what_contradicts_itself_is_refused_beside_the_part(key: str, plain: Any, path: str, words: str) -> None:
    with pytest.raises(Wrong) as refusal:
        SETTINGS[key].kind.read(plain)
    assert any(fault.path == path and words in fault.words for fault in refusal.value.faults), refusal.value


def a_type(**parts: Any) -> dict[str, Any]:
    return {"code": "pace", "name": "PACE", "definition": "A night's place.", **parts}


@pytest.mark.parametrize(
    ("types", "path", "words"),
    [
        ([a_type(legal_basis="charged")], "0.age_max", "under 18s"),
        ([a_type(legal_basis="charged", age_max=18)], "0.age_max", "under 18s"),
        ([a_type(max_nights=1, max_duration="1 day")], "0.max_nights", "not both"),
        ([a_type(stays=["overnight"])], "0.stays", "Only a short stay"),
        ([a_type(short_stay=True, needs=["match_at_panel"])], "0.needs", "A short stay is neither"),
        ([a_type(short_stay=True, stays=["overnight", "overnight"])], "0.stays", "chosen twice"),
        ([a_type(counted_with="mainstream")], "0.counted_with", "No placement type has the code"),
        ([a_type(counted_with="pace")], "0.counted_with", "not counted by itself"),
    ],
)
def test_a_placement_type_that_contradicts_itself_is_refused(types: Any, path: str, words: str) -> None:
    with pytest.raises(Wrong) as refusal:
        SETTINGS["placements.catalogue"].kind.read(types)
    assert any(fault.path == path and words in fault.words for fault in refusal.value.faults), refusal.value


def test_a_placement_type_with_all_its_parts_is_read_and_written_alike() -> None:
    kind = SETTINGS["placements.catalogue"].kind
    value = kind.read([a_type(legal_basis="charged", age_max=17, max_nights=1, short_stay=True, stays=["overnight"])])
    assert kind.read(kind.plain(value)) == value
    assert value.in_words() == "PACE (up to age 17, at most 1 night, for young people who have been charged, overnight)"


@pytest.mark.parametrize(
    ("values", "key", "words"),
    [
        ({"placements.youngest_age": 12, "placements.oldest_age": 5}, "placements.youngest_age", "above the oldest"),
        ({"placements.nearness": "distance"}, "placements.nearness", "Give the distance too"),
        ({"placements.nearness": "local", "placements.most_miles": 10}, "placements.most_miles", "not answered by"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(values: dict[str, Any], key: str, words: str) -> None:
    policy = policy_from_pack(LEICS, ON)

    def value_of(asked: str) -> Any:
        return (
            values.get(asked) if asked.startswith("placements.") and asked != "placements.catalogue" else policy[asked]
        )

    assert [(at_key, words in fault.words) for at_key, fault in conflicts(value_of)] == [(key, True)]


# --- What somebody should look into


def looked_into(slug: str, on: date = ON) -> dict[str, str]:
    [check] = worth_a_look(policy_from_pack(slug, on), on)
    assert not check.blocks
    return {problem.words: problem.why for problem in check.problems}


def test_what_the_papers_name_is_told_and_stops_nobody() -> None:
    assert looked_into("coventry")["Broadgate House has 2 postcodes"] == "CV1 5RR and CV1 1FS."
    assert "6 contacts never checked since printed" in looked_into(LUTON)
    assert "Equality Act 2010" in looked_into(LUTON)["“Disability and Equality Act 2010” was not checked"]
    assert "“Care Standards Act 2015” was not checked" in looked_into(MK)
    assert "Sufficiency Strategy ended in 2025" in looked_into(MK)
    assert "Sufficiency Strategy ended in 2025" not in looked_into(MK, date(2025, 12, 31))
