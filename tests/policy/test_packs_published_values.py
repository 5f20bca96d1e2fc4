"""The opening packs say what the councils publish. Each row reads like the document: change a pack and a row fails.

A row is (council, setting, path into the value, what is printed, where). Items of lists are found by their code, title,
name or reason. The place is in the council's Statement of Purpose unless the row names another document. SILENT: the
document does not say, so the pack must hold no value.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from config_per_tenant.packs import load_pack, pack_parts, pack_path
from config_per_tenant.policy import policy_from_pack
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.values.brand import contrast
from config_per_tenant.statement import Statement

ON = date(2026, 11, 21)
MK, LUTON, LEICS, COVENTRY = COUNCILS = ("milton-keynes", "luton", "leicestershire", "coventry")
SERVICE = "the whole service"
SILENT = "silent"

STATEMENT_OF_PURPOSE = {
    MK: "Fostering Service Statement of Purpose (Milton Keynes City Council)",
    LUTON: "Fostering Statement of Purpose (Luton Council)",
    LEICS: "Fostering Service Statement of Purpose (Leicestershire County Council)",
    COVENTRY: "Fostering Statement of Purpose (Coventry City Council)",
}
BOOKLET = "Fostering First: commitment to foster carers (Milton Keynes Council)"

VISITS = [
    (MK, "supervision.visit_interval", "most", "1 month", "6.3"),
    (MK, "supervision.visit_interval", "least", None, "6.3"),
    (MK, "supervision.unannounced_visits", "", SILENT),
    (MK, "supervision.visit_variations", "", SILENT),
    (LUTON, "supervision.visit_interval", "least", "4 weeks", "4.1.1"),
    (LUTON, "supervision.visit_interval", "most", "8 weeks", "4.1.1"),
    (LUTON, "supervision.unannounced_visits", "count", 1, "4.1.1"),
    (LUTON, "supervision.unannounced_visits", "period", "1 year", "5.4"),
    (LUTON, "supervision.visit_variations", "concerns/interval", None, "4.1.1"),
    (LUTON, "supervision.visit_variations", "matched_long_term/interval", None, "4.1.1"),
    (LUTON, "supervision.visit_variations", "level_of_support/interval", None, "4.1.1"),
    (LEICS, "supervision.visit_interval", "", SILENT),
    (LEICS, "supervision.unannounced_visits", "", SILENT),
    (LEICS, "supervision.visit_variations", "staying_put/interval/most", "6 months", "About Staying Put"),
    (COVENTRY, "supervision.visit_interval", "most", "1 month", "8.1"),
    (COVENTRY, "supervision.unannounced_visits", "count", 1, "8.1"),
]

REVIEWS = [
    (MK, "review.name", "", "Household Review", "5.6"),
    (MK, "review.interval", "", "1 year", "5.6"),
    (MK, "review.first_within", "", SILENT),
    (MK, "review.first_to_panel", "", True, "5.6"),
    (MK, "review.later_to_panel", "", "3 years", "5.6"),
    (MK, "review.others_decided_by", "", "decision_maker", "5.6"),
    (LUTON, "review.name", "", "Annual review", "4.1.1"),
    (LUTON, "review.interval", "", "1 year", "2.1.1"),
    (LUTON, "review.first_within", "", "1 year", "3.4"),
    (LUTON, "review.first_to_panel", "", True, "3.4"),
    (LUTON, "review.later_to_panel", "", "3 years", "3.4"),
    (LUTON, "review.others_decided_by", "", SILENT),
    (LEICS, "review.name", "", SILENT),
    (LEICS, "review.interval", "", SILENT),
    (LEICS, "review.first_to_panel", "", SILENT),
    (LEICS, "review.later_to_panel", "", SILENT),
    (COVENTRY, "review.name", "", "Foster Carer Review", "5.0"),
    (COVENTRY, "review.interval", "", "1 year", "9.0"),
    (COVENTRY, "review.first_to_panel", "", True, "2.1"),
    (COVENTRY, "review.later_to_panel", "", SILENT),
]

TRAINING = [
    (MK, "training.tsd_mainstream", "", "12 months", "5.5"),
    (MK, "training.tsd_connected_person", "", "18 months", "5.5"),
    (MK, "training.tsd_short_break", "", SILENT),
    (LUTON, "training.tsd_mainstream", "", SILENT),
    (LUTON, "training.tsd_connected_person", "", SILENT),
    (LEICS, "training.tsd_mainstream", "", "12 months", "Training"),
    (LEICS, "training.tsd_connected_person", "", "18 months", "Training"),
    (LEICS, "training.tsd_short_break", "", "18 months", "Training"),
    (COVENTRY, "training.tsd_mainstream", "", "12 months", "8.3"),
    (COVENTRY, "training.tsd_connected_person", "", "18 months", "8.3"),
    (COVENTRY, "training.tsd_short_break", "", SILENT),
]

MONEY = [
    (MK, "fees.scheme_basis", "", "skill_levels", "5.5"),
    (MK, "fees.tiers", "tiers/level_1/per", "child", "5.5"),
    (MK, "fees.pay_when_no_child_placed", "", False, "5.1, Financial security"),
    (MK, "fees.connected_persons_paid", "", SILENT),
    (MK, "fees.specialist_schemes", "", SILENT),
    (MK, "fees.scheme_basis", "", "skill_levels", "Investing in and training", BOOKLET),
    (MK, "allowances.ring_fenced", "Life chances money/weekly_pence", None, "4.8"),
    (MK, "allowances.table", "example", True, "Investing in and training", BOOKLET),
    (LUTON, "fees.scheme_basis", "", "service_experience_training", "4.1.1"),
    (LUTON, "fees.tiers", "tiers/new/per", "child", "4.1.1"),
    (LUTON, "fees.specialist_schemes", "tiers/contract_care/status", "under_review", "2.3"),
    (LUTON, "fees.connected_persons_paid", "", SILENT),
    (LUTON, "allowances.table", "example", True, "4.1.1"),
    (LUTON, "allowances.ring_fenced", "", SILENT),
    (LEICS, "fees.specialist_schemes", "tiers/pathway/label", "Pathway", "Fees and Allowances"),
    (LEICS, "fees.specialist_schemes", "tiers/one2one/label", "One2One", "Numbers and Profile"),
    (LEICS, "fees.connected_persons_paid", "", True, "Fees and Allowances"),
    (LEICS, "fees.pay_when_no_child_placed", "", SILENT),
    (COVENTRY, "fees.scheme_basis", "", "skill_levels", "6.0"),
    (COVENTRY, "fees.specialist_schemes", "tiers/next_steps/maps_to", "level_3", "6.0"),
    (COVENTRY, "fees.connected_persons_paid", "", True, "6.0"),
    (COVENTRY, "allowances.table", "example", True, "6.0"),
]

RECRUITMENT = [
    (MK, "recruitment.reply_to_enquiry", "within", "1 working day", "5.1, Timescales"),
    (MK, "recruitment.reply_to_enquiry", "starts", "enquiry.received", "5.1, Timescales"),
    (MK, "recruitment.information_pack", "within", "1 working day", "5.1, Timescales"),
    (MK, "recruitment.follow_up_call", "within", "5 working days", "5.1, Timescales"),
    (MK, "recruitment.initial_visit", "within", "10 working days", "5.1, Timescales"),
    (MK, "recruitment.initial_visit", "stops", "initial_visit.offered", "5.1, Timescales"),
    (MK, "recruitment.assessment", "within", "6 months", "5.1, Timescales"),
    (MK, "recruitment.application_to_panel", "within", "8 months", "5.1, Timescales"),
    (MK, "recruitment.application_to_panel", "starts", "application.received", "5.1, Timescales"),
    (MK, "recruitment.application_to_panel", "stops", "panel.recommended", "5.1, Timescales"),
    (MK, "recruitment.connected_person_assessment", "within/usual", "16 weeks", "5.2"),
    (MK, "recruitment.connected_person_assessment", "within/most", "24 weeks", "5.2"),
    (MK, "recruitment.decision_letter", "", SILENT),
    (LUTON, "recruitment.assessment", "within/least", "4 months", "3.1"),
    (LUTON, "recruitment.assessment", "within/most", "6 months", "3.1"),
    (LUTON, "recruitment.assessment", "starts", "application.received", "3.1"),
    (LUTON, "recruitment.assessment", "stops", "approval.decided", "3.1"),
    (LUTON, "recruitment.decision_letter", "within", "7 days", "3.1"),
    (LUTON, "recruitment.reply_to_enquiry", "", SILENT),
    (LUTON, "recruitment.connected_person_assessment", "", SILENT),
    (LEICS, "recruitment.initial_visit_record", "within", "2 days", "Initial Visit"),
    (LEICS, "recruitment.initial_visit_record", "starts", "initial_visit.made", "Initial Visit"),
    (LEICS, "recruitment.assessment", "within", "16 weeks", "Form F Assessment"),
    (LEICS, "recruitment.assessment", "starts", "assessment.started", "Form F Assessment"),
    (LEICS, "recruitment.decision_letter", "within", "7 days", "Panel and Approval"),
    (LEICS, "recruitment.decision_letter", "starts", "panel.recommended", "Panel and Approval"),
    (LEICS, "recruitment.reply_to_enquiry", "", SILENT),
    (LEICS, "recruitment.stages", "Find out about Fostering event/optional", True, "Information Events"),
    (COVENTRY, "recruitment.assessment", "within/least", "4 months", "4.0"),
    (COVENTRY, "recruitment.assessment", "within/most", "6 months", "4.0"),
    (COVENTRY, "recruitment.assessment", "stops", "approval.decided", "4.0"),
    (COVENTRY, "recruitment.information_pack", "", SILENT),
    (COVENTRY, "recruitment.decision_letter", "", SILENT),
]

PLACEMENTS = [
    (MK, "placements.catalogue", "supported_lodgings/age_min", 16, "4.1"),
    (MK, "placements.catalogue", "staying_put/age_min", 18, "4.1"),
    (MK, "placements.catalogue", "break_care/status", "active", "Safeguarding", BOOKLET),
    (MK, "placements.catalogue", "remand/status", "active", "4.1"),
    (MK, "placements.catalogue", "private_fostering/council_placement", False, "4.1"),
    (LUTON, "placements.catalogue", "emergency/max_duration", "5 working days", "2.3"),
    (LUTON, "placements.catalogue", "contract_care/status", "under_review", "2.3"),
    (LUTON, "placements.catalogue", "supported_lodgings/status", "planned", "1.2"),
    (LUTON, "placements.catalogue", "supported_lodgings/age_min", 16, "1.2"),
    (LUTON, "placements.catalogue", "pace/age_max", 17, "2.3"),
    (LUTON, "placements.catalogue", "uasc/council_placement", False, "2.2"),
    (LEICS, "placements.catalogue", "pathway/status", "active", "Numbers and Profile"),
    (LEICS, "placements.catalogue", "staying_put/age_min", 18, "About Staying Put"),
    (LEICS, "placements.catalogue", "non_agency_adoption/council_placement", False, "About the Assessment Team"),
    (LEICS, "placements.catalogue", "pace/short_stay", True, "Out of Hours Service"),
    (COVENTRY, "placements.catalogue", "out_of_hours/status", "active", "11.1"),
    (COVENTRY, "placements.catalogue", "short_break/short_stay", True, "5.0"),
    (COVENTRY, "placements.catalogue", "next_steps/status", "active", "6.0"),
    (COVENTRY, "placements.catalogue", "uasc/council_placement", True, "5.0"),
]

ROLES = [
    (MK, "roles.labels", "service_manager", "Fostering Operations Manager", "3.1"),
    (MK, "roles.labels", "team_manager", "Deputy Team Manager", "3.1"),
    (MK, "roles.labels", "reviewing_officer", "Fostering Independent Reviewing Officer", "3.2"),
    (MK, "decisions.makers", "temporary_approval", "nominated_officer", "5.2"),
    (MK, "decisions.makers", "proceed_to_assessment", "team_manager", "5.1"),
    (MK, "brand.identity", "service_name", "Milton Keynes Fostering Service", "1"),
    (LUTON, "roles.labels", "service_manager", "Team Manager", "2.1"),
    (LUTON, "decisions.makers", "temporary_approval", "decision_maker", "4.1.1"),
    (LUTON, "brand.identity", "short_name", "LBC", "1.3"),
    (LEICS, "roles.labels", "service_manager", "Service Manager (Registered Manager)", "The management structure"),
    (LEICS, "decisions.makers", "approval", "decision_maker", "Status and Constitution"),
    (
        LEICS,
        "decisions.makers",
        "proceed_to_assessment/unresolved",
        "Decision to Progress to Assessment Meeting",
        "Initial Visit",
    ),
    (LUTON, "decisions.makers", "skip_reference/unresolved", "Service Manager", "3.1"),
    (LUTON, "decisions.makers", "specialist_placement/unresolved", "External Resource Panel", "2.3"),
    (COVENTRY, "roles.labels", "service_manager", "Operational Lead", "11.0"),
    (COVENTRY, "roles.labels", "placements_officer", "Placements Liaison Officer", "11.0"),
    (COVENTRY, "decisions.makers", "approval", "decision_maker", "5.0"),
    (COVENTRY, "decisions.makers", "proceed_to_assessment/unresolved", "Both sides", "4.0"),
    (COVENTRY, "brand.identity", "service_name", "Coventry Fostering Service", "2.0"),
]

# (council, team, post, figure, what is printed, where)
POSTS = [
    (MK, "recruitment_assessment", "Social Worker", "headcount", 6, "3.2"),
    (MK, "recruitment_assessment", "Social Worker", "fte", "5.4", "3.2"),
    (MK, "support_supervision", "Social Worker (supervising)", "headcount", 7, "3.2"),
    (MK, "support_supervision", "Social Worker (supervising)", "fte", "6.3", "3.2"),
    (MK, "support_supervision", "Recruitment Social Worker", "works_for", "recruitment_assessment", "3.2"),
    (
        MK,
        "support_supervision",
        "Recruitment Social Worker",
        "funding",
        "Fixed term, grant from the Department for Education",
        "3.2",
    ),
    (MK, "support_supervision", "Special guardian support worker", "headcount", 2, "3.2"),
    (MK, SERVICE, "Clinical psychologist", "headcount", None, "3.3"),
    (LUTON, "support_development", "Senior Practitioner", "headcount", 3, "2.1.1"),
    (LUTON, "support_development", "Social Worker", "headcount", 5, "2.1.1"),
    (LUTON, "marketing_recruitment_assessment", "Senior Practitioner", "vacancies", 1, "2.1.2"),
    (LUTON, "marketing_recruitment_assessment", "Social Worker", "vacancies", 2, "2.1.2"),
    (LUTON, SERVICE, "Fostering Panel Advisor", "fte", "0.4", "2.1.3"),
    (LUTON, SERVICE, "Recruitment Officer", "fte", "1", "2.1.3"),
    (LUTON, SERVICE, "Administrator", "headcount", 3, "2.1.3"),
    (LUTON, SERVICE, "Administrator", "vacancies", 1, "2.1.3"),
    (LEICS, "kinship_assessment", "", "parent", "kinship", "Structure table"),
    (LEICS, "kinship_tac", "", "parent", "kinship", "Structure table"),
    (LEICS, "recruitment", "Casual Initial Visitor", "fte", "0.5", "Structure table"),
    (LEICS, "assessment", "Assessing Social Worker", "headcount", 6, "Structure table"),
    (LEICS, "team_around_the_child", "Supervising Social Worker", "headcount", 8, "About the Team Around the Child"),
    (LEICS, "team_around_the_child", "Supervising Social Worker", "filled", 11, "About the Team Around the Child"),
    (LEICS, "team_around_the_child", "Reviewing Officer", "fte", "1.2", "Structure table"),
    (LEICS, "team_around_the_child", "Senior Practitioner", "fte", "1.2", "Structure table"),
    (LEICS, "kinship_assessment", "Viability (IVA) assessing social worker", "fte", "1.5", "Structure table"),
    (LEICS, "dedicated_placement_support", "Team Manager", "fte", "1.5", "Structure table"),
    (LEICS, "dedicated_placement_support", "Support Worker", "headcount", 7, "Structure"),
    (COVENTRY, "recruitment_assessment", "Social Worker", "fte", "2.5", "11.0"),
    (COVENTRY, "recruitment_assessment", "Recruitment Worker", "headcount", 3, "11.0"),
    (COVENTRY, "support_1", "Social Worker", "headcount", 5, "11.0"),
    (COVENTRY, "support_2", "Social Worker", "fte", "4.5", "11.0"),
    (COVENTRY, "support_3", "Placements Liaison Officer", "headcount", 1, "11.0"),
    (COVENTRY, "connected_1", "Social Worker", "fte", "4.5", "11.0"),
    (COVENTRY, "connected_2", "Social Worker", "headcount", 5, "11.0"),
]

# (council, team, posts, full-time equivalents, people in post, vacancies): sums of what is printed, 0 where nothing is.
TOTALS = [
    (MK, "recruitment_assessment", 9, "5.4", 0, 0),
    (MK, "support_supervision", 13, "6.3", 0, 0),
    (MK, SERVICE, 3, "0", 0, 0),
    (LUTON, "support_development", 9, "0", 0, 0),
    (LUTON, "marketing_recruitment_assessment", 6, "0", 0, 3),
    (LUTON, SERVICE, 8, "1.4", 0, 1),
    (LEICS, "recruitment", 5, "2.5", 0, 0),
    (LEICS, "assessment", 9, "0", 0, 0),
    (LEICS, "team_around_the_child", 11, "2.4", 13, 0),
    (LEICS, "kinship", 0, "0", 0, 0),
    (LEICS, "kinship_assessment", 9, "1.5", 0, 0),
    (LEICS, "kinship_tac", 6, "0", 0, 0),
    (LEICS, "dedicated_placement_support", 14, "1.5", 2, 0),
    (LEICS, SERVICE, 3, "0", 0, 0),
    (COVENTRY, "recruitment_assessment", 5, "2.5", 0, 0),
    (COVENTRY, "support_1", 9, "0", 0, 0),
    (COVENTRY, "support_2", 4, "4.5", 0, 0),
    (COVENTRY, "support_3", 8, "0", 0, 0),
    (COVENTRY, "connected_1", 4, "4.5", 0, 0),
    (COVENTRY, "connected_2", 9, "0", 0, 0),
    (COVENTRY, SERVICE, 3, "0", 0, 0),
]

# What documents print twice, or leave open: said beside the value, in a note or as the ambiguity.
KEPT_BESIDE = [
    (MK, "supervision.unannounced_visits", "number is not given"),
    (MK, "review.later_to_panel", "No starting point"),
    (MK, "recruitment.follow_up_call", "No start of the clock is printed"),
    (MK, "recruitment.initial_visit", "No start of the clock is printed"),
    (MK, "recruitment.assessment", "Neither start nor end"),
    (MK, "recruitment.connected_person_assessment", "8 weeks more in exceptional circumstances"),
    (MK, "allowances.table", "National Minimum Allowance is probably meant"),
    (MK, "teams.structure", "may or may not be counted"),
    (LUTON, "supervision.visit_interval", "4 to 6 weeks"),
    (LUTON, "supervision.visit_interval", "prescribed minimum"),
    (LUTON, "teams.structure", "Three teams are claimed"),
    (LUTON, "placements.catalogue", "arrested"),
    (LUTON, "recruitment.decision_letter", "Neither the start of the 7 days"),
    (LUTON, "fees.specialist_schemes", "under review"),
    (LUTON, "decisions.makers", "unresolved"),
    (LUTON, "decisions.makers", "second tier of the first complaint stage"),
    (LEICS, "teams.structure", "Five teams are claimed"),
    (LEICS, "roles.labels", "Registered Manager"),
    (LEICS, "recruitment.stages", "every three weeks"),
    (LEICS, "recruitment.stages", "held weekly"),
    (LEICS, "decisions.makers", "no Recruitment Manager"),
    (COVENTRY, "recruitment.assessment", "No start is printed"),
    (COVENTRY, "recruitment.stages", "six to eight visits"),
    (COVENTRY, "recruitment.stages", "once a month"),
    (COVENTRY, "fees.specialist_schemes", "a fee above it"),
    (COVENTRY, "teams.structure", "without a unit"),
]

PUBLISHED = [*VISITS, *REVIEWS, *TRAINING, *MONEY, *RECRUITMENT, *PLACEMENTS, *ROLES]


def entry(council: str, key: str) -> Statement:
    """What the pack states; reading it checks the whole pack against types, bounds and the other settings."""
    return load_pack(council, ON).statements.get(key, Statement("not_stated"))


def plain(council: str, key: str) -> Any:
    """The value as plain data with the type's own defaults filled in."""
    return entry(council, key).plain


def at(value: Any, path: str) -> Any:
    for step in path.split("/") if path else ():
        if isinstance(value, list):
            value = next(
                (item for item in value if step in (item.get(name) for name in ("code", "title", "name", "when"))), None
            )
            assert value is not None, f"nothing is called {step}"
        else:
            value = value.get(step)
    return value


def cites(council: str, key: str, section: str, document: str = "") -> bool:
    held = entry(council, key)
    places = [*held.sources, *(note.source for note in held.notes if note.source)]
    document = document or STATEMENT_OF_PURPOSE[council]
    return any(f"{p.title} ({p.publisher})" == document and p.section.startswith(section) for p in places)


def posts_of(council: str, team: str) -> list[dict[str, Any]]:
    structure = plain(council, "teams.structure")
    return structure["service_wide_posts"] if team == SERVICE else at(structure, f"teams/{team}")["posts"]


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: "-".join(str(part) for part in row[:3]))
def test_value_as_published(row: tuple[Any, ...]) -> None:
    council, key, path, expected, *where = row
    if expected == SILENT:
        assert entry(council, key).state == "not_stated"
        assert plain(council, key) is None
        return
    assert entry(council, key).state == "set"
    assert at(plain(council, key), path) == expected
    assert cites(council, key, *where)


@pytest.mark.parametrize(("council", "team", "post", "figure", "expected", "section"), POSTS)
def test_post_as_published(council: str, team: str, post: str, figure: str, expected: Any, section: str) -> None:
    holder = at(posts_of(council, team), post) if post else at(plain(council, "teams.structure"), f"teams/{team}")
    assert holder.get(figure) == expected
    assert cites(council, "teams.structure", section)


@pytest.mark.parametrize(("council", "team", "posts", "fte", "filled", "vacancies"), TOTALS)
def test_totals_of_a_team(council: str, team: str, posts: int, fte: str, filled: int, vacancies: int) -> None:
    listed = posts_of(council, team)
    assert sum(post.get("headcount", 0) for post in listed) == posts
    assert sum(Decimal(post.get("fte", 0)) for post in listed) == Decimal(fte)
    assert sum(post.get("filled", 0) for post in listed) == filled
    assert sum(post.get("vacancies", 0) for post in listed) == vacancies


def test_every_team_is_in_the_totals() -> None:
    teams = {(council, team["code"]) for council in COUNCILS for team in plain(council, "teams.structure")["teams"]}
    assert teams | {(council, SERVICE) for council in COUNCILS} == {row[:2] for row in TOTALS}


def test_social_workers_as_the_councils_sum_them() -> None:
    milton_keynes = [at(posts_of(MK, "recruitment_assessment"), "Social Worker")]
    milton_keynes.append(at(posts_of(MK, "support_supervision"), "Social Worker (supervising)"))
    assert sum(post["headcount"] for post in milton_keynes) == 13
    assert sum(Decimal(post["fte"]) for post in milton_keynes) == Decimal("11.7")

    teams = plain(COVENTRY, "teams.structure")["teams"]
    coventry = [post for team in teams for post in team["posts"] if post["title"] == "Social Worker"]
    assert sum(Decimal(post.get("fte", post.get("headcount", 0))) for post in coventry) == Decimal("24.5")


@pytest.mark.parametrize(("council", "key", "words"), KEPT_BESIDE)
def test_contradictions_are_kept_beside_the_value(council: str, key: str, words: str) -> None:
    held = entry(council, key)
    assert words in " ".join([*(note.text for note in held.notes), held.ambiguity])


@pytest.mark.parametrize("council", COUNCILS)
def test_what_a_pack_leaves_out_is_not_stated(council: str) -> None:
    policy = policy_from_pack(council, ON)
    left_out = set(SETTINGS) - set(load_pack(council, ON).statements)
    assert all(policy.entry(key).state == "not_stated" and policy.entry(key).is_default for key in left_out)


@pytest.mark.parametrize("council", COUNCILS)
def test_documents_are_cited_as_a_reader_would_look_them_up(council: str) -> None:
    for key, held in load_pack(council, ON).statements.items():
        for place in (*held.sources, *(note.source for note in held.notes if note.source)):
            assert all((place.title, place.publisher, place.section)), key
    words = "".join(part.read_text(encoding="utf-8") for part in pack_parts(pack_path(council))).lower()
    assert not [mark for mark in (".txt", ".pdf", "http", "§") if mark in words]


@pytest.mark.parametrize("council", COUNCILS)
def test_amounts_that_no_document_prints_are_examples(council: str) -> None:
    assert plain(council, "allowances.table")["example"] is True
    for key in ("fees.tiers", "fees.specialist_schemes"):
        if entry(council, key).state == "set":
            assert all(tier["example"] for tier in plain(council, key)["tiers"] if "weekly_pence" in tier)


def test_example_amounts_differ_from_council_to_council() -> None:
    for key, part in (("fees.tiers", "tiers"), ("allowances.table", "weekly_pence")):
        assert len({str(plain(council, key)[part]) for council in COUNCILS}) == len(COUNCILS)


@pytest.mark.parametrize("council", [LEICS, COVENTRY])
def test_three_levels_and_nobody_is_unpaid(council: str) -> None:
    tiers = plain(council, "fees.tiers")["tiers"]
    assert len(tiers) == 3
    assert tiers[0]["conditions"] == []
    assert all(tier["weekly_pence"] > 0 for tier in tiers)


def test_the_coventry_scheme_pays_the_highest_level() -> None:
    assert plain(COVENTRY, "fees.tiers")["tiers"][-1]["code"] == "level_3"


def test_fees_follow_what_each_council_says_they_depend_on() -> None:
    asked = {
        council: {c["fact"] for tier in plain(council, "fees.tiers")["tiers"] for c in tier["conditions"]}
        for council in COUNCILS
    }
    assert asked[MK] == asked[LEICS] == asked[COVENTRY] == {"skill_level"}
    assert {"years_approved", "core_training_completed"} <= asked[LUTON]


def test_colours_are_distinct_and_carry_white_text() -> None:
    colours = {plain(council, "brand.identity")["colour"] for council in COUNCILS}
    assert len(colours) == len(COUNCILS)
    assert all(contrast(colour, "#ffffff") >= 7 for colour in colours)
