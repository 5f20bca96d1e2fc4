"""Law and standards bound what a council may choose: on their day, with their provision, and whatever is saved."""

from datetime import date, timedelta

import pytest

from config_per_tenant.national import loading, national, national_keys, period, timeline
from config_per_tenant.policy import Layer, Policy, policy_from_pack
from config_per_tenant.schema import SETTINGS, setting
from config_per_tenant.schema.bounds import as_law_forces, beyond
from config_per_tenant.schema.types import RateTable
from config_per_tenant.statement import Statement
from tests.support.law import law

ON = date(2026, 11, 23)
NOWHERE = {"allowances.region": "rest_of_england"}.__getitem__


def faults(key, plain, on=ON, value_of=NOWHERE):
    declared = setting(key)
    return beyond(declared, declared.kind.read(plain), on, value_of)


@law("SI 2011/581 r28(2)", "SI 2011/581 r28(5)", "SI 2010/959 r24", "SI 2010/959 r25(2)")
@law("NMS 14.4", "NMS 14.10", "NMS 20.3", "NMS 21.8")
@pytest.mark.parametrize(
    ("key", "within", "past", "source"),
    [
        ("review.interval", "12 months", "13 months", "SI 2011/581 r28(2)"),
        ("review.first_within", "52 weeks", "53 weeks", "SI 2011/581 r28(2)"),
        ("review.first_to_panel", True, False, "SI 2011/581 r28(5)"),
        ("training.tsd_mainstream", "1 year", "18 months", "NMS 20.3"),
        ("training.tsd_connected_person", "18 months", "19 months", "NMS 20.3"),
        (
            "supervision.unannounced_visits",
            {"count": 1, "period": "12 months", "counted_per": "household"},
            {"count": 2, "period": "2 years", "counted_per": "household"},
            "NMS 21.8",
        ),
        ("recruitment.application_to_panel", {"within": "8 months"}, {"within": "9 months"}, "NMS 14.4"),
        (
            "recruitment.application_to_panel",
            {"within": {"least": "4 months", "most": "6 months"}},
            {"within": {"least": "4 months", "most": "10 months"}},
            "NMS 14.4",
        ),
        ("recruitment.decision_letter", "5 working days", "6 working days", "NMS 14.10"),
        ("recruitment.connected_person_assessment", "24 weeks", "25 weeks", "SI 2010/959 r24, r25(2)"),
    ],
)
def test_a_value_up_to_the_bound_stands_and_one_beyond_quotes_its_provision(key, within, past, source):
    assert faults(key, within) == []
    [fault] = faults(key, past)
    assert fault.source == source
    assert "provision" in fault.words


def test_unannounced_visits_are_counted_for_each_household_only():
    key = "supervision.unannounced_visits"
    for_each_child = {"count": 2, "period": "1 year", "counted_per": "child"}
    [fault] = faults(key, for_each_child)
    assert (fault.path, fault.source) == ("counted_per", "NMS 21.8")
    assert "for each household" in fault.words
    assert policy(ON, supervision__unannounced_visits=for_each_child)[key].in_words() == "2 a year for each household"


def test_a_target_runs_between_other_events_only_where_the_provision_is_held_beside_it():
    """Otherwise one choice of an event would escape the law."""
    later = {"within": "90 working days", "starts": "panel_minutes.received", "stops": "decision_letter.sent"}
    [fault] = faults("decision.adm_decision", later)
    assert (fault.path, fault.source) == ("stops", "NMS 14.9")
    assert "from the panel's recommendation" in fault.words

    printed = {"within": "7 working days", "starts": "panel.recommended", "stops": "approval.decided"}
    assert faults("decision.adm_decision", printed) == []
    seen = policy(ON, decision__adm_decision=printed).entry("decision.adm_decision")
    assert not seen.is_compared
    assert any("NMS 14.9 counts between other events" in words for words in seen.warnings)


def test_a_target_that_escapes_is_brought_back_to_the_events_of_the_provision():
    other = {"within": "9 months", "starts": "enquiry.received", "stops": "approval.decided"}
    forced = policy(ON, recruitment__application_to_panel=other).entry("recruitment.application_to_panel")
    assert forced.forced_by is not None
    assert forced.plain == {"within": "8 months", "starts": "application.received", "stops": "panel.recommended"}


def test_a_setting_that_law_bounds_is_given_up_only_where_another_holds_the_law():
    bounded = {key for key, declared in SETTINGS.items() if declared.bounds and declared.may_be_none}
    assert bounded == {"recruitment.assessment"}  # the standard has a setting of its own


def test_every_bound_that_a_setting_names_is_a_national_value_of_the_same_kind():
    for declared in SETTINGS.values():
        for bound in declared.bounds:
            assert timeline(bound.national)[0].kind == bound.kind


@pytest.mark.parametrize("key", national_keys())
def test_every_national_value_is_dated_cited_and_in_order(key):
    values = timeline(key)
    assert all(value.source and value.label and value.force and value.check for value in values)
    assert [value.effective_from for value in values] == sorted({value.effective_from for value in values})
    first = values[0].effective_from
    with pytest.raises(KeyError):
        national(key, first - timedelta(days=1))
    assert national(key, first) is values[0]


def test_a_provision_binds_from_its_first_day():
    first = timeline("review.interval")[0].effective_from
    assert faults("review.interval", "13 months", first - timedelta(days=1)) == []
    assert len(faults("review.interval", "13 months", first)) == 1
    assert len(faults("review.interval", "13 months", first + timedelta(days=1))) == 1


# --- The minimum allowance


def rates(pounds):
    bands = national("payments.allowance_floor", ON).value.bands
    return {
        "bands": [band.to_plain() for band in bands],
        "weekly_pence": {band.id: amount * 100 for band, amount in zip(bands, pounds, strict=True)},
    }


MINIMUM_2024 = rates([165, 170, 187, 213, 249])
MINIMUM_2025 = rates([170, 176, 194, 220, 258])


@law("NMS 28.1")
@pytest.mark.parametrize(
    ("on", "table", "count"),
    [
        (date(2024, 4, 5), rates([1, 1, 1, 1, 1]), 0),
        (date(2024, 4, 6), MINIMUM_2024, 0),
        (date(2025, 4, 5), MINIMUM_2024, 0),
        (date(2025, 4, 6), MINIMUM_2024, 5),
        (date(2025, 4, 6), MINIMUM_2025, 0),
        (date(2026, 4, 5), MINIMUM_2024, 5),
        (date(2026, 4, 6), MINIMUM_2025, 0),
        (date(2027, 4, 6), rates([170, 176, 194, 220, 257]), 1),
    ],
)
def test_allowances_keep_to_the_table_of_the_tax_year(on, table, count):
    found = faults("allowances.table", table, on)
    assert len(found) == count
    assert all(fault.source == "NMS 28.1" and "below the minimum" in fault.words for fault in found)


def test_the_region_decides_the_minimum():
    assert len(faults("allowances.table", MINIMUM_2025, value_of={"allowances.region": "london"}.__getitem__)) == 5


def test_a_year_that_is_not_published_holds_the_last_and_says_so():
    value = national("payments.allowance_floor", ON)
    assert value.value.tax_year == "2025-26"
    assert value.check == "missing"
    assert value.provisional
    assert "2026-27" in value.warning
    entry = policy_from_pack("luton", ON).entry("allowances.table")
    assert value.warning in entry.warnings
    assert not policy_from_pack("luton", date(2026, 4, 5)).entry("allowances.table").provisions[0].provisional


def policy(on, **plain):
    statements = {key.replace("__", "."): Statement("set", value) for key, value in plain.items()}
    return Policy([Layer("v1", "Version 1", 1, date(2024, 4, 6), statements)], on)


@law("NMS 28.1")
def test_the_law_forces_an_allowance_on_its_day():
    before = policy(date(2025, 4, 5), allowances__table=MINIMUM_2024).entry("allowances.table")
    after = policy(date(2025, 4, 6), allowances__table=MINIMUM_2024).entry("allowances.table")

    assert not before.is_forced
    assert before.value.pence_at(16) == 24900
    assert after.is_forced
    assert after.value.pence_at(16) == 25800
    assert after.value.bands == before.value.bands
    assert any("NMS 28.1" in warning for warning in after.warnings)


def test_a_band_that_straddles_the_national_ones_is_split_where_the_minimum_steps():
    table = {
        "bands": [
            {"id": "young", "label": "Under 11", "from_age": 0, "to_age": 10},
            {"id": "old", "label": "11 and over", "from_age": 11, "to_age": 17},
        ],
        "weekly_pence": {"young": 18000, "old": 30000},
    }
    assert len(faults("allowances.table", table)) == 1
    raised = policy(ON, allowances__table=table)["allowances.table"]
    assert [raised.pence_at(age) for age in (0, 4, 5, 10, 11, 17)] == [18000, 18000, 19400, 19400, 30000, 30000]
    assert RateTable.from_plain(raised.to_plain()) == raised


def test_without_a_table_the_national_minimum_of_the_region_is_paid():
    paid = policy(ON, allowances__region="south_east").entry("allowances.table")
    assert paid.is_default
    assert paid.value.pence_at(0) == 18900


@pytest.mark.parametrize(
    ("key", "past", "forced"),
    [
        ("review.interval", "15 months", "12 months"),
        ("review.first_to_panel", False, "Yes"),
        ("recruitment.application_to_panel", {"within": {"least": "4 months", "most": "10 months"}}, "4 to 8 months"),
        (
            "supervision.unannounced_visits",
            {"count": 1, "period": "2 years", "counted_per": "household"},
            "1 a year for each household",
        ),
    ],
)
def test_a_value_beyond_law_never_works_whatever_is_saved(key, past, forced):
    entry = policy(ON, **{key.replace(".", "__"): past}).entry(key)
    assert forced.lower() in entry.in_words().lower()
    assert entry.is_forced
    declared = setting(key)
    again, by = as_law_forces(declared, entry.value, ON, NOWHERE)
    assert (again, by) == (entry.value, None)


def test_the_stamp_follows_the_national_values():
    assert policy(date(2025, 4, 5)).stamp != policy(date(2025, 4, 6)).stamp
    assert policy(date(2025, 4, 6)).stamp == policy(date(2025, 12, 31)).stamp
    assert period(date(2026, 4, 5)) != period(date(2026, 4, 6))


def test_a_tightened_bound_binds_the_day_it_begins(monkeypatch):
    """A new dated entry is all that a change of law needs."""
    from dataclasses import replace

    from config_per_tenant.schema.types import Duration

    old = timeline("review.interval")[0]
    new = replace(old, value=Duration(9, "months"), effective_from=date(2027, 4, 1))
    everything = {**loading._all(), "review.interval": (old, new)}
    monkeypatch.setattr(loading, "_all", lambda: everything)

    assert faults("review.interval", "12 months", date(2027, 3, 31)) == []
    assert len(faults("review.interval", "12 months", date(2027, 4, 1))) == 1
    assert policy(date(2027, 3, 31), review__interval="12 months")["review.interval"].in_words() == "12 months"
    assert policy(date(2027, 4, 1), review__interval="12 months")["review.interval"].in_words() == "9 months"
