"""Finding a setting by a question as a colleague would put it."""

import pytest

from config_per_tenant.schema import SETTINGS, find
from config_per_tenant.schema.finding import nearest_words, search, stem


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("how often do we visit", "supervision.visit_interval"),
        ("visiting frequency", "supervision.visit_interval"),
        ("surprise visits", "supervision.unannounced_visits"),
        ("who signs off a placement", "decisions.makers"),
        ("how long do we have to reply to an enquiry?", "recruitment.reply_to_enquiry"),
        ("our logo and colours", "brand.identity"),
        ("what do we pay", "fees.tiers"),
    ],
)
def test_the_best_answer_comes_first(question, key):
    assert key in [declared.key for declared in find(question)][:3]


def test_each_answer_says_why_it_was_found():
    found = {each.setting.key: each.why for each in search("surprise visits")}

    assert found["supervision.unannounced_visits"] == "Also looked for as “surprise”; “visits” in its name"


def test_a_word_that_only_stands_for_another_says_so():
    found = {each.setting.key: each.why for each in search("connected persons pay")}

    assert "“pay”" in found["fees.connected_persons_paid"] or "paid" in found["fees.connected_persons_paid"]
    assert "“connected” and “persons” in its name" in found["fees.connected_persons_paid"]


def test_word_order_decides_between_equals():
    assert find("how often we visit")[0].key == "supervision.visit_interval"


def test_what_nobody_knows_finds_nothing_and_a_slip_is_put_right():
    assert find("xyzzy") == []
    assert find("") == []
    assert find("???") == []
    assert nearest_words("unanounced vists") == "unannounced visits"
    assert nearest_words("xyzzy") == ""
    assert nearest_words("how often do we visit") == ""


def test_words_of_one_stem_are_one():
    assert len({stem(word) for word in ("visit", "visits", "visited", "visiting")}) == 1
    assert len({stem(word) for word in ("review", "reviews", "reviewed", "reviewing")}) == 1
    assert stem("enquiries") == stem("enquiry")
    assert stem("planned") == stem("plans")


def test_every_setting_is_found_first_or_nearly_by_its_own_name():
    """A name that several settings share in other words may come a little lower, never out of sight."""
    lost = [key for key, declared in SETTINGS.items() if declared not in find(declared.label)[:3]]
    assert lost == []
