"""Dates, times, money and numbers as a page says them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearth.ui import words

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "state", "text"),
    [
        (-400, "overdue", "400 days overdue"),
        (-2, "overdue", "2 days overdue"),
        (-1, "overdue", "1 day overdue"),
        (0, "soon", "Due today"),
        (1, "soon", "Due tomorrow"),
        (2, "soon", "Due in 2 days"),
        (7, "soon", "Due in 7 days"),
        (8, "later", "1 Dec 2026"),
    ],
)
def test_how_a_due_date_stands(days: int, state: str, text: str) -> None:
    due = words.due(TODAY + timedelta(days=days), TODAY)
    assert (due.state, due.text, due.date) == (state, text, TODAY + timedelta(days=days))


def test_the_warning_window_is_the_duty_s_own() -> None:
    assert words.due(date(2026, 12, 10), TODAY, warn_days=30).text == "Due in 17 days"
    assert words.due(date(2026, 11, 24), TODAY, warn_days=0).text == "Due tomorrow"


def test_no_date_and_done() -> None:
    assert words.due(None, TODAY) == words.DueWords("none", "No date set")
    assert words.done().text == "Up to date"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (time(14, 0), "2:00pm"),
        (time(0, 0), "midnight"),
        (time(12, 0), "midday"),
        (time(12, 5), "12:05pm"),
        (time(0, 30), "12:30am"),
        (time(23, 59), "11:59pm"),
        (datetime(2026, 7, 1, 9, 15, tzinfo=UTC), "10:15am"),  # summer time in England
        (datetime(2026, 11, 23, 9, 15, tzinfo=UTC), "9:15am"),
    ],
)
def test_the_time_of_day(value: time | datetime, text: str) -> None:
    assert words.clock(value) == text


def test_an_instant_falls_on_england_s_day() -> None:
    assert words.longdate(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026"
    assert words.moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026 at 12:30am"


def test_dates() -> None:
    day = date(2026, 11, 3)
    assert words.longdate(day) == "3 November 2026"
    assert words.shortdate(day) == "3 Nov 2026"
    assert words.daydate(day) == "Tuesday 3 November 2026"
    assert words.longdate("2026-11-03") == "3 November 2026"
    assert words.longdate(None) == ""
    assert words.date_range(date(2026, 11, 21), date(2026, 11, 25)) == "21 to 25 November 2026"
    assert words.date_range(date(2026, 11, 28), date(2026, 12, 4)) == "28 November to 4 December 2026"
    assert words.date_range(date(2026, 12, 28), date(2027, 1, 3)) == "28 December 2026 to 3 January 2027"


@pytest.mark.parametrize(
    ("pence", "text"), [(123450, "£1,234.50"), (20000, "£200"), (5, "£0.05"), (0, "£0"), (-150, "-£1.50"), (None, "")]
)
def test_money(pence: int | None, text: str) -> None:
    assert words.money(pence) == text


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_money_with_pence_reads_back_to_the_penny(pence: int) -> None:
    text = words.money_exact(pence).replace("£", "").replace(",", "").replace(".", "")
    assert int(text) == pence


def test_numbers_and_lists() -> None:
    assert words.plural(1, "child", "children") == "1 child"
    assert words.plural(2, "child", "children") == "2 children"
    assert words.plural(1200, "household") == "1,200 households"
    assert words.listed(["Ada"]) == "Ada"
    assert words.listed(["Ada", "Ben", "Cal"]) == "Ada, Ben and Cal"
    assert words.lower_first("Date of visit") == "date of visit"
    assert words.lower_first("DBS number") == "DBS number"
    assert words.lower_first("I agree") == "I agree"
    assert words.upper_first("unannounced") == "Unannounced"
    assert words.upper_first(None) == ""


def test_policy_values_in_words() -> None:
    class Interval:
        def in_words(self) -> str:
            return "6 weeks"

    assert words.in_words(Interval()) == "6 weeks"
    assert words.in_words(True) == "Yes"
    assert words.in_words(None) == "Not stated"
    assert words.in_words((Interval(), Interval())) == "6 weeks and 6 weeks"
    assert words.in_words(()) == "None"
    assert words.in_words(1500) == "1,500"
