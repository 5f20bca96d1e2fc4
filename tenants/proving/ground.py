"""Who tries to break out, and with what in hand: accounts alike in everything, sessions, tokens, a browser."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import mail
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from hearth.access import Actor, Role
from hearth.dates import today
from hearth.identity.actions import open_account
from hearth.identity.models import AccessToken, RoleGrant, User
from hearth.identity.tokens import HINT_LENGTH, digest_of, new_secret
from tenants.isolation.current import in_tenant
from tenants.models import Tenant

from .finding import urlconf_of
from .lookalikes import MARKER, Lookalikes, host_of

PASSWORD = "nine green bottles on a wall"
EMAIL = "dana.reed@example.org"
SYSTEM = Actor.system("isolation.prove")


@dataclass(frozen=True)
class Answer:
    """A response as an attacker reads it: all that it says, unpacked, in capitals."""

    status: int
    told: str
    headers: dict[str, str]
    content: bytes

    @property
    def shows_marker(self) -> bool:
        return MARKER in self.told

    @property
    def is_refusal(self) -> bool:
        """Not there, not allowed, or first prove who you are."""
        return self.status >= 400 or self.headers.get("Location", "").startswith("/accounts/")


class Visitor:
    """A browser or a program at one host. Server errors are answers too, as they are for whoever attacks."""

    def __init__(
        self, host: str, *, token: str = "", checks_csrf: bool = False, headers: dict[str, str] | None = None
    ) -> None:
        given = {"host": host, **(headers or {})}
        if token:
            given["authorization"] = f"Bearer {token}"
        self.client = Client(headers=given, raise_request_exception=False, enforce_csrf_checks=checks_csrf)

    def ask(self, method: str, address: str, data: Any = None, **options: Any) -> Answer:
        options.setdefault("secure", bool(getattr(settings, "SECURE_SSL_REDIRECT", False)))
        if method not in {"get", "post", "head"} or (address.startswith("/api/") and method != "get"):
            options.setdefault("content_type", "application/json")
        response: Any = getattr(self.client, method)(address, data=data if data is not None else {}, **options)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        told = f"{response.headers} {unpacked(content)}".upper()
        return Answer(response.status_code, told, dict(response.headers), content)

    def carrying(self, other: Visitor) -> Visitor:
        """The same, with the cookies of another."""
        self.client.cookies = other.client.cookies
        return self


def unpacked(content: bytes) -> str:
    """What a body says; of a workbook or archive, what its parts say."""
    if not content.startswith(b"PK\x03\x04"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return " ".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def fields_of(answer: Answer) -> list[str]:
    """The names of the fields of every form on a page."""
    names = re.findall(rb'<(?:input|select|textarea)[^>]* name="([^"]+)"', answer.content)
    return [name.decode() for name in names if name != b"csrfmiddlewaretoken"]


@dataclass
class Ground:
    """The look-alikes and the two people in them, who share key, address, password hash and roles.

    `council` is the one that asked for the proof, tried as it stands by reading alone; None in a general one.
    """

    alike: Lookalikes
    dana: User  # at the visitor
    twin: User  # at the marked
    council: Tenant | None = None

    @property
    def visitor(self) -> Tenant:
        return self.alike.visitor

    @property
    def marked(self) -> Tenant:
        return self.alike.marked

    def signed_in(self, tenant: Tenant, user: User, **options: Any) -> Visitor:
        """By the password, as people do, so that what asks for it again a while later opens too; else by hand."""
        browser = Visitor(host_of(tenant), **options)
        form = {"login": EMAIL, "password": PASSWORD}
        if user.email != EMAIL or browser.ask("post", address_of("account_login"), form).status != 302:
            with in_tenant(tenant):
                browser.client.force_login(user)
        return browser

    def token_of(self, tenant: Tenant, *roles: str) -> str:
        """The text of a working token of a program's account at a tenant."""
        with in_tenant(tenant):
            account = open_account(email=f"program-{len(roles)}@example.org", name="A program", roles=roles, by=SYSTEM)
            secret = new_secret()
            AccessToken.objects.create(
                user=account,
                name="Proof",
                digest=digest_of(secret),
                hint=secret[-HINT_LENGTH:],
                expires_on=today() + timedelta(days=1),
            )
        return secret


def address_of(name: str) -> str:
    """The address of a council's page by its name."""
    return reverse(name, urlconf=urlconf_of("council"))


def people(alike: Lookalikes) -> tuple[User, User]:
    """Dana Reed with every role at the visitor, and her double at the marked council."""
    with in_tenant(alike.visitor):
        dana = open_account(email=EMAIL, name="Dana Reed", roles=list(Role), by=SYSTEM, password=PASSWORD)
    with in_tenant(alike.marked):
        twin = User.objects.create(pk=dana.pk, email=EMAIL, name="Dana Reed", password=dana.password)
        for role in Role:
            RoleGrant.objects.create(user=twin, role=role, from_on=today())
    return dana, twin


@contextmanager
def nothing_leaves() -> Iterator[None]:
    """While a proof runs, mail stays in memory and jobs of the look-alikes are done here, not put on the queue."""
    from hearth.celery import app

    eager = app.conf.task_always_eager
    outbox: Any = getattr(mail, "outbox", None)
    mail.outbox = []  # where the backend below puts it
    app.conf.task_always_eager = True
    try:
        with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
            yield
    finally:
        app.conf.task_always_eager = eager
        mail.outbox = outbox
