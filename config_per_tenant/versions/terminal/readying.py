"""`hearth policy ready`: what stands between a council and going live, as its own checklist says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from config_per_tenant.policy import policy_on
from config_per_tenant.readiness import Readiness, further_checks, readiness
from config_per_tenant.versions.people import who_may_act
from config_per_tenant.versions.terminal.asking import SubCommand, sub_command
from tenants.isolation.current import in_tenant


@sub_command("ready")
class Ready(SubCommand):
    help = "the checklist before a council goes live: what blocks, and what is worth knowing"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")

    def answer(self, on: date, options: Mapping[str, Any]) -> None:
        tenant = self.council(options["slug"])
        with in_tenant(tenant):
            policy = policy_on(on)
            ready = readiness(policy, who_may_act(), further_checks(policy, on))
        if options["as_json"]:
            self.give(_as_plain(tenant.slug, on, ready))
            return
        self.say(f"{tenant.name}: {ready.in_words}")
        for check in ready.checks:
            mark = "done" if check.is_met else "to settle" if check.blocks else "to know"
            self.say(f"\n{check.title} [{mark}]")
            for problem in check.problems:
                self.say(f"  {problem.words}")
                if problem.why:
                    self.say(f"    {problem.why}")


def _as_plain(slug: str, on: date, ready: Readiness) -> dict[str, Any]:
    return {
        "council": slug,
        "on": on.isoformat(),
        "ready": ready.is_ready,
        "checks": [
            {
                "code": check.code,
                "title": check.title,
                "blocks": check.blocks,
                "met": check.is_met,
                "problems": [
                    {"words": problem.words, "key": problem.key or None, "why": problem.why or None}
                    for problem in check.problems
                ],
            }
            for check in ready.checks
        ],
    }
