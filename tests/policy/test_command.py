"""`hearth policy`: show, export and check, complete and plain."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from config_per_tenant.packs import FOLDER, published_pack, published_packs
from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyVersion
from core.staffing.models import Team
from hearth.access import Actor
from hearth.dates import on_day

TODAY = date(2026, 11, 23)


@pytest.fixture
def opened(council):
    with on_day(TODAY):
        actions.adopt_opening_pack("luton", by=Actor.system("tests"), effective_from=date(2024, 11, 1))
        yield council


def said(*args):
    out = StringIO()
    call_command("policy", *args, stdout=out)
    return out.getvalue()


def test_an_export_holds_every_setting_whole(opened):
    plain = json.loads(said("export", opened.slug, "--json"))

    assert plain["council"]["slug"] == opened.slug
    assert [row["key"] for row in plain["settings"]] == list(SETTINGS)
    needed = {"key", "label", "value", "unit", "state", "sources", "effective_from", "words", "version"}
    for row in plain["settings"]:
        assert needed <= set(row)
        assert row["state"] in ("set", "none", "not_stated")
        if row["state"] != "not_stated":
            assert row["sources"] or row["is_example"], row["key"]
            assert row["effective_from"] == "2024-11-01"
        else:
            assert row["default_reason"]
    visits = next(row for row in plain["settings"] if row["key"] == "supervision.visit_interval")
    assert visits["value"] == {"least": "4 weeks", "most": "8 weeks"}
    assert visits["unit"] == "weeks"


def test_an_exported_value_reads_back_to_the_same(opened):
    plain = json.loads(said("export", opened.slug, "--json"))
    for row in plain["settings"]:
        if row["value"] is not None:
            kind = SETTINGS[row["key"]].kind
            assert kind.plain(kind.read(row["value"])) == row["value"]


def test_an_export_of_a_day_before_opening_is_all_defaults(opened):
    plain = json.loads(said("export", opened.slug, "--json", "--on", "2024-10-31"))
    assert {row["state"] for row in plain["settings"]} == {"not_stated"}


def test_one_setting_is_told_in_words(opened):
    told = said("show", opened.slug, "supervision.visit_interval")
    assert "How often we visit a fostering household: 4 to 8 weeks" in told
    assert "Source: Luton" in told
    assert "Bound: At least 1 a year" in said("show", opened.slug, "supervision.unannounced_visits")


def test_all_settings_are_listed_by_group(opened):
    told = said("show", opened.slug)
    assert all(key in told for key in SETTINGS)
    assert "[platform default]" in told


@pytest.mark.parametrize("args", [("show", "nowhere"), ("export", "nowhere", "--json")])
def test_a_council_that_is_not_there_is_said_so(db, args):
    with pytest.raises(CommandError, match="There is no council nowhere"):
        call_command("policy", *args)


def test_a_setting_that_is_not_there_is_said_so(opened):
    with pytest.raises(CommandError, match="There is no setting visits"):
        call_command("policy", "show", opened.slug, "visits")


@pytest.mark.parametrize("slug", published_packs())
def test_the_published_packs_pass_the_check(db, slug):
    assert "can open with it" in said("check", str(FOLDER / slug))


def test_a_pack_with_faults_fails_the_check_and_names_them_all(db, tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text(
        "council: {slug: a, name: A}\nsettings:\n  review.interval: {state: set, value: 2 years, example: true}\n"
        "  no.such: {state: set}\n"
    )
    err = StringIO()
    with pytest.raises(CommandError, match="2 faults"):
        call_command("policy", "check", str(file), stderr=err)
    assert "bad.yaml:3: review.interval" in err.getvalue()
    assert "SI 2011/581 r28(2)" in err.getvalue()
    with pytest.raises(CommandError, match="There is no file"):
        call_command("policy", "check", str(Path(tmp_path) / "none.yaml"))


def test_a_council_is_opened_with_its_pack_from_a_day(council):
    pack = str(FOLDER / "coventry")
    count = len(published_pack("coventry").statements)
    assert f"opening policy of {count} settings, in force from 1 April 2023" in said(
        "open", council.slug, "--pack", pack, "--on", "2023-04-01"
    )
    assert policy_on(date(2023, 4, 1))["supervision.visit_interval"].in_words() == "1 month"
    assert policy_on(date(2023, 3, 31)).entry("supervision.visit_interval").is_default
    assert Team.objects.open().count() == 6
    with pytest.raises(CommandError, match="This council has its policy"):
        said("open", council.slug, "--pack", pack)


def test_a_council_is_not_opened_without_a_pack_or_with_a_bad_one(council, tmp_path):
    with pytest.raises(CommandError, match="There is no pack"):
        said("open", council.slug)
    bad = tmp_path / "bad.yaml"
    bad.write_text("council: {slug: a, name: A}\nsettings: {no.such: {state: set}}\n")
    with pytest.raises(CommandError, match="There is no such setting"):
        said("open", council.slug, "--pack", str(bad))
    assert not PolicyVersion.objects.exists()


def test_the_command_leaves_the_tenant_as_it_was(opened):
    said("show", opened.slug)
    with on_day(TODAY):
        assert policy_on(TODAY).layers


def test_the_checklist_before_going_live_is_told_in_words_and_as_json(opened):
    told = said("ready", opened.slug)
    plain = json.loads(said("ready", opened.slug, "--json"))

    assert "to settle before going live" in told
    assert "Nobody holds the role Policy approver" in told
    assert not plain["ready"]
    codes = {check["code"]: check for check in plain["checks"]}
    assert codes["approver"]["blocks"]
    assert not codes["approver"]["met"]
