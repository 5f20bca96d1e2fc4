"""What can go wrong on one's own machine, in words that say what to do."""

from pathlib import Path


class ServiceFailed(Exception):
    """A server did not start, or a step of its preparation failed; the message ends with what its log said last."""


class DiskFull(ServiceFailed):
    """No space is left where the data lives. Nothing is lost: free some space and start again."""


def explain(what: str, output: str, log: Path | None = None, *, since: int = 0) -> ServiceFailed:
    """Turn a server's own words, and what its log says from byte `since` on, into an error to act on."""
    said = output.strip()
    if log is not None and log.exists():
        said = f"{said}\n{tail(log, since=since)}".strip()
    if "No space left on device" in said:
        where = f" (the data is in {log.parent})" if log else ""
        return DiskFull(f"{what}: the disk is full{where}. Free some space and start again; nothing saved is lost.")
    return ServiceFailed(f"{what}:\n{said}" if said else what)


def tail(log: Path, *, since: int = 0, lines: int = 12) -> str:
    """The last lines of a server's log, none older than byte `since`."""
    try:
        return "\n".join(log.read_bytes()[since:].decode(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""


def begin_log(log: Path, *, at_most_bytes: int = 10_000_000) -> int:
    """Where a server's next words will begin in its log; a log grown too long is begun anew."""
    if not log.exists():
        return 0
    if log.stat().st_size > at_most_bytes:
        log.unlink()
        return 0
    return log.stat().st_size
