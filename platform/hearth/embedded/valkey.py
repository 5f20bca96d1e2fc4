"""One Valkey server in a folder: Celery's broker and the cache. It keeps what was queued, and evicts nothing."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from hearth.embedded.account import Account
from hearth.embedded.errors import ServiceFailed, begin_log, explain
from hearth.embedded.places import free_port, is_taken
from hearth.embedded.processes import living_pid, wait_for_end

START_SECONDS = 20
STOP_SECONDS = 10


@dataclass
class Valkey:
    """A server with its files in `folder`, run as `account`; the password for the reason given in postgres.py."""

    folder: Path
    program: Path
    account: Account
    port: int
    password: str
    tests: bool = False

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def url(self) -> str:
        """A connection URL for database 0, password included."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    @property
    def pid_file(self) -> Path:
        return self.folder / "server.pid"

    def is_running(self) -> bool:
        """Whether our server lives and answers; one that still loads its file does not yet."""
        return self._lives() and self._answers()

    def start(self) -> bool:
        """Start it. True if it was started, False if it ran already. Raises: ServiceFailed; DiskFull.

        A server that lives is never joined by a second one on the same files, however long it takes to answer.
        """
        deadline = time.monotonic() + START_SECONDS
        ran_already = self._lives()
        while time.monotonic() < deadline:
            if not self._lives():
                if is_taken(self.port):
                    self.port = free_port()
                self._start_once()
                ran_already = False
            elif self._answers():
                return not ran_already
            time.sleep(0.05)
        raise ServiceFailed(f"Valkey did not answer within {START_SECONDS} seconds; its log is {self.log}")

    def stop(self) -> bool:
        """Stop it, with what it holds written down. False if it did not run."""
        pid = self._pid()
        if pid is None:
            return False
        os.kill(pid, signal.SIGTERM)
        if not wait_for_end(self.pid_file, self.folder, STOP_SECONDS):
            os.kill(pid, signal.SIGKILL)
            wait_for_end(self.pid_file, self.folder, STOP_SECONDS)
        return True

    def _start_once(self) -> None:
        """Launch it and wait until it has written down its number. A port that was taken meanwhile is no failure."""
        self.pid_file.unlink(missing_ok=True)
        said_before = begin_log(self.log)
        launched = self._launch()
        while not self._lives():
            if launched.poll() is not None:
                failure = explain("Valkey did not start", "", self.log, since=said_before)
                if "Address already in use" in str(failure):
                    return
                raise failure
            time.sleep(0.02)

    def _launch(self) -> "subprocess.Popen[bytes]":
        conf = self.folder / "valkey.conf"
        conf.unlink(missing_ok=True)
        with os.fdopen(os.open(conf, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(self._settings())
        self.account.own(conf)
        return self.account.spawn([self.program, conf])

    def _settings(self) -> str:
        return "\n".join(
            [
                "bind 127.0.0.1",
                f"port {self.port}",
                f"requirepass {self.password}",
                f'dir "{self.folder}"',
                f'logfile "{self.log}"',
                f'pidfile "{self.pid_file}"',
                f"appendonly {'no' if self.tests else 'yes'}",
                "appendfsync everysec",
                'save ""',
                "maxmemory-policy noeviction",
                "",
            ]
        )

    def _pid(self) -> int | None:
        return living_pid(self.pid_file, self.folder)

    def _lives(self) -> bool:
        return self._pid() is not None

    def _answers(self) -> bool:
        client = redis.Redis.from_url(self.url, socket_connect_timeout=2, socket_timeout=2, retry=Retry(NoBackoff(), 0))
        with client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False
