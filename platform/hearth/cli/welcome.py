"""What stands on the terminal when all runs: where to go, and as whom."""

import io
import json

from rich.table import Table

from hearth.cli.terminal import out


def show(port: int, *, seconds: float) -> None:
    """Print each tenant's address and the demonstration sign-ins, which the demonstration data gives."""
    people = sign_ins()
    out.print()
    out.print(f"Hearth is ready, {seconds:.0f} seconds after you asked.", style="bold green")
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for heading in ("Address", "Sign in as", "Role", "Password"):
        table.add_column(heading, overflow="fold")
    before = None
    for person in people:
        address = f"http://{person['domain']}:{port}/"
        table.add_row(
            "" if address == before else address,
            person["email"],
            f"{person['name']}, {person['role']}",
            person["password"],
        )
        before = address
    out.print(table)
    out.print("Ctrl-C stops everything and keeps the data.", style="dim")
    out.print()


def sign_ins() -> list[dict[str, str]]:
    """One entry for each kind of user of each tenant: domain, name, role, email, password."""
    from django.core.management import call_command

    answer = io.StringIO()
    call_command("demo", "sign-ins", "--json", stdout=answer)
    people: list[dict[str, str]] = json.loads(answer.getvalue())
    return people
