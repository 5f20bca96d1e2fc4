"""Measures pages, API, tenancy, duties and the opening of councils, and prints the sheet."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.demo.bench import councils, duties, place, rehearsals, requests
from core.demo.bench.figures import Sheet, machine
from core.demo.bench.worker import MeasurementFailed

PARTS = ("requests", "duties", "rehearsals", "councils")


class Command(BaseCommand):
    help = (
        "Measures, each figure beside its yardstick of the same run. A missed target is said and is no failure: a busy "
        "machine misses too."
    )
    requires_system_checks: list[str] = []
    across_tenants = "Measures on servers and a council of its own, and refuses a database that holds other tenants."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the sheet there too, as JSON")
        parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be given again")
        parser.add_argument("--percent", type=int, default=1000, help="size of the council, of its demonstration plan")
        parser.add_argument(
            "--households", type=int, default=rehearsals.HOUSEHOLDS, help="size of the council that is rehearsed in"
        )
        parser.add_argument("--times", type=int, default=40, help="answers of each page that are timed")
        parser.add_argument("--here", action="store_true", help="although other tenants are in this database")
        parser.add_argument("--schemas", type=int, default=153, help="how many councils to open and migrate")
        parser.add_argument("--sample", type=int, default=8, help="on how many of them the stock executor is tried")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 0 < options["sample"] < options["schemas"]:
            raise CommandError("The sample must be smaller than the number of schemas.")
        parts = options["only"] or PARTS
        began = time.monotonic()
        try:
            sheet = self._measured(parts, options)
        except MeasurementFailed as error:
            raise CommandError(str(error)) from error
        sheet.about["seconds"] = round(time.monotonic() - began)
        self._print(sheet)
        if options["json"]:
            options["json"].write_text(json.dumps(sheet.to_json(), indent=1) + "\n")
            self.stdout.write(f"Written to {options['json']}.")

    def _measured(self, parts: Any, options: dict[str, Any]) -> Sheet:
        sheet = Sheet({"measured_at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine()})
        if {"requests", "duties"} & set(parts):
            tenant = place.made(options["percent"], self._say, beside_others=options["here"])
            sheet.about["rows"] = place.counts(tenant)
            if "requests" in parts:
                sheet.tables += requests.measured(tenant, times=options["times"], say=self._say)
            if "duties" in parts:
                sheet.tables.append(duties.measured(tenant, say=self._say))
        if "rehearsals" in parts:
            place.migrated(self._say, beside_others=options["here"])
            sheet.tables.append(rehearsals.measured(households=options["households"], say=self._say))
        if "councils" in parts:
            found = councils.measured(schemas=options["schemas"], sample=options["sample"], say=self._say)
            sheet.tables.append(found)
        sheet.about["load_at_the_end"] = machine()["load"]
        return sheet

    def _say(self, words: str) -> None:
        self.stderr.write(f"· {words}")

    def _print(self, sheet: Sheet) -> None:
        known = sheet.about["machine"]
        self.stdout.write(
            f"\n{known['processor']}, {known['processors']} processors, Python {known['python']}; "
            f"load {known['load'][0]} at the beginning, {sheet.about['load_at_the_end'][0]} at the end"
        )
        if rows := sheet.about.get("rows"):
            self.stdout.write(", ".join(f"{count} {name}" for name, count in rows.items()))
        for table in sheet.tables:
            self.stdout.write("\n" + table.in_words())
        missed = sheet.missed
        self.stdout.write("\nAll targets are met." if not missed else "\nMissed:\n  " + "\n  ".join(missed))
