"""Every address, by every method, with the marked council's key in it and in every field of its forms."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from hearth.access import PUBLIC, Role
from hearth.identity.actions import open_account
from tenants.isolation.current import in_tenant
from tenants.models import Tenant
from tenants.proving.checks import Check
from tenants.proving.finding import Route, routes
from tenants.proving.ground import SYSTEM, Answer, Ground, Visitor, fields_of
from tenants.proving.lookalikes import KEY, PART_OF_MARKER, fingerprints, host_of

METHODS = ("get", "post", "put", "patch", "delete")
SEARCHED_BY = ("q", "text", "name", "search", "query")
EVERY = 6  # each role takes its turn at every sixth address that names a row
SEEN_AT_HOME = 15  # addresses: fewer, and the marker is too hard to see for a proof
SIGN_OUT = "/accounts/sign-out"


def attempts(ground: Ground) -> Iterator[Check]:
    found = routes("council")
    yield guarded(found)
    yield by_every_role_at_once(ground, found)
    yield by_each_role(ground, found)
    yield by_program(ground, found)
    yield unsigned(ground, found)
    yield by_searching(ground, found)
    for tenant, kind in ((ground.alike.hub, "hub"), (ground.alike.operators, "platform")):
        yield from_elsewhere(tenant, kind)
    yield from_the_bare_domain(ground)
    yield seen_at_home(ground, found)


def guarded(found: list[Route]) -> Check:
    """Every address says who may open it."""
    check = Check("pages.guarded", "Every address says who may open it")
    for kind in ("council", "hub", "platform"):
        for route in found if kind == "council" else routes(kind):
            if route.cannot_open:
                check.cannot_try(f"{kind} {route.pattern}: {route.cannot_open}")
            check.expect(bool(route.capability), f"{kind} {route.pattern} names no capability")
    check.counts = {
        "addresses of a council": len(found),
        "of them, operations of the API": sum(route.is_api for route in found),
        "of them, naming a row": sum(route.names_a_row for route in found),
        "of them, administration pages of Django": sum(route.pattern.startswith("/admin") for route in found),
    }
    return check


def by_every_role_at_once(ground: Ground, found: list[Route]) -> Check:
    """Somebody who holds every role in one council tries each address with keys of the other."""
    check = Check("pages.every_method", "Somebody with every role, each address by each method, with foreign keys")
    browser = ground.signed_in(ground.visitor, ground.dana)
    before = fingerprints(ground.marked.schema_name)
    for route in openable(found):
        fields: dict[str, str] = {}
        for method in METHODS:
            answer = browser.ask(method, route.address, fields if method == "post" else None)
            if method == "get":
                fields = dict.fromkeys(fields_of(answer), str(KEY))
            judge(check, route, method, answer, "somebody with every role")
    changed = sorted(t for t, print_ in fingerprints(ground.marked.schema_name).items() if before.get(t) != print_)
    check.expect(not changed, f"rows of the other council changed in {', '.join(changed)}")
    return check


def judge(check: Check, route: Route, method: str, answer: Answer, who: str) -> None:
    where = f"{method.upper()} {route.pattern} by {who}: {answer.status}"
    check.expect(not answer.shows_marker, f"{where} shows the marker")
    check.expect(answer.status < 500, f"{where}, a fault")
    if route.names_a_row:
        check.expect(answer.is_refusal, f"{where}, an answer for a row that is another council's")


def by_each_role(ground: Ground, found: list[Route]) -> Check:
    """Each role alone, taking turns, until each role and each address that names a row has been tried."""
    check = Check("pages.each_role", "Each role alone, at addresses that name a row")
    named = [route for route in openable(found) if route.names_a_row]
    for number, role in enumerate(Role):
        with in_tenant(ground.visitor):
            colleague = open_account(
                email=f"{role.value.replace('_', '.')}@example.org", name="Sam Vane", roles=[role], by=SYSTEM
            )
        browser = ground.signed_in(ground.visitor, colleague)
        for route in named[number % EVERY :: EVERY]:
            judge(check, route, "get", browser.ask("get", route.address), Role(role).label)
    return check


def by_program(ground: Ground, found: list[Route]) -> Check:
    """A program with a token of one council: every operation here, and the same token at the other."""
    check = Check("api.tokens", "Every operation of the API with a token of the other council, and with its keys")
    token = ground.token_of(ground.visitor, *Role)
    here = Visitor(host_of(ground.visitor), token=token)
    there = Visitor(host_of(ground.marked), token=token)
    check.expect(here.ask("get", "/api/v1/me").status == 200, "the token does not work in its own council")
    for route in openable(found):
        if not route.is_api:
            continue
        for method in METHODS:
            judge(check, route, method, here.ask(method, route.address), "a program of one council")
        answer = there.ask("get", route.address)
        closed = answer.status in {302, 401, 404} or not asks_for_sign_in(route)
        check.expect(closed and not answer.shows_marker, f"GET {route.pattern} with a foreign token: {answer.status}")
    return check


def asks_for_sign_in(route: Route) -> bool:
    return bool(route.capability) and PUBLIC not in route.capability


def unsigned(ground: Ground, found: list[Route]) -> Check:
    """Nobody signed in, and somebody with the other council's cookies: to both, the same closed doors."""
    check = Check("pages.foreign_session", "Each address with the session cookie of the other council, and with none")
    home = ground.signed_in(ground.visitor, ground.dana)
    its_own = ground.signed_in(ground.marked, ground.twin)
    for tenant, foreign in ((ground.marked, home), (ground.visitor, its_own)):
        nobody = Visitor(host_of(tenant))
        stranger = Visitor(host_of(tenant)).carrying(foreign)
        for route in openable(found):
            if route.pattern.startswith(SIGN_OUT):
                continue
            plain, tried = nobody.ask("get", route.address), stranger.ask("get", route.address)
            at = f"GET {route.pattern} at the {'marked' if tenant is ground.marked else 'visiting'} council"
            check.expect(not plain.shows_marker and not tried.shows_marker, f"{at} shows the marker to a stranger")
            check.expect(
                plain.status == tried.status < 500, f"{at}: {plain.status} to nobody, {tried.status} to a stranger"
            )
            if asks_for_sign_in(route):
                check.expect(tried.status in {302, 401, 403, 404, 405}, f"{at}: {tried.status} to a stranger")
    return check


def by_searching(ground: Ground, found: list[Route]) -> Check:
    """Part of the marker typed into whatever takes words: nothing completes it."""
    check = Check("pages.searching", "Searching in one council for what the other holds")
    browser = ground.signed_in(ground.visitor, ground.dana)
    typed = dict.fromkeys(SEARCHED_BY, PART_OF_MARKER)
    for route in openable(found):
        if route.names_a_row:
            continue
        for method in ("get", "post") if not route.is_api else ("get",):
            if method == "post" and route.pattern.startswith("/accounts/"):
                continue
            answer = browser.ask(method, route.address, typed)
            check.expect(not answer.shows_marker, f"{method.upper()} {route.pattern} completes the marker")
    return check


def from_elsewhere(tenant: Tenant, kind: str) -> Check:
    """A hub's and an operator's addresses, by somebody there with every role."""
    check = Check(f"pages.{kind}", f"Every address of a {kind} tenant, with a council's keys")
    with in_tenant(tenant):
        somebody = open_account(email="sam.vane@example.org", name="Sam Vane", roles=list(Role), by=SYSTEM)
    browser = Visitor(host_of(tenant))
    with in_tenant(tenant):
        browser.client.force_login(somebody)
    for route in openable(routes(kind)):
        if route.pattern.startswith(SIGN_OUT):
            continue
        for method in METHODS:
            judge(check, route, method, browser.ask(method, route.address), f"somebody of a {kind}")
    return check


def from_the_bare_domain(ground: Ground) -> Check:
    """The public page at the base domain, also with a council's cookies."""
    check = Check("pages.public", "Every address of the bare domain, with a council's cookies")
    browser = Visitor(settings.BASE_DOMAIN).carrying(ground.signed_in(ground.marked, ground.twin))
    for route in [*routes("public"), *openable(routes("council"))]:
        answer = browser.ask("get", route.address)
        check.expect(not answer.shows_marker and answer.status < 500, f"GET {route.pattern}: {answer.status}")
    return check


def seen_at_home(ground: Ground, found: list[Route]) -> Check:
    """At its own address the marker is shown: otherwise nothing above would prove anything."""
    check = Check("pages.control", "The marker can be seen where it belongs")
    browser = ground.signed_in(ground.marked, ground.twin)
    seen = [route for route in openable(found) if not route.pattern.startswith(SIGN_OUT) and _seen(browser, route)]
    check.expect(len(seen) >= SEEN_AT_HOME, f"the marker was seen at only {len(seen)} addresses of its own council")
    check.counts = {"addresses that show it there": len(seen), "of them, of the API": sum(r.is_api for r in seen)}
    return check


def _seen(browser: Visitor, route: Route) -> bool:
    return browser.ask("get", route.address).shows_marker


def openable(found: list[Route]) -> Iterator[Route]:
    return (route for route in found if not route.cannot_open and not route.pattern.startswith(SIGN_OUT))
