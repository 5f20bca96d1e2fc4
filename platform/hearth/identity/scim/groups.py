"""Groups, and who is in them. Which role a group gives is said on the page of the sign-in service."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from hearth.access import Actor
from hearth.identity.acts.directory import remove_group, set_group, set_members
from hearth.identity.directory import DirectoryGroup
from hearth.identity.models import User
from hearth.identity.scim.answers import ScimError, answer, group, listed
from hearth.identity.scim.asking import MEMBER, body_of, filter_of, operations_of, page_of, text_of

FILTERS = {"displayname": "name", "externalid": "external_id"}
MOST_MEMBERS = 5000


def list_groups(request: HttpRequest, by: Actor) -> HttpResponse:
    found = DirectoryGroup.objects.visible_to(by).filter(**filter_of(request, FILTERS))
    start, count = page_of(request)
    shown = [group(request, one) for one in found[start - 1 : start - 1 + count]]
    return answer(listed(shown, found.count(), start))


@transaction.atomic
def add_group(request: HttpRequest, by: Actor) -> HttpResponse:
    body = body_of(request)
    found = _named(None, body, by)
    set_members(found, _members(body.get("members")), by=by)
    return answer(group(request, found), 201)


def one_group(request: HttpRequest, by: Actor, group_id: UUID) -> HttpResponse:
    return answer(group(request, _group(by, group_id)))


@transaction.atomic
def put_group(request: HttpRequest, by: Actor, group_id: UUID) -> HttpResponse:
    body = body_of(request)
    found = _named(_group(by, group_id), body, by)
    set_members(found, _members(body.get("members")), by=by)
    return answer(group(request, found))


@transaction.atomic
def patch_group(request: HttpRequest, by: Actor, group_id: UUID) -> HttpResponse:
    found = _group(by, group_id)
    members = {member.user_id: member.user for member in found.members.select_related("user")}
    for op, path, value in operations_of(request):
        one = MEMBER.match(path)
        if one and op == "remove":
            members.pop(_key(one[1]), None)
        elif path.lower() == "members" or (not path and isinstance(value, dict) and "members" in value):
            told = value["members"] if isinstance(value, dict) and "members" in value else value
            _patch_members(members, op, told)
        elif path.lower() == "displayname" or (not path and isinstance(value, dict) and "displayName" in value):
            name = value["displayName"] if isinstance(value, dict) else value
            found = _named(found, {"displayName": name, "externalId": found.external_id}, by)
    set_members(found, members.values(), by=by)
    return answer(group(request, found))


@transaction.atomic
def delete_group(request: HttpRequest, by: Actor, group_id: UUID) -> HttpResponse:
    remove_group(_group(by, group_id), by=by)
    return answer(None, 204)


def _group(by: Actor, group_id: UUID) -> DirectoryGroup:
    return get_object_or_404(DirectoryGroup.objects.visible_to(by), pk=group_id)


def _named(found: DirectoryGroup | None, body: dict[str, Any], by: Actor) -> DirectoryGroup:
    name = text_of(body.get("displayName"), "displayName", needed=True)
    return set_group(found, name=name, external_id=text_of(body.get("externalId"), "externalId"), by=by)


def _patch_members(members: dict[UUID, User], op: str, told: Any) -> None:
    if op == "remove" and told is None:
        members.clear()
        return
    named = {user.pk: user for user in _members(told)}
    if op == "replace":
        members.clear()
    for key, user in named.items():
        if op == "remove":
            members.pop(key, None)
        else:
            members[key] = user


def _members(told: Any) -> list[User]:
    """The accounts that are named. One that is not here is refused: a directory sends people before groups."""
    if told is None:
        return []
    if not isinstance(told, list) or len(told) > MOST_MEMBERS:
        raise ScimError(400, "members must be a list.", "invalidValue")
    keys = {_key(one.get("value") if isinstance(one, dict) else None) for one in told}
    found = list(User.objects.filter(pk__in=keys))
    if len(found) != len(keys):
        raise ScimError(400, "A member is not known here.", "invalidValue")
    return found


def _key(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError as wrong:
        raise ScimError(400, "A member is named by its id here.", "invalidValue") from wrong
