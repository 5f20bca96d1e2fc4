"""Which account the servers run as, and whether it can reach a folder.

An ordinary user runs them as themselves. PostgreSQL refuses root, so as root both servers run as `postgres` where
that account exists, else as `nobody`: it must be a named account, as PostgreSQL looks its own name up.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hearth.embedded.errors import ServiceFailed

UNPRIVILEGED = ("postgres", "nobody")

# The servers inherit nothing: a stray PGHOST, PGDATA or locale must not change what they do.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Account:
    """Who the servers run as; `name` is empty for the user who starts them."""

    name: str = ""
    uid: int = -1
    gid: int = -1

    def run(self, command: Sequence[str | Path], *, timeout_seconds: int = 120) -> subprocess.CompletedProcess[str]:
        """Run a command as this account, from `/`, with output caught and no error raised."""
        return subprocess.run(
            [str(part) for part in command],
            env=ENVIRONMENT,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=timeout_seconds,
            start_new_session=True,  # Ctrl-C is for us: the servers are stopped in their turn
            check=False,
            **self._identity(),
        )

    def spawn(self, command: Sequence[str | Path]) -> "subprocess.Popen[bytes]":
        """Start a server as this account and leave it running when we end."""
        return subprocess.Popen(
            [str(part) for part in command],
            env=ENVIRONMENT,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._identity(),
        )

    def can(self, right: str, path: Path) -> bool:
        """Whether this account may read (`r`), write (`w`) or enter (`x`) a path, found by trying."""
        return self.run(["/bin/sh", "-c", f'test -{right} "$0"', path]).returncode == 0

    def own(self, folder: Path) -> None:
        """Make a folder of ours, and all in it, this account's; nothing above it is touched."""
        if not self.name:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def _identity(self) -> dict[str, Any]:
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.name else {}


def service_account() -> Account:
    """The account for the servers on this machine, for the user who asks."""
    if os.geteuid() != 0:
        return Account()
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise ServiceFailed(
        "PostgreSQL will not run as root, and this machine has no account named postgres or nobody. "
        "Run this as an ordinary user, or set DATABASE_URL and REDIS_URL to servers of your own."
    )
