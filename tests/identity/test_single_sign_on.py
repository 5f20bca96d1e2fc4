"""Signing in by the council's own service, against a real provider: who comes in, as whom, and what is refused."""

import copy

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.errors import NotPermitted, RuleBroken, StateConflict
from hearth.identity import security
from hearth.identity.actions import close_account, grant_role
from hearth.identity.acts.services import map_group, set_sign_in_service, unmap_group
from hearth.identity.models import RoleGrant, SignInService, User
from tenants.isolation.current import in_tenant
from tests.identity.providers import a_provider, path_of, state_in
from tests.support.browsing import HOST, signed_in
from tests.support.staff import SYSTEM, a_user

START, BACK = "/accounts/sign-in/service/council/", "/accounts/sign-in/service/council/back/"
SECRET = "kept by nobody else"


@pytest.fixture(scope="module")
def provider():
    with a_provider() as running:
        yield running


@pytest.fixture
def service(council, provider, settings):
    settings.SIGN_IN_SERVICE_MAY_BE_PLAIN = True
    return configured(provider)


def configured(provider, **changed):
    told = {
        "name": "Council sign-in",
        "issuer": provider.issuer,
        "client_id": "hearth-oakshire",
        "secret": SECRET,
        "domains": ["oakshire.example.org"],
        "is_on": True,
    }
    return set_sign_in_service(**{**told, **changed}, by=SYSTEM)


def come(provider, sub, browser=None, host=HOST):
    """Through the provider and back. The browser and the last answer."""
    browser = browser or Client(HTTP_HOST=host)
    away = browser.get(START)
    assert away.status_code == 302 and away.url.startswith(provider.issuer), away.content.decode()
    return browser, browser.get(path_of(provider.sent_back(away.url, sub)))


def is_in(browser):
    return browser.get("/accounts/sessions/").status_code == 200


def known(provider, sub, email=None, **more):
    return provider.knows(sub, email=email or f"{sub}@oakshire.example.org", name="Dana Reed", **more)


def with_address(user, email):
    User.objects.filter(pk=user.pk).update(email=email)
    user.refresh_from_db()
    return user


def test_somebody_with_an_account_comes_in_by_the_service(service, provider):
    dana = with_address(a_user("Dana Reed"), "Dana@oakshire.example.org")
    assert "Sign in with Council sign-in" in Client(HTTP_HOST=HOST).get("/accounts/sign-in/").content.decode()
    browser, answer = come(provider, known(provider, "dana"))
    assert answer.status_code == 302 and is_in(browser)
    assert SocialAccount.objects.get().user == dana
    assert "_auth_user_id" in browser.session and browser.session["_auth_user_id"] == str(dana.pk)
    said = AuditEntry.objects.filter(code__startswith="identity.").values_list("sentence", flat=True)
    assert "Dana Reed signed in by Council sign-in for the first time." in said and "Dana Reed signed in." in said
    with_address(dana, "renamed@oakshire.example.org")  # known by what the service calls them, not by the address
    assert is_in(come(provider, "dana")[0])


def test_who_has_no_account_gets_one_only_where_the_council_says_so(service, provider):
    browser, answer = come(provider, known(provider, "kit"))
    assert answer.status_code == 403 and "no account here yet" in answer.content.decode() and not is_in(browser)
    configured(provider, opens_accounts=True)
    assert is_in(come(provider, "kit")[0])
    kit = User.objects.get(email="kit@oakshire.example.org")
    assert kit.name == "Dana Reed" and kit.actor.roles == frozenset() and not kit.has_usable_password()


@pytest.mark.parametrize(
    ("claims", "because"),
    [
        ({"email": "eve@elsewhere.example.org"}, "not one of this council"),
        ({"email": "eve@oakshire.example.org.evil.example"}, "not one of this council"),
        ({"email": "eve@oakshire.example.org", "email_verified": False}, "did not say which"),
        ({"email": ""}, "did not say which"),
        ({"email": "no address"}, "did not say which"),
    ],
)
def test_an_address_that_the_service_may_not_speak_for_is_refused(service, provider, claims, because):
    configured(provider, opens_accounts=True)
    with_address(a_user("Eve Moss"), "eve@elsewhere.example.org")
    browser, answer = come(provider, provider.knows("eve", **claims))
    assert answer.status_code == 403 and because in answer.content.decode()
    assert not is_in(browser) and SocialAccount.objects.count() == 0


def test_a_closed_account_stays_closed(service, provider):
    dana = with_address(a_user("Dana Reed"), "dana@oakshire.example.org")
    close_account(dana, by=SYSTEM)
    browser, answer = come(provider, known(provider, "dana"))
    assert answer.status_code == 403 and "closed" in answer.content.decode() and not is_in(browser)


def test_groups_give_and_end_roles_and_leave_alone_what_was_given_by_hand(service, provider):
    dana = with_address(a_user("Dana Reed", Role.AUDITOR), "dana@oakshire.example.org")
    map_group(group="fostering-managers", role=Role.TEAM_MANAGER, by=SYSTEM)
    map_group(group="auditors", role=Role.AUDITOR, by=SYSTEM)
    come(provider, known(provider, "dana", groups=["fostering-managers", "everybody"]))
    assert dana.actor.roles == {Role.AUDITOR, Role.TEAM_MANAGER}
    come(provider, known(provider, "dana", groups=[]))
    assert dana.actor.roles == {Role.AUDITOR}
    come(provider, known(provider, "dana", groups="fostering-managers"))  # one group, not in a list
    assert dana.actor.roles == {Role.AUDITOR, Role.TEAM_MANAGER}
    come(provider, known(provider, "dana", groups={"odd": 1}))
    assert dana.actor.roles == {Role.AUDITOR}


def test_without_a_mapping_groups_decide_nothing(service, provider):
    dana = with_address(a_user("Dana Reed", Role.TEAM_MANAGER), "dana@oakshire.example.org")
    come(provider, known(provider, "dana", groups=[]))
    assert dana.actor.roles == {Role.TEAM_MANAGER}


def test_the_last_administrator_is_not_lost_by_leaving_a_group(service, provider):
    dana = with_address(a_user("Dana Reed"), "dana@oakshire.example.org")
    mapped = map_group(group="admins", role=Role.TENANT_ADMINISTRATOR, by=SYSTEM)
    come(provider, known(provider, "dana", groups=["admins"]))
    assert dana.actor.roles == {Role.TENANT_ADMINISTRATOR} and RoleGrant.objects.get(user=dana).from_groups
    come(provider, known(provider, "dana", groups=["others"]))
    assert dana.actor.roles == {Role.TENANT_ADMINISTRATOR}
    assert AuditEntry.objects.filter(code="identity.last_administrator_kept").count() == 1
    grant_role(a_user("Ade Bello"), Role.TENANT_ADMINISTRATOR, by=SYSTEM)
    come(provider, "dana")
    assert dana.actor.roles == frozenset()
    unmap_group(mapped, by=SYSTEM)


def test_a_provider_that_is_down_says_so_and_passwords_go_on(service, provider):
    configured(provider, issuer="http://127.0.0.1:9")
    dana = a_user("Dana Reed")
    dana.set_password("seven yellow kettles")
    dana.save()
    browser = Client(HTTP_HOST=HOST)
    answer = browser.get(START)
    assert answer.status_code == 503 and "did not answer" in answer.content.decode()
    assert "sign in with it" in answer.content.decode() and "127.0.0.1" not in answer.content.decode()
    browser.post("/accounts/sign-in/", {"login": dana.email, "password": "seven yellow kettles"})
    assert is_in(browser)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"authorization_endpoint": 1}', b'"x"'])
def test_a_provider_that_talks_nonsense_is_one_that_is_down(service, monkeypatch, body):
    answer = requests.Response()
    answer.status_code, answer._content = 200, body
    monkeypatch.setattr(requests.Session, "request", lambda *args, **kwargs: answer)
    assert Client(HTTP_HOST=HOST).get(START).status_code in (302, 503)
    monkeypatch.undo()


def test_a_state_of_one_council_is_worth_nothing_at_another(service, provider, other_council):
    with in_tenant(other_council):
        configured(provider, client_id="hearth-riverton")
        with_address(a_user("Dana Reed"), "dana@oakshire.example.org")
    with_address(a_user("Dana Reed"), "dana@oakshire.example.org")
    here = Client(HTTP_HOST=HOST)
    returned = path_of(provider.sent_back(here.get(START).url, known(provider, "dana")))
    there = Client(HTTP_HOST="riverton.localhost")
    there.cookies = copy.deepcopy(here.cookies)
    assert there.get(returned).status_code == 503 and not is_in(there)
    own = there.get(START).url  # its own state, with the other council's code
    mixed = returned.replace(state_in(returned), state_in(own))
    assert there.get(mixed).status_code == 503 and not is_in(there)
    assert here.get(returned).status_code == 302 and is_in(here)


def test_a_state_or_code_is_good_once_and_in_its_own_browser(service, provider):
    with_address(a_user("Dana Reed"), "dana@oakshire.example.org")
    browser = Client(HTTP_HOST=HOST)
    returned = path_of(provider.sent_back(browser.get(START).url, known(provider, "dana")))
    stranger = Client(HTTP_HOST=HOST)
    assert stranger.get(returned).status_code == 503 and not is_in(stranger)
    assert browser.get(returned).status_code == 302
    browser.post("/accounts/sign-out/")
    assert browser.get(returned).status_code == 503 and not is_in(browser)
    for query in ("", "?state=x", "?code=x", "?error=access_denied", "?state=x&code=%00", "?error=<script>"):
        assert browser.get(BACK + query).status_code in (302, 503), query


def test_what_stands_in_the_address_changes_nothing_of_what_is_asked(service, provider):
    away = (
        Client(HTTP_HOST=HOST).get(f"{START}?scope=everything&auth_params=prompt%3Dnone&process=connect&action=x").url
    )
    assert "everything" not in away and "prompt" not in away and "code_challenge" in away
    browser = Client(HTTP_HOST=HOST)
    with_address(a_user("Dana Reed"), "dana@oakshire.example.org")
    away = browser.get(f"{START}?next=https://evil.example/").url
    answer = browser.get(path_of(provider.sent_back(away, known(provider, "dana"))))
    assert answer.status_code == 302 and "evil" not in answer.url


def test_a_service_that_is_off_or_another_name_is_not_there(service, provider):
    assert Client(HTTP_HOST=HOST).get("/accounts/sign-in/service/google/").status_code == 404
    configured(provider, is_on=False)
    for address in (START, BACK + "?state=x&code=y"):
        assert Client(HTTP_HOST=HOST).get(address).status_code == 404
    assert "Council sign-in" not in Client(HTTP_HOST=HOST).get("/accounts/sign-in/").content.decode()


def test_the_services_own_second_step_counts(service, provider, monkeypatch):
    rules = security.SecurityRules(mfa_required_roles=frozenset({Role.TEAM_MANAGER}))
    monkeypatch.setitem(security._sources, "council", lambda: rules)
    with_address(a_user("Dana Reed", Role.TEAM_MANAGER), "dana@oakshire.example.org")
    assert is_in(come(provider, known(provider, "dana"))[0])


def test_the_secret_is_sealed_shown_nowhere_and_kept_when_left_empty(service, provider):
    administrator = signed_in(a_user("Ade Bello", Role.TENANT_ADMINISTRATOR))
    kept = SignInService.objects.get()
    assert SECRET not in kept.sealed_secret and kept.secret == SECRET
    page = administrator.get("/people-and-roles/sign-in-service").content.decode()
    assert SECRET not in page and f"http://{HOST}{BACK}" in page
    sent = {
        "name": "Council sign-in", "issuer": provider.issuer, "client_id": "other", "domains": "a.example, b.example",
        "group_claim": "groups", "is_on": "on", "secret": "",
    }  # fmt: skip
    answer = administrator.post("/people-and-roles/sign-in-service", sent)
    assert answer.status_code == 302, answer.content.decode()
    kept.refresh_from_db()
    assert kept.secret == SECRET and kept.client_id == "other" and kept.domains == ["a.example", "b.example"]
    assert not AuditEntry.objects.filter(details__icontains=SECRET).exists()
    fields = {field.name for field in kept.history.model._meta.fields}
    assert "issuer" in fields and "sealed_secret" not in fields
    answer = administrator.post("/people-and-roles/sign-in-service/groups", {"group": "g", "role": Role.AUDITOR})
    assert answer.status_code == 302
    assert "Auditor" in administrator.get("/people-and-roles/sign-in-service").content.decode()


def test_who_may_set_it_and_what_is_refused(council, provider, settings):
    manager = a_user("Kit Vane", Role.TEAM_MANAGER)
    assert signed_in(manager).get("/people-and-roles/sign-in-service").status_code == 403
    told = {
        "name": "S",
        "issuer": "https://sign-in.example.org",
        "client_id": "c",
        "secret": "s",
        "domains": ["a.example"],
    }
    with pytest.raises(NotPermitted):
        set_sign_in_service(**told, by=manager.actor)
    settings.SIGN_IN_SERVICE_MAY_BE_PLAIN = False
    for changed, field in (
        ({"issuer": "http://sign-in.example.org"}, "issuer"),
        ({"issuer": "file:///etc/passwd"}, "issuer"),
        ({"issuer": "https://"}, "issuer"),
        ({"domains": [" ", ""]}, "domains"),
        ({"secret": ""}, "secret"),
    ):
        with pytest.raises(RuleBroken) as refused:
            set_sign_in_service(**{**told, **changed}, by=SYSTEM)
        assert refused.value.field == field
    set_sign_in_service(**told, by=SYSTEM)
    map_group(group="g", role=Role.AUDITOR, by=SYSTEM)
    with pytest.raises(StateConflict):
        map_group(group=" g ", role=Role.AUDITOR, by=SYSTEM)


def test_another_issuer_knows_other_people_by_the_same_names(service, provider):
    with_address(a_user("Dana Reed"), "dana@oakshire.example.org")
    come(provider, known(provider, "dana"))
    assert SocialAccount.objects.count() == 1
    configured(provider, issuer="http://127.0.0.1:9")
    assert SocialAccount.objects.count() == 0
