"""Words that a council writes itself: merge fields that exist, and nothing but words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config_per_tenant.pages.shapes import shape_of
from config_per_tenant.schema import SETTINGS
from config_per_tenant.schema.kinds import Wording
from config_per_tenant.schema.reading import Wrong

KIND = Wording(fields={"council": "the council's name", "person": "the name of whoever asked"}, longest=200)
WORDED = [key for key, setting in SETTINGS.items() if isinstance(setting.kind, Wording)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dear {persn}", "Nothing is filled in for {persn}. Did you mean {person}?"),
        ("Dear {Council}", "Did you mean {council}?"),
        ("Dear {}", "Nothing is filled in for {}. There are {council}, {person}."),
        ("Dear {zzz}", "There are {council}, {person}."),
        ("Dear {person", "A curly bracket has no partner"),
        ("Dear person}", "A curly bracket has no partner"),
        ("Dear {{person}}", "A curly bracket has no partner"),
        ("{% load secrets %}", "Nothing is filled in for {% load secrets %}"),
        ("<script>alert(1)</script>", "without “<”"),
        ("a <b>bold</b> word", "without “<”"),
        ("one\x00two", "nobody sees (U+0000)"),
        ("one\ttwo", "nobody sees (U+0009)"),
        ("one\u202etwo", "nobody sees (U+202E)"),
        ("x" * 201, "Use 200 characters or fewer; there are 201."),
        ("  ", "Give words"),
        (5, "Give words"),
        (None, "Give words"),
    ],
)
def test_what_is_not_plain_words_is_refused(text, said):
    with pytest.raises(Wrong, match="") as refusal:
        KIND.read(text)
    assert said in str(refusal.value)


def test_all_faults_come_at_once():
    with pytest.raises(Wrong) as refusal:
        KIND.read("<b>{nobody}</b> {")
    assert len(refusal.value.faults) == 3


def test_what_is_filled_in_is_escaped_with_the_rest():
    words = KIND.read("{council} & you\n\nDear {person},\nwelcome")
    values = {"council": "A > B", "person": "<script>Jo</script>"}
    assert words.paragraphs(values) == ["A &gt; B &amp; you", "Dear &lt;script&gt;Jo&lt;/script&gt;,\nwelcome"]
    assert words.render(values) == "A &gt; B &amp; you\n\nDear &lt;script&gt;Jo&lt;/script&gt;,\nwelcome"
    assert words.fields == ("council", "person")


def test_what_is_filled_in_is_not_filled_in_again():
    assert KIND.read("Dear {person}").render({"person": "{council}", "council": "C"}) == "Dear {council}"


@given(st.text())
def test_whatever_is_typed_is_refused_or_kept_and_never_becomes_markup(text):
    try:
        words = KIND.read(text)
    except Wrong:
        return
    assert KIND.read(KIND.plain(words)) == words
    assert "<" not in words.render({"council": "<i>", "person": "<b>"})


@pytest.mark.parametrize("key", WORDED)
def test_each_wording_has_a_default_that_can_be_filled_in_and_a_form_that_names_its_parts(key):
    setting = SETTINGS[key]
    words = setting.default_value()
    assert words.paragraphs({name: name for name in setting.kind.fields})
    [column] = shape_of(setting).single
    assert all(f"{{{name}}}" in column.hint for name in setting.kind.fields)
