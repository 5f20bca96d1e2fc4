"""Whatever colour a council brings, what is written on it can be read."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hearth.ui import theme

COLOURS = st.integers(min_value=0, max_value=0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS)
@example("#808080")
@example("#767676")
@example("#ffcc00")
@example("#000000")
@example("#ffffff")
@settings(max_examples=2000)
def test_every_pair_reaches_the_contrast_that_wcag_asks(colour: str) -> None:
    made = theme.tokens(colour)
    for front, back in theme.PAIRS:
        assert theme.contrast(made[front], made[back]) >= 4.5, (colour, front, back, made)
    assert theme.contrast(made["brand-strong"], theme.PAPER) >= 4.5
    assert theme.contrast(theme.INK, made["brand-tint"]) >= 4.5  # text on a marked row
    assert theme.contrast("#484949", made["brand-tint"]) >= 4.5  # its small text
    assert theme.contrast("#1a65a6", made["brand-tint"]) >= 4.5  # its links
    assert theme.contrast("#ca3535", theme.PAPER) >= 4.5


def test_a_colour_that_is_none_gives_the_default() -> None:
    for wrong in ("", None, "red", "#12345", "url(x)", "#00000g", "#fff;}body{"):
        assert theme.css(wrong) == theme.css(theme.DEFAULT_COLOUR)


def test_the_stylesheet_holds_custom_properties_alone() -> None:
    css = theme.css("#00594f")
    assert css.startswith(":root{--app-brand:#00594f;")
    assert "url" not in css


def test_an_administrator_is_told_when_a_colour_is_not_used_as_it_is() -> None:
    assert theme.advice("#00594f") == ""
    assert "too light" in theme.advice("#ffcc00")


def test_a_new_colour_has_a_new_address() -> None:
    one, other = theme.Brand("Oakshire", colour="#00594f"), theme.Brand("Oakshire", colour="#7b2d8e")
    assert one.version != other.version
    assert one.version == theme.Brand("Oakshire", colour="#00594f").version


def test_the_mark_is_in_the_council_s_colours() -> None:
    assert "#00594f" in theme.mark(theme.Brand("Oakshire", colour="#00594f"))


@pytest.mark.parametrize(
    ("name", "service_name", "service"),
    [
        ("Oakshire County Council", "Oakshire Fostering Service", "Fostering Service"),
        ("North Riverton City Council", "North Riverton Fostering Service", "Fostering Service"),
        ("Riverton Council", "Riverton Council fostering", "Fostering"),
        ("Riverton Council", "Fostering", "Fostering"),
        ("Riverton", "Riverton", "Riverton"),
    ],
)
def test_the_service_does_not_say_the_council_s_name_again(name: str, service_name: str, service: str) -> None:
    assert theme.Brand(name, service_name).service == service
