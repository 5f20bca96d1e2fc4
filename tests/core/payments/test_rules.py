"""A week's pay, night by night. NMS 28 and the council's own scheme; no database."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from config_per_tenant.packs import load_pack
from config_per_tenant.policy import policy_from_pack
from config_per_tenant.schema.types import TierTable
from core.demo.plan import PACKS
from core.payments.rules import known_facts, nightly_share, preview_week
from core.payments.week import Approved, Carer, HouseholdFacts, Preview, Standing, Stay, Week

WEEK = Week(date(2026, 11, 16))
APPROVED = date(2021, 3, 1)


def policies(slug="luton"):
    pack = load_pack(PACKS / slug, WEEK.begins_on)
    return cache(lambda day: policy_from_pack(pack, day))


def a_child(born_on=date(2016, 5, 2), from_on=date(2026, 1, 5), until_on=None, name="Ellis"):
    return Stay(name, f"placement:{name}", born_on, from_on, until_on, "short_term")


def a_household(*stays, kind="mainstream", level=2, scheme=None, carers=1, ended_on=None, approved_on=APPROVED):
    return HouseholdFacts(
        household="Okafor and Reid",
        reference="household:1",
        approvals=(Approved(kind, approved_on, ended_on),),
        carers=(Carer(approved_on, None, date(2022, 1, 1)),) * carers,
        stays=stays,
        standings=(Standing(approved_on, level, scheme),),
    )


def of_kind(preview: Preview, kind: str):
    return [line for line in preview.lines if line.kind == kind]


def test_a_week_begins_on_a_monday():
    assert Week.holding(date(2026, 11, 22)) == WEEK
    with pytest.raises(ValueError, match="Monday"):
        Week(date(2026, 11, 17))


@pytest.mark.parametrize(
    ("weekly", "nights", "pence"),
    [(700, 1, 100), (701, 7, 701), (100, 1, 14), (25, 1, 4), (20400, 2, 5829), (0, 7, 0), (3, 7, 3)],
)
def test_part_of_a_week_is_so_many_sevenths_rounded_half_up(weekly, nights, pence):
    assert nightly_share(weekly, nights) == pence


@pytest.mark.parametrize(
    ("from_on", "until_on", "nights"),
    [
        (date(2026, 1, 5), None, 7),
        (date(2026, 11, 16), date(2026, 11, 17), 1),  # the night of the day of leaving is not paid
        (date(2026, 11, 22), None, 1),  # the night of the day of arrival is
        (date(2026, 11, 18), date(2026, 11, 21), 3),
        (date(2026, 11, 23), None, 0),
        (date(2026, 1, 5), date(2026, 11, 16), 0),
    ],
)
def test_nights_are_paid_from_the_day_of_arrival_to_the_day_before_leaving(from_on, until_on, nights):
    preview = preview_week(a_household(a_child(from_on=from_on, until_on=until_on)), WEEK, policies())

    assert sum(line.nights for line in of_kind(preview, "allowance")) == nights


def test_a_birthday_in_the_week_splits_the_allowance_at_that_night():
    preview = preview_week(a_household(a_child(born_on=date(2015, 11, 18))), WEEK, policies())

    assert [(line.nights, line.what) for line in of_kind(preview, "allowance")] == [
        (2, "Allowance, primary"),
        (5, "Allowance, 11 to 15"),
    ]


def test_nothing_is_paid_outside_the_approval():
    ended = preview_week(a_household(a_child(), ended_on=date(2026, 11, 18)), WEEK, policies())
    begun = preview_week(
        a_household(a_child(from_on=date(2026, 11, 20)), approved_on=date(2026, 11, 20)), WEEK, policies()
    )

    assert [line.nights for line in of_kind(ended, "allowance")] == [2]
    assert [line.nights for line in of_kind(begun, "allowance")] == [3]


def test_nights_without_approval_are_said_to_be_unpaid():
    preview = preview_week(a_household(a_child(), ended_on=date(2026, 11, 20)), WEEK, policies())

    assert [trace.rule for trace in preview.unpaid if "not approved" in trace.rule] == [
        f"Nothing is paid for the night of {day} November 2026: the household was not approved to foster"
        for day in (20, 21, 22)
    ]


def test_a_temporary_approval_followed_by_a_full_one_is_paid_on_every_night_and_counts_as_one_service():
    facts = replace(
        a_household(a_child()),
        approvals=(
            Approved("connected_person", date(2023, 11, 18), date(2026, 11, 18)),
            Approved("connected_person", date(2026, 11, 18)),
        ),
    )

    preview = preview_week(facts, WEEK, policies())

    assert sum(line.nights for line in of_kind(preview, "allowance")) == 7
    assert known_facts(facts, date(2026, 11, 18), None)["years_approved"] == 3


def test_a_carer_counts_on_the_nights_on_which_they_are_one():
    facts = replace(a_household(), carers=(Carer(APPROVED), Carer(APPROVED, date(2026, 11, 21))))

    assert len(facts.carers_on(date(2026, 11, 20))) == 2
    assert len(facts.carers_on(date(2026, 11, 21))) == 1


def test_what_is_not_known_is_among_the_reasons():
    tiers = TierTable.from_plain(
        {
            "basis": "skill",
            "tiers": [
                {
                    "code": "one",
                    "label": "One",
                    "weekly_pence": 100,
                    "per": "household",
                    "conditions": [{"fact": "skill_level", "op": ">=", "value": 1}],
                }
            ],
        }
    )

    class OneTier:
        def __getitem__(self, key):
            return tiers if key == "fees.tiers" else policies()(WEEK.begins_on)[key]

        def use(self, key):
            return policies()(WEEK.begins_on).use(key)

    preview = preview_week(replace(a_household(a_child()), standings=()), WEEK, lambda day: OneTier())

    assert [trace.steps for trace in preview.unpaid] == [("Not known: skill level.",)]


def test_an_empty_house_is_told_why_there_is_no_fee():
    preview = preview_week(a_household(), WEEK, policies("milton-keynes"))

    assert preview.lines == ()
    assert "No fee on days when no child is placed" in preview.unpaid[0].rule


def test_a_young_person_of_18_has_no_allowance_and_the_page_says_so():
    preview = preview_week(a_household(a_child(born_on=date(2008, 11, 16))), WEEK, policies())

    assert of_kind(preview, "allowance") == []
    assert any("no rate at 18" in trace.rule for trace in preview.unpaid)


def test_a_fee_for_each_child_follows_each_childs_nights():
    two = a_household(a_child(), a_child(from_on=date(2026, 11, 20), name="Tia"))

    fees = of_kind(preview_week(two, WEEK, policies("milton-keynes")), "fee")

    assert [(line.whom, line.nights) for line in fees] == [("Ellis", 7), ("Tia", 3)]


def test_a_fee_for_the_household_is_paid_once_however_many_children():
    two = a_household(a_child(), a_child(name="Tia"))

    fees = of_kind(preview_week(two, WEEK, policies("coventry")), "fee")

    assert [(line.whom, line.nights) for line in fees] == [("Okafor and Reid", 7)]


def test_a_specialist_scheme_pays_in_place_of_the_ordinary_tier():
    preview = preview_week(a_household(a_child(), level=1, scheme="next_steps"), WEEK, policies("coventry"))
    highest = preview_week(a_household(a_child(), level=3), WEEK, policies("coventry"))

    assert of_kind(preview, "fee") == []
    assert [line.weekly_pence for line in of_kind(preview, "scheme_fee")] == [
        line.weekly_pence for line in of_kind(highest, "fee")
    ]


@pytest.mark.parametrize(("years", "tier"), [(1, "lowest"), (4, "middle")])
def test_the_fee_of_a_scheme_by_length_of_service_rises_with_it(years, tier):
    approved_on = date(2026 - years, 1, 4)
    fees = of_kind(preview_week(a_household(a_child(), level=2, approved_on=approved_on), WEEK, policies()), "fee")
    new = of_kind(preview_week(a_household(a_child(), level=1, approved_on=date(2026, 1, 4)), WEEK, policies()), "fee")

    assert len(fees) == len(new) == 1
    assert (fees[0].weekly_pence > new[0].weekly_pence) == (tier == "middle")


@pytest.mark.parametrize("slug", ["milton-keynes", "luton", "leicestershire", "coventry"])
def test_every_line_explains_itself_and_says_when_its_rate_is_an_example(slug):
    preview = preview_week(a_household(a_child()), WEEK, policies(slug))

    assert preview.total_pence == sum(line.amount_pence for line in preview.lines) > 0
    for line in preview.lines:
        assert line.trace.rule
        assert line.trace.settings
        assert line.trace.steps == (
            f"{_pounds(line.weekly_pence)} a week x 7 of 7 nights = {_pounds(line.amount_pence)}",
        )
        if line.example:
            assert any("example" in use.note.lower() for use in line.trace.settings)


def _pounds(pence: int) -> str:
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"
