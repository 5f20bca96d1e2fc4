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
    with ExitStack() as stack:
        name = stack.enter_context(database.a_copy(server, migrated, "site"))
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
        port = _free_port()
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        web += ["--workers", "1", "--blocking-threads", "1", "--no-ws", "hearth.wsgi:application"]
        worker = [sys.executable, "-m", "celery", "-A", "hearth.celery", "worker", "-c", "1", "-l", "warning"]
        for command in (web, worker):
            stack.enter_context(_running(command, environment, folder))
        database.wait_until(lambda: _answers(port), seconds=60)
        yield Site(port)


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
    done = subprocess.run(
        [sys.executable, "-m", "django", *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
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
