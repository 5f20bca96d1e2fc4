"""Support, allegations and children: what the councils publish, and what is refused.

A row is (council, setting, path into the value, what is printed, where), as in `test_packs_published_values.py`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from config_per_tenant.packs import load_pack
from config_per_tenant.policy import policy_from_pack
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.reading import Wrong
from config_per_tenant.schema.together import conflicts
from config_per_tenant.schema.values.durations import Duration
from config_per_tenant.statement import Statement

ON = date(2026, 11, 21)
MK, LUTON, LEICS, COVENTRY = COUNCILS = ("milton-keynes", "luton", "leicestershire", "coventry")
SILENT = "silent"
BOOKLET = "Fostering First: commitment to foster carers"
DAY_SERVICE = "Senior practitioners and team managers of both teams on a rota"
EMERGENCY_TEAM_MK = "Emergency Social Work Team, who pass on to a supervising social worker"

SUPPORT = [
    (MK, "support.groups", "Support groups/every", "1 month", "4.1"),
    (MK, "support.groups", "Group for birth children/every", None, "5.1, Applicants' Children"),
    (LUTON, "support.groups", "Children Who Foster/for_whom", ["carers_children"], "2.1.1"),
    (LEICS, "support.groups", "Locality support groups/every", "1 month", "Locality Support Groups"),
    (LEICS, "support.groups", "Locality support groups/where", "each_locality", "Locality Support Groups"),
    (COVENTRY, "support.groups", "Support groups/where", "whole_area", "8.1"),
    (COVENTRY, "support.groups", "Support groups/every", None, "8.1"),
    (MK, "support.forum", "Meetings with the carers' association/every", None, "5.5"),
    (MK, "support.forum", "Carers' forum/status", "planned", "Caring for our carers", BOOKLET),
    (LUTON, "support.forum", "Foster Carers' Forum/every", "4 months", "4.1.1"),
    (LEICS, "support.forum", "Foster Carers Forum/every", "3 months", "Locality Support Groups"),
    (COVENTRY, "support.forum", "", SILENT),
    (MK, "support.mentoring", "Mentor for newly approved carers/for_whom", ["new_carers"], "5.5"),
    (LUTON, "support.mentoring", "", SILENT),
    (LEICS, "support.mentoring", "Mentor at the start of fostering/given_by", None, "Standards of Care"),
    (COVENTRY, "support.mentoring", "Mentoring/given_by", "experienced_carers", "8.1"),
    (MK, "support.out_of_hours", f"{EMERGENCY_TEAM_MK}/provider", "emergency_team", "4.1"),
    (MK, "support.out_of_hours", "Fostering service staff/times", "night", "5.5"),
    (LUTON, "support.out_of_hours", "Emergency Duty Team/times", "outside_office_hours", "4.1.1"),
    (LUTON, "support.out_of_hours", f"{DAY_SERVICE}/days", ["saturday", "sunday"], "4.1.1"),
    (LUTON, "support.out_of_hours", f"{DAY_SERVICE}/begins", "10:00", "4.1.1"),
    (LUTON, "support.out_of_hours", f"{DAY_SERVICE}/ends", "20:00", "4.1.1"),
    (LEICS, "support.out_of_hours", "Duty line on a rota/channel", ["phone"], "Out of Hours Service"),
    (LEICS, "support.out_of_hours", "Duty line on a rota/provider", None, "Out of Hours Service"),
    (LEICS, "support.out_of_hours", "Out of Hours Emergency Duty Team/purpose", "critical incidents", "Out of Hours"),
    (COVENTRY, "support.out_of_hours", "Duty line/times", "day_and_night", "8.1"),
    (COVENTRY, "support.out_of_hours", "Duty line/provider", "own_staff", "8.1"),
    (MK, "support.association_membership", "", "encouraged", "5.5"),
    (LUTON, "support.association_membership", "", "automatic", "3.2"),
    (LUTON, "support.association_meets", "every", "1 month", "3.2"),
    (LUTON, "support.association_attendance", "Service managers/every", None, "3.2"),
    (LUTON, "support.association_attendance", "Senior managers/every", "4 months", "3.2"),
    (
        LUTON,
        "support.association_attendance",
        "Corporate Director and lead member for the portfolio/every",
        "6 months",
        "3.2",
    ),
    (LEICS, "support.association_name", "", "Leicestershire Foster Carer Association", "Allegations"),
    (LEICS, "support.association_membership", "", SILENT),
    (COVENTRY, "support.association_membership", "", "at_approval", "4.0"),
    (MK, "support.memberships", "Fostering Network/held", "individual", "5.5"),
    (MK, "support.memberships", "Fostering Network Advice and Mediation/held", "case_by_case", "5.5"),
    (LUTON, "support.memberships", "Fostering Network/held", "corporate", "4.1.1"),
    (LEICS, "support.memberships", "", SILENT),
    (COVENTRY, "support.memberships", "Fostering Network/held", None, "4.0"),
    (LUTON, "support.events", "Summer Event/every", "1 year", "4.1.1"),
    (LUTON, "support.events", "Long-Service Awards/every", "1 year", "4.1.1"),
    (COVENTRY, "support.events", "", SILENT),
    (MK, "support.therapy", "Clinical supervision/every", "1 month", "4.3"),
    (LUTON, "support.therapy", "Video Interactive Guidance/how", "commissioned", "4.2.1"),
    (LEICS, "support.therapy", "", SILENT),
    (COVENTRY, "support.therapy", "", SILENT),
]

CONCERNS = [
    (MK, "complaints.stages", "", SILENT),
    (COVENTRY, "complaints.stages", "", SILENT),
    (LUTON, "complaints.stages", "problem_solving/within", "28 days", "5.3.1"),
    (LUTON, "complaints.stages", "problem_solving/steps/Acknowledge/within", "5 working days", "5.3.1"),
    (LUTON, "complaints.stages", "independent_investigation/within", "28 days", "5.3.2"),
    (LUTON, "complaints.stages", "review_panel/within", None, "5.3.3"),
    (LUTON, "complaints.stages", "review_panel/members", 3, "5.3.3"),
    (LEICS, "complaints.stages", "formal/kind", "investigation", "Complaints"),
    (LEICS, "complaints.stages", "problem_solving/within", None, "Complaints"),
    (LUTON, "complaints.ombudsman", "", True, "5.3.4"),
    (MK, "complaints.ombudsman", "", SILENT),
    (MK, "allegations.when_in_doubt", "", "allegation", "6.1"),
    (LUTON, "allegations.when_in_doubt", "", SILENT),
    (MK, "allegations.steps", "internal_investigation/by", "assessing_social_worker", "6.2"),
    (LUTON, "allegations.steps", "investigate/by", "safeguarding_service", "5.3.4"),
    (LEICS, "allegations.steps", "oversee/by", "lado", "Allegations"),
    (COVENTRY, "allegations.steps", "investigate/reports_to", "lado", "13.0"),
    (MK, "allegations.to_panel", "", True, "6.2"),
    (LUTON, "allegations.to_panel", "", True, "3.4"),
    (LEICS, "allegations.to_panel", "", SILENT),
    (COVENTRY, "allegations.to_panel", "", True, "2.1"),
    (LUTON, "allegations.carer_support", "", ["membership_advice"], "5.3.4"),
    (LEICS, "allegations.carer_support", "", ["supervising_social_worker", "association"], "Allegations"),
    (COVENTRY, "allegations.carer_support", "", ["independent_person"], "13.0"),
]

CHILDREN = [
    (MK, "children.guide", "Coming into Care booklet/every", "1 year", "4.11"),
    (MK, "children.guide", "Coming into Care booklet/also_to", ["carers", "ofsted"], "4.11"),
    (LUTON, "children.guide", "Children's Guide/given_by", "child_social_worker", "5.2"),
    (LEICS, "children.guide", "", SILENT),
    (COVENTRY, "children.guide", "My Care Journal/versions", 2, "10.0"),
    (MK, "children.voice", "Raise Your Voice/what", "council", "4.10"),
    (LUTON, "children.voice", "Young people's panel/what", "panel", "1.2"),
    (LEICS, "children.voice", "", SILENT),
    (COVENTRY, "children.voice", "", SILENT),
    (MK, "children.advocacy", "Advocacy for every child in care/independence", "independent", "6.1"),
    (LUTON, "children.advocacy", "Advocacy/provider", "NYAS", "5.2"),
    (LEICS, "children.advocacy", "Children's Rights Officers/provider", None, "Advocacy and Children's Rights"),
    (COVENTRY, "children.advocacy", "Advocacy service/provider", None, "2.1"),
    (LEICS, "children.independent_visitors", "", "own_scheme", "About our Independent Visitors Scheme"),
    (LUTON, "children.independent_visitors", "", "available", "5.2"),
    (MK, "children.independent_visitors", "", SILENT),
    (LUTON, "decisions.makers", "term_time_holiday/unresolved", "Senior manager", "4.2.3"),
]

KEPT_BESIDE = [
    (MK, "support.out_of_hours", "through the night"),
    (MK, "support.out_of_hours", "the way in"),
    (MK, "support.forum", "promised for 2018"),
    (LUTON, "support.association_attendance", "twice a month"),
    (LUTON, "support.association_attendance", "every two months"),
    (LUTON, "complaints.stages", "neither working nor calendar"),
    (LUTON, "complaints.stages", "no post called Service Manager"),
    (LUTON, "allegations.steps", "Local Area"),
    (LEICS, "support.out_of_hours", "whose staff are on the rota is not said"),
    (COVENTRY, "allegations.steps", "that are no duties"),
]


def entry(council: str, key: str) -> Statement:
    return load_pack(council, ON).statements.get(key, Statement("not_stated"))


def at(value: Any, path: str) -> Any:
    for step in path.split("/") if path else ():
        if isinstance(value, list):
            value = next(item for item in value if step in (item.get("code"), item.get("name")))
        else:
            value = value.get(step)
    return value


@pytest.mark.parametrize("row", [*SUPPORT, *CONCERNS, *CHILDREN], ids=lambda row: "-".join(row[:3]))
def test_value_as_published(row: tuple[Any, ...]) -> None:
    council, key, path, expected, *where = row
    held = entry(council, key)
    if expected == SILENT:
        assert held.state == "not_stated"
        return
    assert held.state == "set"
    assert at(held.plain, path) == expected
    section, document = where[0], where[1] if len(where) > 1 else "Statement of Purpose"
    assert any(source.section.startswith(section) and document in source.title for source in held.sources)


@pytest.mark.parametrize(("council", "key", "words"), KEPT_BESIDE)
def test_contradictions_are_kept_beside_the_value(council: str, key: str, words: str) -> None:
    held = entry(council, key)
    assert words in " ".join([*(note.text for note in held.notes), held.ambiguity])


@pytest.mark.parametrize("council", COUNCILS)
def test_no_value_says_bi_monthly(council: str) -> None:
    """Two readings, so never a value: an interval has a figure and a unit."""
    for key, held in load_pack(council, ON).statements.items():
        assert "bi-month" not in str(held.plain).lower(), key
        assert "bimonth" not in str(held.plain).lower(), key


# --- What is refused


def faults(key: str, plain: Any) -> dict[str, str]:
    with pytest.raises(Wrong) as refusal:
        SETTINGS[key].kind.read(plain)
    return {fault.path: fault.words for fault in refusal.value.faults}


def test_cover_has_both_hours_or_neither() -> None:
    cover = {"name": "Duty line", "begins": "17:00"}
    assert faults("support.out_of_hours", [cover]) == {"0.ends": "Give both hours, or neither when they are not fixed."}
    assert "0.ends" in faults("support.out_of_hours", [{**cover, "ends": "17:00"}])
    overnight = SETTINGS["support.out_of_hours"].kind.read([{**cover, "ends": "08:45"}])
    assert "from 17:00, until 08:45" in overnight.in_words()


@pytest.mark.parametrize("time", ["8:45", "25:00", "24:01", "noon", 600, None])
def test_hours_are_times_of_the_day(time: Any) -> None:
    cover = {"name": "Duty line", "begins": "17:00", "ends": time}
    assert "0.ends" in faults("support.out_of_hours", [cover])


def test_the_same_cover_is_not_listed_twice() -> None:
    cover = {"name": "Duty line", "days": ["saturday"], "begins": "10:00", "ends": "20:00"}
    other_day = {**cover, "days": ["sunday"]}
    assert len(SETTINGS["support.out_of_hours"].kind.read([cover, other_day])) == 2
    assert faults("support.out_of_hours", [cover, cover]) == {"1.name": "Row 1 says this already."}


@pytest.mark.parametrize(
    ("key", "row"),
    [
        ("support.groups", {"name": "Coffee morning"}),
        ("support.forum", {"name": "Forum"}),
        ("support.mentoring", {"name": "Mentors"}),
        ("support.association_attendance", {"name": "Director"}),
        ("support.memberships", {"name": "Fostering Network"}),
        ("support.events", {"name": "Fun day"}),
        ("support.therapy", {"name": "Psychologist"}),
        ("allegations.steps", {"name": "investigate"}),
        ("children.guide", {"name": "Our guide"}),
        ("children.voice", {"name": "Council", "what": "council"}),
        ("children.advocacy", {"name": "Advocates"}),
    ],
)
def test_nothing_is_listed_twice(key: str, row: dict[str, str]) -> None:
    assert faults(key, [row, row]) == {"1.name": "Row 1 says this already."}
    assert len(SETTINGS[key].kind.read([row])) == 1


def test_a_meeting_that_comes_again_has_a_start() -> None:
    said = faults("support.association_meets", {"every": "1 month"})
    assert said == {"starts": "Give the event or the first day from which it is counted."}


def test_one_short_break_fits_into_what_a_year_allows() -> None:
    def value_of(key: str) -> Any:
        return {"short_break.single_stay": Duration(17, "days"), "short_break.annual_total": Duration(14, "days")}.get(
            key
        )

    [(key, fault)] = conflicts(value_of)
    assert key == "short_break.single_stay"
    assert "does not fit into the 14 days" in fault.words


def test_what_no_council_says_of_a_childs_visits_and_records_is_what_law_says() -> None:
    policy = policy_from_pack(LUTON, ON)
    assert policy["visits.first"] == Duration(7, "days")
    assert policy["short_break.annual_total"] == Duration(75, "days")
    assert policy["retention.child_case_record"] == Duration(75, "years")
    assert policy["privacy.breach_report_ico"] == Duration(72, "hours")
    assert policy.entry("visits.first").is_default


def test_the_long_visits_of_long_term_placements_came_in_2015() -> None:
    before = policy_from_pack(LUTON, date(2015, 3, 31))
    assert before["visits.long_term_with_child_agreement"] is None
    assert policy_from_pack(LUTON, date(2015, 4, 1))["visits.long_term_with_child_agreement"] == Duration(6, "months")
