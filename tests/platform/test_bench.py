"""The sheet of figures: what is said of a target, and a whole run over a very small council."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.demo.bench.asking import ASKS
from core.demo.bench.figures import Check, Line, Sheet, Table, share


def test_a_target_is_met_at_its_own_value() -> None:
    assert Check(48.0, 48, " ms").met
    assert not Check(48.1, 48, " ms").met
    assert Check(10.0, 10, " times", at_least=True).met
    assert not Check(9.9, 10, " times", at_least=True).met


def test_a_line_that_misses_says_what_it_missed_and_by_how_much() -> None:
    checks = (Check(61.25, 48, " ms"), Check(9, 15, " queries"))
    table = Table("Pages", ("CPU",), (Line("My week", ("61.3 ms",), {"cpu_ms": 61.25}, checks),))
    sheet = Sheet({}, [table])

    assert "MISS 61.25 ms ≤ 48 ms" in table.in_words()
    assert "queries" not in table.in_words(), "the target that was met is not complained of"
    assert sheet.missed == ["My week: 61.25 ms ≤ 48 ms"]
    assert sheet.to_json()["tables"][0]["lines"][0]["verdict"] == "MISS"


def test_a_line_without_a_target_has_no_verdict() -> None:
    assert Line("A plain read", ("1 s",), {}).verdict == ""


@pytest.mark.parametrize(("percent", "value"), [(0, 1.0), (50, 2.5), (100, 4.0), (95, 3.85)])
def test_the_share_of_answers_that_do_not_exceed_a_value(percent: int, value: float) -> None:
    assert share([4, 1, 3, 2], percent) == pytest.approx(value)


def test_nothing_measured_is_no_figure() -> None:
    with pytest.raises(ValueError, match="Nothing"):
        share([], 50)


@pytest.mark.usefixtures("own_database")
def test_a_small_run_measures_every_request_with_tenancy_and_without_it(tmp_path: Path) -> None:
    written, said = tmp_path / "sheet.json", StringIO()
    call_command(
        *("bench", "--percent", "2", "--times", "2", "--only", "requests", "--only", "duties", "--here"),
        *("--json", str(written)),
        stdout=said,
        stderr=StringIO(),
    )

    sheet = json.loads(written.read_text())
    costs, ratios, guards, duties = sheet["tables"]
    assert [line["key"] for line in costs["lines"]] == [ask.key for ask in ASKS]
    assert all(line["cpu_p50_ms"] > 0 and line["queries"] > 0 for line in costs["lines"])
    assert all(line["ratio"] > 0 for table in (ratios, guards) for line in table["lines"])
    assert "narrowing and audit off" in guards["title"]
    assert {line["duties"] for line in duties["lines"]} == {sheet["about"]["rows"]["duties"]}, (
        "a rebuild changes nothing"
    )
    assert "My caseload" in said.getvalue()


@pytest.mark.usefixtures("own_database")
def test_a_database_with_councils_at_work_is_left_alone() -> None:
    with pytest.raises(CommandError, match="Other tenants are at work"):
        call_command("bench", "--only", "duties", stdout=StringIO(), stderr=StringIO())


def test_the_sample_must_leave_councils_for_the_other_executor() -> None:
    with pytest.raises(CommandError, match="sample"):
        call_command("bench", "--schemas", "5", "--sample", "5")
