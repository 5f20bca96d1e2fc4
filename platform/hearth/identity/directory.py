"""What the council's directory keeps up to date here by SCIM, and the token it comes with; and invitations.

An invitation is how people without such a directory first come in.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.db import models

from hearth.access.actors import Actor
from hearth.access.capabilities import may
from hearth.identity.tokens import HINT_LENGTH
from hearth.records import Privacy, Record, RecordQuerySet, tracked

INVITATION_DAYS = 7


class DirectoryTokenQuerySet(RecordQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.all() if may(actor, "identity.connect_directory") else self.none()

    def usable(self, on: date) -> Self:
        return self.filter(revoked_at__isnull=True, expires_on__gte=on)


@tracked(exclude=["digest"])
class DirectoryToken(Record):
    """The token with which the directory speaks to us. It opens nothing but /scim/v2."""

    privacy = Privacy("tenant", personal="none", retention="As long as it works; its digest is worthless afterwards")

    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=HINT_LENGTH, editable=False)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = DirectoryTokenQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} (…{self.hint})"


class DirectoryPerson(Record):
    """What the directory calls one of our accounts."""

    privacy = Privacy("tenant", personal="staff", retention="As the account")

    user = models.OneToOneField("identity.User", on_delete=models.PROTECT, related_name="in_directory")
    external_id = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.external_id


class DirectoryGroup(Record):
    """A group that the directory sends. Which role it gives, GroupRole says."""

    privacy = Privacy("tenant", personal="none", retention="Until the directory removes it")

    name = models.CharField(max_length=200, unique=True)
    external_id = models.CharField(max_length=200, blank=True)

    class Meta(Record.Meta):
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class DirectoryMember(Record):
    """Somebody in a group."""

    privacy = Privacy("tenant", personal="staff", retention="Until the directory takes them out")

    group = models.ForeignKey(DirectoryGroup, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey("identity.User", on_delete=models.CASCADE, related_name="directory_groups")

    class Meta(Record.Meta):
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="in_a_group_once")]

    def __str__(self) -> str:
        return f"{self.user} in {self.group}"


@tracked
class Invitation(Record):
    """A link by which somebody sets their first password: good once, for a week, in this tenant."""

    privacy = Privacy("tenant", personal="staff", retention="As the account")

    user = models.ForeignKey("identity.User", on_delete=models.PROTECT, related_name="invitations")
    used_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"Invitation of {self.user}"

    @staticmethod
    def lasts() -> timedelta:
        return timedelta(days=INVITATION_DAYS)


def groups_of(user: Any) -> list[str]:
    """The groups that the directory has put somebody in, by name and by its own identifier."""
    rows = DirectoryGroup.objects.filter(members__user=user).values_list("name", "external_id")
    return [name for row in rows for name in row if name]
