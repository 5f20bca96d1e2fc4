"""Makes the demonstration: tenants, their policy and people, two years of practice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.demo import building, staff
from core.demo.plan import PlannedTenant, region
from hearth.dates import today
from tenants.isolation.current import in_public
from tenants.models import HubMembership, HubPublication, Tenant
from tenants.provisioning.opening import open_tenant


class Command(BaseCommand):
    help = "Fills this deployment with demonstration tenants; what is there already is left as it is."
    requires_system_checks: list[str] = []
    across_tenants = "Makes invented councils where settings allow it, and nowhere that councils are at work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", help="one council's slug: fill it in this process")
        parser.add_argument("--percent", type=int, default=100, help="how much of each plan: 10 for a small one")
        parser.add_argument("--sign-ins", action="store_true", help="print the sign-ins as JSON and do nothing else")
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="councils filled at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMONSTRATION", False):
            raise CommandError(
                "Nothing was made. Demonstration data has printed passwords: it is for one machine only."
            )
        tenants, hub = region()
        if options["sign_ins"]:
            self.stdout.write(json.dumps(self._sign_ins(tenants)))
        elif options["only"]:
            self._fill(Tenant.objects.get(slug=options["only"]), options["percent"])
        else:
            self._open(tenants)
            self._join(tenants, hub)
            self._fill_side_by_side(self._unfinished(), options["workers"], options["percent"])

    def _open(self, tenants: list[PlannedTenant]) -> None:
        for planned in tenants:
            if Tenant.objects.filter(slug=planned.slug).exists():
                continue
            opened = open_tenant(
                planned.slug,
                name=planned.name,
                kind=planned.type,
                domain=f"{planned.slug}.{settings.BASE_DOMAIN}",
                say=self.stdout.write,
            )
            if planned.type == "hub":
                building.fill_hub(opened)
            elif planned.type == "platform":
                building.fill_operators(opened)

    def _join(self, tenants: list[PlannedTenant], hub_slug: str) -> None:
        with in_public():
            hub = Tenant.objects.using("owner").get(slug=hub_slug)
            for council in Tenant.objects.using("owner").filter(
                slug__in=[t.slug for t in tenants if t.type == "council"]
            ):
                HubMembership.objects.using("owner").get_or_create(
                    hub=hub, council=council, until_on=None, defaults={"from_on": staff.started_on(today())}
                )

    def _unfinished(self) -> list[str]:
        """The councils that have not been filled to the end; publishing to the hub is the last that is done."""
        councils = [one.slug for one in region()[0] if one.type == "council"]
        with in_public():
            published = HubPublication.objects.values_list("council__slug", flat=True).distinct()
            return sorted(set(councils) - set(published))

    def _fill_side_by_side(self, slugs: list[str], workers: int, percent: int) -> None:
        """A process for each council, largest first, so many at a time; their lines appear as they come."""
        waiting = sorted(slugs, key=lambda slug: -building.plan_of(slug).households)
        running: dict[str, subprocess.Popen[bytes]] = {}
        failed = []
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    slug = waiting.pop(0)
                    command = [sys.executable, "-m", "django", "demo", "--only", slug, "--percent", str(percent)]
                    # Its output goes where ours goes; Ctrl-C reaches us alone, and we end it.
                    running[slug] = subprocess.Popen(command, start_new_session=True)
                time.sleep(0.1)
                for slug, process in list(running.items()):
                    if process.poll() is not None:
                        del running[slug]
                        if process.returncode:
                            failed.append(slug)
        finally:
            for process in running.values():
                process.terminate()
                process.wait()
        if failed:
            raise SystemExit(f"Demonstration data could not be made for: {', '.join(failed)}")

    def _fill(self, tenant: Tenant, percent: int) -> None:
        began, last = time.monotonic(), 0.0

        def progress(done: int, total: int, words: str) -> None:
            nonlocal last
            if time.monotonic() - last > 2 or done == total:
                last = time.monotonic()
                self.stdout.write(f"{tenant.slug}: {done} of {total} ({words}), {last - began:.0f} s")
                self.stdout.flush()

        building.fill_council(tenant, progress, percent=percent)

    def _sign_ins(self, tenants: list[PlannedTenant]) -> list[dict[str, Any]]:
        people: dict[str, list[dict[str, str]]] = {}
        for tenant in tenants:
            if tenant.type == "council":
                people[tenant.slug] = staff.sign_ins(tenant.slug)
            else:
                keys = {"hub": ("analyst", "manager"), "platform": ("operator",)}[tenant.type]
                people[tenant.slug] = [
                    {
                        "who": f"{tenant.type.capitalize()} {key}",
                        "email": f"{key}@{tenant.slug}.{staff.EMAIL_DOMAIN}",
                        "password": staff.PASSWORD,
                    }
                    for key in keys
                ]
        return [
            {"slug": tenant.slug, "name": tenant.name, "type": tenant.type, "people": people[tenant.slug]}
            for tenant in tenants
        ]
