"""The `hearth` command: what stands in its way is said in a sentence, and what it starts it also ends."""

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest
from rich.console import Console

from hearth.cli import main, running
from hearth.cli.supervisor import Child, GaveUp, Supervisor
from hearth.cli.surroundings import Unreachable, wait_for_cache, wait_for_database

HEARTH = [sys.executable, "-m", "hearth.cli"]


def hearth(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*HEARTH, *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def supervisor() -> tuple[Supervisor, io.StringIO]:
    said = io.StringIO()
    return Supervisor(Console(file=said, width=200)), said


def python(script: str) -> list[str]:
    return [sys.executable, "-c", script]


def a_free_port_and_its_holder() -> tuple[int, socket.socket]:
    holder = socket.socket()
    holder.bind(("127.0.0.1", 0))
    holder.listen()
    return holder.getsockname()[1], holder


def test_a_port_in_use_is_named_with_another_to_try(tmp_path: Path) -> None:
    port, holder = a_free_port_and_its_holder()
    with holder:
        ended = hearth("run", "--port", str(port), "--data", str(tmp_path / "data"))

    assert ended.returncode == 1
    assert f"Port {port} is in use" in ended.stderr
    assert "make run PORT=" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "data").exists(), "nothing was begun"


def test_a_second_run_on_the_same_data_is_refused(tmp_path: Path) -> None:
    with running.alone(tmp_path), pytest.raises(running.CannotRun, match="already runs"), running.alone(tmp_path):
        pass


def test_a_data_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(running.CannotRun, match="DATA="), running.alone(tmp_path / "file" / "data"):
        pass


def test_a_database_that_is_away_is_asked_again_at_growing_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    port, holder = a_free_port_and_its_holder()
    holder.close()
    said: list[str] = []
    pauses: list[float] = []
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(time, "sleep", sleep)

    with pytest.raises(Unreachable) as refused:
        wait_for_database(f"postgresql://app:hunter2@127.0.0.1:{port}/hearth", 20.0, said.append)

    assert pauses == [1.0, 2.0, 4.0, 8.0]
    assert all(f"127.0.0.1:{port}" in line for line in said)
    assert "DATABASE_URL" in str(refused.value)
    assert "hunter2" not in str(refused.value) + "".join(said), "a password is never shown"


def test_a_cache_that_is_away_is_named_without_its_password() -> None:
    port, holder = a_free_port_and_its_holder()
    holder.close()

    with pytest.raises(Unreachable, match="REDIS_URL") as refused:
        wait_for_cache(f"redis://:hunter2@127.0.0.1:{port}/0", 0.5, lambda line: None)
    assert "hunter2" not in str(refused.value)


def test_a_command_with_a_database_that_is_away_ends_with_a_sentence(tmp_path: Path) -> None:
    port, holder = a_free_port_and_its_holder()
    holder.close()
    url = f"postgresql://app:hunter2@127.0.0.1:{port}/hearth"
    script = "from hearth.cli import main; main.PATIENCE_SECONDS = 0.1; main.main()"
    ended = subprocess.run(
        [sys.executable, "-c", script, "manage", "check"],
        env={**os.environ, "DATABASE_URL": url, "REDIS_URL": "redis://127.0.0.1:1/0"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert "cannot be reached" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), psycopg.errors.DiskFull("could not extend file")]
)
def test_a_full_disk_is_recognised_however_deep(error: Exception) -> None:
    saving = RuntimeError("saving failed")
    saving.__cause__ = error
    outer = RuntimeError("the page failed")
    outer.__context__ = saving

    assert main.is_disk_full(outer)
    assert not main.is_disk_full(RuntimeError("something else"))


def test_reset_asks_before_it_deletes(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "precious").touch()

    refused = hearth("reset", "--data", str(data))
    assert refused.returncode == 1
    assert (data / "precious").exists()

    assert hearth("reset", "--data", str(data), "--yes").returncode == 0
    assert list(data.iterdir()) == []


def test_lines_of_children_are_marked() -> None:
    watcher, said = supervisor()
    watcher.add("web", python("print('[bold]ready[/bold]', flush=True); import time; time.sleep(30)"))
    end = time.monotonic() + 10
    watcher.watch(until=lambda: "ready" in said.getvalue() or time.monotonic() > end)
    watcher.stop()

    assert "web    │ [bold]ready[/bold]" in said.getvalue()


def test_a_killed_child_is_started_again() -> None:
    watcher, said = supervisor()
    watcher.add("worker", python("import time; time.sleep(60)"))
    first = watcher.children[0].process
    assert first is not None
    first.kill()
    end = time.monotonic() + 15
    watcher.watch(until=lambda: watcher.children[0].process is not first or time.monotonic() > end)

    second = watcher.children[0].process
    assert second is not None
    assert second is not first
    assert second.poll() is None
    assert "ended by signal SIGKILL" in said.getvalue()
    watcher.stop()
    assert second.poll() is not None


def test_a_child_that_always_dies_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearth.cli.supervisor.MOST_DEATHS", 2)
    watcher, _ = supervisor()
    watcher.add("beat", python("raise SystemExit(3)"))

    with pytest.raises(GaveUp, match="beat ended with code 3"):
        watcher.watch()
    watcher.stop()


def test_a_deaf_child_and_its_own_children_are_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearth.cli.supervisor.GRACE_SECONDS", 1.0)
    script = """
import signal, subprocess, sys, time
for number in (signal.SIGTERM, signal.SIGQUIT):
    signal.signal(number, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
print(grandchild.pid, flush=True)
time.sleep(120)
"""
    watcher, said = supervisor()
    watcher.children = [Child("web", python(script))]
    watcher._start(watcher.children[0])
    end = time.monotonic() + 15
    watcher.watch(until=lambda: "│" in said.getvalue() or time.monotonic() > end)
    grandchild = int(said.getvalue().split("│")[1])
    stopping = threading.Thread(target=watcher.stop)
    began = time.monotonic()
    stopping.start()
    stopping.join(20)

    assert time.monotonic() - began < 15
    assert not alive(grandchild)


def alive(pid: int) -> bool:
    """Whether a process runs; one that is dead and only waits to be collected does not."""
    time.sleep(0.2)
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_children_end_with_a_parent_that_is_killed_outright(tmp_path: Path) -> None:
    script = """
import sys, time
from rich.console import Console
from hearth.cli.supervisor import Supervisor
watcher = Supervisor(Console())
watcher.add("web", [sys.executable, "-c", "import time; time.sleep(120)"])
print("PID", watcher.children[0].process.pid, flush=True)
time.sleep(120)
"""
    parent = subprocess.Popen(python(script), stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline().split()[1])
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    end = time.monotonic() + 10
    while alive(child) and time.monotonic() < end:
        time.sleep(0.1)
    assert not alive(child)
