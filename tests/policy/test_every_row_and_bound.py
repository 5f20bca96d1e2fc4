"""Every point on which councils differ has its place, and every provision that bounds a council is enforced.

`provisions.csv` is a list of its own, written from law and standards and not from the national files: what the platform
holds is compared with it. A row or a provision that goes missing fails here, and so does one that no act heeds.
`published_rows.csv` says on which rows each council's documents say something at all.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib.resources import files
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import yaml

from config_per_tenant.national import NationalValue, national
from config_per_tenant.packs import PackRefused, load_pack, published_packs
from config_per_tenant.policy import policy_from_pack
from config_per_tenant.schema import SETTINGS, Setting
from config_per_tenant.schema.bounds import as_law_forces, beyond
from config_per_tenant.statement import NOT_STATED, Statement
from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyValue, PolicyVersion
from hearth.dates import on_day
from hearth.errors import RuleBroken
from tests.support.policies import DANA, MORGAN, TODAY, an_open_council
from tests.support.provisions import REGION, Provision, bounded_by, on_the_bound, past_the_bound, provisions

ROWS = 158
BOUNDS = 100

Row = Mapping[str, Any]
with Path(__file__).with_name("published_rows.csv").open(encoding="utf-8", newline="") as lines:
    # By row and council: "said", "open" (said without the figure that the setting asks for) or "silent".
    SAID_ON_ROWS = {int(line["row"]): line for line in csv.DictReader(lines)}
BOUNDED = [(setting, bound.national) for setting in SETTINGS.values() for bound in setting.bounds]


def differing() -> dict[int, Row]:
    text = files("config_per_tenant.schema").joinpath("differing.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def rows_without_a_place(rows: Mapping[int, Row], settings: Mapping[str, Setting]) -> list[str]:
    """What is wrong with the list of rows, a line each."""
    found = [f"Row {number} is missing" for number in range(1, ROWS + 1) if number not in rows]
    found += [f"Row {number} is one too many" for number in rows if number not in range(1, ROWS + 1)]
    for number, row in rows.items():
        keys, held_as = row.get("settings") or [], row.get("held_as") or ""
        found += [f"Row {number} names {key}, which is no setting" for key in keys if key not in settings]
        if not keys and len(held_as.split()) < 2:
            found.append(f"Row {number}, {row.get('label')}: no setting holds it and no place is named")
        if not row.get("label"):
            found.append(f"Row {number} has no label")
    return found


def provisions_not_held(
    listed: Iterable[Provision], national_on: Callable[[str], NationalValue], settings: Mapping[str, Setting]
) -> list[str]:
    """What is wrong with the national values and the bounds that name them, a line each."""
    found = []
    for provision in listed:
        try:
            held = national_on(provision.key)
        except KeyError:
            found.append(f"{provision.key} is no national value")
            continue
        if (held.kind, held.unit, held.source) != (provision.kind, provision.unit, provision.source):
            found.append(f"{provision.key} is held as {held.kind}, in {held.unit}, by {held.source}")
        if not provision.says(held.value):
            found.append(f"{provision.key} is held as {held.value}, not {provision.value} {provision.unit}")
        bounds = [bound for setting in settings.values() for bound in setting.bounds if bound.national == held.key]
        if not bounds:
            found.append(f"{provision.key} bounds no setting")
        found += [
            f"{provision.key} is a {held.kind} but bounds a setting as a {b.kind}"
            for b in bounds
            if b.kind != held.kind
        ]
    return found


def rows_not_held(
    council: str, said: Mapping[int, Mapping[str, str]], rows: Mapping[int, Row], statements: Mapping[str, Statement]
) -> list[str]:
    """The rows on which a council's document says something that its pack neither holds nor, left open, notes."""
    found = []
    for number, row in rows.items():
        keys = row.get("settings") or re.findall(r"\((\w+\.\w+)\)", row.get("held_as", ""))
        stated = [statements[key] for key in keys if key in statements]
        match said[number][council]:
            case "said" if all(statement.state == NOT_STATED for statement in stated):
                found.append(f"Row {number}, {row['label']}: nothing holds what it says")
            case "open" if not any(statement.notes or statement.ambiguity for statement in stated):
                found.append(f"Row {number}, {row['label']}: no note tells what it leaves open")
    return found


def national_today(key: str) -> NationalValue:
    return national(key, TODAY)


# --- The lists


def test_each_of_the_rows_has_its_place() -> None:
    assert rows_without_a_place(differing(), SETTINGS) == []


def test_each_of_the_provisions_is_held_and_bounds_a_setting() -> None:
    listed = provisions()
    assert len({provision.key for provision in listed}) == len(listed) == BOUNDS
    assert provisions_not_held(listed, national_today, SETTINGS) == []


@pytest.mark.parametrize("council", published_packs())
def test_whatever_a_council_publishes_on_a_row_is_in_its_pack(council: str) -> None:
    assert rows_not_held(council, SAID_ON_ROWS, differing(), load_pack(council, TODAY).statements) == []


def test_a_published_row_that_goes_missing_is_found() -> None:
    statements = load_pack("luton", TODAY).statements
    fewer = {key: statement for key, statement in statements.items() if key != "complaints.ombudsman"}
    assert rows_not_held("luton", SAID_ON_ROWS, differing(), fewer) == [
        "Row 135, Ombudsman: nothing holds what it says"
    ]


def test_a_row_that_goes_missing_is_found() -> None:
    rows = differing()
    assert rows_without_a_place({n: row for n, row in rows.items() if n != 95}, SETTINGS) == ["Row 95 is missing"]

    fewer = {key: setting for key, setting in SETTINGS.items() if key != "supervision.visit_interval"}
    assert "Row 95 names supervision.visit_interval, which is no setting" in rows_without_a_place(rows, fewer)

    emptied = {**rows, 95: {"label": "Visit interval", "settings": []}}
    assert rows_without_a_place(emptied, SETTINGS) == [
        "Row 95, Visit interval: no setting holds it and no place is named"
    ]


def test_a_provision_that_goes_missing_is_found() -> None:
    def without(key: str) -> NationalValue:
        if key == "review.interval":
            raise KeyError(key)
        return national_today(key)

    assert provisions_not_held(provisions(), without, SETTINGS) == ["review.interval is no national value"]

    fewer = {key: setting for key, setting in SETTINGS.items() if key != "review.interval"}
    assert provisions_not_held(provisions(), national_today, fewer) == ["review.interval bounds no setting"]

    [listed] = [each for each in provisions() if each.key == "review.interval"]
    longer = Provision(listed.key, listed.kind, "13", listed.unit, listed.source)
    assert provisions_not_held([longer], national_today, SETTINGS) == [
        "review.interval is held as Duration(value=12, unit='months'), not 13 months"
    ]


# --- Enforcement: each setting, each provision that bounds it


def named(param: Any) -> str:
    return param.key if isinstance(param, Setting) else str(param)


each_bound = pytest.mark.parametrize(("setting", "key"), BOUNDED, ids=named)


def value_of(key: str) -> Any:
    return REGION if key == "allowances.region" else SETTINGS[key].default_value()


@each_bound
def test_a_value_on_the_bound_is_within_and_one_past_it_is_not(setting: Setting, key: str) -> None:
    provision = national_today(key)
    within = setting.kind.read(on_the_bound(setting, provision))
    past = setting.kind.read(past_the_bound(setting, provision))

    assert beyond(setting, within, TODAY, value_of) == []
    [fault] = [fault for fault in beyond(setting, past, TODAY, value_of) if fault.source == provision.source]
    assert fault.words

    brought_back, forced_by = as_law_forces(setting, past, TODAY, value_of)
    assert forced_by is not None
    assert beyond(setting, brought_back, TODAY, value_of) == []


@each_bound
def test_a_pack_with_a_value_past_the_bound_is_refused(setting: Setting, key: str, tmp_path: Any) -> None:
    provision = national_today(key)
    with pytest.raises(PackRefused) as refusal:
        load_pack(pack_of(tmp_path, setting, past_the_bound(setting, provision)), TODAY)
    [fault] = [fault for fault in refusal.value.faults if fault.source == provision.source]
    assert fault.key == setting.key
    assert f"({provision.source})" in str(fault)

    accepted = policy_from_pack(pack_of(tmp_path, setting, on_the_bound(setting, provision)), TODAY).entry(setting.key)
    assert accepted.state == "set"
    assert not accepted.is_forced


def pack_of(folder: Any, setting: Setting, value: Any) -> Any:
    file = folder / f"pack-{next(_numbers)}.yaml"
    file.write_text(file_of(setting, value), encoding="utf-8")
    return file


def file_of(setting: Setting, value: Any) -> str:
    stated = {"state": "set", "value": value, "sources": [{"document": "sop", "section": "1"}]}
    documents = {"sop": {"title": "Statement of Purpose", "publisher": "Oakshire Council", "period": "2026"}}
    council = {"slug": "oakshire", "name": "Oakshire Council"}
    whole = {"council": council, "documents": documents, "settings": {setting.key: stated}}
    return yaml.safe_dump(whole, sort_keys=False)


_numbers = count()


@pytest.fixture
def opened(council: Any) -> Any:
    with on_day(TODAY):
        yield an_open_council()


@each_bound
def test_no_act_lets_a_value_past_the_bound_through(setting: Setting, key: str, opened: Any) -> None:
    """Refused when written into a draft or brought in as a file, at submission and at approval."""
    provision = national_today(key)
    past, within = past_the_bound(setting, provision), on_the_bound(setting, provision)
    draft = actions.open_draft(title="A change", by=DANA)

    refused(provision, actions.change_value, draft, setting.key, state="set", value=past, by=DANA)
    with pytest.raises(PackRefused) as refusal:
        actions.import_file(draft, file_of(setting, past), name="policy.yaml", by=DANA)
    assert provision.source in [fault.source for fault in refusal.value.faults]
    assert not draft.values.exists()
    actions.change_value(draft, setting.key, state="set", value=within, by=DANA)

    slipped_in(draft, setting, past)
    submitting = {"effective_from": TODAY, "reason": "Decided by the board.", "by": DANA}
    refused(provision, actions.submit, draft, **submitting)

    slipped_in(draft, setting, within)
    submitted = actions.submit(draft, **submitting)
    slipped_in(draft, setting, past)
    refused(provision, actions.approve, submitted, by=MORGAN)

    slipped_in(draft, setting, within)
    assert actions.approve(submitted, by=MORGAN).state == "in_force"


def refused(provision: NationalValue, act: Callable[..., Any], *given: Any, **more: Any) -> None:
    with pytest.raises(RuleBroken) as refusal:
        act(*given, **more)
    assert refusal.value.source == provision.source


def slipped_in(draft: PolicyVersion, setting: Setting, plain: Any) -> None:
    """A value that came past the act, as by an older release or another day's law.

    The database holds what waits for approval, so the wait is lifted meanwhile.
    """
    version = PolicyVersion.objects.filter(pk=draft.pk)
    submitted_at = version.values_list("submitted_at", flat=True).get()
    version.update(submitted_at=None)
    PolicyValue.objects.update_or_create(in_version=draft, key=setting.key, defaults={"state": "set", "plain": plain})
    version.update(submitted_at=submitted_at)


def test_every_bound_is_dated() -> None:
    assert all(national_today(key).effective_from > date(1989, 1, 1) for _, key in BOUNDED)


def test_the_settings_that_a_provision_bounds_are_found() -> None:
    assert [setting.key for setting in bounded_by("review.interval")] == ["review.interval"]
