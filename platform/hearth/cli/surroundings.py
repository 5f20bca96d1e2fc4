"""Where the database and the cache are: those that the environment names, else our own on this machine."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

from hearth import embedded

DEFAULT_DATA = Path(".data")
LONGEST_WAIT_SECONDS = 30.0


class Unreachable(Exception):
    """A server that the environment names did not answer in the time given."""


@contextmanager
def services(data: Path, *, patience_seconds: float, say: Callable[[str], None]) -> Iterator[None]:
    """Put the addresses of both servers into the environment while the block runs.

    Servers of our own are stopped after it, unless someone else still uses them; others are left as they were.
    Raises: embedded.ServiceFailed; Unreachable.
    """
    choose_settings(data)
    own_postgres, own_valkey = "DATABASE_URL" not in os.environ, "REDIS_URL" not in os.environ
    if not own_postgres:
        wait_for_database(os.environ["DATABASE_URL"], patience_seconds, say)
    if not own_valkey:
        wait_for_cache(os.environ["REDIS_URL"], patience_seconds, say)
    if not (own_postgres or own_valkey):
        yield
        return
    with embedded.borrowed(data, postgres=own_postgres, valkey=own_valkey) as found:
        os.environ.update(found.environment())
        yield


def choose_settings(data: Path) -> None:
    """Name the settings of one machine, and keep its files in the data folder, unless the environment says other."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.settings.local")
    os.environ.setdefault("HEARTH_STATIC_ROOT", str(data.resolve() / "static"))
    os.environ.setdefault("HEARTH_MEDIA_ROOT", str(data.resolve() / "media"))


def wait_for_database(url: str, patience_seconds: float, say: Callable[[str], None]) -> None:
    """Return when the database answers; until then say what it said, at growing intervals."""

    def ask() -> None:
        psycopg.connect(url, connect_timeout=5).close()

    _wait("database", "DATABASE_URL", url, ask, patience_seconds, say)


def wait_for_cache(url: str, patience_seconds: float, say: Callable[[str], None]) -> None:
    """Return when the cache answers; until then say what it said, at growing intervals."""

    def ask() -> None:
        with redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5) as client:
            client.ping()

    _wait("cache", "REDIS_URL", url, ask, patience_seconds, say)


def _wait(
    what: str, variable: str, url: str, ask: Callable[[], None], patience_seconds: float, say: Callable[[str], None]
) -> None:
    address = urlsplit(url)
    where = f"{address.hostname}:{address.port or 'its usual port'}"  # never the URL: it may hold a password
    end, pause = time.monotonic() + patience_seconds, 1.0
    while True:
        try:
            return ask()
        except (psycopg.OperationalError, redis.RedisError, OSError) as error:
            reason = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
        if time.monotonic() + pause > end:
            raise Unreachable(
                f"The {what} at {where} cannot be reached: {reason}\n"
                f"Start it, or correct {variable}, or unset {variable} to use one of our own on this machine."
            )
        say(f"The {what} at {where} does not answer yet ({reason}). Trying again in {pause:.0f} s; Ctrl-C gives up.")
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_WAIT_SECONDS)


def django_command(*arguments: str) -> None:
    """Run a management command in this process, as `manage.py` would."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["hearth", *arguments])
