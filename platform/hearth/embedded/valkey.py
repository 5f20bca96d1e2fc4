"""One Valkey server in a folder: Celery's broker and the cache. It keeps what was queued, and evicts nothing."""

import os
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

    def is_running(self) -> bool:
        """Whether our server, and no other, answers on our port; one that still loads its file does not yet."""
        return self._pid() is not None

    def start(self) -> bool:
        """Start it. True if it was started, False if it ran already. Raises: ServiceFailed; DiskFull."""
        if self.is_running():
            return False
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if is_taken(self.port) and not self.is_running():
                self.port = free_port()
            said_before = begin_log(self.log)
            started = self._launch()
            while time.monotonic() < deadline and started.poll() is None:
                if self.is_running():
                    return True
                time.sleep(0.05)
            failure = explain("Valkey did not start", "", self.log, since=said_before)
            if "Address already in use" not in str(failure):
                raise failure
        raise ServiceFailed(f"Valkey did not start within {START_SECONDS} seconds; its log is {self.log}")

    def stop(self) -> bool:
        """Stop it, with what it holds written down. False if it did not run."""
        pid = self._pid()
        if pid is None:
            return False
        try:
            self._client().shutdown()
        except redis.RedisError:
            os.kill(pid, 15)
        deadline = time.monotonic() + STOP_SECONDS
        while is_taken(self.port) and time.monotonic() < deadline:
            time.sleep(0.02)
        return True

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
                f"appendonly {'no' if self.tests else 'yes'}",
                "appendfsync everysec",
                'save ""',
                "maxmemory-policy noeviction",
                "",
            ]
        )

    def _client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url, socket_connect_timeout=1, socket_timeout=2, retry=Retry(NoBackoff(), 0))

    def _pid(self) -> int | None:
        """The process number of our server, where it answers to our password and keeps its files in our folder."""
        try:
            with self._client() as client:
                if client.config_get("dir").get("dir") != str(self.folder):
                    return None
                return int(client.info("server")["process_id"])
        except (redis.RedisError, OSError):
            return None
