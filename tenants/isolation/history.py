"""Who stands behind a change, carried to the database so that row history names them.

pghistory's own context puts its settings in front of each statement, which the one-statement cursor refuses (and
should). Ours travel with the tenant switch instead: see `backend.base`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def history_context(context_id: UUID | str, *, using: str = DEFAULT_DB_ALIAS, **facts: Any) -> Iterator[None]:
    """Attribute row history within a block to a request or job. `facts` are ids and codes, never names."""
    connection: Any = connections[using]
    before = connection.history_context
    connection.history_context = (str(context_id), json.dumps(facts, default=str, sort_keys=True))
    try:
        yield
    finally:
        connection.history_context = before
