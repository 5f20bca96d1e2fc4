"""Bring every schema to the newest migration, with a line for each."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.migrating.executor import NotPrepared, migrate
from tenants.provisioning.locking import AlreadyMigrating


class Command(BaseCommand):
    help = "Migrates the registry, the templates and every tenant. Safe to run again; what was done stays done."
    requires_system_checks: list[str] = []
    across_tenants = "Changes the shape of every schema as the owner, alike, and shows no row of any."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--schema", action="append", help="only this schema; may be given several times")

    def handle(self, *args: Any, **options: Any) -> None:
        only = set(options["schema"]) if options["schema"] else None
        try:
            outcome = migrate(say=self.stdout.write, only=only)
        except (AlreadyMigrating, NotPrepared) as error:
            raise CommandError(str(error)) from error
        done = sum(1 for count in outcome.applied.values() if count)
        self.stdout.write(f"{done} of {len(outcome.applied)} schemas changed in {outcome.seconds:.1f} s")
        if outcome.behind:
            names = ", ".join(sorted(outcome.behind))
            raise CommandError(f"Left behind: {names}. Run this again; the others are done.")
