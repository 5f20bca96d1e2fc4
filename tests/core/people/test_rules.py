"""What can be said of persons without a database."""

from datetime import date, timedelta

import pytest

from core.people import rules
from hearth.errors import RuleBroken
from tests.support.law import law

TODAY = date(2026, 11, 21)


@law("Children Act 1989 s105(1)")
@pytest.mark.parametrize(
    ("born_on", "on", "is_child"),
    [
        (date(2008, 11, 22), TODAY, True),  # turns 18 tomorrow
        (date(2008, 11, 21), TODAY, False),
        (date(2008, 11, 20), TODAY, False),
        (date(2008, 2, 29), date(2026, 2, 28), True),  # comes of age on 1 March of a common year
        (date(2008, 2, 29), date(2026, 3, 1), False),
        (None, TODAY, False),
    ],
)
def test_a_person_is_a_child_until_eighteen(born_on, on, is_child):
    assert rules.is_child(born_on, on) is is_child
    if born_on:
        assert (born_on > rules.latest_birthday_of_adults(on)) is is_child


@pytest.mark.parametrize("born_on", [None, TODAY, TODAY - timedelta(days=1), date(1906, 11, 21)])
def test_a_date_of_birth_may_be(born_on):
    rules.check_born_on(born_on, on=TODAY)


@pytest.mark.parametrize("born_on", [TODAY + timedelta(days=1), date(1905, 11, 21)])
def test_a_date_of_birth_that_nobody_alive_has_is_refused(born_on):
    with pytest.raises(RuleBroken) as refused:
        rules.check_born_on(born_on, on=TODAY)

    assert refused.value.field == "born_on"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Zoë O'Neil", ["zoe", "o", "neil"]),
        ("  SMITH-jones ", ["smith", "jones"]),
        ("FH-1042", ["fh", "1042"]),
        ("%_'; --", []),
        ("", []),
    ],
)
def test_names_are_sought_without_case_accents_or_punctuation(typed, words):
    assert rules.plain_words(typed) == words


def test_what_was_typed_becomes_beginnings_of_words():
    assert rules.word_beginnings("ada ok") == "ada:* & ok:*"
    assert rules.word_beginnings(" ' ") == ""
    assert rules.word_beginnings("a b c d e f g h").count("&") == rules.MOST_WORDS - 1


@pytest.mark.parametrize(
    ("carers", "name"),
    [
        ([("Jean", "Pellow")], "Jean Pellow"),
        ([("Ada", "Okafor"), ("Ben", "Reid")], "Okafor and Reid"),
        ([("Ada", "Okafor"), ("Ben", "Okafor")], "Ada and Ben Okafor"),
    ],
)
def test_a_household_is_called_after_its_carers(carers, name):
    assert rules.joined_names(carers) == name


def test_an_address_is_tidied():
    assert rules.tidy_lines(" 12 Mill Lane,\n\n  Oakford ,") == "12 Mill Lane\nOakford"
