"""Read, compare, check, export and import a council's policy from a terminal. See `versions/terminal/`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from config_per_tenant.versions.terminal import known
from config_per_tenant.versions.terminal.asking import day_asked


class Command(BaseCommand):
    help = "Shows, compares, checks, exports and imports policy; opens a council with its pack."
    requires_system_checks: list[str] = []
    across_tenants = (["show", "{slug}"], ["versions", "{slug}"], ["export", "{slug}"], ["ready", "{slug}"])

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        for name, asked in known().items():
            act = acts.add_parser(name, help=asked.help)
            asked(self.stdout, self.stderr).add_arguments(act)
            act.add_argument("--json", action="store_true", dest="as_json", help="as JSON")
            if asked.has_day:
                act.add_argument("--on", type=date.fromisoformat, help="the day, as 2026-11-21; today when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        known()[options["act"]](self.stdout, self.stderr).answer(day_asked(options), options)
