"""Policy by program: read on a day with its sources, and written into drafts by the same acts and rules as on pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from config_per_tenant.files import policy_file
from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.versions.models import PolicyVersion
from hearth.access import Role
from tests.api.conftest import DAY
from tests.policy.test_law_changes import KEY
from tests.support.law import law_moves
from tests.support.programs import a_program
from tests.support.staff import a_user

VISITS, PANEL, INTERVAL = "supervision.visit_interval", "review.later_to_panel", "review.interval"
SOON = DAY + timedelta(days=7)


@pytest.fixture
def ira(policy):
    """The program of an administrator who may also approve."""
    return a_program(a_user("Ira Shah", Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER))


@pytest.fixture
def morgan(policy):
    return a_program(a_user("Morgan Bell", Role.POLICY_APPROVER))


def opened(program, title="Visit more often"):
    answer = program.post("policy-drafts", {"title": title})
    assert answer.status_code == 201, answer.content
    return f"policy-versions/{answer.json()['id']}"


def put(program, draft, key, value, state="set", **more):
    address = f"{draft}/values/{key}"
    tag = program.get(address)["ETag"]
    return program.put(address, {"state": state, "value": value, **more}, If_Match=tag)


def decided(program, draft, act, body):
    return program.post(f"{draft}/{act}", body, If_Match=program.get(draft)["ETag"])


def submitted(program, value="5 weeks", on=SOON):
    draft = opened(program)
    assert put(program, draft, VISITS, value).status_code == 200
    answer = decided(program, draft, "submission", {"effective_from": on.isoformat(), "reason": "Agreed."})
    assert answer.status_code == 201, answer.content
    return draft


def errors(answer):
    assert answer["Content-Type"] == "application/problem+json"
    return {one["field"]: one for one in answer.json()["errors"]}


# --- Read


def test_the_policy_of_a_day_tells_state_source_version_and_law(ira):
    told = {one["key"]: one for one in ira.get("policy", {"on": DAY.isoformat()}).json()["settings"]}

    assert list(told) == list(SETTINGS)
    assert told[VISITS]["state"] == "set"
    assert told[VISITS]["version"] == "Opening policy"
    assert told[VISITS]["sources"][0]["title"]
    assert told[INTERVAL]["provisions"][0]["source"] == "SI 2011/581 r28(2)"
    assert told[INTERVAL]["provisions"][0]["force"] == "statute"
    assert {"notes", "ambiguity", "is_example"} <= set(told[VISITS])


def test_a_day_without_policy_is_all_defaults(ira):
    told = ira.get("policy", {"on": "2019-01-01"}).json()["settings"]
    assert {one["state"] for one in told} == {"not_stated"}
    assert ira.get("policy", {"on": "yesterday"}).status_code == 400


def test_versions_are_listed_and_opened_with_what_they_change(ira, morgan):
    draft = submitted(ira)
    decided(morgan, draft, "approval", {"effective_from": SOON.isoformat()})
    rows = ira.get("policy-versions").json()["results"]

    assert [(row["number"], row["stage"]) for row in rows] == [(2, "scheduled"), (1, "in_force")]
    assert [row["number"] for row in ira.get("policy-versions", {"drafts": "true"}).json()["results"]] == []
    one = ira.get(draft).json()
    assert [value["key"] for value in one["values"]] == [VISITS]
    (difference,) = one["differences"]
    assert (difference["key"], difference["becomes"]) == (VISITS, "5 weeks")
    assert one["approved_by"] == "Morgan Bell"
    assert ira.get(draft, If_None_Match=ira.get(draft)["ETag"]).status_code == 304
    policy_on_the_day = ira.get(f"policy/{VISITS}", {"on": SOON.isoformat()}).json()
    assert (policy_on_the_day["in_words"], policy_on_the_day["version"]) == ("5 weeks", "Version 2")


def test_two_versions_are_compared(ira):
    one, other = opened(ira, "One"), opened(ira, "Other")
    put(ira, one, VISITS, "5 weeks")
    put(ira, other, PANEL, "2 years")
    against = one.split("/")[1]
    found = ira.get(f"{other}/differences", {"against": against}).json()
    assert {each["key"] for each in found["differences"]} == {VISITS, PANEL}
    assert errors(ira.get(f"{other}/differences", {"against": "019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071"}))["against"]


# --- Drafts


def test_a_value_is_stated_in_a_draft_with_its_sources(ira):
    draft = opened(ira)
    before = ira.get(f"{draft}/values/{VISITS}").json()
    assert (before["in_draft"], before["version"]) == (False, 0)
    answer = put(
        ira,
        draft,
        VISITS,
        {"least": "4 weeks", "most": "6 weeks"},
        sources=[{"title": "Minutes of the board", "section": "7"}],
        notes=[{"text": "To be looked at again in a year."}],
    )
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["in_draft"], told["in_words"], told["version"]) == (True, "4 to 6 weeks", 1)
    assert told["sources"][0]["title"] == "Minutes of the board"
    assert told["notes"] == [{"text": "To be looked at again in a year.", "source": None}]
    assert policy_on(DAY).entry(VISITS).version == "Opening policy"


def test_a_change_names_what_it_was_made_from(ira):
    draft = opened(ira)
    address = f"{draft}/values/{VISITS}"
    stale = ira.get(address)["ETag"]
    assert ira.put(address, {"state": "set", "value": "5 weeks"}).status_code == 428
    assert ira.put(address, {"state": "set", "value": "5 weeks"}, If_Match=stale).status_code == 200
    assert ira.put(address, {"state": "set", "value": "4 weeks"}, If_Match=stale).status_code == 412
    assert ira.delete(address, If_Match=stale).status_code == 412
    answer = ira.delete(address, If_Match=ira.get(address)["ETag"])
    assert (answer.status_code, answer.json()["in_draft"]) == (200, False)
    assert ira.delete(address, If_Match=answer["ETag"]).status_code == 409


def test_what_law_does_not_allow_is_refused_beside_its_part_with_its_provision(ira):
    draft = opened(ira)
    answer = put(ira, draft, INTERVAL, "14 months")

    assert answer.status_code == 422
    told = errors(answer)["value"]
    assert told["source"] == "SI 2011/581 r28(2)"
    assert told["code"] == "policy.value_refused"
    assert not PolicyVersion.objects.get(pk=draft.split("/")[1]).values.exists()


def test_every_wrong_part_is_named_at_once(ira):
    answer = put(ira, opened(ira), VISITS, {"least": "4 parsecs", "most": "soon"})
    assert answer.status_code == 422
    assert set(errors(answer)) == {"value.least", "value.most"}


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"state": "maybe"}, 400, "state"),
        ({"state": "set", "value": "5 weeks", "colour": "red"}, 400, "colour"),
        ({"state": "set"}, 422, "value"),
        ({"state": "set", "value": "a\0b"}, 422, "value.value"),
        ({"state": "none"}, 422, "value.state"),
        ({"state": "set", "value": "5 weeks", "sources": [{"section": "7"}]}, 400, "sources.0.title"),
        ({"state": "set", "value": [[[]]]}, 422, "value"),
        ({"state": "set", "value": {"most": "5 weeks", "colour": "red"}}, 422, "value.colour"),
    ],
)
def test_a_body_that_does_not_fit_is_refused_beside_its_field(ira, body, status, field):
    draft = opened(ira)
    address = f"{draft}/values/{VISITS}"
    answer = ira.put(address, body, If_Match='"0"')
    assert answer.status_code == status, answer.content
    assert any(named.startswith(field.split(".")[0]) for named in errors(answer)), errors(answer)


def test_a_setting_or_draft_that_is_not_there_is_not_found(ira):
    draft = opened(ira)
    assert ira.get(f"{draft}/values/no.such").status_code == 404
    assert ira.get("policy-versions/019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071").status_code == 404


def test_comments_are_said_and_read(ira):
    draft = opened(ira)
    lee = a_program(a_user("Lee Abara", Role.TEAM_MANAGER))
    assert lee.post(f"{draft}/comments", {"text": "Is that enough?", "key": VISITS}).status_code == 201
    assert errors(lee.post(f"{draft}/comments", {"text": "Why?", "key": "no.such"}))["key"]
    (said,) = ira.get(f"{draft}/comments").json()["results"]
    assert (said["by_name"], said["text"], said["key"]) == ("Lee Abara", "Is that enough?", VISITS)
    assert (
        a_program(a_user("Rae Finn", Role.FINANCE_OFFICER)).post(f"{draft}/comments", {"text": "x"}).status_code == 403
    )


# --- Decided


def test_the_author_cannot_approve_by_program_either(ira):
    draft = submitted(ira)
    answer = decided(ira, draft, "approval", {"effective_from": SOON.isoformat()})
    assert (answer.status_code, answer.json()["code"]) == (422, "policy.same_person")
    assert ira.get(draft).json()["stage"] == "submitted"


def test_a_second_person_approves_the_day_that_was_read(ira, morgan):
    draft = submitted(ira)
    other = {"effective_from": (SOON + timedelta(days=1)).isoformat()}
    assert decided(morgan, draft, "approval", other).json()["code"] == "policy.other_day"
    answer = decided(morgan, draft, "approval", {"effective_from": SOON.isoformat()})
    assert answer.json()["stage"] == "scheduled"
    assert put(ira, draft, VISITS, "4 weeks").status_code == 409
    assert decided(ira, draft, "rescheduling", {**other, "reason": "Later"}).json()["code"] == "policy.same_person"
    moved = decided(morgan, draft, "rescheduling", {**other, "reason": "Later"}).json()
    assert moved["effective_from"] == other["effective_from"]
    assert moved["moves"][0]["was"] == SOON.isoformat()
    assert decided(morgan, draft, "withdrawal", {"reason": "Not now"}).json()["stage"] == "withdrawn"


def test_a_submission_names_each_value_beyond_law_on_its_day(ira, monkeypatch):
    from config_per_tenant.schema.values.durations import Duration

    draft = opened(ira)
    put(ira, draft, INTERVAL, "10 months")
    law_moves(monkeypatch, KEY, SOON, Duration(9, "months"))
    answer = decided(ira, draft, "submission", {"effective_from": SOON.isoformat(), "reason": "Agreed."})
    assert answer.status_code == 422
    assert errors(answer)[INTERVAL]["source"] == "SI 2011/581 r28(2)"


def test_a_submitted_version_is_sent_back(ira, morgan):
    draft = submitted(ira)
    assert decided(morgan, draft, "sending-back", {"reason": "Too long still"}).json()["stage"] == "draft"


def test_a_version_in_force_is_rolled_back_by_a_draft(ira, morgan):
    draft = submitted(ira, on=DAY)
    assert decided(morgan, draft, "approval", {"effective_from": DAY.isoformat()}).json()["stage"] == "in_force"
    answer = ira.post(f"{draft}/roll-back", {})
    assert answer.status_code == 201
    assert answer.json()["values"][0]["in_words"] == "4 to 8 weeks"


# --- Borrowed, imported, law


def test_a_setting_is_borrowed_and_a_council_that_does_not_publish_is_refused(ira):
    draft = opened(ira)
    answer = ira.post(f"{draft}/borrowings", {"council": "coventry", "keys": [VISITS]})
    assert answer.status_code == 201, answer.content
    assert answer.json()["values"][0]["notes"][0]["text"].startswith("Borrowed from Coventry")
    assert errors(ira.post(f"{draft}/borrowings", {"council": "nowhere", "keys": [VISITS]}))["council"]
    assert errors(ira.post(f"{draft}/borrowings", {"council": "coventry", "keys": ["teams.structure"]}))["keys"]


def test_a_file_is_imported_whole_or_not_at_all(ira):
    draft = opened(ira)
    exported = ira.get("policy-file").json()
    assert exported["name"] == "oakshire-2026-11-23.yaml"
    assert exported["text"] == policy_file(policy_on(DAY), slug="oakshire", name="Oakshire County Council")
    text = exported["text"].replace("most: 8 weeks", "most: 7 weeks")
    answer = ira.post(f"{draft}/imports", {"name": "oakshire.yaml", "text": text})
    assert [value["in_words"] for value in answer.json()["values"]] == ["4 to 7 weeks"]
    assert "most: 7 weeks" in ira.get(f"{draft}/file").json()["text"]
    bad = "council: {slug: a, name: A}\nsettings:\n  review.interval: {state: set, value: 2 years}\n"
    refused = ira.post(f"{draft}/imports", {"name": "bad.yaml", "text": bad})
    assert refused.status_code == 422
    told = errors(refused)["text.review.interval"]
    assert told["message"].startswith("Line 3:")
    assert told["source"] == "SI 2011/581 r28(2)"


def test_changes_of_law_are_told_noted_and_followed(ira, monkeypatch):
    from config_per_tenant.schema.values.durations import Duration

    draft = opened(ira)
    put(ira, draft, INTERVAL, "10 months")
    decided(ira, draft, "submission", {"effective_from": DAY.isoformat(), "reason": "Agreed."})
    decided(a_program(a_user("Mo", Role.POLICY_APPROVER)), draft, "approval", {"effective_from": DAY.isoformat()})
    law_moves(monkeypatch, KEY, SOON, Duration(9, "months"))
    change = {"national": KEY, "from_on": SOON.isoformat()}
    (told,) = [
        one for one in ira.get("law-changes", {"after": DAY.isoformat()}).json()["changes"] if one["national"] == KEY
    ]
    assert told["beyond"] == [
        {"key": INTERVAL, "label": SETTINGS[INTERVAL].label, "value": "10 months", "becomes": "9 months"}
    ]
    assert told["answer"] is None
    assert ira.post("law-changes/notes", {**change, "note": "Known."}).json()["outcome"] == "noted"
    answer = ira.post("law-changes/drafts", change)
    assert answer.json()["values"][0]["in_words"] == "9 months"
    assert errors(ira.post("law-changes/notes", {**change, "from_on": DAY.isoformat()}))["national"]
