"""Whether a server that wrote down its process number still lives, and is that server."""

import contextlib
import os
import time
from pathlib import Path


def living_pid(pid_file: Path, folder: Path) -> int | None:
    """The process number in a file, if that process lives and works in `folder`.

    A number alone proves nothing: after a machine's restart it belongs to somebody else. Without /proc to look at,
    the number has to do.
    """
    try:
        pid = int(pid_file.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)  # a child of ours that has ended is only waiting for this
    if not Path("/proc/self").exists():
        return pid if _answers_to(pid) else None
    try:
        return pid if Path(f"/proc/{pid}/cwd").resolve(strict=True) == folder.resolve() else None
    except OSError:
        return None  # gone, or another account's, and so not ours


def wait_for_end(pid_file: Path, folder: Path, seconds: float) -> bool:
    """Wait until the server has ended; False if it has not by then."""
    end = time.monotonic() + seconds
    while living_pid(pid_file, folder) is not None:
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _answers_to(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
