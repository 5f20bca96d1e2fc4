"""What every table inside a tenant is built on: key, version, place, history, and its class of privacy."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self, TypeVar, overload

import pghistory
from django.db import models
from django.db.models import F
from uuid_utils.compat import uuid7

from hearth.errors import StaleEdit
from tenants.isolation.records import BoundQuerySet, BoundRow

ModelT = TypeVar("ModelT", bound=models.Model)

Scope = Literal["tenant", "shared", "hub"]

CHANGED_MEANWHILE = (
    "Somebody else changed this while you were working on it. Look at it as it stands now, then try again."
)


@dataclass(frozen=True)
class Privacy:
    """How a table's rows are to be treated. Every model declares one as `privacy`; a guard test asks for it.

    `scope` is where rows live (a tenant's schema, the shared registry, a hub's schema); `personal` names the kinds of
    people whom they describe ("none", "staff", "carer", "child", or several); `retention` says why they are kept and
    how long, with its source.
    """

    scope: Scope
    personal: str
    retention: str


def new_key() -> uuid.UUID:
    """A new UUIDv7: sortable by time, unique across councils, so that a key of one names nothing in another."""
    return uuid7()


class RecordQuerySet(BoundQuerySet[ModelT]):
    """A queryset of one tenant's records."""

    def visible_to(self, actor: Any) -> Self:
        """What this actor may see. An area narrows this where not everything is everybody's."""
        return self.all()

    def hold(self, record: Any) -> Any:
        """The record as it stands now, locked until the transaction ends. Takes a record or its key."""
        key = record.pk if isinstance(record, models.Model) else record
        if isinstance(record, BoundRow):
            record.check_same_tenant()
        return self.select_for_update(of=("self",), no_key=True).get(pk=key)


class Record(BoundRow):
    """One row of a tenant.

    `version` grows by one with each save and is the record's ETag. A save of the whole row is refused with StaleEdit
    when the row has moved on since it was read; a save of named fields is not, since it overwrites nothing else.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: Any = models.Manager.from_queryset(RecordQuerySet)()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        is_new = self._state.adding
        if update_fields:
            update_fields = {*update_fields, "version"}
        super().save(*args, update_fields=update_fields, **kwargs)
        if not is_new and (update_fields is None or update_fields):
            self.version += 1

    def _do_update(  # type: ignore[override]  # the stubs are of a later Django, which returns fields here
        self, base_qs: Any, using: str, pk_val: Any, values: Any, update_fields: Any, forced_update: bool
    ) -> bool:
        next_version = F("version") + 1
        values = [(f, m, next_version if f.name == "version" else value) for f, m, value in values]
        if update_fields is None:
            base_qs = base_qs.filter(version=self.version)
        updated: bool = super()._do_update(  # type: ignore[call-arg, assignment]  # as above
            base_qs, using, pk_val, values, update_fields, forced_update
        )
        if not updated and update_fields is None:
            raise StaleEdit(CHANGED_MEANWHILE, theirs=type(self)._base_manager.filter(pk=pk_val).first())
        return updated

    def expect_version(self, version: int | str | None) -> Self:
        """Refuse with StaleEdit unless the record is still at `version`. None expects nothing."""
        if version is not None and str(self.version) != str(version):
            raise StaleEdit(CHANGED_MEANWHILE, theirs=self)
        return self


@overload
def tracked(model: type[ModelT], /) -> type[ModelT]: ...
@overload
def tracked(*, exclude: Sequence[str] = ()) -> Callable[[type[ModelT]], type[ModelT]]: ...
def tracked(model: Any = None, /, *, exclude: Sequence[str] = ()) -> Any:
    """Keep every insert, update and delete of a model's rows, by trigger, in a table that the web may only add to.

    The acts' own sentences are in the audit; this is the row behind them. `@tracked` or `@tracked(exclude=[...])`.
    """

    def decorate(model: type[ModelT]) -> type[ModelT]:
        pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=list(exclude) or None,
            context_field=pghistory.ContextJSONField(),
            context_id_field=pghistory.ContextUUIDField(),
            obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
        )(model)
        return model

    return decorate if model is None else decorate(model)
