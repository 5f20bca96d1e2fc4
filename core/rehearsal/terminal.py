"""`hearth policy rehearse <council> <version>`: a rehearsal, waited for and told."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser

from config_per_tenant.policy import policy_on
from config_per_tenant.versions.terminal import SubCommand, sub_command
from core.rehearsal.actions import ask_for_rehearsal
from core.rehearsal.models import Rehearsal
from core.rehearsal.telling import told
from hearth.access import Actor
from hearth.dates import today
from hearth.errors import ActRefused
from hearth.jobs.working import work_on
from hearth.ui.words import longdate, money
from tenants.isolation.current import in_tenant

PATIENCE_SECONDS = 600
BETWEEN_LOOKS_SECONDS = 0.5


@sub_command("rehearse")
class Rehearse(SubCommand):
    help = "what a draft would do to live records and payments; reads only, and names nobody but teams and workers"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("version", type=int, help="the number of a draft, or of a version that waits for its day")

    def answer(self, on: date, options: Mapping[str, Any]) -> None:
        with in_tenant(self.council(options["slug"])):
            version = self.version(options["version"])
            try:
                asked = ask_for_rehearsal(version, on=options["on"], by=Actor.system("rehearsing from a terminal"))
            except ActRefused as refused:
                raise CommandError(refused.message) from refused
            done = self._done(asked)
            found = told(done, policy_on(today()))
        if options["as_json"]:
            self.give({"version": version.number, "effective_on": done.effective_on.isoformat(), **found})
        else:
            self._tell(done, found)

    def _done(self, asked: Rehearsal) -> Rehearsal:
        """Do it here, or wait for the worker that was quicker."""
        assert asked.job_id is not None
        ends = time.monotonic() + PATIENCE_SECONDS
        work_on(str(asked.job_id))
        while True:
            rehearsal = Rehearsal.objects.select_related("of_version").filter(pk=asked.pk).first()
            if rehearsal is not None and rehearsal.is_finished:
                return rehearsal
            job = asked.job
            if job is None or job.is_over or job.failure or time.monotonic() > ends:
                raise CommandError("The rehearsal was stopped or could not finish. Nothing of it was kept.")
            time.sleep(BETWEEN_LOOKS_SECONDS)

    def _tell(self, rehearsal: Rehearsal, found: Mapping[str, Any]) -> None:
        self.say(f"{rehearsal.of_version.label}, as though in force from {longdate(rehearsal.effective_on)}")
        self.say(found["headline"])
        for setting in found["settings"]:
            self.say(f"\n{setting['label']}: was “{setting['was']}”, becomes “{setting['becomes']}”.")
            self.say(f"  {setting['transition']}")
        for title, name, rows in (("By team", "team_name", "teams"), ("By worker", "worker_name", "workers")):
            if found[rows]:
                self.say(f"\n{title}")
            for row in found[rows]:
                counts = ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in row.items() if _counts(count))
                self.say(f"  {row[name] or 'Nobody'}: {counts}")
        for team in found["hours_a_week"]:
            posts = "not stated" if team["fte_after"] is None else f"{team['fte_after']:g} FTE"
            self.say(
                f"\n{team['team_name'] or 'No team'}: {team['before']} hours a week become {team['after']} ({posts})"
            )
        if cost := found["cost"]:
            self.say(f"\nA year: {money(cost['before_pence_a_year'])} becomes {money(cost['after_pence_a_year'])}")


def _counts(value: Any) -> bool:
    return isinstance(value, int) and value > 0
