"""Lists: fifty at a time, stable while others work, narrowed, in a fixed number of queries, and read by name."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from core.recruitment.actions import receive_enquiry
from hearth.access import Role
from hearth.audit.models import AuditEntry
from tests.support.homes import a_child_of, a_household, a_person, an_approved_household
from tests.support.programs import a_program
from tests.support.staff import SYSTEM, a_user, allocated
from tests.support.worlds import one_of_everything

MOST_QUERIES = 9  # the reckoning of a week asks most


def an_enquiry(number=0, *, received_on=date(2026, 11, 2), **more):
    told = {"known_as": f"Ada {number}", "family_name": "Okafor", "channel": "phone", "phone": "01632 960001"}
    return receive_enquiry(received_on=received_on, by=SYSTEM, **told | more)


def pages_of(program, path, query=None):
    """Every page of a list, followed by its own addresses."""
    answer = program.get(path, query).json()
    pages = [answer]
    while answer["next"]:
        answer = program.client.get(answer["next"], headers={"Authorization": f"Bearer {program.secret}"}).json()
        pages.append(answer)
    return pages


def ids(page):
    return [row["id"] for row in page["results"]]


def test_a_list_is_given_fifty_at_a_time_newest_first(program, policy):
    made = [str(an_enquiry(number).pk) for number in range(53)]
    first, second = pages_of(program, "enquiries")

    assert ids(first) + ids(second) == made[::-1]
    assert (len(first["results"]), first["previous"], second["next"]) == (50, None, None)
    back = program.client.get(second["previous"], headers={"Authorization": f"Bearer {program.secret}"}).json()
    assert ids(back) == ids(first)
    assert back["previous"] is None
    assert back["next"] is not None


@pytest.mark.parametrize("order", ["recorded", "-recorded", "received", "-received"])
def test_each_order_gives_each_row_once_with_many_of_one_day(program, policy, order):
    made = {str(an_enquiry(number, received_on=date(2026, 11, 2 + number % 3)).pk) for number in range(11)}
    pages = pages_of(program, "enquiries", {"order": order, "limit": "3"})
    seen = [key for page in pages for key in ids(page)]

    assert len(seen) == len(made) == 11
    assert set(seen) == made
    days = [row["received_on"] for page in pages for row in page["results"]]
    if "received" in order:
        assert days == sorted(days, reverse=order.startswith("-"))


def test_a_page_stays_where_it_was_when_others_add_and_end_things(program, policy):
    made = [str(an_enquiry(number).pk) for number in range(6)][::-1]
    first = program.get("enquiries", {"limit": "3"}).json()
    an_enquiry(7)
    second = program.client.get(first["next"], headers={"Authorization": f"Bearer {program.secret}"}).json()

    assert ids(first) + ids(second) == made


def test_an_order_by_name_puts_no_name_in_the_address(program, policy):
    for family_name in ("Reid", "Abel", "Marsh", "Okafor"):
        a_household(a_person("Ada", family_name))
    pages = pages_of(program, "households", {"order": "name", "limit": "1"})

    assert [page["results"][0]["name"] for page in pages] == ["Ada Abel", "Ada Marsh", "Ada Okafor", "Ada Reid"]
    import base64

    for page in pages[:-1]:
        cursor = page["next"].split("cursor=")[1].split("&")[0]
        assert b"Ada" not in base64.urlsafe_b64decode(cursor + "===")


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ({"cursor": "nonsense"}, "cursor", "cursor_unknown"),
        ({"cursor": "W10"}, "cursor", "cursor_unknown"),
        ({"limit": "0"}, "limit", "invalid"),
        ({"limit": "201"}, "limit", "invalid"),
        ({"limit": "²"}, "limit", "invalid"),
        ({"order": "name"}, "order", "invalid_choice"),
        ({"chanel": "web"}, "chanel", "unknown_parameter"),
        ({"channel": ""}, "channel", "empty"),
        ({"channel": ["web", "phone"]}, "channel", "repeated"),
        ({"channel": "pigeon"}, "channel", "invalid_choice"),
        ({"open": "yes"}, "open", "invalid"),
        ({"received_from": "02/11/2026"}, "received_from", "invalid"),
        ({"received_from": "0001-01-01"}, "received_from", "invalid"),
    ],
)
def test_a_parameter_that_cannot_be_understood_is_never_passed_over(program, policy, query, field, code):
    answer = program.get("enquiries", query)

    assert answer.status_code == 400, answer.content
    assert {"field": field, "code": code}.items() <= answer.json()["errors"][0].items()


def test_a_cursor_of_one_list_or_order_is_unknown_to_another(program, policy):
    for number in range(3):
        an_enquiry(number)
    cursor = program.get("enquiries", {"limit": "1"}).json()["next"].split("cursor=")[1].split("&")[0]

    assert program.get("enquiries", {"order": "received", "cursor": cursor}).status_code == 400
    assert program.get("enquiries", {"cursor": cursor, "limit": "1"}).status_code == 200


def test_lists_are_narrowed_by_day_team_worker_kind_and_state(program, policy, teams, dana):
    mine = an_approved_household(a_person("Ada", "Okafor"))
    allocated(mine, dana, on=date(2026, 1, 5))
    other = a_household(a_person("Ben", "Reid"), postcode="RE1 1AA")

    def found(path, **query):
        return {row["id"] for row in program.get(path, query).json()["results"]}

    assert found("households", worker=str(dana.pk)) == {str(mine.pk)}
    assert found("households", team=str(teams[0].pk)) == {str(mine.pk)}
    assert found("households", team=str(teams[1].pk)) == set()
    assert found("households", without_worker="true") == {str(other.pk)}
    assert found("households", without_worker="false") == {str(mine.pk)}
    assert found("households", postcode_area="re1") == {str(other.pk)}
    assert found("households", open_on="2023-12-31") == set()
    assert found("households", open_on="2026-11-23") == {str(mine.pk), str(other.pk)}

    duties = program.get("duties", {"team": str(teams[0].pk), "kind": "supervision.visit"}).json()["results"]
    assert [one["subject_id"] for one in duties] == [str(mine.pk)]
    assert a_program(dana).get("duties", {"mine": "true"}).json()["results"]
    late = {one["is_overdue"] for one in program.get("duties", {"overdue": "true"}).json()["results"]}
    assert late <= {True}
    assert {one["is_overdue"] for one in program.get("duties", {"overdue": "false"}).json()["results"]} <= {False}


def test_children_of_a_household_are_not_shown_to_those_who_work_with_adults(policy):
    household = a_household(a_person("Ada", "Okafor"))
    a_child_of(household)
    finance = a_program(a_user("Fay Cole", Role.FINANCE_OFFICER))

    assert [row["role"] for row in finance.get(f"households/{household.pk}/members").json()["results"]] == ["carer"]
    assert len(finance.get("people").json()["results"]) == 1


def test_reading_people_is_kept_in_the_audit_once_for_each_request(program, policy, everybody, dana):
    household = one_of_everything(dana)["household"]
    before = AuditEntry.objects.filter(is_reading=True).count()
    for path in ("households", "people", "children", "enquiries", "visits", "approvals", "duties"):
        shown = program.get(path).json()["results"]
        entry = AuditEntry.objects.filter(is_reading=True).first()
        assert entry.sentence.startswith("Eve Ryall (by the program “Case system”) read a list of "), path
        assert {str(key) for key in entry.seen} >= {row["id"] for row in shown}, path
        assert household.pk in entry.seen or path in ("people", "children", "enquiries"), path
        assert "Okafor" not in str(entry.details), path
    assert AuditEntry.objects.filter(is_reading=True).count() == before + 7

    program.get(f"households/{household.pk}")
    entry = AuditEntry.objects.filter(is_reading=True).first()
    assert (entry.subject_id, entry.actor_id) == (household.pk, everybody.pk)
    assert entry.sentence == "Eve Ryall (by the program “Case system”) opened the record of Ada Okafor."


def list_addresses():
    """Every address of version 1 that gives a list without naming a record first."""
    api = next(one for one in get_resolver("api.document").url_patterns)
    v1 = next(one for one in api.url_patterns if str(one.pattern) == "v1/")
    return sorted(
        str(one.pattern) for one in v1.url_patterns if one.callback.cls.is_list and "<" not in str(one.pattern)
    )


def test_lists_are_made_in_a_fixed_number_of_queries(program, policy, dana):
    """However many rows: the token, the list, what belongs to it, and the entry in the audit."""

    def queries(path):
        with CaptureQueriesContext(connection) as captured:
            answer = program.get(path)
        assert answer.status_code == 200, answer.content
        return [one["sql"] for one in captured.captured_queries], len(answer.json()["results"])

    one_of_everything(dana)
    program.get("me")  # the day of the token's use is kept once
    few = {path: queries(path) for path in list_addresses()}
    for number in range(3):
        household = an_approved_household(a_person("Cy", f"Lund{number}"))
        allocated(household, dana, on=date(2026, 1, 5))
        an_enquiry(number)
        a_user(f"Colleague {number}", Role.BUSINESS_SUPPORT)
    for path, (made, rows) in few.items():
        many, more_rows = queries(path)
        assert len(many) == len(made) <= MOST_QUERIES, f"{path}\n" + "\n".join(many)
        assert 1 <= rows <= more_rows, path
