"""The council's own sign-in service (OpenID Connect: Microsoft Entra ID and the like), and which group gives what role.

The service is the council's: it says who somebody is, within the mail domains named here. What it says of groups gives
and ends roles, and no others: a role that an administrator gave by hand stays.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hearth.access.roles import Role
from hearth.identity.sealing import opened, sealed
from hearth.records import Privacy, Record, tracked

PURPOSE = "identity.sign_in_service"


@tracked(exclude=["sealed_secret"])
class SignInService(Record):
    """How to ask the council's sign-in service. There is one, or none."""

    privacy = Privacy("tenant", personal="none", retention="As long as the council signs in by its own service")

    name = models.CharField(max_length=60, help_text="What staff call it")
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=200)
    sealed_secret = models.TextField(editable=False)
    group_claim = models.CharField(max_length=100, blank=True, default="groups")
    domains = ArrayField(models.CharField(max_length=253))
    opens_accounts = models.BooleanField(default=False)
    is_on = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @property
    def secret(self) -> str:
        """Raises CannotOpen when the keys it was sealed with are gone."""
        return opened(self.sealed_secret, purpose=PURPOSE)

    @secret.setter
    def secret(self, text: str) -> None:
        self.sealed_secret = sealed(text, purpose=PURPOSE)

    @property
    def sign_in_words(self) -> str:
        return f"Sign in with {self.name}"

    def speaks_for(self, email: str) -> bool:
        """Whether the service says who this address is."""
        return email.rpartition("@")[2].lower() in self.domains


@tracked
class GroupRole(Record):
    """A group of the council's directory, and the role of whoever is in it."""

    privacy = Privacy("tenant", personal="none", retention="As long as groups give roles")

    group = models.CharField(max_length=200, help_text="As the directory writes it: a name, or Entra ID's object id")
    role = models.CharField(max_length=40, choices=Role.choices)

    class Meta(Record.Meta):
        ordering = ["group", "role"]
        constraints = [models.UniqueConstraint(fields=["group", "role"], name="group_gives_role_once")]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_role_display()}"


def service_in_use() -> SignInService | None:
    """The service that staff can sign in by now."""
    return SignInService.objects.filter(is_on=True).first()


def roles_for(groups: Any) -> set[str] | None:
    """The roles that these groups give. None when no group gives any here: then groups decide nothing."""
    known = list(GroupRole.objects.values_list("group", "role"))
    if not known:
        return None
    told = {str(group) for group in groups} if isinstance(groups, (list, tuple, set)) else {str(groups or "")}
    return {role for group, role in known if group in told}
