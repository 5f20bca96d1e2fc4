"""Tokens by which a program signs in as an account. Only a digest is kept: who reads the table can open nothing."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Self

from django.db import models

from hearth.access.actors import Actor
from hearth.access.capabilities import may
from hearth.records import Privacy, Record, RecordQuerySet, tracked
from tenants.isolation.current import require_schema

PREFIX = "hearth_"  # lets scanners of leaked secrets recognise one
HINT_LENGTH = 4


def new_secret() -> str:
    """A token's text: 256 random bits behind a prefix. Shown once, to the person who issues it."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a token. The tenant is part of it, so that a row copied elsewhere opens nothing there.

    One round of SHA-256 is enough: nobody can try out 256 random bits.
    """
    schema = require_schema("An access token")
    return hashlib.sha256(f"{schema}:{secret}".encode()).hexdigest()


class AccessTokenQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All tokens for those who may issue them; one's own for the rest of the staff."""
        if may(actor, "identity.issue_token"):
            return self.all()
        return self.filter(user_id=actor.id) if actor.is_staff else self.none()

    def usable(self, on: date) -> Self:
        """Those that work on a day. An account that somebody signed in to is a person's: its tokens are over."""
        account = {"user__is_active": True, "user__last_login__isnull": True}
        return self.filter(revoked_at__isnull=True, expires_on__gte=on, **account)

    def open(self) -> Self:
        return self.filter(revoked_at__isnull=True)


@tracked(exclude=["digest", "last_used_on"])
class AccessToken(Record):
    """One token of one account, usable to the end of `expires_on` unless revoked before."""

    privacy = Privacy("tenant", personal="staff", retention="As the account; the digest is worthless once it is over")

    user = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="access_tokens")
    name = models.CharField(max_length=100, help_text="What it is for, such as the program that uses it")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=HINT_LENGTH, editable=False, help_text="Its last characters, to tell it by")
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = AccessTokenQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "revoked_at"], name="access_token_of_user")]

    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"
