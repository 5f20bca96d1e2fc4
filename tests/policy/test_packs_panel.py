"""What the councils publish about panel, decisions, appeals, reviews, recording and learning, row by row.

A row is (council, setting, path into the value, what is printed, where). Rows of tables are found by a part, or by
number. SILENT: the document does not say, so the pack holds no value.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from config_per_tenant.packs import load_pack
from config_per_tenant.policy import policy_from_pack
from config_per_tenant.schema import setting
from config_per_tenant.statement import Statement

ON = date(2026, 11, 21)
MK, LUTON, LEICS, COVENTRY = COUNCILS = ("milton-keynes", "luton", "leicestershire", "coventry")
SILENT = "silent"
BOOKLET = "Investing in and training our foster carers"

PANEL = [
    (MK, "panel.panels", "Fostering and Permanence Panel/hears", "fostering", "5.4"),
    (LUTON, "panel.panels", "Luton Fostering Panel/hears", "fostering", "3.4"),
    (LUTON, "panel.panels", "External Resource Panel/scope", "Contract Care", "2.3"),
    (LEICS, "panel.panels", "Fostering Panel/hears", "fostering", "Status and Constitution"),
    (LEICS, "panel.panels", "Supported Lodgings Panel/hears", "supported_lodgings", "About the Supported"),
    (COVENTRY, "panel.panels", "Fostering Panel/hears", "fostering", "5.0"),
    (MK, "panel.chair", "", "independent_person", "5.4"),
    (LUTON, "panel.chair", "", "independent_person", "3.4.1"),
    (LEICS, "panel.chair", "", "manager_elsewhere", "Status and Constitution"),
    (COVENTRY, "panel.chair", "", "independent_person", "5.0"),
    (LUTON, "panel.vice_chairs", "", 1, "3.4.1"),
    (MK, "panel.vice_chairs", "", SILENT),
    (MK, "panel.members", "", SILENT),
    (LEICS, "panel.members", "", SILENT),
    (COVENTRY, "panel.members", "", SILENT),
    (LUTON, "panel.members", "Independent vice chair/independent", True, "3.4.1"),
    (LUTON, "panel.members", "Independent Reviewing Officer/social_worker", True, "3.4.1"),
    (LUTON, "panel.members", "Elected member/part", "member", "3.4.1"),
    (MK, "panel.items", "end_of_approval/part", "decide", "5.4"),
    (MK, "panel.items", "long_term_match/part", "decide", "5.4"),
    (MK, "panel.items", "resignation", None, "5.4"),
    (MK, "panel.items", "long_term_plan", None, "5.4"),
    (LUTON, "panel.items", "long_term_match/part", "decide", "3.4"),
    (LUTON, "panel.items", "long_term_plan/part", "decide", "3.4"),
    (LUTON, "panel.items", "resignation", None, "3.4"),
    (LEICS, "panel.items", "approval/part", "decide", "Panel and Approval"),
    (LEICS, "panel.items", "long_term_match", None, "Panel and Approval"),
    (COVENTRY, "panel.items", "resignation/part", "consider", "2.1"),
    (COVENTRY, "panel.items", "long_term_match/part", "decide", "2.1"),
    (MK, "panel.business_meeting_chair", "", SILENT),
    (LUTON, "panel.business_meeting_chair", "", "decision_maker", "5.4"),
    (LEICS, "panel.business_meeting_chair", "", SILENT),
    (COVENTRY, "panel.business_meeting_chair", "", SILENT),
    *((council, "panel.approvals_to_panel", "", True) for council in COUNCILS),
    *((council, "panel.applicant_may_attend", "", True) for council in COUNCILS),
    *((council, "panel.chair_independent", "", True) for council in COUNCILS),
]

DECISIONS = [
    (MK, "decision.adm_decision", "", SILENT),
    (LUTON, "decision.adm_decision", "", SILENT),
    (LEICS, "decision.adm_decision", "within", "7 days", "Panel and Approval"),
    (LEICS, "decision.adm_decision", "starts", "panel.recommended", "Panel and Approval"),
    (COVENTRY, "decision.adm_decision", "", SILENT),
    (LUTON, "recruitment.decision_letter", "within", "7 days", "3.1"),
    (MK, "decision.how_told", "0/how", "writing", "5.2"),
    (LUTON, "decision.how_told", "spoken/by", "assessing_social_worker", "3.1"),
    (LUTON, "decision.how_told", "writing/by", "decision_maker", "3.1"),
    (LEICS, "decision.how_told", "telephone/how", "telephone", "Panel and Approval"),
    (LEICS, "decision.how_told", "writing/how", "writing", "Panel and Approval"),
    (COVENTRY, "decision.how_told", "0/how", "writing", "5.0"),
    (MK, "decisions.makers", "temporary_approval", "nominated_officer", "5.2"),
    (LUTON, "decisions.makers", "temporary_approval", "decision_maker", "4.1.1"),
    (MK, "appeals.routes", "representations/who", "applicant", "5.4"),
    (MK, "appeals.routes", "independent_review/who", "applicant", "5.4"),
    (MK, "appeals.routes", "independent_review/within", None, "5.4"),
    (MK, "appeals.routes", "applicant_stage_one/route", "reasons", "5.2"),
    (MK, "appeals.routes", "carer_ended", None, "5.4"),
    (MK, "appeals.determination_issued_by", "", SILENT),
    (LUTON, "appeals.routes", "applicant_stage_one/route", "complaint", "3.1"),
    (LUTON, "appeals.routes", "representations/within", "28 days", "3.1"),
    (LUTON, "appeals.routes", "independent_review/starts", "approval.decided", "3.1"),
    (LUTON, "appeals.routes", "carer_ended/route", "representations", "3.3"),
    (LUTON, "appeals.routes", "carer_terms/within", None, "3.3"),
    (LEICS, "appeals.routes", "internal/who", "applicant", "Panel and Approval"),
    (LEICS, "appeals.routes", "independent_review/who", "applicant", "Complaints"),
    (LEICS, "appeals.routes", "applicant_stage_one", None, "Complaints"),
    (LEICS, "appeals.routes", "carer_ended", None, "Complaints"),
    (COVENTRY, "appeals.routes", "", SILENT),
    (MK, "approval.scope", "", SILENT),
    (LUTON, "approval.scope", "", ["placement_types"], "3.1"),
    (LEICS, "approval.scope", "", SILENT),
    (COVENTRY, "approval.scope", "", ["number", "ages", "conditions"], "5.0"),
    (MK, "approval.foster_care_agreement_required", "", True, "2.1"),
    (LUTON, "approval.foster_care_agreement_required", "", True, "4.2.4"),
    (LEICS, "approval.foster_care_agreement_required", "", SILENT),
    (COVENTRY, "approval.foster_care_agreement_required", "", True, "5.0"),
]

REVIEWS = [
    (MK, "supervision.recording", "visits/how", "recorded", "6.3"),
    (LUTON, "supervision.recording", "visits/how", "set_template", "4.1.1"),
    (LUTON, "supervision.recording", "other_contact/how", "case_note", "4.1.1"),
    (LEICS, "supervision.recording", "", SILENT),
    (COVENTRY, "supervision.recording", "visits/how", "recorded", "8.1"),
    (COVENTRY, "supervision.recording", "other_contact/how", "recorded", "8.1"),
    (LEICS, "supervision.staying_put_monitoring", "", "1 year", "About Staying Put"),
    (LEICS, "supervision.visit_variations", "staying_put/interval/most", "6 months", "About Staying Put"),
    (LUTON, "supervision.staying_put_monitoring", "", SILENT),
    (MK, "review.early_when", "", ["household_change", "concern"], "5.6"),
    (LUTON, "review.early_when", "", SILENT),
    (MK, "review.routes", "change_of_terms/goes_to", "panel", "5.6"),
    (MK, "review.routes", "complaint/goes_to", "panel", "5.6"),
    (MK, "review.routes", "allegation/goes_to", "panel", "4.2"),
    (MK, "review.routes", "allegation/decided_by", "decision_maker", "5.4"),
    (MK, "review.routes", "other/goes_to", "outside_panel", "5.6"),
    (MK, "review.routes", "other/decided_by", "decision_maker", "5.6"),
    (LUTON, "review.routes", "household_change/goes_to", "panel", "3.4"),
    (LUTON, "review.routes", "concern/goes_to", "panel", "4.1.1"),
    (LUTON, "review.routes", "other", None, "4.1.1"),
    (LEICS, "review.routes", "", SILENT),
    (COVENTRY, "review.routes", "allegation/goes_to", "panel", "2.1"),
    (COVENTRY, "review.routes", "end_of_approval/goes_to", "panel", "5.0"),
    (COVENTRY, "review.routes", "complaint", None, "2.1"),
    (MK, "review.contributors", "", SILENT),
    (
        LUTON,
        "review.contributors",
        "child_reviewing_officer/title",
        "The child's Independent Reviewing Officer",
        "4.1.1",
    ),
    (LUTON, "review.contributors", "Carers/person", "carers", "4.1.1"),
    (COVENTRY, "review.contributors", "Independent review officers/person", None, "9.0"),
    (COVENTRY, "review.contributors", "fostered_children/title", "All fostered children in the household", "9.0"),
    (LUTON, "review.coordinated_by", "", "supervising_social_worker", "4.1.1"),
    (COVENTRY, "review.coordinated_by", "", SILENT),
    (MK, "review.counts_as_pdp_review", "", SILENT),
]

LEARNING = [
    (MK, "training.induction", "", True, "4.4"),
    (LUTON, "training.induction", "", True, "4.1.2"),
    (LEICS, "training.induction", "", SILENT),
    (COVENTRY, "training.induction", "", True, "8.2"),
    (COVENTRY, "training.core_modules_first_year", "", 6, "4.0"),
    (LUTON, "training.core_modules_first_year", "", SILENT),
    (LUTON, "training.refresh_cycles", "mandatory/every", "3 years", "4.1.2"),
    (LUTON, "training.refresh_cycles", "core/every", "4 years", "4.1.2"),
    (MK, "training.refresh_cycles", "", SILENT),
    (MK, "training.named_courses", "Safer Caring/kind", "mandatory", "4.2"),
    (MK, "training.named_courses", "Promoting the education of children in care/kind", "core", "4.4"),
    (LUTON, "training.named_courses", "Safer Caring and Managing Allegations/kind", "mandatory", "5.3.4"),
    (
        LUTON,
        "training.named_courses",
        "Safer Caring and Managing Allegations/given_with",
        "Local authority designated officer",
        "5.3.4",
    ),
    (COVENTRY, "training.named_courses", "Skills to Care/who", "connected_persons", "8.2"),
    (LEICS, "training.named_courses", "", SILENT),
    (LUTON, "training.events_a_year", "count", 4, "4.1.2"),
    (LUTON, "training.events_a_year", "counted_per", "household", "4.1.2"),
    (COVENTRY, "training.events_a_year", "", SILENT),
    (LUTON, "training.both_carers_take_part", "", True, "4.1.2"),
    (LUTON, "training.plan_for", "", "both", "2.1.1"),
    (LUTON, "training.plan_update", "", "12 months", "4.1.2"),
    (LUTON, "training.plan_review", "", "6 months", "4.1.2"),
    (MK, "training.plan_update", "", "1 year", BOOKLET),
    (MK, "training.plan_review", "", SILENT),
    (COVENTRY, "training.plan_update", "", SILENT),
    (LUTON, "training.programme_review", "every", "4 months", "4.1.2"),
    (LEICS, "training.programme_review", "every", "1 year", "Training"),
    (COVENTRY, "training.programme_review", "", SILENT),
    (MK, "training.programme_review", "", SILENT),
    (LUTON, "training.programme_review_with", "0", "carer_representatives", "4.1.2"),
    (LEICS, "training.programme_review_with", "", ["carer_feedback"], "Training"),
    (MK, "training.delivery", "", ["classroom", "online"], "4.1"),
    (LUTON, "training.delivery", "", ["online", "daytime", "evening", "weekend"], "4.1.2"),
    (LEICS, "training.delivery", "", ["central_venue", "online"], "Training"),
    (COVENTRY, "training.delivery", "", ["classroom", "online", "distance"], "8.3"),
    (MK, "allowances.benchmark", "0/rate", "national_minimum_allowance", "5.5"),
    (MK, "allowances.benchmark", "0/edition", None, "5.5"),
    (COVENTRY, "allowances.benchmark", "fostering_network/relation", "above", "6.0"),
    (LUTON, "allowances.benchmark", "", SILENT),
    (LEICS, "allowances.benchmark", "", SILENT),
]

# What documents print twice, or leave open: said beside the value, in a note or as the ambiguity.
KEPT_BESIDE = [
    (MK, "panel.items", "illegal drugs"),
    (MK, "appeals.routes", "carers are not mentioned"),
    (MK, "appeals.determination_issued_by", "left open"),
    (MK, "review.counts_as_pdp_review", "one event is not said"),
    (MK, "review.routes", "who also decides after panel"),
    (MK, "training.plan_update", "as an aim"),
    (MK, "allowances.benchmark", "National Minimum Standards"),
    (LUTON, "panel.business_meeting_chair", "on whose advice the decision maker decides"),
    (LUTON, "panel.members", "special needs"),
    (LUTON, "appeals.routes", "without a number of days"),
    (LUTON, "appeals.routes", "the law counts it from the notice"),
    (LUTON, "approval.scope", "ages or numbers, is not said"),
    (LUTON, "training.events_a_year", "both carers of a couple"),
    (LUTON, "training.plan_for", "both are held"),
    (LUTON, "training.programme_review", "three in a year make four months"),
    (LEICS, "panel.chair", "has a manager as its chair"),
    (LEICS, "panel.panels", "Adoption Panel"),
    (LEICS, "decision.adm_decision", "Whether the 7 days are working days"),
    (LEICS, "appeals.routes", "by the decision maker or by both"),
    (COVENTRY, "panel.items", "notified of retirements and resignations"),
    (COVENTRY, "review.contributors", "children's or fostering's own"),
    (COVENTRY, "training.programme_review", "no interval is printed"),
]


def entry(council: str, key: str) -> Statement:
    return load_pack(council, ON).statements.get(key, Statement("not_stated"))


def at(value: Any, path: str) -> Any:
    """What lies at this path; a row is found by any of its parts, and one that is not there is None."""
    for step in path.split("/") if path else ():
        if isinstance(value, list):
            found = [item for item in value if isinstance(item, dict) and step in item.values()]
            value = value[int(step)] if step.isdigit() else found[0] if found else None
        elif value is not None:
            value = value.get(step)
    return value


@pytest.mark.parametrize("row", [*PANEL, *DECISIONS, *REVIEWS, *LEARNING], ids=lambda row: "-".join(map(str, row[:3])))
def test_value_as_published(row: tuple[Any, ...]) -> None:
    council, key, path, expected, *where = row
    held = entry(council, key)
    if expected == SILENT:
        assert held.state == "not_stated"
        assert held.plain is None
        return
    assert held.state == "set"
    assert at(held.plain, path) == expected
    places = [*held.sources, *(note.source for note in held.notes if note.source)]
    assert places
    assert all(any(place.section.startswith(section) for place in places) for section in where)


@pytest.mark.parametrize(("council", "key", "words"), KEPT_BESIDE)
def test_contradictions_are_kept_beside_the_value(council: str, key: str, words: str) -> None:
    held = entry(council, key)
    assert words in " ".join([*(note.text for note in held.notes), held.ambiguity])


def test_the_nine_seats_of_luton() -> None:
    seats = entry(LUTON, "panel.members").plain
    assert len(seats) == 9
    assert sum(seat.get("independent", False) for seat in seats) == 4
    assert [seat["part"] for seat in seats].count("chair") == 1


@pytest.mark.parametrize("council", COUNCILS)
def test_words_of_every_value_are_told(council: str) -> None:
    policy = policy_from_pack(council, ON)
    for key, held in load_pack(council, ON).statements.items():
        if setting(key).group in ("panel", "reviews", "training") and held.state == "set":
            assert policy.entry(key).in_words()
            assert not policy.entry(key).is_forced
