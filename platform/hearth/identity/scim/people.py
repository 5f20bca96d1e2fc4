"""Users: joiners, movers and leavers."""

import re
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from hearth.access import Actor
from hearth.identity.actions import close_account, open_account
from hearth.identity.acts.directory import name_in_directory, rename_account, reopen_account
from hearth.identity.models import User
from hearth.identity.scim.answers import ScimError, answer, listed, person
from hearth.identity.scim.asking import body_of, filter_of, operations_of, page_of, text_of, truth_of

ADDRESS = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
FILTERS = {"username": "email__iexact", "externalid": "in_directory__external_id", "id": "pk"}
NAMES = {"displayname", "name.formatted", "name.givenname", "name.familyname"}


def list_people(request: HttpRequest, by: Actor) -> HttpResponse:
    asked: dict[str, Any] = filter_of(request, FILTERS)
    if "pk" in asked:
        asked = {"pk": _key(asked["pk"])}
    found = _people(by).filter(**asked).order_by("created_at", "id")
    start, count = page_of(request)
    shown = [person(request, user) for user in found[start - 1 : start - 1 + count]]
    return answer(listed(shown, found.count(), start))


@transaction.atomic
def add_person(request: HttpRequest, by: Actor) -> HttpResponse:
    told = _told(body_of(request))
    user = open_account(email=told["email"], name=told["name"], by=by)
    name_in_directory(user, external_id=told["external_id"], by=by)
    if not told["active"]:
        close_account(user, by=by)
    return answer(person(request, _people(by).get(pk=user.pk)), 201)


def one_person(request: HttpRequest, by: Actor, user_id: UUID) -> HttpResponse:
    return answer(person(request, get_object_or_404(_people(by), pk=user_id)))


@transaction.atomic
def put_person(request: HttpRequest, by: Actor, user_id: UUID) -> HttpResponse:
    user = get_object_or_404(_people(by), pk=user_id)
    return _kept(request, by, user, _told(body_of(request)))


@transaction.atomic
def patch_person(request: HttpRequest, by: Actor, user_id: UUID) -> HttpResponse:
    """Of attributes that are not kept here nothing is said: directories send many."""
    user = get_object_or_404(_people(by), pk=user_id)
    known = getattr(user, "in_directory", None)
    told = {"email": user.email, "name": user.name, "active": user.is_active}
    told["external_id"] = known.external_id if known else ""
    for op, path, value in operations_of(request):
        changes = value if not path and isinstance(value, dict) else {path: value}
        for name, new in changes.items():
            _change(told, str(name).lower(), None if op == "remove" else new)
    return _kept(request, by, user, told)


@transaction.atomic
def remove_person(request: HttpRequest, by: Actor, user_id: UUID) -> HttpResponse:
    """The account is closed; what the person wrote stays under their name."""
    user = get_object_or_404(_people(by), pk=user_id)
    if user.is_active:
        close_account(user, by=by)
    return answer(None, 204)


def _people(by: Actor) -> Any:
    return User.objects.visible_to(by).select_related("in_directory")


def _change(told: dict[str, Any], name: str, value: Any) -> None:
    if name == "active":
        told["active"] = truth_of(value)
    elif name == "username":
        told["email"] = _address(value)
    elif name == "externalid":
        told["external_id"] = text_of(value, "externalId")
    elif name in ("displayname", "name.formatted"):
        told["name"] = text_of(value, "displayName", longest=150, needed=True)
    elif name == "name" and isinstance(value, dict):
        told["name"] = _name({"name": value}, told["email"])


def _kept(request: HttpRequest, by: Actor, user: User, told: dict[str, Any]) -> HttpResponse:
    rename_account(user, email=told["email"], name=told["name"], by=by)
    known = getattr(user, "in_directory", None)
    if told["external_id"] != (known.external_id if known else ""):
        name_in_directory(user, external_id=told["external_id"], by=by)
    if told["active"] and not user.is_active:
        reopen_account(user, by=by)
    elif user.is_active and not told["active"]:
        close_account(user, by=by)
    return answer(person(request, _people(by).get(pk=user.pk)))


def _told(body: dict[str, Any]) -> dict[str, Any]:
    email = _address(body.get("userName"))
    return {
        "email": email,
        "name": _name(body, email),
        "external_id": text_of(body.get("externalId"), "externalId"),
        "active": truth_of(body.get("active", True)),
    }


def _address(value: Any) -> str:
    email = text_of(value, "userName", longest=254, needed=True).lower()
    if not ADDRESS.match(email):
        raise ScimError(400, "userName must be the person's email address.", "invalidValue")
    return email


def _name(body: dict[str, Any], otherwise: str) -> str:
    told = body.get("name")
    parts: dict[str, Any] = told if isinstance(told, dict) else {}
    whole = text_of(body.get("displayName") or parts.get("formatted"), "displayName", longest=150)
    given, family = (text_of(parts.get(part), part, longest=70) for part in ("givenName", "familyName"))
    return whole or f"{given} {family}".strip() or otherwise.partition("@")[0]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
