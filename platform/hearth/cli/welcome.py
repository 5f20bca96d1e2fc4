"""What stands on the terminal when all runs: where to go, and as whom."""

import io
import json
from typing import Any

from rich.markup import escape

from hearth.cli.terminal import out, say


def show(port: int, *, seconds: float) -> None:
    """Print each tenant's address and the demonstration sign-ins, which the demonstration data gives.

    Tenants whose people are alike but for the tenant's name in their e-mail share one list.
    """
    from django.conf import settings

    alike: dict[tuple[tuple[str, str, str], ...], list[dict[str, Any]]] = {}
    for tenant in sign_ins():
        people = tuple(
            (person["email"].replace(tenant["slug"], "<name>"), person["who"], person["password"])
            for person in tenant["people"]
        )
        alike.setdefault(people, []).append(tenant)

    say("")
    out.print(f"Hearth is ready, {seconds:.0f} seconds after you asked.", style="bold green")
    for people, tenants in alike.items():
        say("")
        for tenant in tenants:
            address = f"http://{tenant['slug']}.{settings.BASE_DOMAIN}:{port}/"
            out.print(f"  [bold]{address:<42}[/bold] {escape(tenant['name'])}")
        for email, who, password in people:
            shown = email if len(tenants) > 1 else email.replace("<name>", tenants[0]["slug"])
            say(f"    {shown:<40} {password:<16} {who}")
    say("")
    say("Sign in with an e-mail and the password beside it; <name> is the first word of the address.")
    say("Ctrl-C stops everything and keeps the data.")
    say("")


def sign_ins() -> list[dict[str, Any]]:
    """Each tenant with its people: slug, name, type; who they are, email, password."""
    from django.core.management import call_command

    answer = io.StringIO()
    call_command("demo", sign_ins=True, stdout=answer)
    tenants: list[dict[str, Any]] = json.loads(answer.getvalue())
    return tenants
