"""What every question to `hearth policy` has: a council, a day, an answer in words or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar, TypeVar

from django.core.management.base import CommandError, CommandParser, OutputWrapper

from config_per_tenant.policy import Policy, policy_on
from config_per_tenant.versions.models import PolicyVersion
from hearth.access import Actor
from hearth.dates import today
from hearth.identity.models import User
from tenants.isolation.current import in_tenant
from tenants.models import Tenant, TenantType

_known: dict[str, type[SubCommand]] = {}
Declared = TypeVar("Declared", bound="type[SubCommand]")


class SubCommand:
    """One thing that can be asked. `answer` prints in words; `--json` is taken by all, and `--on` where `has_day`."""

    help: ClassVar[str]
    has_day: ClassVar[bool] = True

    def __init__(self, out: OutputWrapper, err: OutputWrapper) -> None:
        self.out, self.err = out, err

    def add_arguments(self, parser: CommandParser) -> None:
        """What is asked besides the day and `--json`."""

    def answer(self, on: date, options: Mapping[str, Any]) -> None:
        raise NotImplementedError

    # --- Finding.

    def council(self, slug: str) -> Tenant:
        tenant = Tenant.objects.filter(slug=slug, type=TenantType.COUNCIL).first()
        if tenant is None:
            raise CommandError(f"There is no council {slug}. `hearth council list` shows who there is.")
        return tenant

    def policy(self, slug: str, on: date) -> tuple[Tenant, Policy]:
        tenant = self.council(slug)
        with in_tenant(tenant):
            return tenant, policy_on(on)

    def version(self, number: int) -> PolicyVersion:
        """A version of the current council, by its number."""
        found: PolicyVersion | None = PolicyVersion.objects.filter(number=number).prefetch_related("values").first()
        if found is None:
            raise CommandError(f"There is no version {number}. `hearth policy versions` lists them.")
        return found

    def somebody(self, email: str) -> Actor:
        """The member of the current council's staff in whose name an act is done."""
        user = User.objects.with_roles().filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody here signs in as {email}.")
        actor: Actor = user.actor
        return actor

    # --- Saying.

    def say(self, words: str) -> None:
        self.out.write(words)

    def complain(self, words: str) -> None:
        self.err.write(words)

    def give(self, plain: Any) -> None:
        """The answer as JSON."""
        self.out.write(json.dumps(plain, indent=2, ensure_ascii=False))


def sub_command(name: str) -> Callable[[Declared], Declared]:
    """Declare what `hearth policy <name>` does."""

    def declare(asked: Declared) -> Declared:
        _known[name] = asked
        return asked

    return declare


def known() -> Mapping[str, type[SubCommand]]:
    return dict(sorted(_known.items()))


def day_asked(options: Mapping[str, Any]) -> date:
    return options.get("on") or today()


def brief(words: str, longest: int = 90) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
