from django.http import HttpRequest, HttpResponse
from django.urls import path

from hearth.access import Actor
from hearth.identity.scim import groups, people
from hearth.identity.scim.answers import CONFIG, GROUP, MOST, USER, answer, listed
from hearth.identity.scim.asking import scim


def config(request: HttpRequest, by: Actor) -> HttpResponse:
    """What this service can do."""
    no = {"supported": False}
    token = {"type": "oauthbearertoken", "name": "Bearer token", "description": "Issued by the council’s administrator"}
    return answer(
        {
            "schemas": [CONFIG],
            "patch": {"supported": True},
            "bulk": {**no, "maxOperations": 0, "maxPayloadSize": 0},
            "filter": {"supported": True, "maxResults": MOST},
            "changePassword": no,
            "sort": no,
            "etag": no,
            "authenticationSchemes": [token],
        }
    )


def kinds(request: HttpRequest, by: Actor) -> HttpResponse:
    """Which things there are."""
    schema = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
    told = [
        {"schemas": [schema], "id": name, "name": name, "endpoint": f"/{name}s", "schema": of}
        for name, of in (("User", USER), ("Group", GROUP))
    ]
    return answer(listed(told, len(told), 1))


app_name = "scim"
urlpatterns = [
    path("ServiceProviderConfig", scim(GET=config), name="config"),
    path("ResourceTypes", scim(GET=kinds), name="kinds"),
    path("Users", scim(GET=people.list_people, POST=people.add_person), name="people"),
    path(
        "Users/<uuid:user_id>",
        scim(GET=people.one_person, PUT=people.put_person, PATCH=people.patch_person, DELETE=people.remove_person),
        name="person",
    ),
    path("Groups", scim(GET=groups.list_groups, POST=groups.add_group), name="groups"),
    path(
        "Groups/<uuid:group_id>",
        scim(GET=groups.one_group, PUT=groups.put_group, PATCH=groups.patch_group, DELETE=groups.delete_group),
        name="group",
    ),
]
