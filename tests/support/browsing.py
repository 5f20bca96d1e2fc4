"""A browser of a colleague who has signed in to a council."""

from typing import Any

from django.test import Client

HOST = "oakshire.localhost"


def signed_in(user: Any, *, host: str = HOST, htmx: bool = False) -> Client:
    """A client with this person's session. Made inside the tenant that the person belongs to."""
    headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    client = Client(HTTP_HOST=host, **headers)
    client.force_login(user)
    return client
