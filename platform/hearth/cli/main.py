"""`hearth`: one command for all that is done from a terminal. `make` calls it; operators call it by itself."""

import errno
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, Any

import psycopg
import typer

from hearth import embedded
from hearth.cli import benching, checking, running
from hearth.cli.surroundings import Unreachable, django_command, services
from hearth.cli.terminal import problem, say

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 30.0

# Management commands that go by a shorter name here. Each belongs to the area that does the work.
HANDED_OVER = {
    "council": ("council", "Add, list or suspend councils and hubs"),
    "migrate": ("migrate_tenants", "Bring every schema to the newest migration"),
    "audit": ("audit", "Verify the hash chain of each tenant's audit"),
    "policy": ("policy", "Show, compare, check, export or import a council's policy; open it with a pack"),
    "isolation": ("isolation", "Prove that no council reaches another (prove), and check a receipt (verify)"),
    "demo": ("demo", "Make the demonstration councils, or print who may sign in (--sign-ins)"),
}

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="One command for all that is done from a terminal.",
)
own_services = typer.Typer(no_args_is_help=True, help="This machine's own PostgreSQL and Valkey")
checks = typer.Typer(no_args_is_help=True, help="What `make check` asks of Django")
app.add_typer(own_services, name="services")
app.add_typer(checks, name="check")


def default_data() -> Path:
    """The data folder where none is named: .data of the checkout, or of the folder one stands in."""
    named = os.environ.get("HEARTH_DATA")
    return Path(named) if named else (ROOT if (ROOT / "pyproject.toml").exists() else Path.cwd()) / ".data"


DATA = default_data()
Data = Annotated[Path, typer.Option(help="Where the databases and files of this machine are kept.")]


@app.command()
def run(
    port: Annotated[int, typer.Option(help="The port of the web server.", min=1, max=65535)] = 8000,
    data: Data = DATA,
    percent: Annotated[int, typer.Option(help="How much of the demonstration to make, at the first start.")] = 100,
) -> None:
    """Everything on this machine: services, demonstration councils, web, worker and beat. Ctrl-C stops it all."""
    running.run(port, data, percent=percent)


@app.command()
def reset(
    data: Data = DATA,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Stop this machine's own services and delete their data for good."""
    if not data.exists():
        say(f"There is nothing in {data}.")
        return
    if not yes and not (sys.stdin.isatty() and typer.confirm(f"Delete all that is in {data}?")):
        raise typer.Exit(problem(f"Nothing was deleted. To delete {data} without being asked: hearth reset --yes"))
    with running.alone(data):
        embedded.forget(data)
    running.clear(data)
    say(f"{data} is empty again.")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def manage(context: typer.Context) -> None:
    """Any management command of Django, with the services it needs; `manage` itself may be left out."""
    hand_over(context.args)


@app.command(
    add_help_option=False,  # --help is the management command's own
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def bench(context: typer.Context) -> None:
    """Measure, each figure beside its yardstick, on servers and data of its own."""
    benching.bench(DATA / "bench", context.args)


@own_services.command("start")
def start_services(data: Data = DATA) -> None:
    """Start both and leave them running."""
    embedded.start(data)
    say(f"PostgreSQL and Valkey run on {data}. `hearth services stop` stops them.")


@own_services.command("stop")
def stop_services(data: Data = DATA) -> None:
    """Stop both; the data stays."""
    say("Stopped." if embedded.stop(data) else "Nothing ran.")


@own_services.command("env")
def print_environment(data: Data = DATA) -> None:
    """Print their addresses for a shell: eval "$(hearth services env)". They hold passwords."""
    found = embedded.running(data)
    if found is None:
        raise typer.Exit(problem("They do not run: hearth services start"))
    for name, value in found.environment().items():
        print(f"export {name}='{value}'")


@checks.command("migrations")
def check_migrations(data: Data = DATA) -> None:
    """Every model is as its migrations leave it."""
    with services(data, patience_seconds=PATIENCE_SECONDS, say=say):
        django_command("makemigrations", "--check", "--dry-run", "--skip-checks")


@checks.command("templates")
def check_templates(data: Data = DATA) -> None:
    """Every template can be compiled."""
    raise typer.Exit(checking.templates(data))


def hand_over(arguments: list[str]) -> None:
    """Run a management command as typed, with the database and the cache there."""
    with services(DATA, patience_seconds=PATIENCE_SECONDS, say=say):
        django_command(*arguments)


def _register(name: str, command: str, words: str) -> None:
    @app.command(
        name,
        help=words,
        add_help_option=False,  # --help is the management command's own
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )
    def handed_over(context: typer.Context) -> None:
        hand_over([command, *context.args])


for _name, (_command, _words) in HANDED_OVER.items():
    _register(_name, _command, _words)


def main() -> Any:
    """The installed command. What goes wrong in ways that we know is said in a sentence, without a traceback."""
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)  # ignored by default where a script runs us in the background
    try:
        if len(sys.argv) > 1 and not sys.argv[1].startswith("-") and sys.argv[1] not in known_commands():
            hand_over(sys.argv[1:])
        else:
            app()
    except KeyboardInterrupt:
        sys.exit(130)
    except (embedded.ServiceFailed, Unreachable, running.CannotRun) as error:
        sys.exit(problem(str(error)))
    except Exception as error:
        if not is_disk_full(error):
            raise
        sys.exit(problem("The disk is full. Free some space and start again; nothing saved is lost."))


def known_commands() -> set[str]:
    """The names that this command knows itself; every other is a management command of an area."""
    return set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]  # a group, as several are registered


def is_disk_full(error: BaseException | None) -> bool:
    """Whether an error, or what led to it, is a disk without space: our own, or the database's."""
    while error is not None:
        if isinstance(error, psycopg.errors.DiskFull) or getattr(error, "errno", None) == errno.ENOSPC:
            return True
        error = error.__cause__ or error.__context__
    return False


def _interrupt(number: int, frame: Any) -> None:
    raise KeyboardInterrupt
