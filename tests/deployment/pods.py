"""Runs a rendered pod's container as a process of this machine, as near to Kubernetes as one comes without it.

With bubblewrap it has uid 10001, no privilege, a root file system that it cannot write to, a /tmp of its own and the
files' folder. Without, it runs as it is, and what it would keep in /tmp goes to a folder of the test's.
"""

import functools
import os
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.deployment.chart import Object, container, environment
from tests.deployment.tools import ROOT

FILES = "/var/lib/hearth/files"


@functools.cache
def sandbox() -> str | None:
    """bubblewrap, where it is installed and allowed to make a user namespace."""
    found = shutil.which("bwrap")
    tried = found and subprocess.run(
        [found, "--unshare-user", "--ro-bind", "/", "/", "true"], capture_output=True, check=False
    )
    return found if tried and tried.returncode == 0 else None


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


@dataclass
class Pod:
    """One container at work: its log, its own /tmp, and how to stop it as Kubernetes would."""

    process: subprocess.Popen[bytes]
    temporary: Path
    log: Path

    def says(self) -> str:
        return self.log.read_text(errors="replace")

    def terminate(self) -> None:
        """SIGTERM to the program itself; bubblewrap stands before it and passes nothing on."""
        pid = self.process.pid
        inside = Path(f"/proc/{pid}/task/{pid}/children").read_text().split() if sandbox() else [str(pid)]
        for child in inside:
            os.kill(int(child), signal.SIGTERM)


class Node:
    """Where pods run: the site's Secrets, the release's plain settings, and folders for what they keep."""

    def __init__(self, folder: Path, secrets: dict[str, str], settings: dict[str, str], static: Path) -> None:
        self.folder, self.secrets, self.settings, self.static = folder, secrets, settings, static
        self.files = folder / "files"
        self.files.mkdir()
        self.port = free_port()
        self.running: list[Pod] = []

    def run(self, name: str, template: Object, command: list[str] | None = None) -> Pod:
        """Start a pod's container, or another command in its place."""
        temporary = self.folder / name
        temporary.mkdir()
        words = [w.replace("--port=8000", f"--port={self.port}") for w in command or container(template)["command"]]
        rendered = self._rendered(template)
        if not sandbox():
            words = [word.replace("/tmp/", f"{temporary}/") for word in words]
            rendered = {name: value.replace("/tmp/", f"{temporary}/") for name, value in rendered.items()}
            rendered["HEARTH_MEDIA_ROOT"] = str(self.files)
        log = self.folder / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*self._walls(temporary), *words],
                env=self._image() | rendered,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
            )
        pod = Pod(process, temporary, log)
        self.running.append(pod)
        return pod

    def stop(self) -> None:
        """End what still runs, by itself and no other."""
        for pod in self.running:
            if pod.process.poll() is None:
                pod.terminate()
                try:
                    pod.process.wait(10)
                except subprocess.TimeoutExpired:
                    pod.process.kill()
                    pod.process.wait()

    def _image(self) -> dict[str, str]:
        """What the image sets."""
        return {
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "HEARTH_STATIC_ROOT": str(self.static),
            "HOME": "/tmp",  # the pod's own
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
        }

    def _rendered(self, template: Object) -> dict[str, str]:
        """What Kubernetes would set: the release's settings where the pod takes them, its own entries, and secrets."""
        variables = dict(self.settings) if "envFrom" in container(template) else {}
        for name, entry in environment(template).items():
            if "value" in entry:
                variables[name] = entry["value"]
            elif name in self.secrets:
                variables[name] = self.secrets[name]
        return variables

    def _walls(self, temporary: Path) -> list[str]:
        program = sandbox()
        if not program:
            return []
        user = ["--unshare-user", "--uid", "10001", "--gid", "10001", "--cap-drop", "ALL"]
        root = ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
        # A checkout or an environment inside /tmp or /var/lib would be hidden by what is laid over these.
        here = [part for path in (ROOT, Path(sys.prefix), self.static) for part in ("--ro-bind", str(path), str(path))]
        own = ["--bind", str(temporary), "/tmp", "--tmpfs", "/var/lib", "--bind", str(self.files), FILES]
        return [program, "--die-with-parent", *user, *root, *own, *here, "--"]
