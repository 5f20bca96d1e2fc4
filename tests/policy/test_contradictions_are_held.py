"""Where a council's documents contradict themselves or leave something open, its pack says so beside what it holds.

`contradictions.csv` numbers them for each council; the words are ours: in a note, in what is called open, in the value.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from config_per_tenant.packs import load_pack

ON = date(2026, 11, 21)
HOW_MANY = {"milton-keynes": 17, "luton": 14, "leicestershire": 10, "coventry": 10}

with Path(__file__).with_name("contradictions.csv").open(encoding="utf-8", newline="") as lines:
    LISTED = [(line["council"], int(line["number"]), line["key"], line["words"]) for line in csv.DictReader(lines)]


@pytest.mark.parametrize("council", HOW_MANY)
def test_every_one_of_them_is_listed(council: str) -> None:
    assert {number for of, number, _, _ in LISTED if of == council} == set(range(1, HOW_MANY[council] + 1))


@pytest.mark.parametrize(("council", "number", "key", "words"), LISTED)
def test_it_is_said_beside_what_is_held(council: str, number: int, key: str, words: str) -> None:
    held = load_pack(council, ON).statements[key]
    said = [*(note.text for note in held.notes), held.ambiguity, str(held.plain)]
    assert any(words in each for each in said), said
