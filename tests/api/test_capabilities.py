"""Every address says who may use each of its methods, and keeps to it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import URLPattern, get_resolver
from rest_framework.test import APIRequestFactory

from api.access import HoldsCapability
from api.views import ApiView
from hearth.access import PUBLIC, SIGNED_IN, Actor, Role, holders, known
from hearth.errors import NotPermitted
from tests.support.programs import a_program
from tests.support.staff import a_user

COUNCIL_ROLES = [role for role in Role if role not in (Role.HUB_ANALYST, Role.HUB_MANAGER, Role.OPERATOR)]


def routes() -> list[tuple[str, Any]]:
    """Every address below /api/, with the view that answers it."""
    found = []

    def walk(patterns: Any, prefix: str) -> None:
        for one in patterns:
            if isinstance(one, URLPattern):
                found.append((prefix + str(one.pattern), one.callback))
            else:
                walk(one.url_patterns, prefix + str(one.pattern))

    walk(get_resolver("api.document").url_patterns, "/")
    return found


def operations() -> list[tuple[str, str, Any]]:
    """Every method of every address of version 1."""
    return [
        (address, method, view)
        for address, view in routes()
        if address.startswith("/api/v1/")
        for method in view.capability
    ]


def path_of(address: str) -> str:
    """The address with a key that names nothing in place of each variable."""
    parts = address.removeprefix("/api/v1/").split("/")
    return "/".join("x" if part == "<str:key>" else str(uuid4()) if part.startswith("<") else part for part in parts)


@pytest.mark.parametrize(("address", "view"), routes())
def test_every_address_says_who_may(address, view):
    assert view.capability, address
    if hasattr(view, "cls") and issubclass(view.cls, ApiView):
        handlers = {method.upper() for method in ("get", "post", "patch", "put", "delete") if hasattr(view.cls, method)}
        assert set(view.capability) == handlers, address
        assert set(view.cls.summary) == handlers, address
        assert set(view.capability.values()) <= {SIGNED_IN, *known()}, address
        assert PUBLIC not in view.capability.values(), "nothing of a council is open to anybody"


def asks(method, view, role):
    """What the permission says to this role, without a request going through."""
    request = APIRequestFactory().generic(method, "/")
    request.actor = Actor(id=uuid4(), name=f"One {role}", roles=frozenset({role}))
    return HoldsCapability().has_permission(request, view.cls())


def test_each_role_may_do_what_its_capabilities_say_and_nothing_else():
    for role in COUNCIL_ROLES:
        for address, method, view in operations():
            wanted = view.capability[method]
            if wanted == SIGNED_IN or role in holders(wanted):
                assert asks(method, view, role), f"{role} {method} {address}"
            else:
                with pytest.raises(NotPermitted) as refused:
                    asks(method, view, role)
                assert refused.value.capability == wanted, f"{role} {method} {address}"


def test_the_refusal_reaches_the_caller_at_every_operation(policy):
    """By somebody whose role holds little: 403 without the capability; with it, the request gets as far as looking."""
    program = a_program(a_user("Rae Finn", Role.RECRUITMENT_OFFICER))
    for address, method, view in operations():
        wanted = view.capability[method]
        answer = getattr(program, method.lower())(path_of(address))
        may = wanted == SIGNED_IN or Role.RECRUITMENT_OFFICER in holders(wanted)
        assert (answer.status_code != 403) == may, f"{method} {address}: {answer.content}"
        assert may or answer.json()["capability"] == wanted


def test_nobody_who_is_not_signed_in_gets_anywhere(council, client):
    for address, method, _ in operations():
        answer = client.generic(method, f"/api/v1/{path_of(address)}", headers={"host": "oakshire.localhost"})
        assert answer.status_code == 401, address


@pytest.mark.parametrize("capability", [None, {}, {"POST": SIGNED_IN}])
def test_a_method_that_names_no_capability_lets_nobody_in(capability):
    class Forgetful(ApiView):
        tag, summary = "Me", {}

        def get(self, request):
            raise AssertionError("nobody gets here")

    view = Forgetful()
    if capability is not None:
        view.capability = capability
    request = APIRequestFactory().get("/")
    request.actor = Actor(id=uuid4(), name="Eve", roles=frozenset(COUNCIL_ROLES))

    assert HoldsCapability().has_permission(request, view) is False
