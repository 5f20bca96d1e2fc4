"""A change names the version it was made from; a reader asks again without being sent the same."""

from __future__ import annotations

import pytest

from hearth.audit.models import AuditEntry
from tests.support.homes import a_household, a_person

MOVE = {"lines": "3 High Street", "postcode": "OA2 1AA", "moved_on": "2026-05-01"}


@pytest.fixture
def home(policy):
    household = a_household(a_person("Ada", "Okafor"))
    return f"households/{household.pk}"


def test_a_record_that_is_opened_has_an_etag_made_of_its_version(program, home):
    answer = program.get(home)

    assert answer["ETag"].startswith(f'"{answer.json()["version"]}-')


def test_an_unchanged_record_is_not_sent_again_and_not_read_again(program, home):
    tag = program.get(home)["ETag"]
    readings = AuditEntry.objects.filter(is_reading=True).count()
    for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = program.get(home, If_None_Match=held)
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
    assert AuditEntry.objects.filter(is_reading=True).count() == readings
    assert program.get(home, If_None_Match='"1-00000000"').status_code == 200


def test_what_changes_beside_the_record_is_sent_and_makes_nobody_stale(program, home, everybody):
    from core.people.actions import rename_person
    from core.people.models import Person

    before = program.get(home)
    ada = Person.objects.get(family_name="Okafor")
    rename_person(ada, known_as="Adaeze", family_name="Okafor", from_on=ada.created_at.date(), by=everybody.actor)
    after = program.get(home, If_None_Match=before["ETag"])
    assert after.status_code == 200
    assert after.json()["carers"][0]["name"] == "Adaeze Okafor"
    assert program.post(f"{home}/address", MOVE, If_Match=before["ETag"]).status_code == 201


@pytest.mark.parametrize("given", ['"{version}"', '"{version}-0badcafe"', '"9", "{version}"'])
def test_a_change_from_the_version_as_it_stands_is_done(program, home, given):
    version = program.get(home).json()["version"]
    answer = program.post(f"{home}/address", MOVE, If_Match=given.format(version=version))

    assert answer.status_code == 201, answer.content
    assert answer["ETag"].startswith(f'"{version + 1}-')


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        (None, 428, "if_match_required"),
        ("*", 428, "if_match_required"),
        ("", 428, "if_match_required"),
        ("3", 400, "if_match_malformed"),
        ('"99"', 412, "record.stale"),
        ('W/"1"', 412, "record.stale"),
        ('"one"', 412, "record.stale"),
    ],
)
def test_a_change_that_names_no_version_or_another_is_refused(program, home, given, status, code):
    headers = {} if given is None else {"If_Match": given}
    answer = program.post(f"{home}/address", MOVE, **headers)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert program.get(home).json()["addresses"][0]["lines"] == "12 Mill Lane\nOakford"


def test_of_two_changes_from_one_version_the_second_is_told(program, home):
    tag = program.get(home)["ETag"]
    assert program.post(f"{home}/address", MOVE, If_Match=tag).status_code == 201
    answer = program.post(f"{home}/address", MOVE | {"moved_on": "2026-06-01"}, If_Match=tag)

    assert answer.status_code == 412
    told = answer.json()
    assert told["type"] == "/api/problems/#stale"
    assert told["version"] == program.get(home).json()["version"]
