"""One PostgreSQL cluster in a folder: made, started, recovered, stopped. Connections are by TCP on 127.0.0.1 alone.

Passwords (scram-sha-256) rather than trust: on a shared machine 127.0.0.1 is everybody's, and the owner of this
cluster is a superuser, who can run programs. They are 256 random bits, so one hashing round is as good as thousands,
and opening a connection stays cheap.
"""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg

from hearth.embedded.account import Account
from hearth.embedded.errors import ServiceFailed, begin_log, explain
from hearth.embedded.places import free_port, is_taken

OWNER = "hearth_owner"  # superuser of this cluster; migrations and maintenance
APP = "hearth_app"  # the login of web, worker and beat; no right of its own
DATABASE = "hearth"

START_SECONDS = 60  # recovery after a crash included
STOP_SECONDS = 30

SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",  # a socket's path may have 107 bytes; a folder's may have more
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "max_connections": "100",
    "max_locks_per_transaction": "512",  # one transaction may touch every table of several councils
    "shared_preload_libraries": "'pg_stat_statements'",
    "scram_iterations": "1",
    "log_connections": "''",
    "shared_buffers": "'256MB'",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "'2GB'",
}

# A test database is thrown away: nothing of it need survive a power cut.
TEST_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum_naptime": "'1h'"}


@dataclass
class Postgres:
    """A cluster in `folder`, run as `account` from the programs in `bin`."""

    folder: Path
    bin: Path
    account: Account
    port: int
    owner_password: str
    tests: bool = False

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def address(self, user: str = OWNER, password: str | None = None, database: str = "postgres") -> str:
        """A connection URL, password included."""
        return f"postgresql://{user}:{password or self.owner_password}@127.0.0.1:{self.port}/{database}"

    def is_running(self) -> bool:
        """Whether our cluster, and no other server, answers on our port."""
        if not is_taken(self.port):
            return False
        try:
            with psycopg.connect(self.address(), connect_timeout=5) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
                return row is not None and row[0] == str(self.cluster)
        except psycopg.Error:
            return False

    def start(self) -> bool:
        """Make the cluster at its first start, and start it. True if it was started, False if it ran already.

        Raises: ServiceFailed, with the end of the log; DiskFull.
        """
        if self.is_running():
            return False
        if not (self.cluster / "PG_VERSION").exists():
            self._initialise()
        self._forget_dead_server()
        deadline = time.monotonic() + START_SECONDS
        while not self.is_running():
            failure = self._start_once(deadline)
            if failure is None:
                return True
            if "Address already in use" in str(failure):
                self.port = free_port()
            # After a kill -9 the old server's memory and lock linger until its last process has noticed.
            elif "pre-existing shared memory" not in str(failure) and "lock file" not in str(failure):
                raise failure
            if time.monotonic() > deadline:
                raise failure
            time.sleep(0.5)
        return True

    def stop(self) -> bool:
        """Stop it: sessions are ended, what was committed is kept. False if it did not run."""
        if not (self.cluster / "postmaster.pid").exists():
            return False
        stopped = self._pg_ctl("stop", "-m", "fast", "-w", "-t", str(STOP_SECONDS))
        if stopped.returncode:
            stopped = self._pg_ctl("stop", "-m", "immediate", "-w", "-t", str(STOP_SECONDS))
        return stopped.returncode == 0

    def _initialise(self) -> None:
        """Run initdb beside the final place and move it there, so that half a cluster is never taken for one."""
        draft = self.folder / "cluster.new"
        self.account.run(["rm", "-rf", draft])
        password = self.folder / "password.new"
        password.unlink(missing_ok=True)
        with os.fdopen(os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(self.owner_password)
        if self.account.name:
            os.chown(password, self.account.uid, self.account.gid)
        made = self.account.run(
            [
                self.bin / "initdb",
                *("--pgdata", draft, "--username", OWNER, "--pwfile", password, "--auth", "scram-sha-256"),
                # Built into PostgreSQL, so that order and upper case are alike on every machine; the wheel has no ICU.
                *("--encoding", "UTF8", "--no-locale", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
                *("--set", "scram_iterations=1", "--no-instructions"),
                *(["--no-sync"] if self.tests else []),
            ]
        )
        password.unlink()
        if made.returncode:
            self.account.run(["rm", "-rf", draft])
            raise explain("PostgreSQL could not lay out its data folder", made.stdout, self.log)
        with (draft / "postgresql.conf").open("a") as conf:
            conf.write("include 'hearth.conf'\n")
        (draft / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")
        draft.rename(self.cluster)

    def _start_once(self, deadline: float) -> ServiceFailed | None:
        """Try to start, and say what went wrong, if anything did."""
        conf = self.cluster / "hearth.conf"
        settings = {**SETTINGS, "port": str(self.port), **(TEST_SETTINGS if self.tests else {})}
        conf.write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))
        self.account.own(conf)
        said_before = begin_log(self.log)
        seconds = max(5, int(deadline - time.monotonic()))
        started = self._pg_ctl("start", "-w", "-t", str(seconds), "-l", self.log, "-s")
        if started.returncode == 0:
            return None
        return explain("PostgreSQL did not start", started.stdout, self.log, since=said_before)

    def _forget_dead_server(self) -> None:
        """Remove a lock file whose process number now belongs to something else, as after a machine's restart.

        PostgreSQL removes the lock of a dead process itself, but takes any living process of its account for a server.
        """
        lock = self.cluster / "postmaster.pid"
        try:
            pid = int(lock.read_text().split()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return
        try:
            elsewhere = Path(f"/proc/{pid}/cwd").resolve(strict=True) != self.cluster.resolve()
        except FileNotFoundError:
            return  # a dead process (PostgreSQL sees to it), or a system without /proc
        except PermissionError:
            elsewhere = True  # not ours, so not our server
        if elsewhere:
            lock.unlink()

    def _pg_ctl(self, act: str, *options: str | Path) -> subprocess.CompletedProcess[str]:
        return self.account.run([self.bin / "pg_ctl", act, "-D", self.cluster, *options])
