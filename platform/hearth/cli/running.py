"""`hearth run`: from an empty folder to a page, and from Ctrl-C to silence."""

import errno
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hearth import embedded
from hearth.cli import welcome
from hearth.cli.supervisor import GaveUp, Supervisor
from hearth.cli.surroundings import services
from hearth.cli.terminal import out, say, step

PATIENCE_SECONDS = 300.0
FIRST_PAGE_SECONDS = 90.0


class CannotRun(Exception):
    """Something stands in the way that only the person at the terminal can move."""


def run(port: int, data: Path, *, percent: int) -> None:
    """Start everything, and stop it when asked to. Raises: CannotRun; whatever the services raise."""
    began = time.monotonic()
    need_port(port)
    with alone(data):
        step("PostgreSQL and Valkey")
        with services(data, patience_seconds=PATIENCE_SECONDS, say=say):
            if (servers := embedded.whereabouts(data)) != data.resolve():
                say(f"Their files are in {servers}: the account that runs them cannot reach {data}.")
            prepare(percent)
            supervise(port, data, began)
    say("Stopped; the data is kept." if data.exists() else "Stopped.")


def prepare(percent: int) -> None:
    """Bring schemas, demonstration councils and static files up to date; what is already so takes a moment."""
    import django
    from django.core.management import CommandError, call_command
    from django.db import connections

    django.setup()
    try:
        step("Schemas")
        call_command("migrate_tenants")
        step("Demonstration councils")
        call_command("demo", percent=percent)
        collect_static_files()
    except CommandError as error:
        raise CannotRun(str(error)) from error
    finally:
        connections.close_all()


def supervise(port: int, data: Path, began: float) -> None:
    """Web first, then worker and beat; addresses and sign-ins once a page can be had."""
    step("Web, worker and beat")
    supervisor = Supervisor(out)
    try:
        supervisor.add("web", [sys.executable, *web_server(port)])
        supervisor.watch(until=FirstPage(port))
        supervisor.add("worker", celery("worker", "--concurrency", "2", "--without-mingle", "--without-gossip"))
        supervisor.add("beat", celery("beat", "--schedule", str(data / "beat"), "--pidfile="))
        welcome.show(port, seconds=time.monotonic() - began)
        supervisor.watch()
    except KeyboardInterrupt:
        say("")
    except GaveUp as error:
        raise CannotRun(str(error)) from error
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # all is being stopped already
        say("Stopping…")
        supervisor.stop()


def web_server(port: int) -> list[str]:
    """Granian with a process per core and one request at a time in each: a thread more would need a connection more."""
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2
    return [
        *("-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", str(max(2, min(workers, 8))), "--blocking-threads", "1", "--respawn-failed-workers"),
        *("--no-ws", "--log-level", "warning", "hearth.wsgi:application"),
    ]


def celery(*arguments: str) -> list[str]:
    """A Celery command that speaks only when something is wrong: beat alone would fill the terminal."""
    root_is_no_news = "ignore:You're running the worker with superuser"  # in a container; Valkey is for us alone
    return [
        *(sys.executable, "-W", root_is_no_news, "-m", "celery", "--quiet", "-A", "hearth.celery"),
        *(*arguments, "--loglevel", "WARNING"),
    ]


class FirstPage:
    """Whether the web server answers yet; raises CannotRun when it takes far too long."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/livez"
        self.end = time.monotonic() + FIRST_PAGE_SECONDS

    def __call__(self) -> bool:
        try:
            with urllib.request.urlopen(self.url, timeout=5) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            if time.monotonic() > self.end:
                raise CannotRun(
                    f"No page after {FIRST_PAGE_SECONDS:.0f} seconds; what the web server said stands above."
                ) from None
            return False


def need_port(port: int) -> None:
    """Raise CannotRun, with what to type instead, if the port cannot be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise CannotRun(f"Port {port} is not for ordinary users. Try: make run PORT=8000") from error
            other = next((p for p in range(port + 1, min(port + 50, 65536)) if _is_free(p)), port + 1)
            raise CannotRun(f"Port {port} is in use by another program. Try: make run PORT={other}") from error


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Hold the data folder for one run. Raises: CannotRun if another holds it."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = (data / "run.lock").open("w")
    except OSError as error:
        raise CannotRun(
            f"The data folder {data} cannot be used: {error.strerror}. Choose another with DATA=…"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRun(
                f"Hearth already runs on {data}. Stop it first, or choose another folder with DATA=…"
            ) from None
        yield


def clear(data: Path) -> None:
    """Delete what is left of a run besides the services' own data."""
    for path in data.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def collect_static_files() -> None:
    """Gather and compress the static files, if they changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    sources = [path for root in settings.STATICFILES_DIRS for path in sorted(Path(root).rglob("*")) if path.is_file()]
    mark = hashlib.sha256()
    for path in sources:
        mark.update(f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}\n".encode())
    lock = Path(settings.ROOT) / "requirements.lock"
    mark.update(lock.read_bytes() if lock.exists() else b"")
    stamp = Path(settings.STATIC_ROOT) / ".made-from"
    if stamp.exists() and stamp.read_text() == mark.hexdigest():
        return
    step("Static files")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(mark.hexdigest())


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
