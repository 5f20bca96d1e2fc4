"""Read a council's policy from a terminal; check a pack, and open a council with it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from config_per_tenant.exporting import export_entry, export_policy
from config_per_tenant.packs import PackRefused, load_pack, pack_path
from config_per_tenant.policy import Entry, Policy, policy_on
from config_per_tenant.reference import settings_reference
from config_per_tenant.schema import SETTINGS, by_group
from config_per_tenant.versions.actions import adopt_opening_pack
from hearth.access import Actor
from hearth.dates import today
from hearth.errors import ActRefused
from hearth.ui.words import longdate
from tenants.isolation.current import in_tenant
from tenants.models import Tenant, TenantType


class Command(BaseCommand):
    help = "Shows and exports policy; checks a pack and opens a council with it."
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
        opening = acts.add_parser("open", help="begin a council's policy with its pack, as version 1")
        opening.add_argument("slug")
        opening.add_argument("--pack", help="the pack's file; otherwise the published pack of this slug")
        acts.add_parser("reference", help="the settings reference, as Markdown, from the declarations and the packs")
        for act in (export, show, check, opening):
            act.add_argument("--on", type=date.fromisoformat, help="the day, as 2026-11-21; today when left out")
        for act in (export, show):
            act.add_argument("--json", action="store_true", dest="as_json", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options.get("on") or today()
        getattr(self, f"do_{options['act']}")(on, options)

    def do_reference(self, on: date, options: dict[str, Any]) -> None:
        self.stdout.write(settings_reference(), ending="")

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

    def do_open(self, on: date, options: dict[str, Any]) -> None:
        """The day is when the council's rules began to hold: past, when records from before are brought in."""
        tenant = self._council(options["slug"])
        file = Path(options["pack"]) if options["pack"] else pack_path(tenant.slug)
        if not file.exists():
            raise CommandError(f"There is no pack {file}.")
        try:
            with in_tenant(tenant), transaction.atomic():
                version = adopt_opening_pack(file, by=Actor.system("opening a council"), effective_from=on)
                count = version.values.count()
        except PackRefused as refused:
            raise CommandError(str(refused)) from refused
        except ActRefused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{tenant.slug}: opening policy of {count} settings, in force from {longdate(on)}")

    def do_check(self, on: date, options: dict[str, Any]) -> None:
        file = Path(options["file"])
        if not file.exists():
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
        tenant = self._council(slug)
        with in_tenant(tenant):
            return tenant, policy_on(on)

    def _council(self, slug: str) -> Tenant:
        tenant = Tenant.objects.filter(slug=slug, type=TenantType.COUNCIL).first()
        if tenant is None:
            raise CommandError(f"There is no council {slug}. `hearth council list` shows who there is.")
        return tenant

    def _tell(self, entry: Entry) -> None:
        lines = [
            (entry.setting.label, entry.in_words()),
            ("State", entry.state.replace("_", " ") + (" (platform default)" if entry.is_default else "")),
            ("From", longdate(entry.effective_from) if entry.effective_from and not entry.is_default else ""),
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
