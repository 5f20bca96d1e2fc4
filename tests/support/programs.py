"""A program that calls a council's API with a token."""

from __future__ import annotations

from typing import Any

from django.test import Client

from hearth.identity.actions import issue_token
from tests.support.staff import SYSTEM

HOST = "oakshire.localhost"


class Program:
    """A client with a token. `get`, `post`, `put`, `patch` and `delete` take paths below /api/v1/ and speak JSON."""

    def __init__(self, secret: str, *, host: str = HOST) -> None:
        self.secret = secret
        self.client = Client(HTTP_HOST=host)

    def get(self, path: str, query: Any = None, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{path}", query, headers=self._headers(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._send("post", path, body, headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._send("patch", path, body, headers)

    def put(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._send("put", path, body, headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.client.delete(f"/api/v1/{path}", headers=self._headers(headers))

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        return getattr(self.client, method)(
            f"/api/v1/{path}", {} if body is None else body, "application/json", headers=self._headers(headers)
        )

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return {"Authorization": f"Bearer {self.secret}", **named}


def a_program(user: Any, *, host: str = HOST) -> Program:
    """A program that acts as this account. Made inside the tenant that the account belongs to."""
    return Program(issue_token(user, name="Case system", by=SYSTEM).secret, host=host)
