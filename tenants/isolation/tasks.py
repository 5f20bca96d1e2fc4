"""Tasks that run in the tenant they were sent for, or not at all.

The queue's own habit is to run in the registry whatever names no tenant, or one that is gone. Here such a task is
refused, both when it is sent and when it arrives. A task that concerns no tenant says so: `public = True`.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from tenant_schemas_celery.app import get_schema_name_from_task
from tenant_schemas_celery.task import TenantTask

from .current import PUBLIC, current_schema, in_public, in_tenant, tenant_of
from .errors import NoTenant, UnknownTenant, WrongTenant

HEADER = "_schema_name"


class TenantBoundTask(TenantTask):
    """The base of every task."""

    abstract = True
    public = False

    def apply_async(self, args: Any = None, kwargs: Any = None, *rest: Any, **options: Any) -> Any:
        """Send, for the tenant that is set or the one named in the header. Raises NoTenant where there is neither."""
        headers = dict(options.get("headers") or {})
        headers.setdefault(HEADER, PUBLIC if self.public else current_schema())
        if headers[HEADER] is None or (headers[HEADER] == PUBLIC) != self.public:
            raise NoTenant(f"The task {self.name}")
        options["headers"] = headers
        return super().apply_async(args, kwargs, *rest, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        schema = get_schema_name_from_task(self, kwargs)
        if self.public:
            if schema != PUBLIC:
                raise WrongTenant(f"The task {self.name}", made_in=schema, used_in=None)
            with in_public():
                return super().__call__(*args, **kwargs)
        if schema is None or schema == PUBLIC:
            raise NoTenant(f"The task {self.name}")
        with in_public():
            tenant = tenant_of(schema)
        if tenant.is_suspended:
            raise UnknownTenant(f"The tenant {schema} is suspended; {self.name} waits for it to resume.")
        with in_tenant(tenant):
            if connection.schema_name != schema:  # type: ignore[attr-defined]  # our backend's own
                raise WrongTenant(f"The task {self.name}", made_in=schema, used_in=current_schema())
            return super().__call__(*args, **kwargs)
