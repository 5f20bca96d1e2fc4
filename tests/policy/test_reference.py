"""The settings reference tells today's truth."""

from pathlib import Path

from config_per_tenant.reference import settings_reference
from config_per_tenant.schema import SETTINGS

PAGE = Path(__file__).resolve().parents[2] / "platform" / "docs" / "settings.md"


def test_the_page_is_what_the_declarations_and_packs_say():
    assert PAGE.read_text(encoding="utf-8") == settings_reference(), (
        "Write it again: .venv/bin/hearth policy reference > platform/docs/settings.md"
    )


def test_every_setting_is_there_with_every_council():
    page = settings_reference()
    for key in SETTINGS:
        section = page.split(f"`{key}`: ")[1].split("\n### ")[0]
        assert section.count("| set") + section.count("| not stated") + section.count("| explicitly none") == 4


def test_each_point_on_which_councils_differ_is_listed_with_its_place():
    page = settings_reference().split("\n## ")[1]
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")][1:]
    assert [int(row[0]) for row in rows] == list(range(1, 159))
    assert all(len(row) == 3 and row[2] for row in rows)
    assert rows[94] == ["95", "Visit interval", "`supervision.visit_interval`"]


def test_a_setting_tells_its_unit_events_bound_default_and_what_a_change_does():
    section = settings_reference().split("`visits.first`: ")[1].split("\n### ")[0]
    for told in (
        "length of time; in days or working days or weeks or months",
        "from the start of the placement; to the visit to the child",
        "Bound: At most 7 days (SI 2010/959 r28(2)(a); law, since 1 April 2011)",
        "Platform default: 7 days. The longest that the regulation allows.",
        "A change: It is kept and shown. No date or amount is worked out from it yet.",
    ):
        assert told in section
