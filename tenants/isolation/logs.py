"""Every log line names the tenant it is about."""

from __future__ import annotations

import logging
from typing import Any

from .current import current_schema


def tenant_in_words() -> str:
    """The schema of the tenant that is set, or "-"; never an exception, since it runs while one is being reported."""
    try:
        return current_schema() or "-"
    except Exception:  # a half-made connection must not swallow the line that tells of it
        return "-"


class TenantFilter(logging.Filter):
    """Adds `tenant` and `request_id` to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        from hearth.context import current_request_id

        record.tenant = tenant_in_words()
        record.request_id = current_request_id() or "-"
        return True


def add_tenant(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """The same for structlog: a processor that adds `tenant`."""
    event.setdefault("tenant", tenant_in_words())
    return event
