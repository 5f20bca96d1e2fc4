"""Operators in a council: only when allowed, for a while, with a reason, in plain sight. T19 of the isolation bars."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hearth.access import Actor, Role
from hearth.audit.models import AuditEntry
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from hearth.identity.models import RoleGrant, User
from tenants.isolation.current import in_tenant
from tenants.isolation.errors import WrongTenant
from tenants.support import actions
from tenants.support.models import SupportAllowance, SupportSession
from tests.support.staff import a_user

REASON = "The register does not open"


@pytest.fixture
def admin(council):
    return a_user("Dana Reed", Role.TENANT_ADMINISTRATOR)


@pytest.fixture
def ola(platform_tenant):
    with in_tenant(platform_tenant):
        return a_user("Ola Marsh", Role.OPERATOR)


@pytest.fixture
def desk(ola, platform_tenant, client_for) -> Client:
    """The operator's browser at the operators' own address."""
    return client_for(ola, platform_tenant)


def allow(admin: User, role: str = Role.TENANT_ADMINISTRATOR, hours: int = 4) -> SupportAllowance:
    return actions.allow_support(role=role, hours=hours, reason="Our ticket 41", by=admin.actor)


def ola_acting(ola: User) -> Actor:
    return Actor(id=ola.pk, name=ola.name, roles=frozenset({Role.OPERATOR}))


def way_in(desk: Client, council: Any) -> str:
    page = desk.post(f"/support/{council.pk}", {"reason": REASON})
    assert page.status_code == 200, page.content[-3000:]
    found = re.search(r'href="http://oakshire\.localhost(/support/entry/[^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def come_in(desk: Client, council: Any) -> Client:
    browser = Client(headers={"host": "oakshire.localhost"})
    link = way_in(desk, council)
    assert REASON in browser.get(link).content.decode()
    assert browser.post(link)["Location"] == "/"
    return browser


def test_an_operator_signs_in_at_the_operators_place_alone(ola, council):
    """There is no account of theirs in a council, and their session at home opens nothing there."""
    assert not User.objects.filter(email=ola.email).exists()
    assert not User.objects.filter(pk=ola.pk).exists()


def test_nobody_comes_in_until_the_council_allows_it(admin, council, desk, ola, platform_tenant):
    page = desk.post(f"/support/{council.pk}", {"reason": REASON})
    assert page.status_code == 422
    assert "does not let operators in" in page.content.decode()
    with in_tenant(platform_tenant), pytest.raises(StateConflict):
        actions.open_session(council, reason=REASON, by=ola.actor)
    assert SupportSession.objects.count() == 0


def test_a_session_lends_one_role_shows_a_banner_and_is_in_the_councils_audit(admin, council, desk, client_for):
    allow(admin)
    browser = come_in(desk, council)
    page = browser.get("/support/")
    words = page.content.decode()
    assert page.status_code == 200
    assert "You are in the records of" in words and REASON in words
    assert browser.get("/children/").status_code == 403
    assert browser.get("/people-and-roles/").status_code == 200
    account = User.objects.get(email__endswith=actions.NOBODY_READS)
    assert (account.name, account.has_usable_password()) == ("Ola Marsh (Hearth support)", False)
    assert not RoleGrant.objects.filter(user=account).exists()
    told = client_for(admin).get(f"/support/sessions/{SupportSession.objects.get().pk}").content.decode()
    assert "Ola Marsh (Hearth support) came in to support this council as administrator" in told
    assert REASON in told
    assert "Ola Marsh" in client_for(admin).get("/support/").content.decode()


def test_an_act_of_a_session_is_recorded_as_the_operators(admin, council, desk):
    allow(admin)
    browser = come_in(desk, council)
    form = {"name": "Sam Vane", "email": "sam.vane@example.org", "roles": [Role.AUDITOR]}
    answer = browser.post("/people-and-roles/new", form)
    if answer.status_code == 302 and "/accounts/" in answer["Location"]:
        return  # it asks to sign in again, which a support account cannot: refused
    entry = AuditEntry.objects.filter(code="identity.account_opened").order_by("-id").first()
    assert entry is not None and entry.actor_name == "Ola Marsh (Hearth support)"


def test_the_council_forbids_it_and_the_next_request_is_signed_out(admin, council, desk, client_for):
    allow(admin)
    browser = come_in(desk, council)
    home = client_for(admin)
    assert home.post("/support/forbidding").status_code == 302
    answer = browser.get("/people-and-roles/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/sign-in/")
    assert SupportSession.objects.get().ended_by_name == "Dana Reed"
    assert browser.get("/people-and-roles/").status_code == 302
    with pytest.raises(StateConflict):
        actions.forbid_support(by=admin.actor)


@pytest.mark.parametrize("over", ["session", "allowance"])
def test_a_session_is_over_by_the_clock(admin, council, desk, over):
    allow(admin)
    browser = come_in(desk, council)
    past = timezone.now() - timedelta(seconds=1)
    if over == "session":
        SupportSession.objects.update(ends_at=past)
    else:
        SupportAllowance.objects.update(until_at=past)
    assert browser.get("/people-and-roles/")["Location"] == "/accounts/sign-in/"


def test_a_session_is_never_longer_than_an_hour_nor_than_it_is_allowed(admin, council, ola, platform_tenant):
    allow(admin, hours=24)
    with in_tenant(platform_tenant):
        actions.open_session(council, reason=REASON, by=ola.actor)
    session = SupportSession.objects.get()
    assert session.ends_at - session.created_at <= timedelta(minutes=60, seconds=5)
    SupportAllowance.objects.update(until_at=timezone.now() + timedelta(minutes=5))
    with in_tenant(platform_tenant):
        actions.open_session(council, reason=REASON, by=ola.actor)
    assert SupportSession.objects.first().ends_at <= timezone.now() + timedelta(minutes=5)


def test_a_link_opens_once_for_two_minutes_in_its_own_council(admin, council, desk, monkeypatch):
    allow(admin)
    link = way_in(desk, council)
    assert Client(headers={"host": "riverton.localhost"}).get(link).status_code == 404
    assert Client(headers={"host": "oakshire.localhost"}).get(link[:-2] + "xx").status_code == 404
    assert Client(headers={"host": "oakshire.localhost"}).post(link).status_code == 302
    assert Client(headers={"host": "oakshire.localhost"}).post(link).status_code == 404
    late = way_in(desk, council)
    monkeypatch.setattr(actions, "LINK_GOOD_FOR", timedelta(seconds=-1))
    assert Client(headers={"host": "oakshire.localhost"}).get(late).status_code == 404


def test_a_link_made_before_the_council_forbade_it_opens_nothing(admin, council, desk):
    allow(admin)
    link = way_in(desk, council)
    actions.forbid_support(by=admin.actor)
    assert Client(headers={"host": "oakshire.localhost"}).post(link).status_code in {404, 409}
    assert SupportSession.objects.running(timezone.now()).count() == 0


def test_leaving_ends_it(admin, council, desk):
    allow(admin)
    browser = come_in(desk, council)
    assert browser.post("/support/leaving")["Location"] == "/accounts/sign-in/"
    assert SupportSession.objects.get().ended_by_name == "Ola Marsh (Hearth support)"
    assert browser.get("/people-and-roles/").status_code == 302


def test_the_account_by_itself_can_do_nothing(admin, council, desk, client_for):
    """Without the session that lends a role, it holds none; and nothing can be mailed to it."""
    allow(admin)
    come_in(desk, council)
    account = User.objects.get(email__endswith=actions.NOBODY_READS)
    alone = client_for(account, council)
    for address in ("/people-and-roles/", "/support/", "/households", "/audit/"):
        assert alone.get(address).status_code == 403, address


def test_only_an_operator_in_the_operators_place_may_ask(admin, council, ola, client_for):
    allow(admin)
    with pytest.raises(NotPermitted):
        actions.open_session(council, reason=REASON, by=admin.actor)
    with pytest.raises(WrongTenant):
        actions.open_session(council, reason=REASON, by=ola_acting(ola))  # from inside a council
    assert client_for(admin).get(f"/support/{council.pk}").status_code == 404


def test_an_operator_in_a_session_cannot_prolong_it(admin, council, desk):
    """What was lent does not lend more: the page offers nothing, and the act refuses."""
    allow(admin)
    browser = come_in(desk, council)
    assert "Let operators in" not in browser.get("/support/").content.decode()
    sent = {"role": Role.TENANT_ADMINISTRATOR, "hours": "168", "reason": "More"}
    assert browser.post("/support/allowing", sent).status_code in {403, 409}
    assert SupportAllowance.objects.count() == 1


@pytest.mark.parametrize(("hours", "reason"), [(0, "x"), (169, "x"), (1, "  ")])
def test_an_allowance_without_end_or_reason_is_refused(admin, council, hours, reason):
    with pytest.raises(RuleBroken):
        actions.allow_support(role=Role.AUDITOR, hours=hours, reason=reason, by=admin.actor)
    with pytest.raises(NotPermitted):
        actions.allow_support(role=Role.AUDITOR, hours=1, reason="x", by=Actor.public())


def test_one_allowance_at_a_time_and_a_new_one_after_the_old_is_over(admin, council):
    allow(admin)
    with pytest.raises(StateConflict):
        allow(admin)
    SupportAllowance.objects.update(until_at=timezone.now() - timedelta(hours=1))
    assert allow(admin, Role.AUDITOR).role == Role.AUDITOR
