"""What stands on the terminal when all runs: where to go, and as whom."""

import io
import json
from typing import Any

from rich.markup import escape
from rich.table import Table

from hearth.cli.terminal import out


def show(port: int, *, seconds: float) -> None:
    """Print each tenant's address and the demonstration sign-ins, which the demonstration data gives."""
    from django.conf import settings

    out.print()
    out.print(f"Hearth is ready, {seconds:.0f} seconds after you asked.", style="bold green")
    out.print()
    table = Table(box=None, pad_edge=False, show_header=False, show_edge=False)
    for tenant in sign_ins():
        table.add_row(f"[bold]http://{tenant['slug']}.{settings.BASE_DOMAIN}:{port}/[/bold]", escape(tenant["name"]))
        for person in tenant["people"]:
            table.add_row(f"  {escape(person['email'])}", escape(person["who"]), escape(person["password"]))
    out.print(table)
    out.print()
    out.print("Ctrl-C stops everything and keeps the data.", style="dim")
    out.print()


def sign_ins() -> list[dict[str, Any]]:
    """Each tenant with its people: slug, name, type; who they are, email, password."""
    from django.core.management import call_command

    answer = io.StringIO()
    call_command("demo", sign_ins=True, stdout=answer)
    tenants: list[dict[str, Any]] = json.loads(answer.getvalue())
    return tenants
