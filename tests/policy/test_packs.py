"""Reading a pack: every fault at once, each with file, line, setting, reason and source."""

from datetime import date

import pytest
import yaml

from config_per_tenant.differences import diff
from config_per_tenant.packs import PackRefused, load_pack, published_packs
from config_per_tenant.policy import policy_from_pack
from config_per_tenant.schema import SETTINGS, by_group, find
from config_per_tenant.schema.events import EVENTS
from config_per_tenant.schema.setting import CLOCKS, IMPORTANCE, TRANSITIONS

ON = date(2026, 11, 23)
SOURCE = [{"document": "sop", "section": "4.1"}]


def pack(tmp_path, settings, **parts):
    whole = {
        "council": {"slug": "oakshire", "name": "Oakshire Council"},
        "documents": {"sop": {"title": "Statement of Purpose", "publisher": "Oakshire Council", "period": 2024}},
        "settings": settings,
        **parts,
    }
    file = tmp_path / "oakshire.yaml"
    file.write_text(whole if isinstance(whole, str) else yaml.safe_dump(whole, sort_keys=False), encoding="utf-8")
    return file


def refused(file):
    with pytest.raises(PackRefused) as refusal:
        load_pack(file, ON)
    return [str(fault) for fault in refusal.value.faults]


def stated(value, **more):
    return {"state": "set", "value": value, "sources": SOURCE, **more}


def test_a_sound_pack_gives_typed_values_with_their_sources(tmp_path):
    file = pack(tmp_path, {"supervision.visit_interval": stated("4 to 8 weeks", notes=["Printed otherwise later."])})
    entry = policy_from_pack(file, ON).entry("supervision.visit_interval")

    assert entry.in_words() == "4 to 8 weeks"
    assert entry.sources[0].in_words() == "Oakshire Council, Statement of Purpose (2024), 4.1"
    assert entry.notes[0].text == "Printed otherwise later."
    assert policy_from_pack(file, ON).entry("review.name").is_default


@pytest.mark.parametrize(
    ("key", "given", "said"),
    [
        ("review.intervall", stated("1 year"), "There is no such setting. Did you mean review.interval?"),
        (
            "review.interval",
            stated("14 months"),
            "14 months can be longer than the provision allows, which is at most 12 months. (SI 2011/581 r28(2))",
        ),
        ("review.interval", stated("5 working days"), "wrong unit: this is given in weeks or months or years"),
        ("review.interval", stated("soon"), "Write a figure and a unit"),
        ("review.interval", {"state": "maybe"}, "“maybe” is no state"),
        ("review.interval", {"state": "set", "sources": SOURCE}, "Give the value, or another state."),
        ("review.interval", {"state": "none", "sources": SOURCE}, "This setting always has a value"),
        ("review.interval", {"state": "not_stated", "value": "1 year"}, "Give a value only when the state is “set”."),
        ("review.interval", {"state": "set", "value": "1 year"}, "needs the document and section"),
        ("review.interval", stated("1 year", sources=[{"document": "flyer"}]), "none of the pack's documents (sop)"),
        ("review.interval", stated("1 year", colour="red"), "has no field “colour”"),
        ("review.interval", "1 year", "Give A setting as named fields"),
        (
            "brand.identity",
            stated({"name": "O", "short_name": "O", "service_name": "O", "colour": "#777777"}),
            "the contrast is 4.47 to 1 and must be at least 4.5 to 1",
        ),
        (
            "teams.structure",
            stated({"teams": [{"code": "a", "name": "A", "parent": "b"}, {"code": "b", "name": "B", "parent": "a"}]}),
            "The lines run in a circle",
        ),
        (
            "recruitment.stages",
            stated([{"name": "Panel", "neutral": "panel"}, {"name": "Asked", "neutral": "enquiry"}]),
            "“Panel” comes before “Enquiry”",
        ),
        (
            "fees.specialist_schemes",
            stated(
                {"basis": "Scheme", "tiers": [{"code": "s", "label": "Scheme", "per": "child", "maps_to": "level_9"}]}
            ),
            "pays as the tier “level_9”, which the fee tiers do not have",
        ),
    ],
)
def test_each_fault_names_file_setting_and_reason(tmp_path, key, given, said):
    faults = refused(pack(tmp_path, {key: given}))
    assert any(fault.startswith("oakshire.yaml:") and key in fault and said in fault for fault in faults), faults


def test_all_faults_come_at_once_in_the_order_of_the_file(tmp_path):
    faults = refused(
        pack(
            tmp_path,
            {
                "review.interval": stated("14 months"),
                "nothing.here": stated("x"),
                "training.tsd_mainstream": stated("13 months"),
            },
        )
    )
    assert [fault.split(": ")[1] for fault in faults] == ["review.interval", "nothing.here", "training.tsd_mainstream"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("council: {slug: a", "no readable YAML"),
        ("- a\n- b\n", "A pack has the parts"),
        ("", "A pack has the parts"),
        ("council: {slug: a}\ncouncil: {slug: b}\n", "given twice"),
        ("council: {slug: a, name: A}\nextra: 1\n", "only the parts council, documents, settings"),
        ("documents: {}\n", "Give This part as named fields, not nothing."),
    ],
)
def test_a_file_that_is_no_pack_says_so(tmp_path, text, said):
    file = tmp_path / "broken.yaml"
    file.write_text(text, encoding="utf-8")
    assert any(said in fault for fault in refused(file))


def test_a_pack_that_is_not_there_is_not_found():
    with pytest.raises(FileNotFoundError):
        load_pack("nowhere", ON)


@pytest.mark.parametrize("slug", published_packs())
def test_every_published_pack_loads_and_every_value_has_a_source(slug):
    read = load_pack(slug, ON)
    assert read.slug == slug
    for key, statement in read.statements.items():
        if statement.state == "not_stated":
            assert statement.plain is None, key
        else:
            assert statement.sources or statement.example, key
        for source in statement.sources:
            assert source.title and source.publisher and source.period, key
            assert not source.title.endswith((".txt", ".yaml", ".pdf")), key


@pytest.mark.parametrize("slug", published_packs())
def test_what_a_council_has_not_said_is_a_labelled_default(slug):
    policy = policy_from_pack(slug, ON)
    for entry in policy.entries():
        if entry.state == "not_stated":
            assert entry.is_default
            assert policy.use(entry.setting.key).version == "Platform default"


def test_the_four_councils_differ():
    policies = [policy_from_pack(slug, ON) for slug in published_packs()]
    assert len({policy.stamp for policy in policies}) == len(policies)
    for policy in policies:
        assert diff(policy, policy) == ()
    changes = {each.setting.key: each for each in diff(policies[0], policies[2])}
    assert "supervision.visit_interval" in changes
    assert "was “" in changes["supervision.visit_interval"].words


# --- The declarations themselves


@pytest.mark.parametrize("key", SETTINGS)
def test_every_setting_is_declared_whole(key):
    declared = SETTINGS[key]
    assert declared.key == key
    assert declared.label and declared.help.endswith(".") and declared.default_reason.endswith(".")
    assert declared.importance in IMPORTANCE
    assert declared.transition.kind in TRANSITIONS
    assert declared.clock in ("", *CLOCKS)
    assert bool(declared.starts) == bool(declared.stops)
    assert declared.starts in ("", *EVENTS)
    assert declared.none_means if declared.may_be_none else not declared.none_means
    assert all(declared.legal_source for _ in declared.bounds)
    if declared.default is not None:
        value = declared.default_value()
        assert declared.kind.read(declared.kind.plain(value)) == value


def test_a_change_of_fees_and_allowances_is_said_to_follow_the_nights():
    """Payments reckon each night with the policy of that day, whenever the placement or approval began."""
    money = [declared for declared in SETTINGS.values() if declared.area in ("fees", "allowances")]
    assert money
    assert {declared.transition.kind for declared in money} == {"nights"}


def test_every_setting_is_in_one_group():
    grouped = [declared.key for _, _, settings in by_group() for declared in settings]
    assert sorted(grouped) == sorted(SETTINGS)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("how often do we visit", "supervision.visit_interval"),
        ("surprise visits", "supervision.unannounced_visits"),
        ("what do we pay carers", "fees.tiers"),
        ("kinship", "fees.connected_persons_paid"),
        ("ADM", "decisions.makers"),
        ("vacancies", "teams.structure"),
        ("annual review", "review.interval"),
    ],
)
def test_a_question_in_plain_words_finds_its_setting(question, key):
    assert key in [declared.key for declared in find(question)][:3]
