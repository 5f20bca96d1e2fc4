"""A whole site for a browser: the demonstration's tenants, a web server, a worker and a queue, each a process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from hearth import embedded
from tests.support import database

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Site:
    """A running site. `address("luton")` is where one of its tenants answers."""

    port: int

    def address(self, slug: str) -> str:
        return f"http://{slug}.localhost:{self.port}"


@contextmanager
def a_site(server: database.Server, migrated: str, folder: Path, *, percent: int) -> Iterator[Site]:
    """The demonstration at `percent` of its size, served until the block ends."""
    with _demonstration(server, migrated, folder, percent) as environment:
        port = _free_port()
        with _served(environment, folder, port):
            yield Site(port)


class SiteInTime:
    """A running site that can go to another day: its processes end and begin again, and take that day as today."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.environment, self.folder, self.port = environment, folder, _free_port()
        self._processes = ExitStack()

    def address(self, slug: str) -> str:
        return f"http://{slug}.localhost:{self.port}"

    def go_to(self, day: date) -> None:
        """Serve as though it were this day. Who was signed in still is."""
        self._processes.close()
        self.environment["HEARTH_TEST_DAY"] = day.isoformat()
        self._processes.enter_context(_served(self.environment, self.folder, self.port))

    def begin_the_day(self) -> None:
        """Ask for what each council does early every day; the worker does it."""
        asking = "from tests.support.another_day import take_the_day; take_the_day()"
        asking += "; import django; django.setup(); from hearth.jobs.reaping import ask_for_daily; ask_for_daily()"
        _run([sys.executable, "-c", asking], self.environment)

    def close(self) -> None:
        self._processes.close()


@contextmanager
def a_site_in_time(server: database.Server, migrated: str, folder: Path, *, percent: int) -> Iterator[SiteInTime]:
    """As `a_site`, on the day that it is told to go to."""
    with _demonstration(server, migrated, folder, percent) as environment:
        site = SiteInTime(environment, folder)
        try:
            yield site
        finally:
            site.close()


@contextmanager
def _demonstration(server: database.Server, migrated: str, folder: Path, percent: int) -> Iterator[dict[str, str]]:
    """The demonstration's tenants in a database of their own, and the environment that leads a process there."""
    with ExitStack() as stack:
        name = stack.enter_context(database.a_copy(server, migrated, folder.name))
        stack.callback(embedded.forget, folder / "services")
        redis = os.environ.get("REDIS_URL")
        redis = (
            redis or stack.enter_context(embedded.borrowed(folder / "services", tests=True, postgres=False)).redis_url
        )
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "hearth.settings.local",
            "DATABASE_URL": _url(server.app, name),
            "DATABASE_OWNER_URL": _url(server.owner, name),
            "REDIS_URL": redis,
            "HEARTH_STATIC_ROOT": str(folder / "static"),
            "HEARTH_MEDIA_ROOT": str(folder / "media"),
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}",
        }
        _django(environment, "collectstatic", "--noinput", "--verbosity", "0")
        _django(environment, "demo", "--percent", str(percent))
        yield environment


@contextmanager
def _served(environment: dict[str, str], folder: Path, port: int) -> Iterator[None]:
    """A web server and a worker, until the block ends."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    web += ["--workers", "1", "--blocking-threads", "1", "--no-ws", "tests.support.another_day:application"]
    worker = [sys.executable, "-m", "celery", "-A", "tests.support.another_day:worker", "worker"]
    worker += ["-c", "1", "-l", "warning"]
    with ExitStack() as stack:
        for command in (web, worker):
            stack.enter_context(_running(command, environment, folder))
        database.wait_until(lambda: _answers(port), seconds=60)
        yield


@contextmanager
def _running(command: list[str], environment: dict[str, str], folder: Path) -> Iterator[None]:
    with (folder / f"{command[2]}.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)


def _django(environment: dict[str, str], *arguments: str) -> None:
    _run([sys.executable, "-m", "django", *arguments], environment)


def _run(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]


def _url(login: dict[str, str], name: str) -> str:
    password = quote(login.get("password") or "", safe="")
    return f"postgres://{login['user']}:{password}@{login['host']}:{login['port']}/{name}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
