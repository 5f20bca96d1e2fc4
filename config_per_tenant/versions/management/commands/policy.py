"""Read a council's policy from a terminal, and check a pack before a council is opened with it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config_per_tenant.exporting import export_entry, export_policy
from config_per_tenant.packs import PackRefused, load_pack
from config_per_tenant.policy import Entry, Policy, policy_on
from config_per_tenant.schema import SETTINGS, by_group
from hearth.dates import today
from tenants.isolation.current import in_tenant
from tenants.models import Tenant, TenantType


class Command(BaseCommand):
    help = "Shows, exports and checks policy."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        export = acts.add_parser("export", help="every setting of a council, with state, source and effective day")
        export.add_argument("slug")
        show = acts.add_parser("show", help="a council's settings, or one of them, in words")
        show.add_argument("slug")
        show.add_argument("key", nargs="?")
        check = acts.add_parser("check", help="whether a pack can open a council: every fault at once")
        check.add_argument("file")
        for act in (export, show, check):
            act.add_argument("--on", type=date.fromisoformat, help="the day, as 2026-11-21; today when left out")
        for act in (export, show):
            act.add_argument("--json", action="store_true", dest="as_json", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or today()
        getattr(self, f"do_{options['act']}")(on, options)

    def do_export(self, on: date, options: dict[str, Any]) -> None:
        tenant, policy = self._policy(options["slug"], on)
        plain = {"council": {"slug": tenant.slug, "name": tenant.name}, **export_policy(policy, on)}
        if options["as_json"]:
            self._print(plain)
            return
        for row in plain["settings"]:
            self.stdout.write("\t".join((row["key"], row["state"], row["words"], row["version"])))

    def do_show(self, on: date, options: dict[str, Any]) -> None:
        key = options["key"]
        if key and key not in SETTINGS:
            raise CommandError(f"There is no setting {key}. `hearth policy show {options['slug']}` lists them.")
        _, policy = self._policy(options["slug"], on)
        if key:
            entry = policy.entry(key)
            if options["as_json"]:
                self._print(export_entry(entry))
            else:
                self._tell(entry)
            return
        if options["as_json"]:
            self._print([export_entry(entry) for entry in policy.entries()])
            return
        for _, label, settings in by_group():
            self.stdout.write(f"\n{label}")
            for setting in settings:
                entry = policy.entry(setting.key)
                default = " [platform default]" if entry.is_default else ""
                self.stdout.write(f"  {setting.key:<42} {_brief(entry.in_words())}{default}")

    def do_check(self, on: date, options: dict[str, Any]) -> None:
        file = Path(options["file"])
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            pack = load_pack(file, on)
        except PackRefused as refused:
            for fault in refused.faults:
                self.stderr.write(str(fault))
            count = len(refused.faults)
            raise CommandError(f"{file.name} has {count} fault{'' if count == 1 else 's'}.") from refused
        stated = sum(1 for statement in pack.statements.values() if statement.state != "not_stated")
        self.stdout.write(f"{file.name}: {pack.name} can open with it. {stated} of {len(SETTINGS)} settings stated.")

    def _policy(self, slug: str, on: date) -> tuple[Tenant, Policy]:
        tenant = Tenant.objects.filter(slug=slug, type=TenantType.COUNCIL).first()
        if tenant is None:
            raise CommandError(f"There is no council {slug}. `hearth council list` shows who there is.")
        with in_tenant(tenant):
            return tenant, policy_on(on)

    def _tell(self, entry: Entry) -> None:
        lines = [
            (entry.setting.label, entry.in_words()),
            ("State", entry.state.replace("_", " ") + (" (platform default)" if entry.is_default else "")),
            ("From", f"{entry.effective_from:%d %B %Y}" if entry.effective_from and not entry.is_default else ""),
            ("Version", entry.version),
            ("Approved by", entry.approved_by),
            *(("Source", source.in_words()) for source in entry.sources),
            *(
                ("Bound", f"{words} ({provision.source})")
                for words, provision in zip(entry.bound_words, entry.provisions, strict=True)
            ),
            *(("Note", note.text) for note in entry.notes),
            ("Open", entry.ambiguity),
            *(("Warning", warning) for warning in entry.warnings),
        ]
        for name, words in lines:
            if words:
                self.stdout.write(f"{name}: {words}")

    def _print(self, plain: Any) -> None:
        self.stdout.write(json.dumps(plain, indent=2, ensure_ascii=False))


def _brief(words: str, longest: int = 90) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
