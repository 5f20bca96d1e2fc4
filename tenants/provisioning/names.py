"""The schemas that are not tenants: one template of each kind, kept out of the registry so that nothing serves them."""

from __future__ import annotations

from dataclasses import dataclass

from tenants.models import TenantType

TEMPLATE_PREFIX = "template_"


@dataclass(frozen=True)
class SchemaPlace:
    """A schema and its kind: as much of a tenant as a connection needs to be taken there."""

    schema_name: str
    kind: str

    def get_tenant_type(self) -> str:
        return self.kind


def template_of(kind: str) -> SchemaPlace:
    return SchemaPlace(f"{TEMPLATE_PREFIX}{kind}", kind)


def all_templates() -> list[SchemaPlace]:
    return [template_of(kind) for kind in TenantType.values]
