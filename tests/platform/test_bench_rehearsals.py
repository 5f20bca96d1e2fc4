"""The measurement of a rehearsal, over a very small council: that it runs, and that its figures are there."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command


@pytest.mark.slow
@pytest.mark.usefixtures("own_database")
def test_a_rehearsal_is_measured_beside_a_rebuild(tmp_path: Path) -> None:
    written = tmp_path / "sheet.json"
    for _ in range(2):  # the second run finds the council and adds to it
        call_command(
            *("bench", "--only", "rehearsals", "--households", "12", "--here", "--json", str(written)),
            stdout=StringIO(),
            stderr=StringIO(),
        )

    (table,) = json.loads(written.read_text())["tables"]
    rebuild, *rehearsals = table["lines"]
    assert rebuild["seconds"] > 0
    assert [line["verdict"] for line in rehearsals] == ["", "", "", ""], "a target is for the full size alone"
    visits, fees, both, _ = (line["written"] for line in rehearsals)
    assert both == visits + fees > fees > 0
    assert "12 households" in table["notes"][0]
