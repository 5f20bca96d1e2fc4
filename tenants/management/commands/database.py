"""What a database needs once from its administrator, before the first migration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from tenants.isolation.routers import OWNER
from tenants.provisioning.database import preparation, unmet


class Command(BaseCommand):
    help = "Says what the database still lacks; with --sql, prints what its administrator has to run."
    requires_system_checks: list[str] = []
    across_tenants: tuple[list[str], ...] = ([], ["--sql"])

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sql", action="store_true", help="print the statements; each may be run again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["sql"]:
            for statement in preparation(str(settings.DATABASES[OWNER]["NAME"])):
                self.stdout.write(f"{statement.as_string(None)};")
            return
        with connections[OWNER].cursor() as cursor:
            missing = unmet(cursor.cursor)
        if missing:
            raise CommandError("The database is not ready:\n" + "\n".join(f"- {each}" for each in missing))
        self.stdout.write("The database is as it must be.")
