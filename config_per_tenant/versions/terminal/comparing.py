"""`hearth policy diff` and `check`: what differs between any two, and what is wrong with a pack or a live policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from config_per_tenant.differences import Difference, diff
from config_per_tenant.importing import read_policy_file
from config_per_tenant.packs import PackFault, PackRefused, load_pack
from config_per_tenant.policy import policy_on
from config_per_tenant.schema import SETTINGS
from config_per_tenant.versions.comparing import between, policy_at
from config_per_tenant.versions.law import law_changes
from config_per_tenant.versions.terminal.asking import SubCommand, sub_command
from hearth.ui.words import longdate
from tenants.isolation.current import in_tenant


@sub_command("diff")
class Diff(SubCommand):
    help = "what differs between two versions, or two days, setting by setting, in words"
    has_day = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("earlier", help="the number of a version or draft, or a day")
        parser.add_argument("later", nargs="?", help="another; today's policy when left out")

    def answer(self, on: date, options: Mapping[str, Any]) -> None:
        with in_tenant(self.council(options["slug"])):
            earlier, later = _side(options["earlier"]), _side(options["later"] or on.isoformat())
            if isinstance(earlier, int) and isinstance(later, int):
                found = between(self.version(earlier), self.version(later))
            else:
                found = diff(*(self._policy(side) for side in (earlier, later)))
        if options["as_json"]:
            self.give([_plain(each) for each in found])
        elif not found:
            self.say("Nothing differs.")
        else:
            for each in found:
                self.say(each.words)
                for part in each.parts:
                    self.say(f"  {part}")

    def _policy(self, side: int | date) -> Any:
        return policy_on(side) if isinstance(side, date) else policy_at(self.version(side))


@sub_command("check")
class Check(SubCommand):
    help = "every fault of a pack or policy file at once; or, of a council, what law forces now or will"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a pack (file or folder), or the slug of a council")
        parser.add_argument(
            "--exported", action="store_true", help="the file was exported by a council: no published source is asked"
        )

    def answer(self, on: date, options: Mapping[str, Any]) -> None:
        file = Path(options["file"])
        if file.exists():
            self._check_file(file, on, options)
        elif file.suffix or len(file.parts) > 1:
            raise CommandError(f"There is no file {file}.")
        else:
            self._check_council(options["file"], on, options)

    def _check_file(self, file: Path, on: date, options: Mapping[str, Any]) -> None:
        try:
            if options["exported"]:
                pack, reader = read_policy_file(file.read_bytes(), file.name)
                reader.refuse()
            else:
                pack = load_pack(file, on)
        except PackRefused as refused:
            self._refuse(file, refused.faults, options)
        stated = sum(1 for statement in pack.statements.values() if statement.state != "not_stated")
        if options["as_json"]:
            self.give({"file": file.name, "council": pack.name, "stated": stated, "of": len(SETTINGS), "faults": []})
            return
        can = "can be imported" if options["exported"] else f"{pack.name} can open with it"
        self.say(f"{file.name}: {can}. {stated} of {len(SETTINGS)} settings stated.")

    def _refuse(self, file: Path, faults: tuple[PackFault, ...], options: Mapping[str, Any]) -> None:
        if options["as_json"]:
            self.give({"file": file.name, "faults": [vars(fault) for fault in faults]})
        else:
            for fault in faults:
                self.complain(str(fault))
        count = len(faults)
        raise CommandError(f"{file.name} has {count} fault{'' if count == 1 else 's'}.")

    def _check_council(self, slug: str, on: date, options: Mapping[str, Any]) -> None:
        with in_tenant(self.council(slug)):
            forced = [entry for entry in policy_on(on).entries() if entry.is_forced and not entry.is_default]
            coming = [change for change in law_changes(on) if change.beyond]
        found: list[dict[str, Any]] = [
            *(
                {
                    "key": entry.setting.key,
                    "label": entry.setting.label,
                    "words": f"Works as {entry.in_words()}: what is stated lies beyond the law.",
                    "source": entry.forced_by.source if entry.forced_by else "",
                    "from": None,
                }
                for entry in forced
            ),
            *(
                {
                    "key": beyond.setting.key,
                    "label": beyond.setting.label,
                    "words": f"{beyond.value} will work as {beyond.becomes} from {longdate(change.from_on)}.",
                    "source": change.source,
                    "from": change.from_on.isoformat(),
                }
                for change in coming
                for beyond in change.beyond
            ),
        ]
        if options["as_json"]:
            self.give({"council": slug, "beyond_law": found})
        for each in [] if options["as_json"] else found:
            self.complain(f"{each['label']}: {each['words']} ({each['source']})")
        if found:
            raise CommandError(f"{slug} has {len(found)} value{'' if len(found) == 1 else 's'} beyond the law.")
        if not options["as_json"]:
            self.say(f"{slug}: all that its policy states is within the law, and within what is known to come.")


def _side(said: str) -> int | date:
    try:
        return int(said) if said.isdigit() else date.fromisoformat(said)
    except ValueError:
        raise CommandError(f"“{said}” is neither the number of a version nor a day, as 2026-11-21.") from None


def _plain(each: Difference) -> dict[str, Any]:
    return {
        "key": each.setting.key,
        "label": each.setting.label,
        "was": each.was,
        "becomes": each.becomes,
        "parts": list(each.parts),
        "before": {"state": each.before.state, "value": each.before.plain},
        "after": {"state": each.after.state, "value": each.after.plain},
    }
