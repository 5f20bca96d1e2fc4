"""Panel, decisions, appeals, approvals, homes, reviews, learning and payments: what cannot be said, and why."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import yaml

from config_per_tenant.national import national, timeline
from config_per_tenant.packs import Pack, PackRefused, load_pack
from config_per_tenant.policy import Layer, Policy, policy_from_pack
from config_per_tenant.schema import setting
from config_per_tenant.schema.bounds import as_law_forces, beyond
from config_per_tenant.schema.finding import find
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
ONCE_A_YEAR = {"count": 1, "period": "1 year", "counted_per": "household"}
ONCE_IN_TWO = ONCE_A_YEAR | {"period": "2 years"}
VIEWS = ["carer", "placed_children", "placing_authorities_last_year"]

# (setting, on the bound, beyond it, provision)
BOUNDS = [
    ("panel.quorum_single", 5, 4, "SI 2011/581 r24"),
    ("panel.quorum_joint", 6, 5, "SI 2011/581 r23(5), r24"),
    ("panel.quorum_social_workers", 1, 0, "SI 2011/581 r24"),
    ("panel.independent_if_vice_chair_not", 1, 0, "SI 2011/581 r24"),
    ("panel.social_worker_experience", "3 years", "2 years", "SI 2011/581 r23(1)"),
    ("panel.chair_independent", True, False, "SI 2011/581 r23(4)"),
    ("panel.vice_chairs", 1, 0, "SI 2011/581 r23(4)"),
    ("panel.vice_chairs", 2, 3, "SI 2011/581 r23(4)"),
    ("panel.written_reasons_required", True, False, "SI 2011/581 r24"),
    ("panel.central_list_notice", "1 month", "2 months", "SI 2011/581 r23(2),(3)"),
    ("panel.central_list_notice", "1 month", "2 months", "SI 2011/581 r23(2),(3)"),
    ("panel.papers_lead_time", "5 working days", "4 working days", "NMS 14.3"),
    ("panel.papers_lead_time", "2 weeks", "7 days", "NMS 14.3"),
    ("panel.member_induction", "10 weeks", "11 weeks", "NMS 23"),
    ("panel.applicant_may_attend", True, False, "NMS 14.5"),
    ("panel.approvals_to_panel", True, False, "SI 2011/581 r25, r27"),
    ("decision.adm_decision", "7 working days", "8 working days", "NMS 14.9"),
    ("decision.oral_notice", "2 working days", "3 working days", "NMS 14.10"),
    ("decision.adm_post_qualifying_experience", "3 years", "2 years", "NMS 23"),
    ("decision.representations_window", "28 days", "27 days", "SI 2011/581 r27(6), r28(7)"),
    ("decision.representations_window", "28 days", "29 days", "SI 2011/581 r27(6), r28(7)"),
    ("decision.representations_return_to_panel", True, False, "SI 2011/581 r27, r28"),
    ("decision.irm_papers", "10 working days", "11 working days", "SI 2011/581 r29"),
    ("approval.single_provider", True, False, "SI 2011/581 r27"),
    ("approval.foster_care_agreement_required", True, False, "SI 2011/581 r27(5)(b), Sch 5"),
    ("resignation.effective", "28 days", "27 days", "SI 2011/581 r28(13)"),
    ("resignation.effective", "28 days", "29 days", "SI 2011/581 r28(13)"),
    ("review.views_required", VIEWS, VIEWS[:2], "SI 2011/581 r28(3)"),
    ("review.terms_change_with_written_consent_wait", "0 days", "1 day", "SI 2011/581 r28(9A)"),
    ("connected_person.temporary_approval", "16 weeks", "113 days", "SI 2010/959 r24"),
    ("connected_person.extension", "8 weeks", "57 days", "SI 2010/959 r25(2)"),
    ("connected_person.extension_count", 1, 2, "SI 2010/959 r25(2)"),
    ("connected_person.visits_until_first_review", "1 week", "8 days", "SI 2010/959 r28(4)"),
    ("connected_person.visits_after_first_review", "4 weeks", "29 days", "SI 2010/959 r28(4)"),
    ("capacity.usual_fostering_limit", 3, 4, "Children Act 1989 Sch 7 para 2"),
    ("capacity.exemption_names_children", True, False, "Children Act 1989 Sch 7 para 4"),
    ("capacity.emergency_outside_terms", "6 working days", "7 working days", "SI 2010/959 r23"),
    ("home.unannounced_inspections_per_year", ONCE_A_YEAR, ONCE_IN_TWO, "NMS 10.5"),
    ("home.own_bedroom_above_age", "3 years", "4 years", "NMS 10.6"),
    ("staff.induction_start", "7 working days", "8 working days", "NMS 23.3"),
    ("staff.induction_complete", "6 months", "7 months", "NMS 23.3"),
    ("payments.rate_review_interval", "1 year", "13 months", "NMS 28.3"),
    ("payments.policy_issued_interval", "12 months", "13 months", "NMS 28.6"),
    ("payments.annual_statement", True, False, "NMS 28.2"),
    ("fees.connected_persons_paid", True, False, "NMS 28.7"),
]
KEYS = sorted({key for key, *_ in BOUNDS})
FIXED = [key for key in KEYS if setting(key).is_fixed]


def faults(key, plain, on=ON):
    declared = setting(key)
    return beyond(declared, declared.kind.read(plain), on, NOWHERE)


def refused(key, plain):
    """The faults in reading a value: where, and words."""
    with pytest.raises(Wrong) as refusal:
        setting(key).kind.read(plain)
    return {fault.path: fault.words for fault in refusal.value.faults}


def said_together(**stated):
    """The conflicts of a policy that says this, by key; all else is the platform's default, or what law fixes."""
    given = {name.replace("__", "."): value for name, value in stated.items()}

    def value_of(key):
        declared = setting(key)
        if key in given:
            return declared.kind.read(given[key])
        return national(declared.default_national, ON).value if declared.is_fixed else declared.default_value()

    return dict(conflicts(value_of))


@law("SI 2011/581 r23(1)", "SI 2011/581 r23(4)", "SI 2011/581 r24", "SI 2011/581 r27(6)", "SI 2011/581 r28(3)")
@law("SI 2011/581 r28(9A)", "SI 2011/581 r28(13)", "SI 2011/581 r29", "SI 2010/959 r23", "SI 2010/959 r24")
@law("SI 2010/959 r25(2)", "SI 2010/959 r28(4)", "Children Act 1989 Sch 7 para 2", "Children Act 1989 Sch 7 para 4")
@law("NMS 10.5", "NMS 10.6", "NMS 14.3", "NMS 14.5", "NMS 14.9", "NMS 14.10", "NMS 23.3", "NMS 28.2", "NMS 28.3")
@law("NMS 28.6", "NMS 28.7")
@pytest.mark.parametrize(("key", "within", "past", "source"), BOUNDS)
def test_a_value_on_the_bound_stands_and_one_beyond_quotes_its_provision(key, within, past, source):
    assert faults(key, within) == []
    [fault] = faults(key, past)
    assert fault.source == source
    assert "provision" in fault.words


@pytest.mark.parametrize(("key", "within", "past", "source"), BOUNDS)
def test_a_value_beyond_its_bound_works_as_the_provision_says(key, within, past, source):
    declared = setting(key)
    value, forced_by = as_law_forces(declared, declared.kind.read(past), ON, NOWHERE)
    assert forced_by is not None
    assert forced_by.source == source
    assert beyond(declared, value, ON, NOWHERE) == []


@pytest.mark.parametrize("key", KEYS)
def test_a_bound_begins_on_its_first_day(key):
    for bound in setting(key).bounds:
        first = timeline(bound.national)[0].effective_from
        past = next(past for name, _, past, _ in BOUNDS if name == key)
        assert faults(key, past, first - timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("key", "within", "past"),
    [
        ("panel.quorum_single", 6, 4),
        ("panel.vice_chairs", 2, 3),
        ("decision.irm_papers", "5 working days", "3 weeks"),
        ("resignation.effective", "28 days", "14 days"),
        ("capacity.usual_fostering_limit", 2, 4),
        ("fees.connected_persons_paid", True, False),
    ],
)
def test_a_pack_beyond_the_bound_is_refused(key, within, past, tmp_path):
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
        ("panel.quorum_joint", 5),
        ("panel.papers_lead_time", "3 working days"),
        ("connected_person.temporary_approval", "20 weeks"),
        ("home.own_bedroom_above_age", "5 years"),
        ("payments.rate_review_interval", "2 years"),
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


@pytest.mark.parametrize("key", FIXED)
def test_what_law_fixes_holds_while_the_council_says_nothing(key):
    entry = Policy((Layer("none", "Opening policy", 1, ON, {}),), ON).entry(key)
    assert entry.is_default
    assert entry.value == next(setting(key).kind.read(within) for name, within, *_ in BOUNDS if name == key)
    assert entry.in_words() != "Not set"


def test_a_target_between_other_events_than_the_provisions_is_left_alone():
    """Leicestershire counts seven days from panel, not from the minutes: nothing is claimed about it."""
    entry = policy_from_pack("leicestershire", ON).entry("decision.adm_decision")
    assert (entry.value.starts, entry.value.longest.in_words()) == ("panel.recommended", "7 days")
    assert not entry.is_compared
    assert not entry.is_forced


# --- What cannot be said in a table


def test_the_fostering_panel_is_named_and_no_panel_twice():
    assert (
        "Name the fostering panel" in refused("panel.panels", [{"name": "Lodgings", "hears": "supported_lodgings"}])[""]
    )
    twice = [{"name": "Panel", "hears": "fostering"}, {"name": "Panel", "hears": "resources"}]
    assert refused("panel.panels", twice) == {"1.name": "Row 1 says this already."}


@law("SI 2011/581 r23(4)")
def test_a_panel_has_one_chair_who_is_independent():
    seats = [
        {"seat": "Chair", "part": "chair", "independent": False},
        {"seat": "Second chair", "part": "chair"},
        {"seat": "Member", "part": "member", "number": 0},
    ]
    assert refused("panel.members", seats) == {
        "0.independent": "The chair is independent of the fostering service.",
        "1.part": "A panel has one chair.",
        "2.number": "Give 1 or more, or leave the seat out.",
    }


@law("SI 2011/581 r25", "SI 2011/581 r28(13)")
def test_the_panel_recommends_on_applications_and_first_reviews_and_never_on_resignations():
    items = [
        {"item": "approval", "part": "consider"},
        {"item": "first_review", "part": "note"},
        {"item": "resignation", "part": "decide"},
    ]
    assert list(refused("panel.items", items)) == ["0.part", "1.part", "2.part"]
    for part in ("consider", "note"):
        assert setting("panel.items").kind.read([{"item": "resignation", "part": part}])


def test_a_decision_is_given_in_writing():
    assert "in writing" in refused("decision.how_told", [{"how": "telephone"}])[""]


@law("SI 2011/581 r26")
@pytest.mark.parametrize("route", ["representations", "independent_review"])
def test_an_applicant_stopped_at_stage_one_has_no_determination_to_contest(route):
    assert "stage 1" in refused("appeals.routes", [{"who": "applicant_stage_one", "route": route}])["0.route"]
    assert setting("appeals.routes").kind.read([{"who": "applicant_stage_one", "route": "complaint"}])


@pytest.mark.parametrize(
    ("row", "path"),
    [
        ({"who": "carer_ended", "route": "reasons"}, "0.route"),
        ({"who": "applicant", "route": "representations", "against": "recommendation"}, "0.against"),
        ({"who": "applicant", "route": "internal", "starts": "approval.decided"}, "0.within"),
        ({"who": "nobody", "route": "internal"}, "0.who"),
    ],
)
def test_a_way_to_contest_that_does_not_hold_together_is_refused(row, path):
    assert path in refused("appeals.routes", [row])


@law("SI 2011/581 r28(5)")
def test_a_first_review_goes_to_panel_and_an_occasion_has_one_place():
    assert list(refused("review.routes", [{"when": "first_review", "goes_to": "outside_panel"}])) == ["0.goes_to"]
    twice = [{"when": "complaint", "goes_to": "panel"}, {"when": "complaint", "goes_to": "outside_panel"}]
    assert list(refused("review.routes", twice)) == ["1.when"]


def test_refresh_cycles_are_for_courses_that_are_taken_again():
    assert list(refused("training.refresh_cycles", [{"kind": "preparation", "every": "3 years"}])) == ["0.kind"]
    assert list(refused("training.refresh_cycles", [{"kind": "core", "every": "0 years"}])) == ["0.every"]


def test_a_review_of_the_programme_is_a_figure_and_a_start():
    assert "starts" in refused("training.programme_review", {"every": "2 months"})
    assert refused("training.programme_review", "bi-monthly")


# --- What cannot be said together

SEATS = [{"seat": "Chair", "part": "chair"}, {"seat": "Member", "part": "member", "number": 4}]


@law("SI 2011/581 r24")
def test_the_seats_are_enough_for_the_councils_own_quorum():
    assert "panel.members" not in said_together(panel__members=SEATS, panel__quorum_single=5)
    fault = said_together(panel__members=SEATS, panel__quorum_single=6)["panel.members"]
    assert "fewer than the quorum of 6" in fault.words


def test_the_seats_and_the_number_of_vice_chairs_agree():
    seats = [*SEATS, {"seat": "Vice chair", "part": "vice_chair"}]
    assert "panel.members" not in said_together(panel__members=seats, panel__vice_chairs=1)
    assert "Give both the same" in said_together(panel__members=seats, panel__vice_chairs=2)["panel.members"].words


def test_not_everybody_of_the_quorum_is_a_social_worker():
    together = said_together(panel__quorum_single=5, panel__quorum_social_workers=5)
    assert together["panel.quorum_social_workers"].source == "SI 2011/581 r24"
    assert not said_together(panel__quorum_single=5, panel__quorum_social_workers=4)


@law("SI 2011/581 r27(6)", "SI 2011/581 r28(7)")
@pytest.mark.parametrize(("within", "stands"), [("28 days", True), ("27 days", False), ("40 working days", False)])
def test_the_window_of_a_way_that_law_opens_is_the_laws(within, stands):
    together = said_together(appeals__routes=[{"who": "applicant", "route": "representations", "within": within}])
    assert ("appeals.routes" not in together) == stands
    if not stands:
        assert together["appeals.routes"].path == "0.within"
        assert together["appeals.routes"].source == "SI 2011/581 r27(6), r28(7)"
    other = said_together(appeals__routes=[{"who": "applicant", "route": "internal", "within": within}])
    assert "appeals.routes" not in other


def test_what_the_panel_recommends_on_is_not_decided_outside_it():
    routes = [{"when": "complaint", "goes_to": "outside_panel"}]
    items = [{"item": "complaint", "part": "decide"}]
    assert said_together(review__routes=routes, panel__items=items)["review.routes"].path == "0.goes_to"
    assert not said_together(review__routes=routes, panel__items=[{"item": "complaint", "part": "note"}])


def test_one_role_decides_the_reviews_outside_panel():
    routes = [{"when": "other", "goes_to": "outside_panel", "decided_by": "team_manager"}]
    assert said_together(review__routes=routes)["review.routes"].path == "0.decided_by"


def test_a_plan_is_looked_at_before_it_is_written_anew():
    together = said_together(training__plan_review="18 months", training__plan_update="1 year")
    assert "training.plan_review" in together
    assert not said_together(training__plan_review="6 months", training__plan_update="1 year")


def test_a_pack_whose_window_is_another_is_refused(tmp_path):
    file = tmp_path / "oakshire.yaml"
    routes = [{"who": "carer_ended", "route": "independent_review", "within": "14 days"}]
    stated = {"state": "set", "value": routes, "sources": [{"document": "sop", "section": "4.1"}]}
    whole = {
        "council": {"slug": "oakshire", "name": "Oakshire Council"},
        "documents": {"sop": {"title": "Statement of Purpose"}},
        "settings": {"appeals.routes": stated},
    }
    file.write_text(yaml.safe_dump(whole), encoding="utf-8")
    with pytest.raises(PackRefused, match="28 days"):
        load_pack(file, ON)


# --- Found in plain words


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("how many people must be at panel", "panel.quorum_single"),
        ("who chairs the business meeting", "panel.business_meeting_chair"),
        ("IRM", "decision.irm_papers"),
        ("how do carers appeal", "appeals.routes"),
        ("spare room", "home.own_bedroom_above_age"),
        ("PDP", "training.plan_update"),
        ("refresher training", "training.refresh_cycles"),
        ("tax year statement", "payments.annual_statement"),
    ],
)
def test_a_question_in_plain_words_finds_its_setting(question, key):
    assert key in [declared.key for declared in find(question)][:4]
