"""The names of the database's roles.

`owner` owns every table and is used by migrations and provisioning only. `app` is what the web and the workers sign in
as: it owns nothing, and by itself reads only the registry. Each tenant has a role that cannot sign in, reaches one
schema, and is put on for the length of a request or a task.
"""

from __future__ import annotations

from django.conf import settings


def tenant_role(schema: str) -> str:
    """The role of one tenant, never the name of its schema, so that the two cannot be mistaken for each other."""
    return f"{getattr(settings, 'TENANT_ROLE_PREFIX', 't_')}{schema}"


def app_role() -> str:
    return str(settings.DATABASES["default"]["USER"])


def owner_role() -> str:
    return str(settings.DATABASES["owner"]["USER"])


def reader_role() -> str:
    """What every tenant's role may read of the registry."""
    return f"{app_role()}_registry"
