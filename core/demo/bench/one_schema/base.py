"""Django's own connection. The attributes are what our code reads of ours: constants here, and nothing is switched."""

from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """One schema for good: role and search path come with the connection's own options."""

    tenant: Any = None
    schema_name = "public"
    history_context: tuple[str, str] | None = None

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Nowhere else to go."""

    def set_schema_to_public(self) -> None:
        """Nowhere else to go: the registry is on the search path."""
