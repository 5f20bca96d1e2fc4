"""`hearth policy open`, `import` and `reference`: a council's first policy, a file into a draft, the settings told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from config_per_tenant.packs import PackRefused, pack_path
from config_per_tenant.reference import settings_reference
from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyVersion
from config_per_tenant.versions.terminal.asking import SubCommand, sub_command
from hearth.access import Actor
from hearth.errors import ActRefused, NotPermitted
from hearth.ui.words import longdate
from tenants.isolation.current import in_tenant


@sub_command("open")
class Open(SubCommand):
    help = "begin a council's policy with its pack, as version 1, from a day that may be past"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--pack", help="the pack's file or folder; otherwise the published pack of this slug")

    def answer(self, on: date, options: Mapping[str, Any]) -> None:
        """The day is when the council's rules began to hold: past, when records from before are brought in."""
        tenant = self.council(options["slug"])
        pack = Path(options["pack"]) if options["pack"] else pack_path(tenant.slug)
        if not pack.exists():
            raise CommandError(f"There is no pack {pack}.")
        try:
            with in_tenant(tenant), transaction.atomic():
                version = actions.adopt_opening_pack(pack, by=Actor.system("opening a council"), effective_from=on)
                count = version.values.count()
        except (PackRefused, FileNotFoundError) as refused:
            raise CommandError(str(refused)) from refused
        except ActRefused as refused:
            raise CommandError(refused.message) from refused
        if options["as_json"]:
            self.give({"council": tenant.slug, "settings": count, "effective_from": on.isoformat()})
        else:
            self.say(f"{tenant.slug}: opening policy of {count} settings, in force from {longdate(on)}")


@sub_command("import")
class Import(SubCommand):
    help = "bring a policy file into a draft: only what differs from what is in force, and all of it or nothing"
    has_day = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("file")
        parser.add_argument("--by", required=True, metavar="EMAIL", help="the administrator in whose name it is done")
        parser.add_argument("--into", type=int, metavar="NUMBER", help="an open draft; a new one when left out")
        parser.add_argument("--title", help="what the new draft is about")

    def answer(self, on: date, options: Mapping[str, Any]) -> None:
        tenant, file = self.council(options["slug"]), Path(options["file"])
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            with in_tenant(tenant), transaction.atomic():
                applied = self._bring(file, options)
                number = applied.version.number
        except PackRefused as refused:
            self._refuse(file, refused, options)
        except (ActRefused, NotPermitted) as refused:
            raise CommandError(refused.message) from refused
        if options["as_json"]:
            self.give(
                {
                    "draft": number,
                    "changed": [setting.key for setting in applied.changed],
                    "unchanged": [setting.key for setting in applied.unchanged],
                }
            )
            return
        for setting in applied.changed:
            self.say(f"  {setting.label}")
        self.say(
            f"Version {number} is a draft with {len(applied.changed)} of the file's changes;"
            f" {len(applied.unchanged)} stand already. Submit it for approval on the settings pages."
        )

    def _bring(self, file: Path, options: Mapping[str, Any]) -> Any:
        by = self.somebody(options["by"])
        draft: PolicyVersion
        if options["into"]:
            draft = self.version(options["into"])
        else:
            draft = actions.open_draft(title=options["title"] or f"From the file {file.name}", by=by)
        applied = actions.import_file(draft, file.read_bytes(), name=file.name, by=by)
        if not applied.changed:
            raise CommandError(f"{file.name} says nothing else than what is in force already. Nothing was changed.")
        return applied

    def _refuse(self, file: Path, refused: PackRefused, options: Mapping[str, Any]) -> None:
        if options["as_json"]:
            self.give({"file": file.name, "faults": [vars(fault) for fault in refused.faults]})
        else:
            for fault in refused.faults:
                self.complain(str(fault))
        count = len(refused.faults)
        raise CommandError(f"{file.name} has {count} fault{'' if count == 1 else 's'}. Nothing was imported.")


@sub_command("reference")
class Reference(SubCommand):
    help = "the settings reference, as Markdown, from the declarations and the packs"
    has_day = False

    def answer(self, on: date, options: Mapping[str, Any]) -> None:
        self.out.write(settings_reference(), ending="")
