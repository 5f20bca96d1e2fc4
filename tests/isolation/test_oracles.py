"""What is another council's and what is nowhere get one answer; a refusal tells nothing more. T16 of the bars."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from hearth.access import Role
from tenants.proving.finding import routes
from tenants.proving.lookalikes import KEY
from tests.isolation.test_routes import signed_in
from tests.support.lookalike import fill

NOWHERE = UUID("0190c0de-0000-7000-8000-00000000beef")
OF_THE_MOMENT = re.compile(
    rb'[0-9a-f]{32}|csrfmiddlewaretoken" value="[^"]+"|0190c0de-0000-7000-8000-[0-9a-f]{12}|seconds="[0-9]+"'
)


@pytest.fixture(scope="module")
def lookalike(module_database: Any) -> None:
    fill("council_riverton")


def said(answer: Any) -> tuple[int, bytes]:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, OF_THE_MOMENT.sub(b"", body)


@pytest.mark.parametrize("roles", [tuple(Role), (Role.SUPERVISING_SOCIAL_WORKER,)], ids=["every role", "one role"])
def test_what_is_elsewhere_and_what_is_nowhere_are_answered_alike(lookalike, roles):
    """To the letter, but for the key that was asked for: nothing tells that a row exists in another council."""
    client = signed_in("oakshire", "council_oakshire", *roles)
    differ = {}
    named = [route for route in routes("council") if route.names_a_row]
    for route in named:
        elsewhere = said(client.get(route.address))
        nowhere = said(client.get(route.address.replace(str(KEY), str(NOWHERE))))
        if elsewhere != nowhere:
            differ[route.pattern] = (elsewhere[0], nowhere[0])
    assert len(named) > 100
    assert differ == {}


def test_keys_do_not_count_what_a_council_has(council, other_council):
    """UUIDv7: nobody learns from two keys how many rows lie between, nor whose they are."""
    from hearth.records import new_key

    keys = [new_key() for _ in range(50)]
    assert {key.version for key in keys} == {7}
    gaps = {later.int - earlier.int for earlier, later in pairwise(keys)}
    assert len(gaps) == len(keys) - 1


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "http:evil.example", "javascript:alert(1)"],
)
def test_signing_in_leads_to_no_other_host(council, client_for, target):
    """S8: an open redirect would lend our name to somebody else's page."""
    from tests.support.staff import a_user

    user = a_user("Dana Reed", Role.TEAM_MANAGER)
    user.set_password("nine green bottles")
    user.save()
    browser = client_for(None, council)
    answer = browser.post(f"/accounts/sign-in/?next={target}", {"login": user.email, "password": "nine green bottles"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/") and not answer["Location"].startswith(("//", "/\\"))
    signed = client_for(user)
    answer = signed.post("/accounts/sign-out/", {"next": target})
    assert answer["Location"].startswith("/") and not answer["Location"].startswith(("//", "/\\"))
