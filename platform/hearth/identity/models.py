from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower

from hearth.access.actors import Actor
from hearth.access.roles import Role
from hearth.dates import today
from hearth.identity.directory import DirectoryGroup as DirectoryGroup  # these are models of this application
from hearth.identity.directory import DirectoryMember as DirectoryMember
from hearth.identity.directory import DirectoryPerson as DirectoryPerson
from hearth.identity.directory import DirectoryToken as DirectoryToken
from hearth.identity.directory import Invitation as Invitation
from hearth.identity.guesses import Guesses as Guesses  # a model of this application
from hearth.identity.services import GroupRole as GroupRole  # as above
from hearth.identity.services import SignInService as SignInService  # as above
from hearth.identity.tokens import AccessToken as AccessToken  # a model of this application; it names User by text
from hearth.records import Privacy, Record, RecordQuerySet, tracked
from tenants.isolation.accounts import TenantBoundAccount


class UserQuerySet(RecordQuerySet):
    def with_roles(self) -> "UserQuerySet":
        """Each user with the codes of the roles they hold today as `role_codes`, in the same query."""
        day = today()
        held = Q(role_grants__from_on__lte=day) & (
            Q(role_grants__until_on__isnull=True) | Q(role_grants__until_on__gt=day)
        )
        return self.annotate(
            role_codes=ArrayAgg(
                "role_grants__role",
                filter=held,
                distinct=True,
                default=Value([], output_field=ArrayField(models.CharField(max_length=40))),
            )
        )

    def open(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def visible_to(self, actor: Actor) -> "UserQuerySet":
        """Colleagues see who their colleagues are."""
        return self if actor.is_staff or actor.is_system else self.none()


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


@tracked(exclude=["password", "last_login"])  # history is for ever, and a password that was is still a secret
class User(TenantBoundAccount, AbstractBaseUser, Record):
    """A member of staff of this tenant, who signs in with the e-mail address they work under."""

    privacy = Privacy("tenant", personal="staff", retention="As long as any record names the person as its author")

    email = models.EmailField()
    name = models.CharField(max_length=150, help_text="The name that the person is called by")
    is_active = models.BooleanField(default=True)
    keyboard_shortcuts = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta(Record.Meta):
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def is_a_persons(self) -> bool:
        """Whether somebody signs in to it, or could: what a program's account is not."""
        return self.last_login is not None or self.has_usable_password()

    @property
    def actor(self) -> Actor:
        """This person, acting. Read with `with_roles` where many are needed."""
        codes: Any = getattr(self, "role_codes", None)
        if codes is None:
            codes = RoleGrant.objects.held_on(today()).filter(user=self).values_list("role", flat=True)
        return Actor(id=self.pk, name=self.name, roles=frozenset(codes))


class RoleGrantQuerySet(RecordQuerySet):
    def held_on(self, day: Any) -> "RoleGrantQuerySet":
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)


@tracked
class RoleGrant(Record):
    """A role held by a person from a day until a day (that day not included)."""

    privacy = Privacy("tenant", personal="staff", retention="As the account")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=40, choices=Role.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    from_groups = models.BooleanField(default=False, help_text="Given because of a group of the council's directory")

    objects = RoleGrantQuerySet.as_manager()

    class Meta(Record.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(until_on__isnull=True), name="role_held_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")), name="role_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.user}"
