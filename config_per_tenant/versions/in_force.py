"""The current council's policy on a day, with the least reading: one query a request, values kept by version for good.

An approved version never changes, so what it states is kept for the life of the process. What may change from one
request to the next is only which versions stand: that is read once for each request, and inside `steady_policy()`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from config_per_tenant import national as nation
from config_per_tenant.policy import Layer, Policy
from config_per_tenant.statement import Statement
from config_per_tenant.versions.models import PolicyValue, PolicyVersion
from hearth.context import current_request_id
from tenants.isolation.current import require_schema

_LONGEST = 512  # policies and versions kept: a few for each of some hundred councils


@dataclass(frozen=True)
class Standing:
    """A version that stands, without its values. The instant of approval belongs to its identity."""

    id: UUID
    number: int
    is_opening: bool
    effective_from: date
    approved_by: str
    approved_at: datetime

    @property
    def label(self) -> str:
        return "Opening policy" if self.is_opening else f"Version {self.number}"


Name = TypeVar("Name")
Kept = TypeVar("Kept")
_Read = tuple[str, str, tuple[Standing, ...]]  # request or block, schema, versions
_last_read: ContextVar[_Read | None] = ContextVar("policy_last_read", default=None)
_steady: ContextVar[str] = ContextVar("policy_steady", default="")
_policies: OrderedDict[tuple[object, ...], Policy] = OrderedDict()
_layers: OrderedDict[tuple[str, Standing], Layer] = OrderedDict()


def policy_in_force(day: date) -> Policy:
    """Raises NoTenant outside a council."""
    schema = require_schema("Policy")
    standing = tuple(version for version in _standing(schema) if version.effective_from <= day)
    name = (schema, standing, nation.period(day))
    policy = _policies.get(name)
    if policy is None:
        policy = _keep(_policies, name, Policy(_layers_of(schema, standing), day, of=schema))
    return policy


@contextmanager
def steady_policy() -> Iterator[None]:
    """Read once which versions stand, for a whole job or import; a version approved meanwhile is not seen."""
    token = _steady.set(uuid4().hex)
    read = _last_read.set(None)
    try:
        yield
    finally:
        _last_read.reset(read)
        _steady.reset(token)


def forget() -> None:
    """Read again which versions stand. Every act that changes it calls this, before and after."""
    _last_read.set(None)


def _standing(schema: str) -> tuple[Standing, ...]:
    scope = _steady.get() or current_request_id()
    last = _last_read.get()
    if scope and last is not None and last[:2] == (scope, schema):
        return last[2]
    rows: Any = (
        PolicyVersion.objects.standing()
        .order_by("effective_from", "number")
        .values_list("id", "number", "is_opening", "effective_from", "approved_by_name", "approved_at")
    )
    found = tuple(Standing(*row) for row in rows)
    if scope:
        _last_read.set((scope, schema, found))
    return found


def _layers_of(schema: str, standing: tuple[Standing, ...]) -> list[Layer]:
    layers = {version: _layers.get((schema, version)) for version in standing}
    missing = [version for version, layer in layers.items() if layer is None]
    if missing:
        stated: dict[UUID, dict[str, Statement]] = {version.id: {} for version in missing}
        for value in PolicyValue.objects.filter(in_version__in=stated):
            stated[value.in_version_id][value.key] = value.statement
        for version in missing:
            layer = Layer(
                key=(str(version.id), version.approved_at.isoformat(), version.effective_from.isoformat()),
                label=version.label,
                number=version.number,
                effective_from=version.effective_from,
                statements=stated[version.id],
                approved_by=version.approved_by,
                approved_on=version.approved_at.date(),
            )
            layers[version] = _keep(_layers, (schema, version), layer)
    return [layer for layer in layers.values() if layer is not None]


def _keep(cache: OrderedDict[Name, Kept], name: Name, value: Kept) -> Kept:
    cache[name] = value
    while len(cache) > _LONGEST:
        cache.popitem(last=False)
    return value
