"""What a database needs once, before the first migration; for a server whose owner is no superuser."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from tenants.isolation.routers import OWNER
from tenants.provisioning import database


class Command(BaseCommand):
    help = "Makes the application's login and shuts what PostgreSQL leaves open. `--sql` prints it for an administrator."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sql", action="store_true", help="only print the statements, and do nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        owner: Any = connections[OWNER]
        owner.set_schema_to_public()
        name = owner.settings_dict["NAME"]
        if options["sql"]:
            for statement in database.preparation(name):
                self.stdout.write(f"{statement.as_string()};")
            return
        with owner.cursor() as cursor:
            if not database.is_superuser(cursor):
                raise CommandError("The owner is no superuser. Give what `--sql` prints to an administrator.")
            database.prepare(cursor, name)
            missing = database.unmet(cursor)
        if missing:
            raise CommandError(" ".join(missing))
        self.stdout.write(f"{name}: ready to keep tenants apart")
