"""One connection that is always in one tenant.

On the way to each statement it makes sure that the database role, the search path and the history context are those of
the tenant that is set, and sends all three in one round trip when any differs. The role owns nothing and is granted its
own schema only, so that a wrong search path is an error and not another council's row.

Its cursor lets the server take one statement at a time: what is smuggled in behind a semicolon is refused there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import psycopg
from django.db.backends.postgresql.base import Cursor as DjangoCursor
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.utils import DatabaseError
from django_tenants.postgresql_backend import base as django_tenants_base
from psycopg import sql

from tenants.isolation.current import PUBLIC
from tenants.isolation.roles import tenant_role

from .introspection import OneSchemaIntrospection

Place = tuple[str, bool, tuple[str, str] | None]  # schema, whether the registry is on its path, history context


class OneStatementCursor(DjangoCursor):
    """Django's cursor, sent by the extended protocol: parameters as Django has them, and no second statement.

    `_execute_send` is psycopg's private method; tests/isolation/test_backend.py fails if it changes.
    """

    def _execute_send(self, query: Any, *, force_extended: bool = False, binary: bool | None = None) -> None:
        super()._execute_send(query, force_extended=True, binary=binary)  # type: ignore[misc]  # psycopg's own


class TenantOperations(DatabaseOperations):
    compiler_module = "tenants.isolation.backend.compiler"


class DatabaseWrapper(django_tenants_base.DatabaseWrapper):
    """The connection. `TENANT_ROLES: False` in its settings makes it the owner's: no role switch, many statements."""

    ops_class = TenantOperations
    search_path_set_schemas: Any  # django-tenants' own two, which its untyped code sets
    _setting_search_path: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.history_context: tuple[str, str] | None = None
        super().__init__(*args, **kwargs)
        self.introspection = OneSchemaIntrospection(self)

    @property
    def uses_roles(self) -> bool:
        return self.settings_dict.get("TENANT_ROLES", True)

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        if self.uses_roles:
            params["cursor_factory"] = OneStatementCursor
        return params

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Choose the tenant. Nothing is sent until the next statement, and nothing at all if that is where we are.

        django-tenants clears the content types here; ours are shared by all tenants, so that they stay right.
        """
        self.tenant = tenant
        self.schema_name = tenant.schema_name
        self.include_public_schema = include_public

    def _handle_search_path(self, cursor: Any = None) -> None:
        place = (self.schema_name, self.include_public_schema, self.history_context)
        if self._setting_search_path or self.search_path_set_schemas == place:
            return
        self._setting_search_path = True
        try:
            with psycopg.ClientCursor(self.connection) as switch:
                switch.execute(self._switch_to(place))
        except (DatabaseError, psycopg.InternalError):
            self.search_path_set_schemas = None  # an aborted transaction: the next statement fails of itself
        else:
            self.search_path_set_schemas = place
        finally:
            self._setting_search_path = False

    def _switch_to(self, place: Place) -> str:
        schema, include_public, history = place
        attribution = _attribute_to(*(history or ("", "")))
        if self.search_path_set_schemas == (schema, include_public, None):
            return attribution  # we are there already, and now it is known on whose behalf
        role = None if schema == PUBLIC else tenant_role(schema)
        return f"{_go_to(role, tuple(self._get_cursor_search_paths()), self.uses_roles)}; {attribution}"


@lru_cache(maxsize=1_000)
def _go_to(role: str | None, path: tuple[str, ...], uses_roles: bool) -> str:
    """Put on a role and a search path. Remembered, since each request begins with it and composing takes its time."""
    steps = []
    if uses_roles:
        steps.append(sql.SQL("SET ROLE {}").format(sql.SQL("NONE") if role is None else sql.Identifier(role)))
    steps.append(sql.SQL("SET search_path = {}").format(sql.SQL(", ").join(map(sql.Identifier, path))))
    return sql.SQL("; ").join(steps).as_string()


def _attribute_to(context_id: str, facts: str) -> str:
    """Name who stands behind what is changed from here on."""
    return f"SET pghistory.context_id = {sql.quote(context_id)}; SET pghistory.context_metadata = {sql.quote(facts)}"
