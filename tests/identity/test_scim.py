"""The directory's door: joiners, movers, leavers and groups by SCIM 2.0, each council's own."""

import json

import pytest
from django.test import Client

from hearth.access import Role
from hearth.audit.models import AuditEntry
from hearth.identity.actions import grant_role, issue_token
from hearth.identity.acts.directory import connect_directory, disconnect_directory
from hearth.identity.acts.services import map_group
from hearth.identity.models import DirectoryToken, User
from hearth.identity.scim.answers import GROUP, PATCH, USER
from tenants.isolation.current import in_tenant
from tests.support.browsing import HOST, signed_in
from tests.support.staff import SYSTEM, a_user

NOBODY = "01a200c2-aa0a-7269-8a0b-935def72acee"


class Directory:
    """A directory with a token, which sends and reads SCIM."""

    def __init__(self, secret, host=HOST):
        self.client = Client(HTTP_HOST=host, headers={"authorization": f"Bearer {secret}"})

    def send(self, method, at, body=None, status=None, kind="application/scim+json"):
        data = body if isinstance(body, (str, bytes)) else json.dumps(body)
        answer = self.client.generic(method, f"/scim/v2/{at}", data if body is not None else "", content_type=kind)
        assert status is None or answer.status_code == status, (answer.status_code, answer.content)
        assert answer["Content-Type"] == "application/scim+json"
        return json.loads(answer.content) if answer.content else None

    def get(self, at, status=200):
        return self.send("GET", at, status=status)

    def patch(self, at, *operations, status=200):
        return self.send("PATCH", at, {"schemas": [PATCH], "Operations": list(operations)}, status=status)

    def person(self, who="dana", status=201, **more):
        body = {"schemas": [USER], "userName": f"{who}@oakshire.example.org", "displayName": who.title(), **more}
        return self.send("POST", "Users", body, status=status)


@pytest.fixture
def directory(council):
    return Directory(connect_directory(name="Entra ID", by=SYSTEM).secret)


def replace(path, value):
    return {"op": "Replace", "path": path, "value": value}  # Entra ID writes it with a capital


def test_somebody_joins_is_found_moves_and_leaves(directory):
    made = directory.person(externalId="e-1", name={"givenName": "Dana", "familyName": "Reed"}, displayName=None)
    user = User.objects.get(pk=made["id"])
    assert (user.name, user.email, made["active"], made["externalId"]) == (
        "Dana Reed", "dana@oakshire.example.org", True, "e-1",
    )  # fmt: skip
    for wanted in ('userName eq "DANA@oakshire.example.org"', 'externalId eq "e-1"', f'id eq "{user.pk}"'):
        found = directory.get(f"Users?filter={wanted}")
        assert [one["id"] for one in found["Resources"]] == [made["id"]], wanted
    assert directory.get('Users?filter=userName eq "nobody@x.org"')["totalResults"] == 0
    at = f"Users/{user.pk}"
    assert directory.get(at)["userName"] == user.email

    directory.patch(at, replace("displayName", "Dana Oduya"), replace("title", "Manager"))
    directory.patch(at, {"op": "replace", "value": {"userName": "dana.oduya@oakshire.example.org"}})
    user.refresh_from_db()
    assert (user.name, user.email) == ("Dana Oduya", "dana.oduya@oakshire.example.org")

    browser = signed_in(user)
    grant_role(user, Role.AUDITOR, by=SYSTEM)
    assert directory.patch(at, replace("active", "False"))["active"] is False
    user.refresh_from_db()
    assert not user.is_active and user.actor.roles == frozenset()
    assert browser.get("/accounts/sessions/").status_code == 302
    assert directory.patch(at, replace("active", True))["active"] is True
    user.refresh_from_db()
    assert user.is_active and user.actor.roles == frozenset() and not user.has_usable_password()
    directory.send(
        "PUT", at, {"userName": "dana@oakshire.example.org", "displayName": "Dana", "active": True}, status=200
    )
    directory.send("DELETE", at, status=204)
    assert directory.get(at)["active"] is False
    assert "Hearth (directory Entra ID)" in AuditEntry.objects.filter(code="identity.account_closed").first().sentence


def test_groups_give_roles_at_once_and_take_them_back(directory):
    map_group(group="Fostering managers", role=Role.TEAM_MANAGER, by=SYSTEM)
    dana, kit = (User.objects.get(pk=directory.person(name)["id"]) for name in ("dana", "kit"))
    members = [{"value": str(dana.pk)}]
    made = directory.send("POST", "Groups", {"displayName": "Fostering managers", "members": members}, status=201)
    assert made["schemas"] == [GROUP] and made["members"][0]["display"] == "Dana"
    assert dana.actor.roles == {Role.TEAM_MANAGER} and kit.actor.roles == frozenset()
    at = f"Groups/{made['id']}"
    directory.patch(at, {"op": "add", "path": "members", "value": [{"value": str(kit.pk)}]})
    directory.patch(at, {"op": "remove", "path": f'members[value eq "{dana.pk}"]'})
    assert dana.actor.roles == frozenset() and kit.actor.roles == {Role.TEAM_MANAGER}
    directory.patch(at, replace("displayName", "Somebody else"))
    assert kit.actor.roles == frozenset()
    directory.patch(at, {"op": "replace", "value": {"displayName": "Fostering managers"}})
    assert kit.actor.roles == {Role.TEAM_MANAGER}
    assert directory.get('Groups?filter=displayName eq "Fostering managers"')["totalResults"] == 1
    directory.send("PUT", at, {"displayName": "Fostering managers", "members": members}, status=200)
    assert dana.actor.roles == {Role.TEAM_MANAGER} and kit.actor.roles == frozenset()
    directory.patch(at, {"op": "remove", "path": "members"})
    assert dana.actor.roles == frozenset()
    directory.send("DELETE", at, status=204)
    directory.get(at, status=404)


def test_the_last_administrator_is_not_removed_by_the_directory(directory):
    """Nor by a page or by an act: see tests/platform/test_accounts.py."""
    map_group(group="admins", role=Role.TENANT_ADMINISTRATOR, by=SYSTEM)
    dana = User.objects.get(pk=directory.person()["id"])
    made = directory.send("POST", "Groups", {"displayName": "admins", "members": [{"value": str(dana.pk)}]}, status=201)
    for answer in (
        directory.patch(f"Users/{dana.pk}", replace("active", False), status=409),
        directory.send("DELETE", f"Users/{dana.pk}", status=409),
    ):
        assert "Nobody else could" in answer["detail"] and answer["scimType"] == "mutability"
    directory.patch(f"Groups/{made['id']}", {"op": "remove", "path": "members"})
    dana.refresh_from_db()
    assert dana.is_active and dana.actor.roles == {Role.TENANT_ADMINISTRATOR}
    grant_role(a_user("Ade Bello"), Role.TENANT_ADMINISTRATOR, by=SYSTEM)
    directory.send("DELETE", f"Users/{dana.pk}", status=204)


def test_a_token_opens_its_own_councils_door_and_no_other(directory, other_council):
    issued = connect_directory(name="Second", by=SYSTEM)
    assert Directory(issued.secret).get("Users")["totalResults"] == 0
    abroad = Directory(issued.secret, host="riverton.localhost")
    abroad.get("Users", status=401)
    with in_tenant(other_council):  # not even with the row copied there
        DirectoryToken.objects.create(
            name="x", digest=issued.token.digest, hint="x", expires_on=issued.token.expires_on
        )
        theirs = a_user("Eve Moss")
    abroad.get("Users", status=401)
    directory.get(f"Users/{theirs.pk}", status=404)
    directory.patch(f"Users/{theirs.pk}", replace("active", False), status=404)
    body = {"displayName": "g", "members": [{"value": str(theirs.pk)}]}
    assert directory.send("POST", "Groups", body, status=400)["detail"] == "A member is not known here."
    disconnect_directory(issued.token, by=SYSTEM)
    Directory(issued.secret).get("Users", status=401)


def test_a_token_of_the_api_opens_nothing_here_and_the_other_way_round(directory, council):
    program = a_user("Reports", Role.TENANT_ADMINISTRATOR)
    Directory(issue_token(program, name="Reports", by=SYSTEM).secret).get("Users", status=401)
    assert directory.client.get("/api/v1/me").status_code == 401
    session = signed_in(program)
    assert session.get("/scim/v2/Users").status_code == 401
    for value in ("", "Bearer", "Bearer ", "Basic x", "Bearer é", "Bearer " + "x" * 5000):
        told = Client(HTTP_HOST=HOST).get("/scim/v2/Users", headers={"authorization": value.encode().decode("latin1")})
        assert told.status_code in (401, 429)
    assert "Bearer" in told["WWW-Authenticate"]


def test_who_tries_tokens_is_slowed_down(directory):
    stranger = Directory("hearth_x")
    answers = [stranger.client.get("/scim/v2/Users").status_code for _ in range(40)]
    assert answers[0] == 401 and answers[-1] == 429
    directory.get("Users")


@pytest.mark.parametrize(
    ("method", "at", "body", "status", "kind"),
    [
        ("POST", "Users", "{", 400, "invalidSyntax"),
        ("POST", "Users", "[" * 100_000, 400, "invalidSyntax"),
        ("POST", "Users", "[]", 400, "invalidSyntax"),
        ("POST", "Users", {}, 400, "invalidValue"),
        ("POST", "Users", {"userName": "no address"}, 400, "invalidValue"),
        ("POST", "Users", {"userName": "a@b.org", "active": "perhaps"}, 400, "invalidValue"),
        ("POST", "Users", {"userName": "a@b.org", "active": {}}, 400, "invalidValue"),
        ("POST", "Users", {"userName": "a@b.org", "displayName": 7}, 400, "invalidValue"),
        ("POST", "Users", {"userName": "a@b.org", "displayName": "x" * 500}, 400, "invalidValue"),
        ("POST", "Users", {"userName": "a\x00@b.org"}, 400, "invalidValue"),
        ("POST", "Users", {"userName": "taken@oakshire.example.org"}, 409, "uniqueness"),
        ("GET", "Users?filter=password sw \"x\"", None, 400, "invalidFilter"),
        ("GET", "Users?filter=userName eq 'x' or 1=1", None, 400, "invalidFilter"),
        ("GET", "Users?startIndex=x", None, 400, "invalidValue"),
        ("GET", "Users?startIndex=-5&count=99999", None, 200, None),
        ("GET", "Users?filter=id eq \"x\"", None, 200, None),
        ("GET", f"Users/{NOBODY}", None, 404, None),
        ("PATCH", f"Users/{NOBODY}", {"Operations": [{"op": "replace", "path": "active", "value": True}]}, 404, None),
        ("POST", "Groups", {"displayName": " "}, 400, "invalidValue"),
        ("POST", "Groups", {"displayName": "g", "members": "x"}, 400, "invalidValue"),
        ("POST", "Groups", {"displayName": "g", "members": [{"value": "x"}]}, 400, "invalidValue"),
        ("POST", "Groups", {"displayName": "g", "members": [7]}, 400, "invalidValue"),
        ("PUT", "Users", {}, 405, None),
    ],
)  # fmt: skip
def test_whatever_is_sent_is_answered_in_scims_own_shape(directory, method, at, body, status, kind):
    directory.person("taken")
    answer = directory.send(method, at, body, status=status)
    if status >= 400:
        assert answer["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
        assert answer["status"] == str(status) and answer.get("scimType") == kind and answer["detail"]


@pytest.mark.parametrize("operations", [None, [], [{}], [7], [{"op": "move"}], [{"op": "replace", "path": 7}]])
def test_a_patch_that_says_nothing_is_refused(directory, operations):
    made = directory.person()
    directory.send("PATCH", f"Users/{made['id']}", {"Operations": operations}, status=400)


def test_what_it_can_do_is_told(directory):
    told = directory.get("ServiceProviderConfig")
    assert told["patch"]["supported"] and told["filter"]["supported"] and not told["bulk"]["supported"]
    assert {kind["endpoint"] for kind in directory.get("ResourceTypes")["Resources"]} == {"/Users", "/Groups"}


def test_the_token_is_issued_on_a_page_and_shown_once(council):
    administrator = signed_in(a_user("Ade Bello", Role.TENANT_ADMINISTRATOR))
    page = "/people-and-roles/sign-in-service"
    shown = administrator.post(f"{page}/directory", {"name": "Entra ID"}).content.decode()
    token = DirectoryToken.objects.get()
    secret = next(word for word in shown.replace("<", " ").replace(">", " ").split() if word.startswith("hearth_"))
    assert Directory(secret).get("Users")["totalResults"] >= 1
    assert secret not in administrator.get(page).content.decode() and token.digest != secret
    assert administrator.post(f"{page}/directory/{token.pk}/revocation").status_code == 302
    Directory(secret).get("Users", status=401)
    assert administrator.post(f"{page}/directory", {"name": " "}).status_code == 422
    assert signed_in(a_user("Kit Vane", Role.TEAM_MANAGER)).post(f"{page}/directory", {"name": "x"}).status_code == 403
