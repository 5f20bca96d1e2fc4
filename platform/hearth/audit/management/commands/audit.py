"""Verify each tenant's audit: `hearth audit verify`, for an operator, a nightly run or the pipeline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hearth.audit.verifying import Head, verify
from tenants.isolation.current import in_tenant
from tenants.isolation.directory import every_tenant


class Command(BaseCommand):
    help = "Verifies that no entry of an audit was changed, removed, put in or moved. Exit code 1 where one was."
    requires_system_checks: list[str] = []
    across_tenants = (["verify", "--council", "{slug}"], ["verify", "--council", "{slug}", "--json"])

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        asked = acts.add_parser("verify", help="every link, every entry, and the end that was recorded")
        asked.add_argument("--council", metavar="SLUG", help="one council, hub or other tenant; else all of them")
        asked.add_argument("--json", action="store_true", dest="as_json", help="as JSON, to be kept elsewhere")
        asked.add_argument(
            "--against", type=Path, metavar="FILE", help="what --json wrote earlier: each chain must still pass there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tenants = [one for one in every_tenant() if options["council"] in (None, one.slug)]
        if not tenants:
            raise CommandError(f"There is no tenant called {options['council']}.")
        known = _heads_in(options["against"])
        found = {}
        for tenant in tenants:
            with in_tenant(tenant):
                found[tenant.slug] = verify([known[tenant.slug]] if tenant.slug in known else ())
        if options["as_json"]:
            self.stdout.write(json.dumps({slug: verdict.to_json() for slug, verdict in found.items()}, indent=1))
        else:
            for slug, verdict in found.items():
                self.stdout.write(f"{slug}: {_in_words(verdict)}")
        if broken := [slug for slug, verdict in found.items() if not verdict.is_sound]:
            raise CommandError(f"The audit is not as it was written: {', '.join(broken)}.")


def _in_words(verdict: Any) -> str:
    if verdict.fault:
        entry = f" (entry {verdict.fault.entry})" if verdict.fault.entry else ""
        return f"BROKEN. {verdict.fault.words}{entry}"
    return f"{verdict.entries} entries, unbroken; head {verdict.head.position} {verdict.head.hash}"


def _heads_in(file: Path | None) -> dict[str, Head]:
    if file is None:
        return {}
    try:
        written = json.loads(file.read_text())
        return {slug: Head(**verdict["head"]) for slug, verdict in written.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CommandError(f"{file} is not what `hearth audit verify --json` writes: {error}") from error
