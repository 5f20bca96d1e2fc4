"""A policy as a file: written, read back to the very same bytes, brought into a draft whole or not at all."""

from datetime import timedelta

import pytest
import yaml
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config_per_tenant.files import policy_file, written
from config_per_tenant.importing import LARGEST, read_policy_file
from config_per_tenant.law import stated_in
from config_per_tenant.packs import PackRefused, published_pack, published_packs
from config_per_tenant.policy import policy_from_pack, policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.statement import Note, Source, Statement
from config_per_tenant.versions import actions
from config_per_tenant.versions.applying import sort_out
from config_per_tenant.versions.models import PolicyVersion
from hearth.audit.models import AuditEntry
from hearth.dates import on_day
from hearth.errors import NotPermitted, StateConflict
from tests.support.policies import (
    DANA,
    MORGAN,
    NAME,
    PANEL,
    SYSTEM,
    TODAY,
    VISITS,
    a_draft,
    a_submitted_version,
    an_approved_version,
    an_open_council,
)

OAKSHIRE = {"slug": "oakshire", "name": "Oakshire Council"}


@pytest.fixture(autouse=True)
def today(council):
    with on_day(TODAY):
        yield


def exported(day=TODAY):
    return policy_file(policy_on(day), **OAKSHIRE)


def brought_into_an_empty_council(text):
    """The file in a draft of a council that has no policy, approved for today."""
    draft = actions.open_draft(title="From a file", by=DANA)
    actions.import_file(draft, text, name="policy.yaml", by=DANA)
    if draft.values.exists():
        submitted = actions.submit(draft, effective_from=TODAY, reason="From a file.", by=DANA)
        actions.approve(submitted, by=MORGAN)


def refused(text, draft=None):
    with pytest.raises(PackRefused) as refusal:
        actions.import_file(draft or actions.open_draft(title="File", by=DANA), text, name="policy.yaml", by=DANA)
    return [str(fault) for fault in refusal.value.faults]


# --- There and back


@pytest.mark.parametrize("slug", published_packs())
def test_each_published_policy_comes_back_to_the_same_bytes(slug):
    with transaction.atomic():
        actions.adopt_opening_pack(published_pack(slug), by=SYSTEM, effective_from=TODAY)
        told = exported()
        transaction.set_rollback(True)
    brought_into_an_empty_council(told)

    assert PolicyVersion.objects.get().is_opening is False
    assert exported() == told


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
SOURCES = st.builds(Source, WORDS.filter(str.strip), WORDS, WORDS, WORDS)
NOTES = st.builds(Note, WORDS.filter(str.strip), st.none() | SOURCES)


def values_of(key):
    """Values that some council or the platform has for a setting."""
    packs = [published_pack(slug).statements.get(key) for slug in published_packs()]
    found = [said.plain for said in packs if said and said.state == "set"]
    return found + ([SETTINGS[key].default] if SETTINGS[key].default is not None else [])


@st.composite
def statements(draw, key):
    states = ["not_stated"]
    states += ["none"] if SETTINGS[key].may_be_none else []
    states += ["set"] * 4 if values_of(key) else []
    state = draw(st.sampled_from(states))
    plain = draw(st.sampled_from(values_of(key))) if state == "set" else None
    if state == "set" and key == NAME:
        plain = draw(WORDS.filter(str.strip))
    return Statement(
        state,
        plain,
        tuple(draw(st.lists(SOURCES, max_size=3))),
        tuple(draw(st.lists(NOTES, max_size=2))),
        draw(WORDS),
        draw(st.booleans()),
    )


@st.composite
def policies(draw):
    keys = draw(st.lists(st.sampled_from(sorted(SETTINGS)), unique=True, max_size=8))
    return {key: draw(statements(key)) for key in keys}


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=policies())
def test_whatever_a_council_states_comes_back_to_the_same_bytes(said):
    """export -> import into an empty council -> export: the same bytes, whatever words stand in it."""
    with transaction.atomic():
        draft = actions.open_draft(title="Whatever", by=DANA)
        allowed = sort_out(said, {}, policy_on(TODAY), TODAY).new
        told = written(allowed, **OAKSHIRE)
        actions.import_file(draft, told, name="policy.yaml", by=DANA)
        once = written(draft.statements, **OAKSHIRE)
        transaction.set_rollback(True)
    with transaction.atomic():
        brought_into_an_empty_council(once)
        assert exported() == once
        transaction.set_rollback(True)


def test_what_comes_along_is_all_that_was_said():
    an_open_council()
    draft = a_draft(review__name="Yearly review: “MOT”")
    printed = Source("Handbook", "2", "", "2025")
    actions.change_value(
        draft,
        PANEL,
        state="set",
        value="2 years",
        sources=(printed, Source("Handbook", "3", "", "2025"), Source("Handbook", "", "Elsewhere")),
        notes=(Note("Page 4 says 3 years.", printed), Note("No one knows why.")),
        ambiguity="Two figures are printed.",
        by=DANA,
    )
    plain = yaml.safe_load(written(draft.statements, **OAKSHIRE))

    assert plain["documents"] == {
        "handbook": {"title": "Handbook", "publisher": "", "period": "2025"},
        "handbook_2": {"title": "Handbook", "publisher": "Elsewhere"},
    }
    assert plain["settings"][PANEL] == {
        "state": "set",
        "value": "2 years",
        "sources": [
            {"document": "handbook", "section": "2"},
            {"document": "handbook", "section": "3"},
            {"document": "handbook_2"},
        ],
        "notes": [
            {"text": "Page 4 says 3 years.", "document": "handbook", "section": "2"},
            {"text": "No one knows why."},
        ],
        "ambiguity": "Two figures are printed.",
    }
    other = actions.open_draft(title="Other", by=DANA)
    actions.import_file(other, written(draft.statements, **OAKSHIRE).encode(), name="policy.yaml", by=DANA)
    assert other.statements == draft.statements


def test_a_policy_of_a_day_holds_what_is_stated_and_no_default():
    an_open_council()
    an_approved_version(TODAY + timedelta(days=5), review__later_to_panel="2 years")

    assert list(yaml.safe_load(exported())["settings"]) == [VISITS, PANEL]
    assert yaml.safe_load(exported())["settings"][PANEL]["value"] == "3 years"
    assert yaml.safe_load(exported(TODAY + timedelta(days=5)))["settings"][PANEL]["value"] == "2 years"


# --- Into a draft


def test_only_what_differs_becomes_a_change():
    an_open_council()
    text = exported().replace("3 years", "2 years")
    draft = actions.open_draft(title="File", by=DANA)
    applied = actions.import_file(draft, text, name="board.yaml", by=DANA)

    assert [setting.key for setting in applied.changed] == [PANEL]
    assert [setting.key for setting in applied.unchanged] == [VISITS]
    assert list(draft.statements) == [PANEL]
    assert draft.statements[PANEL].sources[0].section == "4.1"
    assert [(edit.key, edit.by_name) for edit in draft.log.all()] == [(PANEL, "Dana Reed")]
    assert AuditEntry.objects.latest("id").sentence == (
        f"Dana Reed imported the file board.yaml into {draft.label}: “{SETTINGS[PANEL].label}”."
    )
    again = actions.import_file(draft, text, name="board.yaml", by=DANA)
    assert again.changed == ()


def test_a_file_with_faults_imports_nothing_and_names_each_with_its_line():
    an_open_council()
    draft = actions.open_draft(title="File", by=DANA)
    text = """council: {slug: a, name: A}
settings:
  review.name: {state: set, value: Yearly review}
  review.interval:
    state: set
    value: 14 months
  no.such: {state: set, value: 1}
  review.later_to_panel: {state: set, value: 3 parsecs}
  supervision.visit_interval:
    state: set
    value:
      least: 4 weeks
      most: soon
    sources:
      - {document: gone}
"""
    faults = refused(text, draft)
    assert [fault.split(": ")[0:2] for fault in faults] == [
        ["policy.yaml:4", "review.interval"],
        ["policy.yaml:7", "no.such"],
        ["policy.yaml:8", "review.later_to_panel"],
        ["policy.yaml:13", "supervision.visit_interval.most"],
        ["policy.yaml:15", "supervision.visit_interval.sources.0.document"],
    ]
    assert "SI 2011/581 r28(2)" in faults[0]
    assert not draft.values.exists()
    assert not draft.log.exists()


def test_settings_that_contradict_what_is_in_force_are_refused():
    an_open_council()
    scheme = {"code": "plus", "label": "Plus", "per": "child", "maps_to": "gold", "conditions": []}
    plain = {
        "council": {"slug": "a", "name": "A"},
        "settings": {"fees.specialist_schemes": {"state": "set", "value": {"basis": "Need", "tiers": [scheme]}}},
    }
    (fault,) = refused(yaml.safe_dump(plain))
    assert "pays as the tier “gold”" in fault


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has the parts"),
        ("[1, 2]", "has the parts"),
        ("council: {slug: a", "no readable YAML"),
        ("council: {slug: a, name: A}\nsettings: [1]", "settings by name"),
        ("council: {slug: a, name: A}\ndocuments: [1]\nsettings: {}", "documents by name"),
        ("council: [1]\nsettings: {}", "named fields"),
        ("council: {name: A}\nsettings: {}", "missing"),
        ("council: {slug: a, name: A}\nextra: 1", "only the parts"),
        ("council: {slug: a, name: A}\nsettings: {review.name: 5}", "named fields"),
        (
            "council: {slug: a, name: A}\nsettings: {review.name: {state: set, value: a}, review.name: {}}",
            "given twice",
        ),
        ("council: {slug: a, name: A}\nsettings: {? [1] : b}", "no readable YAML"),
        ("council: &a {slug: a, name: A}\nsettings: *a", "write out what"),
        ("council: {slug: a, name: A}\nsettings: {review.name: {state: set, value: 2026-13-45}}", "no readable YAML"),
        ('council: {slug: a, name: A}\nsettings: {review.name: {state: set, value: "a\\0b"}}', "cannot be kept"),
        ("!!python/object:os.system {}", "no readable YAML"),
        ("- " * 3000, "no readable YAML"),
        (b"council: {slug: \xff}", "not in UTF-8"),
        ("#" * (LARGEST + 1), "larger than"),
    ],
    ids=lambda told: str(told)[:24],
)
def test_what_is_no_policy_file_is_refused_in_words(text, words):
    assert words in refused(text)[0]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=st.text(max_size=60) | st.text("{}[]:-?&*! \nacouncilsettings'\"|>", max_size=80))
def test_no_file_whatever_is_anything_but_read_or_refused(text):
    try:
        _, reader = read_policy_file(text, "file.yaml")
        reader.refuse()
    except PackRefused as refusal:
        found = refusal.faults
    else:
        found = ()
    assert all(fault.words for fault in found)


def test_only_who_may_change_policy_imports_and_only_into_a_draft():
    an_open_council()
    with pytest.raises(NotPermitted):
        actions.import_file(a_draft(), exported(), name="policy.yaml", by=MORGAN)
    with pytest.raises(StateConflict):
        actions.import_file(a_submitted_version(TODAY), exported(), name="policy.yaml", by=DANA)


def test_what_law_forces_is_exported_as_it_was_stated(monkeypatch):
    from config_per_tenant.schema.values.durations import Duration
    from tests.policy.test_law_changes import KEY
    from tests.support.law import law_moves

    an_open_council()
    an_approved_version(TODAY, review__interval="10 months")
    day = TODAY + timedelta(days=50)
    law_moves(monkeypatch, KEY, day, Duration(9, "months"))
    assert policy_on(day).entry("review.interval").in_words() == "9 months"
    assert stated_in(policy_on(day), "review.interval").plain == "10 months"
    assert yaml.safe_load(exported(day))["settings"]["review.interval"]["value"] == "10 months"


def test_another_councils_file_leaves_what_is_each_councils_own(council):
    """Its name, colour, teams and contacts stay with it; its rules may come."""
    with on_day(TODAY):
        an_open_council()
        draft = actions.open_draft(title="From elsewhere", by=DANA)
    luton = policy_file(policy_from_pack("luton", TODAY), slug="luton", name="Luton Council")

    with on_day(TODAY):
        applied = actions.import_file(draft, luton, name="luton.yaml", by=DANA)

    assert {"brand.identity", "teams.structure"} <= {setting.key for setting in applied.left_out}
    assert not {value.key for value in draft.values.all()} & {setting.key for setting in applied.left_out}
    assert draft.values.filter(key="supervision.visit_interval").exists() or "supervision.visit_interval" in [
        setting.key for setting in applied.unchanged
    ]
