"""Prove that no council reaches another, and check a receipt of such a proof. Exit code 1 where either fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.isolation.current import in_public, in_tenant
from tenants.models import Tenant
from tenants.proving.jobs import make
from tenants.proving.lookalikes import CannotPlant
from tenants.proving.models import Receipt
from tenants.proving.pdf import as_pdf
from tenants.proving.proof import prove
from tenants.proving.signing import NotAReceipt, own_public_key, sign, verify


class Command(BaseCommand):
    help = "Proves that no council reaches another (prove), and checks a receipt (verify)."
    requires_system_checks: list[str] = []
    across_tenants = "It is the proof itself; a proof of it would never end."

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        proving = acts.add_parser("prove", help="make look-alikes, try everything, write a signed receipt")
        proving.add_argument("--tenant", metavar="SLUG", help="try this council too, by reading alone")
        proving.add_argument("--json", action="store_true", dest="as_json", help="print the receipt as JSON alone")
        proving.add_argument("--report", type=Path, metavar="DIR", help="write receipt.json and receipt.pdf there")
        proving.add_argument(
            "--asked", action="store_true", help="make those that councils have asked for and wait for"
        )
        checking = acts.add_parser("verify", help="check that a receipt is as it was signed")
        checking.add_argument("receipt", type=Path)
        checking.add_argument("--key", default="", help="the public key that the installation publishes, base64")
        acts.add_parser("key", help="print the public key of this installation's receipts")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"do_{options['act']}")(options)
        except (CannotPlant, NotAReceipt) as trouble:
            raise CommandError(str(trouble)) from trouble

    def do_prove(self, options: dict[str, Any]) -> None:
        if options["asked"]:
            return self._make_those_asked_for()
        tenant = self._tenant(options["tenant"]) if options["tenant"] else None
        quiet = options["as_json"]

        def say(done: int, total: int, words: str) -> None:
            if not quiet:
                self.stdout.write(f"{done:>3} {words}")

        document = sign(prove(tenant=tenant, progress=say))
        report = document["report"]
        if options["report"]:
            options["report"].mkdir(parents=True, exist_ok=True)
            (options["report"] / "receipt.json").write_text(json.dumps(document, indent=1, ensure_ascii=False))
            (options["report"] / "receipt.pdf").write_bytes(as_pdf(document))
        if quiet:
            self.stdout.write(json.dumps(document, indent=1, ensure_ascii=False))
        else:
            self._tell(report)
        if not report["holds"]:
            raise CommandError(f"It does not hold: {report['failed']} got through, {report['untried']} were not tried.")

    def do_verify(self, options: dict[str, Any]) -> None:
        try:
            document = json.loads(options["receipt"].read_text())
        except (OSError, ValueError) as error:
            raise CommandError(f"{options['receipt']} cannot be read as a receipt.") from error
        algorithm = verify(document, public_key=options["key"])
        report = document["report"]
        outcome = "it held" if report["holds"] else "it did NOT hold"
        self.stdout.write(f"Unchanged since it was signed ({algorithm}). On {report['made_at'][:10]} {outcome}.")

    def do_key(self, options: dict[str, Any]) -> None:
        self.stdout.write(own_public_key() or "None: receipts are signed with the installation's secret alone.")

    def _make_those_asked_for(self) -> None:
        failed = 0
        with in_public():
            councils = list(Tenant.objects.councils().at_work())
        for council in councils:
            with in_tenant(council):
                for receipt in Receipt.objects.waiting():
                    kept = make(receipt)
                    failed += not kept.holds
                    self.stdout.write(f"{council.slug}: {'it holds' if kept.holds else 'it does NOT hold'}")
        if failed:
            raise CommandError(f"{failed} proofs do not hold.")

    def _tell(self, report: dict[str, Any]) -> None:
        for check in report["checks"]:
            if not check["holds"]:
                self.stdout.write(f"NOT HELD {check['code']}: {check['failed']} of {check['tried']}")
                for line in [*check["failures"], *[f"not tried: {each}" for each in check["untried"]]]:
                    self.stdout.write(f"    {line}")
        for limit in report["limits"]:
            self.stdout.write(f"Not proved: {limit}")
        self.stdout.write(f"{report['tried']} attempts in {report['seconds']} s, {report['failed']} got through.")

    def _tenant(self, slug: str) -> Tenant:
        with in_public():
            found = Tenant.objects.councils().filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no council called {slug}.")
        return found
