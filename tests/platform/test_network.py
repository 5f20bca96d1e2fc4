"""Whose address a request has behind proxies, and what is counted by it."""

import pytest
from django.core.cache import cache
from django.core.cache.backends import locmem
from django.urls import reverse

from hearth.network import client_address, is_over
from tests.support.browsing import HOST


@pytest.mark.parametrize(
    ("proxies", "passed_on", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),  # no proxy of ours: the header is the client's own word
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),  # what stands before was written by the client
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),  # it did not come by both
        (1, "", "10.0.0.1"),
        (1, "nonsense", "10.0.0.1"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_only_our_own_proxies_are_believed(rf, settings, proxies, passed_on, address):
    settings.TRUSTED_PROXIES = proxies
    headers = {"x-forwarded-for": passed_on} if passed_on else {}
    assert client_address(rf.get("/", headers=headers, REMOTE_ADDR="10.0.0.1")) == address


def test_what_one_address_sends_too_often_stops_no_other(rf, settings, council):
    settings.TRUSTED_PROXIES = 1

    def sent(address):
        return is_over(rf.post("/", headers={"x-forwarded-for": address}), "letters", most=2, seconds=60)

    assert [sent("203.0.113.9") for _ in range(3)] == [False, False, True]
    assert not sent("203.0.113.10")
    assert [sent(f"2001:db8::{number}") for number in (1, 2, 3)] == [False, False, True]  # one home's addresses
    keys = [key for kept in locmem._caches.values() for key in kept]
    assert keys and not any("203.0" in key for key in keys), "an address is personal data"


def test_time_that_ends_between_two_questions_is_no_error(rf, council, monkeypatch):
    def gone(key):
        raise ValueError(key)

    monkeypatch.setattr(cache, "incr", gone)
    assert not is_over(rf.post("/"), "letters", most=2, seconds=60)


def test_no_key_of_the_sign_in_limits_holds_an_address(client, council):
    told = {"login": "dana@example.org", "password": "not the one"}
    client.post(
        reverse("account_login", urlconf="hearth.urls.council"), told, HTTP_HOST=HOST, REMOTE_ADDR="203.0.113.9"
    )
    keys = [key for kept in locmem._caches.values() for key in kept]
    assert any("allauth:" in key for key in keys)
    assert not any("203.0.113.9" in key for key in keys)
