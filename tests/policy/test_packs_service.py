"""What the councils publish about the organisation, placements, partners and reports, row by row.

A row is (council, setting, path into the value, what is printed, where). Rows of tables are found by a part or by
number. SILENT: the document does not say; NONE: it says that there is none.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from config_per_tenant.packs import load_pack
from config_per_tenant.policy import policy_from_pack
from config_per_tenant.schema.values.row_checks import one_building_two_postcodes
from config_per_tenant.statement import Statement

ON = date(2026, 11, 21)
MK, LUTON, LEICS, COVENTRY = COUNCILS = ("milton-keynes", "luton", "leicestershire", "coventry")
SILENT, NONE = "silent", "none"
AIMS = "Aims, Objectives, Standards"
BOOKLET = "Fostering First: commitment to foster carers"

ORGANISATION = [
    (MK, "organisation.authority", "unitary/since", 1997, "1"),
    (MK, "organisation.authority", "city/since", 2022, "1"),
    (LUTON, "organisation.authority", "unitary/since", 1997, "1.1"),
    (LEICS, "organisation.authority", "county/since", None, "Status and Constitution"),
    (COVENTRY, "organisation.authority", "0/kind", "city", "16.0"),
    (MK, "organisation.part_of", "0/name", "Corporate Parenting Service", "1"),
    (LUTON, "organisation.part_of", "0/name", "Corporate Parenting Department", "2.1"),
    (LUTON, "organisation.part_of", "1/name", "Children and Learning Directorate", "1.4"),
    (LEICS, "organisation.part_of", "0/name", "Children and Family Services", "The management structure"),
    (COVENTRY, "organisation.part_of", "0/name", "Children's Services", "8.1"),
    (MK, "organisation.opening_hours", "", SILENT),
    (LUTON, "organisation.opening_hours", "0/days", ["mon", "tue", "wed", "thu"], "2.2"),
    (LUTON, "organisation.opening_hours", "0/opens", "08:45", "2.2"),
    (LUTON, "organisation.opening_hours", "0/closes", "17:00", "2.2"),
    (LUTON, "organisation.opening_hours", "1/closes", "16:30", "2.2"),
    (LEICS, "organisation.opening_hours", "", SILENT),
    (COVENTRY, "organisation.opening_hours", "", SILENT),
    (MK, "management.overall_lead", "", "Head of Corporate Parenting Service", "3.1"),
    (MK, "management.answers_to", "", "Director of Children's Services", "3.1"),
    (LUTON, "management.overall_lead", "", "Head of Service, Corporate Parenting", "2.1"),
    (LUTON, "management.answers_to", "", SILENT),
    (LEICS, "management.overall_lead", "", "Assistant Director, Children's Services", "Status and Constitution"),
    (LEICS, "management.answers_to", "", SILENT),
    (COVENTRY, "management.overall_lead", "", "Strategic Lead for Corporate Parenting", "14.0"),
    (MK, "management.deputies", "Deputy Team Manager/number", 2, "3.1"),
    (LUTON, "management.deputies", "Deputy Team Manager/number", 2, "2.1"),
    (LEICS, "management.deputies", "0/title", "Assistant Service Manager", "The management structure"),
    (LEICS, "management.deputies", "1/looks_after", "Supported lodgings and residential provision", "The management"),
    (COVENTRY, "management.deputies", "", NONE, "11.0"),
    (MK, "management.quality_posts", "panel_adviser/sits", "service_wide", "3.2"),
    (MK, "management.quality_posts", "review_chair/sits", "service_wide", "3.2"),
    (LUTON, "management.quality_posts", "panel_adviser/sits", "under_service_manager", "2.1.3"),
    (LUTON, "management.quality_posts", "review_chair/sits", "outside", "4.1.1"),
    (LUTON, "management.quality_posts", "review_chair/place", "Safeguarding and Quality Assurance", "4.1.1"),
    (LEICS, "management.quality_posts", "panel_adviser/place", "Team Around the Child", "Structure table"),
    (LEICS, "management.quality_posts", "reviewing_officer/sits", "in_a_team", "About the Team Around the Child"),
    (COVENTRY, "management.quality_posts", "panel_adviser/sits", "under_service_manager", "11.0"),
]

ARRANGEMENTS = [
    (MK, "special_guardianship.teams", "assessment/name", "Recruitment and Assessment Team", "3.2"),
    (MK, "special_guardianship.teams", "support/whose", "ours", "3.2"),
    (LUTON, "special_guardianship.teams", "support/name", "Family Partnership Service", "2.1.2"),
    (LUTON, "special_guardianship.teams", "support/whose", "another", "2.1.2"),
    (LUTON, "special_guardianship.teams", "support/since", 2021, "2.1.2"),
    (LEICS, "special_guardianship.teams", "assessment/whose", "ours", "Structure table"),
    (COVENTRY, "special_guardianship.teams", "support/name", "Connected Persons Teams", "11.0"),
    (MK, "special_guardianship.routes", "", ["court", "permanence"], "4.1"),
    (LUTON, "special_guardianship.routes", "", ["court", "private"], "2.1.2"),
    (LEICS, "special_guardianship.routes", "", ["viability", "private"], "About the Kinship Team"),
    (COVENTRY, "special_guardianship.routes", "", SILENT),
    (MK, "staying_put.conditions", "", ["education", "training", "vulnerability", "set_period"], "4.1"),
    (LUTON, "staying_put.conditions", "", ["assessed"], "2.3"),
    (COVENTRY, "staying_put.conditions", "", ["independence"], "11.1"),
    (LEICS, "staying_put.carer_status", "", "left", "About Staying Put Arrangements"),
    (MK, "staying_put.carer_status", "", SILENT),
    (LUTON, "staying_put.carer_status", "", SILENT),
    (COVENTRY, "staying_put.carer_status", "", SILENT),
]

PLACEMENTS = [
    (MK, "placements.catalogue", "long_term/needs", ["family_finding", "match_at_panel"], "5.4"),
    (MK, "placements.catalogue", "parent_and_child/needs", ["placement_agreement"], "4.1"),
    (MK, "placements.catalogue", "foster_to_adopt/run_by", "Adoption Connects", "4.1"),
    (LUTON, "placements.catalogue", "contract_care/agreed_by", "External Resource Panel", "2.3"),
    (LUTON, "placements.catalogue", "contract_care/needs", ["agreement_for_each_child"], "2.3"),
    (LUTON, "placements.catalogue", "long_term/needs", ["match_at_panel"], "3.4"),
    (LUTON, "placements.catalogue", "respite/stays", ["overnight"], "2.3"),
    (LUTON, "placements.catalogue", "respite/needs", ["case_by_case"], "2.3"),
    (LUTON, "placements.catalogue", "pace/legal_basis", None, "2.2"),
    (LUTON, "placements.catalogue", "pace/max_nights", None, "2.3"),
    (LEICS, "placements.catalogue", "emergency/counted_with", "mainstream", "Numbers and Profile"),
    (LEICS, "placements.catalogue", "parent_and_child/counted_with", "mainstream", "Numbers and Profile"),
    (
        LEICS,
        "placements.catalogue",
        "respite/stays",
        ["with_family", "activities", "part_of_day", "overnight"],
        "Respite",
    ),
    (COVENTRY, "placements.catalogue", "uasc/needs", ["extra_support"], "11.1"),
    (
        COVENTRY,
        "placements.catalogue",
        "short_break/stays",
        ["part_of_day", "weekend", "school_holiday", "set_period", "recurring"],
        "5.0",
    ),
    (MK, "placements.youngest_age", "", NONE, "2.1"),
    (MK, "placements.oldest_age", "", NONE, "2.1"),
    (LUTON, "placements.youngest_age", "", 0, "2.2"),
    (LUTON, "placements.oldest_age", "", 18, "2.2"),
    (LEICS, "placements.oldest_age", "", SILENT),
    (COVENTRY, "placements.oldest_age", "", 18, "5.0"),
    (MK, "placements.nearness", "", "local", "Introduction", BOOKLET),
    (LUTON, "placements.nearness", "", "distance", "1.2"),
    (LUTON, "placements.most_miles", "", 10, "1.2"),
    (LEICS, "placements.nearness", "", "council_area", AIMS),
    (COVENTRY, "placements.nearness", "", "council_area", "7.0"),
    (COVENTRY, "placements.most_miles", "", SILENT),
]

PARTNERS = [
    (MK, "partners.safeguarding_body", "", "Milton Keynes Together", "4.2"),
    (LUTON, "partners.safeguarding_body", "", "Local Safeguarding Children Board", "5.1"),
    (LEICS, "partners.safeguarding_body", "", "Leicestershire Safeguarding Children Board", "Allegations"),
    (COVENTRY, "partners.safeguarding_body", "", "Coventry Safeguarding Children Partnership", "13.0"),
    (MK, "partners.hubs", "South East Recruitment Hub/work", ["ambassador"], "4.1"),
    (MK, "partners.hubs", "Central fostering recruitment hub/work", ["intake"], "5.1"),
    (LUTON, "partners.hubs", "", SILENT),
    (LEICS, "partners.hubs", "", SILENT),
    (LEICS, "partners.frameworks", "0/name", "East Midlands Framework", "Status and Constitution"),
    (LEICS, "partners.frameworks", "1/order", 2, "Status and Constitution"),
    (LUTON, "partners.external_placements", "External Resource Panel/does", "agrees", "2.3"),
    (LUTON, "partners.external_placements", "External Resource Panel/scope", "Contract Care only", "2.3"),
    (LEICS, "partners.external_placements", "Commissioning Team/does", "finds", "Status and Constitution"),
    (COVENTRY, "partners.external_placements", "Commissioning section/does", "finds", "7.0"),
    (MK, "contacts.directory", "Ofsted/phone", "0300 123 1231", "7"),
    (LUTON, "contacts.directory", "service/phone", "0158 254 7737", "7.1"),
    (LUTON, "contacts.directory", "advocacy/body", "NYAS", "7.1"),
    (LEICS, "contacts.directory", "complaints/phone", "0116 305 5875", "Complaints"),
    (COVENTRY, "contacts.directory", "service/address", "Broadgate House, Coventry CV1 5RR", "16.0"),
    (COVENTRY, "contacts.directory", "complaints/address", "Broadgate House, Coventry CV1 1FS", "16.0"),
]

REPORTS = [
    (MK, "reporting.reports", "Corporate Parenting Panel/every", "3 months", "6.3"),
    (LUTON, "reporting.reports", "", SILENT),
    (LEICS, "reporting.reports", "Managers and teams/every", "1 month", "Progress and Continuous"),
    (LEICS, "reporting.reports", "Departmental Management Team/every", None, "Progress and Continuous"),
    (LEICS, "reporting.reports", "Council Executive/month", "september", "Preamble"),
    (COVENTRY, "reporting.reports", "Strategic Lead for Corporate Parenting/every", "1 month", "14.0"),
    (COVENTRY, "reporting.reports", "Children's Leadership Team/every", "3 months", "14.0"),
    (COVENTRY, "reporting.reports", "2/every", "3 months", "14.0"),
    (COVENTRY, "reporting.reports", "3/every", "1 year", "14.0"),
    (COVENTRY, "reporting.reports", "Executive Board/every", "1 year", "14.0"),
    (MK, "reporting.schedule_6_owner", "0/role", "service_manager", "6.3"),
    (LUTON, "reporting.schedule_6_owner", "0/title", "Head of Service, Corporate Parenting", "5.4"),
    (LEICS, "reporting.schedule_6_owner", "", SILENT),
    (COVENTRY, "reporting.schedule_6_owner", "0/role", "service_manager", "9.0"),
    (MK, "reporting.schedule_7_owner", "0/with_others", "the designated officer (LADO) and safeguarding", "2.1"),
    (COVENTRY, "reporting.schedule_7_owner", "", SILENT),
    (MK, "sop.notify_ofsted_of_revision", "", "28 days", "6.4"),
    (LUTON, "sop.notify_ofsted_of_revision", "", SILENT),
    (MK, "sop.review_interval", "", "1 year", "6.4"),
    (LUTON, "sop.review_interval", "", "1 year", "6.1"),
    (LEICS, "sop.review_interval", "", "1 year", "Preamble"),
    (COVENTRY, "sop.review_interval", "", SILENT),
    (LEICS, "sop.approval_month", "", "september", "Preamble"),
    (LEICS, "sop.approved_by", "", "Council Executive", "Preamble"),
    (MK, "sop.approved_by", "", SILENT),
    (LUTON, "sop.approved_by", "", SILENT),
    (MK, "sop.reviewed_by", "", "Fostering Operations Manager", "6.4"),
    (MK, "sop.places", "", ["website", "intranet", "on_request", "regulator"], "6.4"),
    (LUTON, "sop.places", "", ["procedures", "translated", "other_formats"], "Introduction"),
    (LEICS, "sop.places", "", ["website", "on_request"], "Further Information"),
    (LEICS, "reporting.indicators", "Placement moves/measured", "change", AIMS),
    (LEICS, "reporting.indicators", "Length of placement/measured", "length", AIMS),
    (LEICS, "reporting.indicators", "Permanency/measured", None, "Progress and Continuous"),
    (COVENTRY, "reporting.measured_against", "0/name", "Service Improvement Plan", "14.0"),
    (MK, "reporting.published_numbers", "children_in_house/number", 200, "Attracting diverse", BOOKLET),
    (MK, "reporting.published_numbers", "children_in_house/exactness", "over", "Attracting diverse", BOOKLET),
    (LEICS, "reporting.published_numbers", "households/number", 217, "Numbers and Profile"),
    (LEICS, "reporting.published_numbers", "households/as_at", "2023-03-31", "Numbers and Profile"),
    (LEICS, "reporting.published_numbers", "mainstream_households/number", 125, "Numbers and Profile"),
    (LEICS, "reporting.published_numbers", "connected_households/number", 67, "Numbers and Profile"),
    (LUTON, "reporting.published_numbers", "", SILENT),
    (MK, "references.law", "Care Standards Act 2015/verified", False, "1.2"),
    (MK, "references.law", "Social Work Act 2017/verified", False, "1.2"),
    (MK, "references.law", "Children Act 1989/citation", "1989 c. 41", "1.2"),
    (LUTON, "references.law", "Disability and Equality Act 2010/verified", False, "Legislation and Policy"),
    (LEICS, "references.documents", "Continuous Improvement Plan/to_year", 2023, AIMS),
    (COVENTRY, "references.law", "Minimum Standards (regulation 35(1))/verified", False, "9.0"),
]

PUBLISHED = [*ORGANISATION, *ARRANGEMENTS, *PLACEMENTS, *PARTNERS, *REPORTS]

# (council, setting, words that the value's notes or its open question must hold)
KEPT_BESIDE = [
    (LUTON, "placements.catalogue", "charged"),
    (LUTON, "contacts.directory", "out of date"),
    (LEICS, "reporting.published_numbers", "15 fewer"),
    (LEICS, "staying_put.carer_status", "stay approved"),
    (LEICS, "management.quality_posts", "not printed"),
    (COVENTRY, "contacts.directory", "Two postcodes"),
    (COVENTRY, "organisation.authority", "not described"),
    (MK, "partners.hubs", "not said to be the South East hub"),
    (MK, "references.documents", "minimum allowance"),
]


def entry(council: str, key: str) -> Statement:
    return load_pack(council, ON).statements.get(key, Statement("not_stated"))


def at(value: Any, path: str) -> Any:
    for step in path.split("/") if path else ():
        if isinstance(value, list):
            value = value[int(step)] if step.isdigit() else next(row for row in value if step in row.values())
        else:
            value = value.get(step)
    return value


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: "-".join(str(part) for part in row[:3]))
def test_value_as_published(row: tuple[Any, ...]) -> None:
    council, key, path, expected, *where = row
    held = entry(council, key)
    if expected in (SILENT, NONE):
        assert (held.state, held.plain) == ({SILENT: "not_stated", NONE: "none"}[expected], None)
    else:
        assert held.state == "set"
        assert at(held.plain, path) == expected
    if where:
        places = [*held.sources, *(note.source for note in held.notes if note.source)]
        title = where[1] if len(where) > 1 else "Statement of Purpose"
        assert any(title in place.title and place.section.startswith(where[0]) for place in places)


@pytest.mark.parametrize(("council", "key", "words"), KEPT_BESIDE)
def test_contradictions_are_kept_beside_the_value(council: str, key: str, words: str) -> None:
    held = entry(council, key)
    assert words in " ".join([*(note.text for note in held.notes), held.ambiguity])


def test_the_lines_of_the_published_households_are_fewer_than_their_total() -> None:
    numbers = {row["counted"]: row["number"] for row in entry(LEICS, "reporting.published_numbers").plain}
    assert numbers.pop("households") - sum(numbers.values()) == 15


def test_two_postcodes_for_one_building_are_seen() -> None:
    rows = policy_from_pack(COVENTRY, ON)["contacts.directory"]
    assert one_building_two_postcodes(rows.rows) == [("Broadgate House", ("CV1 5RR", "CV1 1FS"))]


def test_no_contact_is_a_person_s_own() -> None:
    """Mobile numbers begin 07: one is printed, and is left out."""
    for council in COUNCILS:
        for row in entry(council, "contacts.directory").plain or ():
            assert not any(str(value).startswith("07") for value in row.values()), (council, row["body"])
