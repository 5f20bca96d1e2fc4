"""The shapes of SCIM: people, groups, lists and errors."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from hearth.identity.directory import DirectoryGroup
from hearth.identity.models import User

MEDIA_TYPE = "application/scim+json"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
MOST = 100  # of a list, at once


class ScimError(Exception):
    """An answer of SCIM's own: `kind` is its scimType, where there is one for it."""

    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind


def answer(body: Any, status: int = 200, **headers: str) -> HttpResponse:
    text = "" if body is None else json.dumps(body)
    told = {"Cache-Control": "no-store", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=told)


def error(problem: ScimError) -> HttpResponse:
    body = {"schemas": [ERROR], "status": str(problem.status), "detail": problem.detail}
    if problem.kind:
        body["scimType"] = problem.kind
    challenge = {"WWW_Authenticate": 'Bearer realm="Hearth"'} if problem.status == 401 else {}
    return answer(body, problem.status, **challenge)


def person(request: HttpRequest, user: User) -> dict[str, Any]:
    """One account as a User. Expects `in_directory` to have been selected."""
    known = getattr(user, "in_directory", None)
    return {
        "schemas": [USER],
        "id": str(user.pk),
        **({"externalId": known.external_id} if known and known.external_id else {}),
        "userName": user.email,
        "displayName": user.name,
        "name": {"formatted": user.name},
        "emails": [{"value": user.email, "primary": True, "type": "work"}],
        "active": user.is_active,
        "meta": _meta(request, "User", f"Users/{user.pk}", user),
    }


def group(request: HttpRequest, found: DirectoryGroup) -> dict[str, Any]:
    """One group, with who is in it."""
    members = [
        {"value": str(member.user_id), "display": member.user.name}
        for member in found.members.select_related("user").order_by("user__name", "id")
    ]
    return {
        "schemas": [GROUP],
        "id": str(found.pk),
        **({"externalId": found.external_id} if found.external_id else {}),
        "displayName": found.name,
        "members": members,
        "meta": _meta(request, "Group", f"Groups/{found.pk}", found),
    }


def listed(resources: Iterable[Any], total: int, start: int) -> dict[str, Any]:
    shown = list(resources)
    return {
        "schemas": [LIST], "totalResults": total, "startIndex": start, "itemsPerPage": len(shown), "Resources": shown,
    }  # fmt: skip


def _meta(request: HttpRequest, kind: str, at: str, row: Any) -> dict[str, str]:
    return {
        "resourceType": kind,
        "created": row.created_at.isoformat(),
        "version": f'W/"{row.version}"',
        "location": request.build_absolute_uri(f"/scim/v2/{at}"),
    }
