"""Every log line names the tenant it is about, and none a person.

An error's own words may hold what a person typed, or the row that a constraint refused. So a line about an error keeps
its kind, its place in the code and its causes, and leaves the words out. Only with DEBUG are they kept.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any

from django.conf import settings

from .current import current_schema


def tenant_in_words() -> str:
    """The schema of the tenant that is set, or "-"; never an exception, since it runs while one is being reported."""
    try:
        return current_schema() or "-"
    except Exception:  # a half-made connection must not swallow the line that tells of it
        return "-"


def without_words(kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> str:
    """A traceback that names files, lines and kinds of error, causes first, and repeats nothing that an error says."""
    causes = ""
    if error is not None:
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is not None:
            causes = without_words(type(cause), cause, cause.__traceback__) + "\nwhich led to:\n"
    frames = "".join(traceback.format_tb(trace))
    return f"{causes}{frames}{kind.__name__ if kind else 'no error'}"


class TenantFilter(logging.Filter):
    """Adds `tenant` and `request_id` to each record, and takes an error's own words out of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        from hearth.context import current_request_id

        record.tenant = tenant_in_words()
        record.request_id = current_request_id() or "-"
        if record.exc_info and not settings.DEBUG:
            record.exc_text = without_words(*record.exc_info)
        return True


def add_tenant(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """The same for structlog: a processor that adds `tenant`."""
    event.setdefault("tenant", tenant_in_words())
    return event
