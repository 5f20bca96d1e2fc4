"""Recruitment, assessment, eligibility, checks and private fostering: what cannot be said, and why."""

from datetime import date
from uuid import uuid4

import pytest
import yaml

from config_per_tenant.packs import Pack, PackRefused, load_pack
from config_per_tenant.policy import policy_from_pack
from config_per_tenant.schema import setting
from config_per_tenant.schema.bounds import beyond
from config_per_tenant.schema.reading import Wrong
from config_per_tenant.schema.together import conflicts
from config_per_tenant.statement import Source, Statement
from config_per_tenant.versions import actions
from hearth.access import Actor, Role
from hearth.dates import on_day
from hearth.errors import RuleBroken
from tests.support.law import law

ON = date(2026, 11, 23)
NOWHERE = {"allowances.region": "rest_of_england"}.__getitem__
DANA = Actor(uuid4(), "Dana Reed", frozenset({Role.TENANT_ADMINISTRATOR}))

# (setting, on the bound, beyond it, provision)
BOUNDS = [
    ("assessment.personal_referees_interviewed", 2, 1, "SI 2011/581 r26(1A)(c)"),
    ("assessment.previous_provider_reference_lookback", "12 months", "11 months", "SI 2011/581 r26(1A)(b)"),
    ("assessment.previous_provider_reference_lookback", "1 year", "11 months", "SI 2011/581 r26(1A)(b)"),
    ("assessment.dbs_household_age", "18 years", "19 years", "SI 2011/581 Sch 3 Part 1"),
    ("assessment.stage1_outcome_notice", "10 working days", "11 working days", "SI 2011/581 r26"),
    ("assessment.stage1_outcome_notice", "10 days", "3 weeks", "SI 2011/581 r26"),
    (
        "assessment.brief_report_panel_outcomes",
        ["request_full_report", "not_suitable"],
        ["request_full_report", "not_suitable", "suitable"],
        "SI 2011/581 r25, SI 2015/495 r12",
    ),
    (
        "assessment.brief_report_panel_outcomes",
        ["not_suitable", "request_full_report"],
        ["not_suitable"],
        "SI 2011/581 r25, SI 2015/495 r12",
    ),
    ("assessment.records_access_to_other_provider", "15 working days", "16 working days", "SI 2011/581 r32(6)"),
    ("recruitment.application_to_panel", "8 months", "9 months", "NMS 14.4"),
    ("private_fostering.duration_threshold", "28 days", "27 days", "Children Act 1989 s66"),
    ("private_fostering.duration_threshold", "28 days", "29 days", "Children Act 1989 s66"),
    ("private_fostering.advance_notice", "6 weeks", "5 weeks", "SI 2005/1533 r3"),
    ("private_fostering.initial_visit", "7 working days", "8 working days", "SI 2005/1533 r4, r7"),
    ("private_fostering.visits_year_one", "6 weeks", "43 days", "SI 2005/1533 r8(1)(a)"),
    ("private_fostering.visits_later", "12 weeks", "13 weeks", "SI 2005/1533 r8(1)(b)"),
    ("private_fostering.change_notice", "48 hours", "72 hours", "SI 2005/1533 r6, r9, r10"),
]


def faults(key, plain):
    declared = setting(key)
    return beyond(declared, declared.kind.read(plain), ON, NOWHERE)


def refused(key, plain):
    """The faults in reading a value: (where, words)."""
    with pytest.raises(Wrong) as refusal:
        setting(key).kind.read(plain)
    return [(fault.path, fault.words) for fault in refusal.value.faults]


def said_together(**stated):
    """The conflicts of a policy that says this, by key; all else is the platform's default."""
    given = {name.replace("__", "."): value for name, value in stated.items()}

    def value_of(key):
        declared = setting(key)
        return declared.kind.read(given[key]) if key in given else declared.default_value()

    return dict(conflicts(value_of))


@law("SI 2011/581 r26(1A)(b)", "SI 2011/581 r26(1A)(c)", "SI 2011/581 Sch 3 Part 1", "SI 2011/581 r26")
@law("SI 2011/581 r25", "SI 2015/495 r12", "SI 2011/581 r32(6)", "NMS 14.4", "Children Act 1989 s66")
@law("SI 2005/1533 r3", "SI 2005/1533 r4", "SI 2005/1533 r6", "SI 2005/1533 r7", "SI 2005/1533 r8(1)(a)")
@law("SI 2005/1533 r8(1)(b)", "SI 2005/1533 r9", "SI 2005/1533 r10")
@pytest.mark.parametrize(("key", "within", "past", "source"), BOUNDS)
def test_a_value_on_the_bound_stands_and_one_beyond_quotes_its_provision(key, within, past, source):
    assert faults(key, within) == []
    [fault] = faults(key, past)
    assert fault.source.startswith(source)
    assert "provision" in fault.words


@pytest.mark.parametrize(("key", "within", "past", "source"), BOUNDS)
def test_a_pack_beyond_the_bound_is_refused(key, within, past, source, tmp_path):
    def pack(value):
        file = tmp_path / "oakshire.yaml"
        stated = {"state": "set", "value": value, "sources": [{"document": "sop", "section": "4.1"}]}
        whole = {
            "council": {"slug": "oakshire", "name": "Oakshire Council"},
            "documents": {"sop": {"title": "Statement of Purpose"}},
            "settings": {key: stated},
        }
        file.write_text(yaml.safe_dump(whole), encoding="utf-8")
        return load_pack(file, ON)

    with pytest.raises(PackRefused, match="provision"):
        pack(past)
    assert key in pack(within).statements


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize(
    ("key", "past"),
    [
        ("assessment.personal_referees_interviewed", 1),
        ("assessment.dbs_household_age", "19 years"),
        ("assessment.stage1_outcome_notice", "11 working days"),
        ("private_fostering.visits_year_one", "7 weeks"),
        ("private_fostering.advance_notice", "7 weeks"),
    ],
)
def test_a_draft_beyond_the_bound_is_not_saved(key, past):
    opening = Pack("oakshire", "Oakshire", {"review.name": Statement("set", "Review", (Source("Minute"),))}, {})
    with on_day(ON):
        actions.adopt_opening_pack(opening, by=Actor.system("test"), effective_from=date(2024, 11, 1))
        draft = actions.open_draft(title="Beyond the law", by=DANA)
        with pytest.raises(RuleBroken) as refusal:
            actions.change_value(draft, key, state="set", value=past, by=DANA)
    assert refusal.value.source == setting(key).legal_source
    assert not draft.values.exists()


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("assessment.dbs_household_age", "18 years"),
        ("assessment.personal_referees_interviewed", "2 referees"),
        ("assessment.stage1_outcome_notice", "10 working days"),
        ("assessment.brief_report_panel_outcomes", "ask for a full report, recommend that the person is not suitable"),
        ("private_fostering.duration_threshold", "28 days"),
        ("private_fostering.visits_later", "84 days"),
    ],
)
def test_what_no_council_prints_is_what_the_law_sets(key, said):
    """Leicestershire's document says nothing of any of these."""
    entry = policy_from_pack("leicestershire", ON).entry(key)
    assert entry.is_default
    assert entry.in_words() == said


@pytest.mark.parametrize(
    "key", ["duration_threshold", "advance_notice", "change_notice", "initial_visit", "visits_year_one", "visits_later"]
)
def test_what_law_fixes_leaves_a_council_nothing_to_decide(key):
    declared = setting(f"private_fostering.{key}")
    assert declared.is_fixed == (key in ("duration_threshold", "advance_notice", "change_notice"))
    assert declared.group == "arrangements"


# --- Tables


RULE = {"rule": "A dog", "outcome": "record"}


@pytest.mark.parametrize(
    ("key", "rows", "path", "words"),
    [
        ("recruitment.channels", [{"channel": "fax"}], "0.channel", "cannot be chosen"),
        ("recruitment.channels", [{"channel": "web"}, {"channel": "web"}], "1.channel", "Row 1 says this already"),
        ("recruitment.events", [{"name": "Fair", "every": "often"}], "0.every", "figure and a unit"),
        ("recruitment.events", [{"name": "Fair", "by_demand": True}], "0.every", "usual interval"),
        (
            "recruitment.progress_meeting",
            [{"post": "Manager", "presence": "always"}, {"post": "Lead", "presence": "one_of"}],
            "1.presence",
            "At least one of a single post",
        ),
        ("recruitment.progress_meeting", [{"post": "Manager", "presence": "may"}], "0.presence", "has to be there"),
        (
            "recruitment.decision_points",
            [{"name": "Go on", "decided_by": "role"}],
            "0.decision",
            "which decision it is",
        ),
        (
            "recruitment.decision_points",
            [{"name": "Go on", "decided_by": "both_sides", "agreed_by": ["applicant"]}],
            "0.agreed_by",
            "decides this already",
        ),
        (
            "assessment.kinds",
            [{"kind": "mainstream", "visits_least": 8, "visits_most": 6}],
            "0.visits_least",
            "fewest visits",
        ),
        ("assessment.kinds", [{"kind": "mainstream", "within": "4 months"}], "0.within", "set under “Assessment”"),
        ("assessment.kinds", [{"kind": "viability", "stops": "assessment.completed"}], "0.within", "Give the time"),
        (
            "assessment.kinds",
            [
                {
                    "kind": "viability",
                    "within": "2 weeks",
                    "starts": "assessment.started",
                    "stops": "assessment.started",
                }
            ],
            "0.stops",
            "cannot stop at the event that starts it",
        ),
        ("assessment.kinds", [{"kind": "viability"}, {"kind": "viability"}], "1.kind", "Row 1 says this already"),
        (
            "assessment.preparation_courses",
            [{"course": "Skills", "compulsory_for": ["mainstream"], "open_to": ["mainstream"]}],
            "0.open_to",
            "compulsory already",
        ),
        ("assessment.preparation_courses", [{"course": "Skills", "days": 0}], "0.days", "too small"),
        ("eligibility.pets", [{**RULE, "outcome": "evidence"}], "0.evidence", "Say what shows it"),
        ("eligibility.pets", [{**RULE, "outcome": "accept", "evidence": "A form"}], "0.outcome", "with evidence"),
        ("eligibility.pets", [RULE, {**RULE, "outcome": "bar"}], "1.rule", "Row 1 says this already"),
        ("eligibility.smoking", [{**RULE, "child_under": 19}], "0.child_under", "too large"),
        ("eligibility.pets", [{**RULE, "stopped_for": "12 months"}], "stopped_for", "no field"),
        ("eligibility.age_exceptions", [{"who": "anyone", "youngest": 17}], "0.youngest", "too small"),
        ("checks.required", [{"check": "personal_reference", "number": 3}], "0.number", "Personal referees"),
        ("checks.required", [{"check": "dbs", "number": 1}], "0.number", "DBS"),
        ("checks.required", [{"check": "school", "otherwise": "telephone"}], "0.manner", "as a rule"),
        (
            "checks.required",
            [{"check": "school", "manner": ["telephone"], "otherwise": "telephone"}],
            "0.otherwise",
            "as a rule already",
        ),
    ],
)
def test_rows_that_contradict_themselves_are_refused_beside_the_part(key, rows, path, words):
    found = refused(key, rows)
    assert any(where.endswith(path) and words in told for where, told in found), found


def test_one_case_may_lead_to_one_thing_for_some_children_and_to_another_for_others():
    rows = [
        {"rule": "Smokes", "outcome": "bar", "child_under": 5},
        {"rule": "Smokes", "outcome": "bar", "child_disabled": True},
        {"rule": "Smokes", "outcome": "record"},
    ]
    kind = setting("eligibility.smoking").kind
    assert kind.plain(kind.read(rows)) == rows


# --- Between settings


@pytest.mark.parametrize(
    ("stated", "key", "words"),
    [
        ({"eligibility__age_min": 25, "eligibility__age_max": 21}, "eligibility.age_max", "nobody could foster"),
        (
            {
                "eligibility__age_min": 21,
                "eligibility__age_exceptions": [{"who": "connected_person", "youngest": 21}],
            },
            "eligibility.age_exceptions",
            "younger than 21",
        ),
        (
            {"eligibility__age_exceptions": [{"who": "connected_person", "youngest": 18}]},
            "eligibility.age_exceptions",
            "no youngest age",
        ),
        (
            {"eligibility__relationship_outcome": "warn"},
            "eligibility.relationship_outcome",
            "how long a couple",
        ),
        (
            {"recruitment__decision_points": [{"name": "Go on", "decided_by": "meeting"}]},
            "recruitment.decision_points",
            "who has to be at the meeting",
        ),
        (
            {
                "recruitment__connected_person_assessment": {"within": {"usual": "16 weeks", "most": "20 weeks"}},
                "assessment__connected_person_extension": "8 weeks",
            },
            "assessment.connected_person_extension",
            "come to 24 weeks",
        ),
        (
            {"assessment__report_shared": "nothing", "assessment__report_comments": True},
            "assessment.report_shared",
            "have to see some of it",
        ),
        (
            {"assessment__dbs_household_age": "18 years", "assessment__dbs_household_age_included": False},
            "assessment.dbs_household_age_included",
            "leaves out those aged 18",
        ),
    ],
)
def test_settings_that_contradict_each_other_are_refused(stated, key, words):
    assert words in said_together(**stated)[key].words


@law("SI 2011/581 Sch 3 Part 1")
@pytest.mark.parametrize("included", [True, False])
def test_over_seventeen_and_eighteen_and_over_are_the_same(included):
    age = "18 years" if included else "17 years"
    said = {"assessment__dbs_household_age": age, "assessment__dbs_household_age_included": included}
    assert said_together(**said) == {}


def test_over_eighteen_quotes_the_schedule():
    said = {"assessment__dbs_household_age": "18 years", "assessment__dbs_household_age_included": False}
    assert said_together(**said)["assessment.dbs_household_age_included"].source == "SI 2011/581 Sch 3 Part 1"


def test_the_usual_time_and_its_extension_may_fill_the_longest():
    said = {
        "recruitment__connected_person_assessment": {"within": {"usual": "16 weeks", "most": "24 weeks"}},
        "assessment__connected_person_extension": "8 weeks",
    }
    assert said_together(**said) == {}


def test_ages_that_agree_stand_together():
    said = {
        "eligibility__age_min": 21,
        "eligibility__age_exceptions": [{"who": "connected_person", "youngest": 18}],
        "eligibility__relationship_length": "12 months",
        "eligibility__relationship_outcome": "warn",
    }
    assert said_together(**said) == {}
