"""`hearth policy` over versions: listed, compared, exported as files, imported into drafts, checked against the law."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from config_per_tenant.policy import policy_on
from config_per_tenant.schema.values.durations import Duration
from config_per_tenant.versions.models import PolicyVersion
from config_per_tenant.versions.terminal import known
from hearth.access import Role
from hearth.dates import on_day
from tests.policy.test_law_changes import KEY
from tests.support.law import law_moves
from tests.support.policies import PANEL, TODAY, VISITS, a_draft, an_approved_version, an_open_council
from tests.support.staff import a_user

SOON = TODAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def here(council):
    with on_day(TODAY):
        an_open_council()
        an_approved_version(TODAY)
        an_approved_version(SOON, review__later_to_panel="2 years")
        yield council


@pytest.fixture
def ira():
    return a_user("Ira Shah", Role.TENANT_ADMINISTRATOR)


def said(*args):
    out = StringIO()
    call_command("policy", *args, stdout=out)
    return out.getvalue()


def refused(*args):
    err, out = StringIO(), StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("policy", *args, stdout=out, stderr=err)
    return str(refusal.value), err.getvalue(), out.getvalue()


def test_every_sub_command_answers_in_json_and_in_words():
    assert {"show", "export", "check", "diff", "import", "open", "versions", "reference"} <= set(known())


def test_versions_are_listed_with_where_they_stand():
    words = said("versions", "oakshire").splitlines()
    assert [line.split()[0] for line in words] == ["3", "2", "1"]
    assert "Approved, not yet in force" in words[0]
    plain = json.loads(said("versions", "oakshire", "--json", "--on", SOON.isoformat()))
    assert [(row["number"], row["stage"]) for row in plain] == [(3, "in_force"), (2, "in_force"), (1, "superseded")]
    assert plain[0]["settings"] == [PANEL]
    assert plain[0]["approved_by"] == "Morgan Bell"


def test_two_versions_or_days_are_compared_in_words():
    assert "was “4 to 8 weeks”, becomes “6 weeks”" in said("diff", "oakshire", "1", "2")
    assert "was “3 years”, becomes “2 years”" in said("diff", "oakshire", TODAY.isoformat(), SOON.isoformat())
    assert said("diff", "oakshire", "2") == "Nothing differs.\n"
    draft = a_draft(review__name="Yearly review")
    (row,) = json.loads(said("diff", "oakshire", "2", str(draft.number), "--json"))
    assert (row["key"], row["becomes"]) == ("review.name", "Yearly review")


@pytest.mark.parametrize(("side", "words"), [("9", "There is no version 9"), ("soon", "neither the number")])
def test_a_version_or_day_that_is_not_there_is_said_so(side, words):
    assert words in refused("diff", "oakshire", side)[0]


def test_a_policy_is_exported_as_a_file_that_imports_again(tmp_path, ira):
    file = tmp_path / "oakshire.yaml"
    assert said("export", "oakshire", "--file", str(file)) == f"Written to {file}.\n"
    assert set(yaml.safe_load(file.read_text())["settings"]) == {VISITS, PANEL}
    assert said("export", "oakshire", "--file", "-") == file.read_text()
    assert "can be imported" in said("check", str(file), "--exported")
    assert "says nothing else" in refused("import", "oakshire", str(file), "--by", ira.email)[0]
    assert not PolicyVersion.objects.open_drafts().exists()

    file.write_text(file.read_text().replace("3 years", "18 months"))
    plain = json.loads(said("import", "oakshire", str(file), "--by", ira.email, "--json"))
    draft = PolicyVersion.objects.get(number=plain["draft"])
    assert plain["changed"] == [PANEL]
    assert (draft.title, draft.drafted_by_name, draft.state) == ("From the file oakshire.yaml", "Ira Shah", "draft")
    assert yaml.safe_load(said("export", "oakshire", "--version-number", str(draft.number)))["settings"] == {
        PANEL: yaml.safe_load(file.read_text())["settings"][PANEL]
    }
    assert policy_on(TODAY)[PANEL].in_words() == "3 years"


def test_a_file_goes_into_an_open_draft_that_is_named(tmp_path, ira):
    draft = a_draft(review__name="Yearly review")
    file = tmp_path / "more.yaml"
    file.write_text("council: {slug: a, name: A}\nsettings: {review.later_to_panel: {state: set, value: 1 year}}\n")
    assert "1 of the file's changes" in said(
        "import", "oakshire", str(file), "--by", ira.email, "--into", str(draft.number)
    )
    assert set(draft.statements) == {"review.name", PANEL}


def test_an_import_with_faults_names_them_and_changes_nothing(tmp_path, ira):
    file = tmp_path / "bad.yaml"
    file.write_text("council: {slug: a, name: A}\nsettings:\n  review.interval: {state: set, value: 2 years}\n")
    words, faults, _ = refused("import", "oakshire", str(file), "--by", ira.email)
    assert words == "bad.yaml has 1 fault. Nothing was imported."
    assert "bad.yaml:3: review.interval" in faults
    assert "SI 2011/581 r28(2)" in faults
    plain = json.loads(refused("import", "oakshire", str(file), "--by", ira.email, "--json")[2])
    assert plain["faults"][0]["line"] == 3
    assert plain["faults"][0]["source"] == "SI 2011/581 r28(2)"
    assert json.loads(refused("check", str(file), "--json")[2])["faults"]
    assert not PolicyVersion.objects.open_drafts().exists()


def test_an_import_is_somebodys_who_may(tmp_path, ira):
    file = tmp_path / "more.yaml"
    file.write_text("council: {slug: a, name: A}\nsettings: {review.later_to_panel: {state: set, value: 1 year}}\n")
    lee = a_user("Lee Abara", Role.TEAM_MANAGER)
    assert "Nobody here signs in" in refused("import", "oakshire", str(file), "--by", "nobody@example.org")[0]
    assert "administrator" in refused("import", "oakshire", str(file), "--by", lee.email)[0].lower()
    assert "There is no version 99" in refused("import", "oakshire", str(file), "--by", ira.email, "--into", "99")[0]
    assert "There is no file" in refused("import", "oakshire", str(tmp_path / "none.yaml"), "--by", ira.email)[0]


def test_a_council_is_checked_against_law_that_is_to_come(monkeypatch):
    assert "within the law" in said("check", "oakshire")
    an_approved_version(TODAY + timedelta(days=1), review__interval="10 months")
    day = TODAY + timedelta(days=90)
    law_moves(monkeypatch, KEY, day, Duration(9, "months"))
    words, told, _ = refused("check", "oakshire")
    assert words == "oakshire has 1 value beyond the law."
    assert "10 months will work as 9 months from 21 February 2027. (SI 2011/581 r28(2))" in told
    assert "Works as 9 months" in refused("check", "oakshire", "--on", (day + timedelta(days=1)).isoformat())[1]
    assert json.loads(refused("check", "oakshire", "--json")[2])["beyond_law"][0]["from"] == day.isoformat()
