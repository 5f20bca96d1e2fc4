"""`hearth policy show`, `export` and `versions`: a council's policy on a day, in words, as JSON, or as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from config_per_tenant.exporting import export_entry, export_policy, export_version
from config_per_tenant.files import policy_file, written
from config_per_tenant.policy import Entry
from config_per_tenant.schema import SETTINGS, by_group
from config_per_tenant.versions.models import PolicyVersion
from config_per_tenant.versions.stages import STAGE_WORDS, stages_of
from config_per_tenant.versions.terminal.asking import SubCommand, brief, sub_command
from hearth.ui.words import longdate
from tenants.isolation.current import in_tenant


@sub_command("show")
class Show(SubCommand):
    help = "a council's settings, or one of them, in words"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("key", nargs="?")

    def answer(self, on: date, options: Mapping[str, Any]) -> None:
        key = options["key"]
        if key and key not in SETTINGS:
            raise CommandError(f"There is no setting {key}. `hearth policy show {options['slug']}` lists them.")
        _, policy = self.policy(options["slug"], on)
        if key:
            entry = policy.entry(key)
            if options["as_json"]:
                self.give(export_entry(entry))
            else:
                self._tell(entry)
        elif options["as_json"]:
            self.give([export_entry(entry) for entry in policy.entries()])
        else:
            for _, label, settings in by_group():
                self.say(f"\n{label}")
                for setting in settings:
                    entry = policy.entry(setting.key)
                    default = " [platform default]" if entry.is_default else ""
                    self.say(f"  {setting.key:<42} {brief(entry.in_words())}{default}")

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
                self.say(f"{name}: {words}")


@sub_command("export")
class Export(SubCommand):
    help = "every setting of a council with state, source and day; or its policy, or a version, as a file to import"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--file", help="write a policy file (YAML) there; - for the screen")
        parser.add_argument("--version-number", type=int, dest="number", help="only what this version or draft states")

    def answer(self, on: date, options: Mapping[str, Any]) -> None:
        tenant, policy = self.policy(options["slug"], on)
        council = {"slug": tenant.slug, "name": tenant.name}
        if options["file"] or options["number"]:
            with in_tenant(tenant):
                if options["number"]:
                    text = written(self.version(options["number"]).statements, **council)
                else:
                    text = policy_file(policy, **council)
            self._write(text, options["file"] or "-")
            return
        plain = {"council": council, **export_policy(policy, on)}
        if options["as_json"]:
            self.give(plain)
            return
        for row in plain["settings"]:
            self.say("\t".join((row["key"], row["state"], row["words"], row["version"])))

    def _write(self, text: str, file: str) -> None:
        if file == "-":
            self.out.write(text, ending="")
            return
        try:
            Path(file).write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.say(f"Written to {file}.")


@sub_command("versions")
class Versions(SubCommand):
    help = "a council's versions and drafts, newest first, and where each stands"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")

    def answer(self, on: date, options: Mapping[str, Any]) -> None:
        with in_tenant(self.council(options["slug"])):
            versions = list(PolicyVersion.objects.prefetch_related("values").order_by("-number"))
            stages = stages_of(versions, on)
            if options["as_json"]:
                self.give([export_version(version, stages[version.pk]) for version in versions])
                return
            for version in versions:
                day = longdate(version.effective_from) if version.effective_from else "no day yet"
                count = len(version.values.all())
                settings = "1 setting" if count == 1 else f"{count} settings"
                stage = STAGE_WORDS[stages[version.pk]]
                self.say(f"{version.number:>4}  {stage:<28} {day:<18} {settings:<12} {brief(version.title, 60)}")
