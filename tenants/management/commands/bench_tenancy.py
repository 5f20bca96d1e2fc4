"""Measure opening and migrating councils, each beside its yardstick, in a database of its own."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.bench import measure


class Command(BaseCommand):
    help = "Measures what tenancy costs. Needs an owner who may create databases; nothing at work is touched."
    requires_system_checks: list[str] = []
    across_tenants = "Works in a database of its own, which it makes and drops."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--schemas", type=int, default=153, help="how many councils to open and migrate")
        parser.add_argument("--sample", type=int, default=8, help="on how many the stock executor is tried")
        parser.add_argument("--json", action="store_true", help="print the result as JSON alone")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 < options["sample"] < options["schemas"] or options["schemas"] < 7:
            raise CommandError("Ask for seven schemas or more, and a smaller sample.")
        say = (lambda line: None) if options["json"] else self.stdout.write
        result = measure(schemas=options["schemas"], sample=options["sample"], say=say)
        if options["json"]:
            self.stdout.write(json.dumps(result, indent=1))
        else:
            for each in result["figures"]:
                self.stdout.write(each["in_words"])
        if not result["ok"]:
            raise CommandError("A figure misses its aim.")
