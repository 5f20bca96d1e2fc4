"""`hearth run` as a newcomer meets it: an empty folder, one command, a page; Ctrl-C, silence; and again, at once."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hearth import embedded
from hearth.embedded.places import free_port

SECONDS_TO_LATER_PAGES = 20
SECONDS_TO_STOP = 60  # a few in truth; a machine that does much else at once takes longer

pytestmark = [pytest.mark.services, pytest.mark.slow]


class Terminal:
    """A terminal in which `hearth run` was typed."""

    def __init__(self, data: Path, port: int) -> None:
        # Nothing of the test's own surroundings: the settings, the database and the cache are found by the command.
        own = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY"}
        self.port = port
        self.began = time.monotonic()
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hearth.cli", "run", "--port", str(port), "--data", str(data), "--percent", "4"],
            env={name: value for name, value in os.environ.items() if name not in own},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def wait_for(self, words: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while words not in self.text:
            assert self.process.poll() is None, self.text
            assert time.monotonic() < end, f"no {words!r} after {seconds} s:\n{self.text}"
            time.sleep(0.1)

    def page(self, host: str, path: str = "/") -> tuple[int, str]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Host": f"{host}:{self.port}"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()

    def interrupt(self) -> int:
        """Press Ctrl-C, and wait for the prompt; the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=SECONDS_TO_STOP)
        self.reader.join(5)
        return code


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder that one command has filled."""
    folder = tmp_path_factory.mktemp("site") / "data"
    yield folder
    embedded.forget(folder)


def processes_of(data: Path) -> list[str]:
    """Whatever still runs and knows this data folder: by its command line, its surroundings or its working folder."""
    places = (str(data), str(embedded.whereabouts(data)))
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            known = [(entry / name).read_bytes().decode(errors="replace") for name in ("cmdline", "environ")]
            known.append(str((entry / "cwd").readlink()))
        except OSError:
            continue
        if any(place in text for place in places for text in known):
            found.append(known[0].replace("\0", " "))
    return found


def addresses(terminal: Terminal) -> list[str]:
    return re.findall(rf"http://([a-z.-]+):{terminal.port}/", terminal.text)


def test_one_command_from_an_empty_folder_to_a_page_and_back(data: Path) -> None:
    terminal = Terminal(data, free_port())
    terminal.wait_for("Ctrl-C stops everything", 300)

    shown = addresses(terminal)
    assert len(set(shown)) >= 5, "four councils and a hub"
    for host in sorted(set(shown)):
        status, page = terminal.page(host)
        assert status == 200
        assert "Sign in" in page

    counted = tenants(data)
    assert terminal.interrupt() == 0, terminal.text
    assert processes_of(data) == []
    assert embedded.running(data) is None

    again = Terminal(data, free_port())
    again.wait_for("Ctrl-C stops everything", SECONDS_TO_LATER_PAGES * 3)
    took = time.monotonic() - again.began
    assert again.page(shown[0])[0] == 200
    assert tenants(data) == counted, "the data was kept"
    assert again.interrupt() == 0, again.text
    assert took < SECONDS_TO_LATER_PAGES


def tenants(data: Path) -> list[tuple[str]]:
    services = embedded.running(data)
    assert services is not None
    with psycopg.connect(services.owner_url) as connection:
        return connection.execute("SELECT schema_name FROM public.tenants_tenant ORDER BY 1").fetchall()
