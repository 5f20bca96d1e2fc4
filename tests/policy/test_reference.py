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
