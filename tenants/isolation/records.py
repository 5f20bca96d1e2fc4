"""Querysets and rows that remember which tenant they came from, and refuse to be used in another.

A queryset is bound to the tenant in which it is first built or refined; one built while no tenant is set (a class
attribute of a view) is bound when it is evaluated. The check sits where SQL is compiled, so that iteration, count,
exists, aggregate, update, delete, iterator and subqueries all pass through it; rows kept by a queryset are checked
when they are read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import sql

from .current import current_schema
from .errors import NoTenant, WrongTenant

ModelT = TypeVar("ModelT", bound=models.Model)


class BoundQuery(sql.Query):
    """A query that knows the tenant for which it was written."""

    bound_to: str | None = None

    def __init__(self, model: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(model, *args, **kwargs)
        self.bound_to = current_schema()

    def chain(self, klass: Any = None) -> Any:
        chained: Any = super().chain(_BOUND_KIND.get(klass, klass))
        if chained.bound_to is None:
            chained.bound_to = current_schema()
        return chained

    def get_compiler(self, using: str | None = None, connection: Any = None, elide_empty: bool = True) -> Any:
        self.check_tenant(using or (connection.alias if connection is not None else DEFAULT_DB_ALIAS))
        return super().get_compiler(using, connection, elide_empty)

    def check_tenant(self, using: str = DEFAULT_DB_ALIAS) -> None:
        """Raise unless this query may run in the tenant that is set now."""
        here = current_schema(using)
        if here is None:
            raise NoTenant(self._name())
        if self.bound_to is not None and self.bound_to != here:
            raise WrongTenant(f"A query on {self._name()}", made_in=self.bound_to, used_in=here)

    def _name(self) -> str:
        return self.model._meta.label if self.model is not None else "a tenant's record"


class BoundUpdateQuery(BoundQuery, sql.UpdateQuery):
    """An UPDATE that knows its tenant."""


class BoundDeleteQuery(BoundQuery, sql.DeleteQuery):
    """A DELETE that knows its tenant."""


_BOUND_KIND = {sql.Query: BoundQuery, sql.UpdateQuery: BoundUpdateQuery, sql.DeleteQuery: BoundDeleteQuery}


class BoundQuerySet(models.QuerySet[ModelT]):
    """A queryset whose rows can be read only in the tenant that they came from."""

    def __init__(self, model: Any = None, query: Any = None, using: str | None = None, hints: Any = None) -> None:
        super().__init__(model, query or BoundQuery(model), using, hints)
        self._rows_from: str | None = None

    @property
    def _result_cache(self) -> list[Any] | None:
        rows = self.__dict__.get("_result_cache")
        if rows is not None and self._rows_from != (here := current_schema(self.db)):
            raise WrongTenant(f"A list of {self.model._meta.label}", made_in=self._rows_from, used_in=here)
        return rows

    @_result_cache.setter
    def _result_cache(self, rows: list[Any] | None) -> None:
        self.__dict__["_result_cache"] = rows
        self.__dict__["_rows_from"] = None if rows is None else current_schema(self.db)

    def _raw_delete(self, using: str | None) -> int:
        self._bound_query().check_tenant(using or DEFAULT_DB_ALIAS)
        return super()._raw_delete(using)

    def _bound_query(self) -> BoundQuery:
        return self.query  # type: ignore[return-value]  # made in __init__

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        objs = list(objs)
        check_rows(objs)
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> int:
        objs = list(objs)
        check_rows(objs)
        return super().bulk_update(objs, fields, batch_size)


class BoundRow(models.Model):
    """A row that remembers its tenant. Saved, deleted or refreshed in another one, it refuses."""

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._state.tenant_schema = current_schema()  # type: ignore[attr-defined]  # ours, beside Django's db and adding

    def save(self, *args: Any, **kwargs: Any) -> None:
        check_rows([self])
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        check_rows([self])
        return super().delete(*args, **kwargs)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        check_rows([self])
        super().refresh_from_db(*args, **kwargs)

    def check_same_tenant(self) -> Self:
        """This row, if the tenant that is set is the one it came from. Raises WrongTenant otherwise."""
        check_rows([self])
        return self


def check_rows(rows: Iterable[Any]) -> None:
    """Raise unless each row came from the tenant that is set now; a row made while none was set is bound here."""
    here = current_schema()
    for row in rows:
        made_in = getattr(row._state, "tenant_schema", None)
        if here is None:
            raise NoTenant(row._meta.label)
        if made_in is None:
            row._state.tenant_schema = here
        elif made_in != here:
            raise WrongTenant(f"{row._meta.label} {row.pk}", made_in=made_in, used_in=here)
