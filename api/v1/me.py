"""Who is calling."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Key, Out, Text
from api.views import ApiView
from hearth.access import SIGNED_IN, known, may


class CouncilOut(Out):
    slug = Text()
    name = Text()


class MeOut(Out):
    id = Key()
    name = Text()
    email = Text()
    roles = serializers.ListField(child=Text())
    capabilities = serializers.ListField(child=Text())
    council = CouncilOut()


class Me(ApiView):
    tag = "Me"
    capability = {"GET": SIGNED_IN}
    summary = {"GET": "Who is calling, and what they may do"}
    gives = MeOut

    def get(self, request: Request) -> Response:
        user: Any = request.user  # nobody else comes this far
        tenant = request._request.tenant
        return self.shown(
            {
                "id": user.pk,
                "name": user.name,
                "email": user.email,
                "roles": sorted(self.actor.roles),
                "capabilities": sorted(name for name in known() if may(self.actor, name)),
                "council": {"slug": tenant.slug, "name": tenant.name},
            }
        )
