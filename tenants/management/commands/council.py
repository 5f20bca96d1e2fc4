"""Open, list, suspend and resume councils, hubs and the operators' own place."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from hearth.errors import ActRefused
from tenants.isolation.routers import OWNER
from tenants.models import Tenant, TenantType
from tenants.provisioning.database import has_registry
from tenants.provisioning.opening import open_tenant, resume_tenant, suspend_tenant


class Command(BaseCommand):
    help = "Opens, lists, suspends and resumes tenants."
    requires_system_checks: list[str] = []
    across_tenants = (["list"], ["suspend", "{slug}", "--reason", "Proof"], ["resume", "{slug}"], ["resume", "{key}"])

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        add = acts.add_parser("add", help="open a tenant: a copy of its kind's template")
        add.add_argument("slug", help="short name in lower case, as in its web address: north-shire")
        add.add_argument("--name", required=True, help="the name that people read")
        add.add_argument("--type", default=TenantType.COUNCIL, choices=TenantType.values)
        add.add_argument("--domain", help="host name; otherwise <slug>.<base domain>")
        add.add_argument(
            "--pack",
            nargs="?",
            const="",
            metavar="FILE",
            help="begin with the opening policy in this file; without a file, with the published one of this slug",
        )
        acts.add_parser("list", help="who there is")
        suspend = acts.add_parser("suspend", help="close a tenant's door; its data stay")
        suspend.add_argument("slug")
        suspend.add_argument("--reason", required=True)
        acts.add_parser("resume", help="open a suspended tenant's door again").add_argument("slug")

    def handle(self, *args: Any, **options: Any) -> None:
        owner: Any = connections[OWNER]
        owner.set_schema_to_public()
        with owner.cursor() as cursor:
            if not has_registry(cursor):
                raise CommandError("This database has not been migrated yet. Run `hearth migrate` first.")
        try:
            getattr(self, f"do_{options['act']}")(options)
        except ActRefused as refusal:
            raise CommandError(refusal.message) from refusal

    def do_add(self, options: dict[str, Any]) -> None:
        domain = options["domain"] or f"{options['slug']}.{settings.BASE_DOMAIN}"
        with_policy = options["type"] == TenantType.COUNCIL and options["pack"] is not None

        def begin_policy(tenant: Tenant) -> None:
            chosen = ["--pack", options["pack"]] if options["pack"] else []
            call_command("policy", "open", tenant.slug, *chosen, stdout=self.stdout)

        open_tenant(
            options["slug"],
            name=options["name"],
            kind=options["type"],
            domain=domain,
            then=begin_policy if with_policy else lambda tenant: None,
            say=self.stdout.write,
        )
        if options["type"] == TenantType.COUNCIL and not with_policy:
            self.stdout.write(f"It works by national values and defaults until `hearth policy open {options['slug']}`.")

    def do_list(self, options: dict[str, Any]) -> None:
        tenants = Tenant.objects.using(OWNER).prefetch_related("domains")
        rows = [("slug", "type", "name", "address", "state")]
        for tenant in tenants:
            state = (
                f"suspended {tenant.suspended_at:%d %B %Y}: {tenant.suspended_reason}"
                if tenant.suspended_at
                else "open"
            )
            domains = " ".join(domain.domain for domain in tenant.domains.all())
            rows.append((tenant.slug, tenant.type, tenant.name, domains, state))
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        for row in rows:
            self.stdout.write("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())

    def do_suspend(self, options: dict[str, Any]) -> None:
        tenant = suspend_tenant(options["slug"], reason=options["reason"])
        self.stdout.write(f"{tenant.schema_name}: suspended; pages say so within seconds")

    def do_resume(self, options: dict[str, Any]) -> None:
        tenant = resume_tenant(options["slug"])
        self.stdout.write(f"{tenant.schema_name}: open again")
