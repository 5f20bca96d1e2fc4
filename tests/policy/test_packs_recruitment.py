"""What the councils publish about recruitment, assessment, who can foster and checks, row by row.

A row is (council, setting, path into the value, what is printed, where). Rows of tables are found by a part,
or by number. SILENT: the document does not say; NONE: it says that there is none.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from config_per_tenant.packs import load_pack
from config_per_tenant.policy import policy_from_pack
from config_per_tenant.statement import Statement

ON = date(2026, 11, 21)
MK, LUTON, LEICS, COVENTRY = COUNCILS = ("milton-keynes", "luton", "leicestershire", "coventry")
SILENT, NONE = "silent", "none"

RECRUITMENT = [
    (
        MK,
        "recruitment.channels",
        "web/goes_to",
        "Central fostering recruitment hub, then the Recruitment Officer",
        "5.1",
    ),
    (MK, "recruitment.channels", "phone/goes_to", "Fostering duty system", "5.1"),
    (MK, "recruitment.channels", "social/name", "Social media campaigns", "5.1"),
    (MK, "recruitment.channels", "event/name", "Recruitment events", "5.1"),
    (MK, "recruitment.channels", "referral/name", "Word of mouth", "Attracting diverse"),
    (LUTON, "recruitment.channels", "", SILENT),
    (LEICS, "recruitment.channels", "publicity/goes_to", "Recruitment Team", "First Point of Contact"),
    (LEICS, "recruitment.channels", "event/name", "Find out about Fostering", "Information Events"),
    (LEICS, "recruitment.channels", "visit/name", "Asking for an initial visit", "Information Events"),
    (COVENTRY, "recruitment.channels", "phone/channel", "phone", "4.0"),
    (COVENTRY, "recruitment.channels", "web/name", "Online application", "4.0"),
    (COVENTRY, "recruitment.channels", "2/name", "Meet the team", "4.0"),
    (MK, "recruitment.events", "0/every", None, "4.1"),
    (MK, "recruitment.events", "0/carers_help", True, "4.1"),
    (LUTON, "recruitment.events", "", SILENT),
    (LEICS, "recruitment.events", "0/every/most", "3 weeks", "Information Events"),
    (LEICS, "recruitment.events", "0/by_demand", True, "Information Events"),
    (LEICS, "recruitment.events", "0/place", "County Hall", "Information Events"),
    (LEICS, "recruitment.events", "0/optional", True, "Information Events"),
    (COVENTRY, "recruitment.events", "0/every/most", "1 month", "3.0"),
    (COVENTRY, "recruitment.events", "Meet the team/every", None, "4.0"),
    (MK, "recruitment.first_visitors", "Recruitment Officer/role", "recruitment_officer", "5.1"),
    (MK, "recruitment.first_visitors", "Recruitment Social Worker/role", None, "5.1"),
    (LUTON, "recruitment.first_visitors", "", SILENT),
    (LEICS, "recruitment.first_visitors", "0/post", "Initial Visitor", "Initial Visit"),
    (COVENTRY, "recruitment.first_visitors", "0/role", None, "4.0"),
    (MK, "recruitment.decision_points", "0/decision", "proceed_to_assessment", "5.1"),
    (MK, "recruitment.decision_points", "0/agreed_by", ["applicant", "recruitment_officer"], "5.1"),
    (MK, "recruitment.decision_points", "1/decided_by", "line_manager", "5.2"),
    (LUTON, "recruitment.decision_points", "0/decision", "stop_at_stage_one", "3.1"),
    (LUTON, "recruitment.decision_points", "1/decided_by", "panel", "3.1"),
    (LEICS, "recruitment.decision_points", "0/decided_by", "meeting", "Initial Visit"),
    (COVENTRY, "recruitment.decision_points", "0/after", "initial_visit", "4.0"),
    (COVENTRY, "recruitment.decision_points", "1/after", "preparation", "4.0"),
    (COVENTRY, "recruitment.decision_points", "1/decided_by", "both_sides", "4.0"),
    (LEICS, "recruitment.progress_meeting", "Recruitment Manager/presence", "always", "Initial Visit"),
    (LEICS, "recruitment.progress_meeting", "Senior Practitioner/presence", "one_of", "Initial Visit"),
    (LEICS, "recruitment.progress_meeting", "Team Manager/presence", "one_of", "Initial Visit"),
    (LEICS, "recruitment.progress_meeting_interval", "", "1 week", "Initial Visit"),
    (MK, "recruitment.progress_meeting", "", SILENT),
    (MK, "recruitment.refer_a_friend", "", "active", "4.1"),
    (MK, "recruitment.refer_a_friend_reward", "", SILENT),
    (LUTON, "recruitment.refer_a_friend", "", SILENT),
    (LEICS, "recruitment.refer_a_friend", "", SILENT),
    (COVENTRY, "recruitment.refer_a_friend", "", SILENT),
]

ASSESSMENT = [
    (MK, "assessment.kinds", "mainstream/format", "form_f", "5.1"),
    (MK, "assessment.kinds", "connected_person/format", "as_mainstream", "5.1"),
    (MK, "assessment.kinds", "viability/format", "short", "3.2"),
    (MK, "assessment.kinds", "mainstream/visits_most", None, "5.1"),
    (LUTON, "assessment.kinds", "mainstream/format", "adapted_form_f", "3.1"),
    (LUTON, "assessment.kinds", "pace/name", "PACE carer", "2.1.2"),
    (LEICS, "assessment.kinds", "mainstream/format", "form_f", "Form F Assessment"),
    (LEICS, "assessment.kinds", "viability/name", "IVA", "Structure table"),
    (LEICS, "assessment.kinds", "independent_visitor/format", "short", "About our Independent Visitors"),
    (COVENTRY, "assessment.kinds", "mainstream/visits_least", 6, "4.0"),
    (COVENTRY, "assessment.kinds", "mainstream/visits_most", 8, "4.0"),
    (COVENTRY, "assessment.kinds", "mainstream/format", None, "4.0"),
    (MK, "assessment.performers", "3/by", "childs_worker", "5.2"),
    (MK, "assessment.performers", "3/when", "in some cases", "5.2"),
    (MK, "assessment.performers", "4/team", "Recruitment and Assessment Team", "3.2"),
    (LUTON, "assessment.performers", "mainstream/team", "Marketing, Recruitment and Assessment Team", "2.1.2"),
    (LEICS, "assessment.performers", "viability/by", "viability_worker", "About the Kinship Team"),
    (
        LEICS,
        "assessment.performers",
        "supported_lodgings/team",
        "Dedicated Placement Support Team",
        "About the Supported",
    ),
    (COVENTRY, "assessment.performers", "special_guardianship/team", "Connected Persons Teams", "11.0"),
    (MK, "assessment.connected_person_joint", "", True, "5.2"),
    (LUTON, "assessment.connected_person_joint", "", SILENT),
    (LEICS, "assessment.connected_person_joint", "", SILENT),
    (COVENTRY, "assessment.connected_person_joint", "", SILENT),
    (MK, "assessment.connected_person_report", "", "16 weeks", "5.1, Assessment"),
    (MK, "assessment.connected_person_extension", "", "8 weeks", "5.2"),
    (LEICS, "assessment.connected_person_extension", "", SILENT),
    (MK, "assessment.stages_overlap", "", "case_by_case", "5.1"),
    (LUTON, "assessment.stages_overlap", "", SILENT),
    (MK, "assessment.preparation_courses", "", SILENT),
    (LUTON, "assessment.preparation_courses", "Skills to Foster/days", 3, "2.1.2"),
    (LUTON, "assessment.preparation_courses", "Skills to Foster/given_by", "both teams together", "2.1.2"),
    (LEICS, "assessment.preparation_courses", "Skills to Foster/days", None, "Training"),
    (COVENTRY, "assessment.preparation_courses", "Skills to Foster/compulsory_for", ["mainstream"], "8.2"),
    (COVENTRY, "assessment.preparation_courses", "Skills to Care/open_to", ["connected_person"], "8.2"),
    (MK, "assessment.report_shared", "", SILENT),
    (LUTON, "assessment.report_shared", "", "non_confidential", "3.1"),
    (LUTON, "assessment.report_comments", "", True, "3.1"),
    (LEICS, "assessment.report_shared", "", SILENT),
    (COVENTRY, "assessment.report_shared", "", "all_but_references", "5.0"),
    (COVENTRY, "assessment.report_comments", "", True, "5.0"),
]

ELIGIBILITY = [
    (MK, "eligibility.age_min", "", 21, "5.1, Stability and Age"),
    (LUTON, "eligibility.age_min", "", SILENT),
    (LEICS, "eligibility.age_min", "", SILENT),
    (COVENTRY, "eligibility.age_min", "", 21, "4.0"),
    (MK, "eligibility.age_exceptions", "", SILENT),
    (COVENTRY, "eligibility.age_exceptions", "connected_person/youngest", 18, "4.0"),
    (MK, "eligibility.age_max", "", SILENT),
    (LUTON, "eligibility.age_max", "", SILENT),
    (LEICS, "eligibility.age_max", "", SILENT),
    (COVENTRY, "eligibility.age_max", "", NONE, "4.0"),
    (MK, "eligibility.relationship_length", "", "12 months", "5.1, Stability and Age"),
    (MK, "eligibility.relationship_outcome", "", "warn", "5.1, Stability and Age"),
    (COVENTRY, "eligibility.relationship_length", "", SILENT),
    (MK, "eligibility.smoking", "0/child_under", 5, "5.1, Health and Smoking"),
    (MK, "eligibility.smoking", "0/stopped_for", "12 months", "5.1, Health and Smoking"),
    (MK, "eligibility.smoking", "0/outcome", "bar", "5.1, Health and Smoking"),
    (MK, "eligibility.smoking", "1/child_disabled", True, "5.1, Health and Smoking"),
    (MK, "eligibility.smoking", "2/child_health", ["breathing", "heart", "glue_ear"], "5.1, Health and Smoking"),
    (MK, "eligibility.smoking", "3/outcome", "evidence", "5.1, Health and Smoking"),
    (MK, "eligibility.pets", "0/outcome", "bar", "5.1, Pets"),
    (MK, "eligibility.pets", "1/evidence", "A completed pet questionnaire", "5.1, Pets"),
    (MK, "eligibility.weapons", "0/outcome", "evidence", "5.1, Weapons"),
    (MK, "eligibility.drugs_and_alcohol", "0/outcome", "evidence", "5.1, Drugs and Alcohol"),
    (MK, "eligibility.drugs_and_alcohol", "Illegal drugs/outcome", "bar", "5.1, Drugs and Alcohol"),
    (MK, "eligibility.bedroom", "0/outcome", "bar", "5.1, Accommodation"),
    (MK, "eligibility.bedroom", "1/evidence", "A risk assessment", "5.1, Accommodation"),
    (COVENTRY, "eligibility.bedroom", "0/outcome", "record", "4.0"),
    (MK, "eligibility.tenure", "0/outcome", "warn", "5.1, Accommodation"),
    (MK, "eligibility.transport", "0/outcome", "evidence", "5.1, Transport"),
    (MK, "eligibility.communications", "0/outcome", "evidence", "5.1, Contact"),
    (MK, "eligibility.work", "0/outcome", "accept", "5.1, Financial security"),
    (MK, "eligibility.work", "1/outcome", "evidence", "5.1, Financial security"),
    (COVENTRY, "eligibility.work", "0/outcome", "accept", "3.0"),
    (MK, "eligibility.exclusions", "2/outcome", "bar", "5.3"),
    (LUTON, "eligibility.exclusions", "0/at", "panel", "3.4"),
    (COVENTRY, "eligibility.exclusions", "0/outcome", "bar", "4.0"),
    *[
        (council, f"eligibility.{rule}", "", SILENT)
        for council in (LUTON, LEICS, COVENTRY)
        for rule in ("smoking", "pets", "weapons", "drugs_and_alcohol", "tenure", "transport", "communications")
    ],
    *[(council, f"eligibility.{rule}", "", SILENT) for council in (LUTON, LEICS) for rule in ("bedroom", "work")],
    (LEICS, "eligibility.exclusions", "", SILENT),
    (MK, "eligibility.connected_person_standards", "", "discretion", "5.2"),
    (LUTON, "eligibility.connected_person_standards", "", SILENT),
    (LEICS, "eligibility.connected_person_standards", "", "same", "Standards of Care"),
    (LEICS, "eligibility.connected_person_named_child", "", True, "About the Kinship Team"),
    (COVENTRY, "eligibility.connected_person_standards", "", "same_but_age", "2.3"),
]

CHECKS = [
    (MK, "checks.required", "dbs/for_whom", ["applicants", "household_adults"], "5.1"),
    (MK, "checks.required", "local_authority/manner", ["own_systems"], "5.1, Assessment"),
    (MK, "checks.required", "personal_reference/number", None, "5.2"),
    (MK, "checks.required", "employer_reference/check", "employer_reference", "5.1, Assessment"),
    (MK, "checks.required", "ex_partner_reference/check", "ex_partner_reference", "5.1, Assessment"),
    (MK, "checks.required", "medical/form", "Coram BAAF AH form", "5.2"),
    (MK, "checks.required", "school/when", "there are children of school age", "5.1, Assessment"),
    (MK, "checks.required", "financial/check", "financial", "5.1, Assessment"),
    (MK, "checks.required", "pet/check", "pet", "5.1, Pets"),
    (MK, "checks.required", "social_media/check", "social_media", "5.1, Assessment"),
    (MK, "assessment.dbs_household_age", "", "18 years", "5.1"),
    (MK, "assessment.dbs_household_age_included", "", True, "5.1"),
    (MK, "assessment.personal_referees_interviewed", "", SILENT),
    (MK, "checks.certificates", "", SILENT),
    (MK, "checks.children_interviewed", "", SILENT),
    (MK, "checks.medical_adviser", "", "each_report", "5.1, Health and Smoking"),
    (LUTON, "checks.required", "dbs/for_whom", ["household_adults"], "3.1"),
    (LUTON, "checks.required", "personal_reference/manner", ["in_person"], "3.1"),
    (LUTON, "checks.required", "personal_reference/otherwise", "telephone", "3.1"),
    (LUTON, "checks.required", "employer_reference/check", "employer_reference", "3.1"),
    (LUTON, "checks.required", "statutory/check", "statutory", "3.1"),
    (LUTON, "assessment.personal_referees_interviewed", "", 3, "3.1"),
    (LUTON, "assessment.dbs_household_age", "", SILENT),
    (LUTON, "checks.ex_partner_left_out", "", ["acrimony"], "3.1"),
    (LUTON, "checks.certificates", "", ["birth", "marriage", "divorce", "naturalisation", "passport"], "3.1"),
    (LUTON, "checks.children_interviewed", "", ["whole_household"], "3.1"),
    (LEICS, "checks.required", "", SILENT),
    (LEICS, "assessment.dbs_household_age", "", SILENT),
    (LEICS, "assessment.personal_referees_interviewed", "", SILENT),
    (LEICS, "checks.medical_adviser", "", "on_request", "Panel and Approval"),
    (COVENTRY, "checks.required", "medical/given_by", "GP or health professional", "4.0"),
    (COVENTRY, "checks.required", "local_authority/check", "local_authority", "4.0"),
    (COVENTRY, "assessment.dbs_household_age", "", "18 years", "4.0"),
    (COVENTRY, "assessment.dbs_household_age_included", "", SILENT),
    (COVENTRY, "assessment.personal_referees_interviewed", "", 3, "4.0"),
    (COVENTRY, "checks.children_interviewed", "", ["resident_children", "grown_up_children"], "4.0"),
    (COVENTRY, "checks.certificates", "", SILENT),
]

# What documents print twice, or leave open: said beside the value, in a note or as the ambiguity.
KEPT_BESIDE = [
    (MK, "recruitment.channels", "same hub is not said"),
    (MK, "recruitment.events", "not printed"),
    (MK, "assessment.performers", "in some cases"),
    (MK, "assessment.connected_person_report", "end with approval"),
    (MK, "assessment.connected_person_extension", "exceptional circumstances"),
    (MK, "eligibility.age_min", "welcomed at any age"),
    (MK, "eligibility.smoking", "smokers can still be approved"),
    (MK, "eligibility.transport", "A car is needed"),
    (MK, "checks.required", "How many"),
    (LUTON, "checks.ex_partner_left_out", "a post that the structure lacks"),
    (LUTON, "eligibility.exclusions", "not as a rule about applicants"),
    (LUTON, "checks.required", "not named"),
    (LEICS, "recruitment.progress_meeting", "two names"),
    (LEICS, "recruitment.progress_meeting", "no Recruitment Manager"),
    (COVENTRY, "assessment.dbs_household_age", "“over the age of 18”"),
    (COVENTRY, "assessment.dbs_household_age_included", "“over the age of 18”"),
    (COVENTRY, "recruitment.events", "At least once a month"),
    (COVENTRY, "assessment.kinds", "six to eight"),
    (COVENTRY, "assessment.performers", "in the plural"),
]

PUBLISHED = [*RECRUITMENT, *ASSESSMENT, *ELIGIBILITY, *CHECKS]


def entry(council: str, key: str) -> Statement:
    return load_pack(council, ON).statements.get(key, Statement("not_stated"))


def at(value: Any, path: str) -> Any:
    for step in path.split("/") if path else ():
        if isinstance(value, list):
            rows = [row for row in value if step in row.values()]
            value = value[int(step)] if step.isdigit() else rows[0]
        else:
            value = value.get(step)
    return value


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: "-".join(str(part) for part in row[:3]))
def test_value_as_published(row: tuple[Any, ...]) -> None:
    council, key, path, expected, *where = row
    held = entry(council, key)
    if expected == SILENT:
        assert held.state == "not_stated"
        return
    assert held.state == (NONE if expected == NONE else "set")
    assert expected == NONE or at(held.plain, path) == expected
    places = [*held.sources, *(note.source for note in held.notes if note.source)]
    assert any(place.section.startswith(where[0]) for place in places)


@pytest.mark.parametrize(("council", "key", "words"), KEPT_BESIDE)
def test_what_is_open_is_said_beside_the_value(council: str, key: str, words: str) -> None:
    held = entry(council, key)
    assert words in " ".join([*(note.text for note in held.notes), held.ambiguity])


def test_every_value_that_is_held_has_a_row_here() -> None:
    """So that nothing is added to these parts of a pack without being read against the document."""
    compared = {(row[0], row[1]) for row in PUBLISHED} | {row[:2] for row in KEPT_BESIDE}
    areas = ("assessment", "eligibility", "checks", "private_fostering")
    held = {
        (council, key)
        for council in COUNCILS
        for key, statement in load_pack(council, ON).statements.items()
        if key.startswith(areas) and key != "eligibility.welcome" and statement.state != "not_stated"
    }
    assert held - compared == set()


def test_no_upper_age_is_not_the_same_as_silence() -> None:
    coventry = policy_from_pack(COVENTRY, ON).entry("eligibility.age_max")
    luton = policy_from_pack(LUTON, ON).entry("eligibility.age_max")
    assert coventry.value is luton.value is None
    assert (coventry.in_words(), coventry.is_default) == ("There is no upper age limit.", False)
    assert (luton.in_words(), luton.is_default) == ("Not set", True)


def test_each_council_welcomes_in_words_of_its_own() -> None:
    said = {entry(council, "eligibility.welcome").plain for council in COUNCILS}
    assert len(said) == len(COUNCILS)
    assert all(said)
