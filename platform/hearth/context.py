"""What belongs to the request or task at hand and must not outlive it: its id, for audit and logs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """The id to quote for this request or task; empty outside both."""
    return _request_id.get()


@contextmanager
def request_id(value: str) -> Iterator[None]:
    token = _request_id.set(value[:40])
    try:
        yield
    finally:
        _request_id.reset(token)
