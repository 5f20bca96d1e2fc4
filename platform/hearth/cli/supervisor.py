"""Web, worker and beat as children of one command: their lines marked, their deaths noticed, their end orderly."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.text import Text

CALM_SECONDS = 60.0  # whoever lives this long is forgiven earlier deaths
MOST_DEATHS = 5
GRACE_SECONDS = 8.0  # what a request or a task may take to end
COLOURS = {"web": "cyan", "worker": "magenta", "beat": "yellow"}


class GaveUp(Exception):
    """A child died again and again."""


@dataclass
class Child:
    """One process that must run as long as we do."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[str] | None" = None
    born_at: float = 0.0
    deaths: int = 0
    start_again_at: float | None = None


@dataclass
class Supervisor:
    """Starts children, starts again those that die, and stops them all when asked."""

    console: Console
    children: list[Child] = field(default_factory=list)
    stopping: bool = False

    def add(self, name: str, command: Sequence[str]) -> None:
        """Start a child now."""
        child = Child(name, command)
        self.children.append(child)
        self._start(child)

    def watch(self, until: Callable[[], bool] = lambda: False) -> None:
        """Keep the children alive until `until` says so, or until stop is asked for. Raises: GaveUp."""
        while not self.stopping and not until():
            for child in self.children:
                self._look_at(child)
            time.sleep(0.1)

    def stop(self) -> None:
        """Ask all to end, give them a few seconds to finish what they hold, then end what is left."""
        self.stopping = True
        for signal_number, seconds in ((signal.SIGTERM, GRACE_SECONDS), (signal.SIGQUIT, 2.0), (signal.SIGKILL, 5.0)):
            left = [child for child in self.children if child.process and child.process.poll() is None]
            for child in left:
                self._signal(child, signal_number)
            end = time.monotonic() + seconds
            while any(child.process and child.process.poll() is None for child in left) and time.monotonic() < end:
                time.sleep(0.05)
        for child in self.children:
            self._signal(child, signal.SIGKILL, whole_group=True)  # grandchildren that their parent left behind

    def _start(self, child: Child) -> None:
        child.start_again_at = None
        child.born_at = time.monotonic()
        child.process = subprocess.Popen(
            list(child.command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            bufsize=1,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            start_new_session=True,  # Ctrl-C reaches us alone, and we stop them in order
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
        threading.Thread(target=self._relay, args=(child, child.process), daemon=True).start()

    def _look_at(self, child: Child) -> None:
        assert child.process is not None
        if child.start_again_at is not None:
            if time.monotonic() >= child.start_again_at:
                self._start(child)
            return
        code = child.process.poll()
        if code is None:
            return
        child.deaths = 1 if time.monotonic() - child.born_at > CALM_SECONDS else child.deaths + 1
        how = f"by signal {signal.Signals(-code).name}" if code < 0 else f"with code {code}"
        if child.deaths >= MOST_DEATHS:
            raise GaveUp(f"{child.name} ended {how} {child.deaths} times; what it said stands above.")
        pause = 2.0 ** (child.deaths - 1)
        child.start_again_at = time.monotonic() + pause
        self._say(child.name, f"ended {how}; starting it again in {pause:.0f} s")

    def _relay(self, child: Child, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self._say(child.name, line.rstrip())

    def _say(self, name: str, line: str) -> None:
        self.console.print(Text.assemble((f"{name:<6} │ ", COLOURS.get(name, "dim")), line), soft_wrap=True)

    def _signal(self, child: Child, number: signal.Signals, *, whole_group: bool = False) -> None:
        if child.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if whole_group else os.kill)(child.process.pid, number)


def _end_with_parent() -> None:
    """Have the kernel end this child should its parent be killed outright, so that no port stays taken."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
