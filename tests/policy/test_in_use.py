"""What a page says of a change is true: a setting that nothing reads moves nothing, and the page says that."""

from pathlib import Path

from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.in_use import IN_USE
from config_per_tenant.schema.setting import NOT_IN_USE, TRANSITIONS

ROOT = Path(__file__).resolve().parents[2]
READERS = ("core", "api", "platform", "tenants", "config_per_tenant")
NO_READERS = ("config_per_tenant/schema", "core/demo")


def named_in_code() -> set[str]:
    found: set[str] = set()
    for folder in READERS:
        for path in (ROOT / folder).rglob("*.py"):
            place = path.relative_to(ROOT).as_posix()
            if not place.startswith(NO_READERS) and "migrations" not in place:
                written = path.read_text(encoding="utf-8")
                found |= {key for key in SETTINGS if f'"{key}"' in written}
    return found


def test_the_settings_in_use_are_those_that_code_names():
    assert named_in_code() == IN_USE


def test_a_setting_that_nothing_reads_promises_nothing():
    assert SETTINGS["visits.first"].change_in_words() == NOT_IN_USE
    assert SETTINGS["review.interval"].change_in_words() == TRANSITIONS["open"]


def test_every_setting_that_a_duty_reads_is_in_use(db):
    from core.duties import catalogue

    assert {key for kind in catalogue.known().values() for key in kind.settings} <= IN_USE
