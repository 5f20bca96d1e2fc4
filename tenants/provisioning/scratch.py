"""A database for a moment, beside the one at work: for measuring and rehearsing. Nothing of it is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import sql

from tenants.hosts import forget_hosts
from tenants.isolation.routers import OWNER


@contextmanager
def scratch_database(label: str) -> Iterator[str]:
    """Point both ways in at an empty database, and drop it afterwards. The owner must be free to make one."""
    name = f"hearth_{label}_{os.getpid()}"
    before = str(settings.DATABASES["default"]["NAME"])
    params: dict[str, Any] = connections[OWNER].get_connection_params()
    with psycopg.connect(**params, autocommit=True) as maker:
        maker.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        maker.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            _point_at(name)
            yield name
        finally:
            _point_at(before)
            maker.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _point_at(name: str) -> None:
    for alias in ("default", OWNER):
        connections[alias].close()
        settings.DATABASES[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name
    forget_hosts()
