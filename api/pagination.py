"""Lists by the fifty, each page starting after a record rather than at a count: stable while others add and end things.

A cursor holds the key of the last record and, where the order goes by days or numbers, its place in it. Where the order
goes by names the cursor holds the key alone and the place is looked up: a name belongs in no address.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from rest_framework.request import Request

from api.problems import Complaint, Problem

PAGE_SIZE = 50
LARGEST_PAGE = 200
OWN_PARAMETERS = ("cursor", "limit", "order")


@dataclass(frozen=True)
class Order:
    """One order of a list. `fields` end in the key, are never null, and start with "-" where they descend.

    `by_name` marks an order whose values must not leave in a cursor.
    """

    words: str
    fields: tuple[str, ...]
    by_name: bool = False


NEWEST_FIRST = Order("newest first, by the time it was recorded", ("-id",))
OLDEST_FIRST = Order("oldest first, by the time it was recorded", ("id",))
RECORDED: Mapping[str, Order] = {"-recorded": NEWEST_FIRST, "recorded": OLDEST_FIRST}


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    next: str | None
    previous: str | None

    def to_json(self, results: Sequence[Any]) -> dict[str, Any]:
        return {"next": self.next, "previous": self.previous, "results": results}


@dataclass(frozen=True)
class _Cursor:
    order: str
    backwards: bool
    key: str
    values: tuple[Any, ...] | None

    def packed(self) -> str:
        plain = json.dumps([self.order, int(self.backwards), self.key, self.values], default=str, separators=(",", ":"))
        return base64.urlsafe_b64encode(plain.encode()).rstrip(b"=").decode()

    @classmethod
    def unpacked(cls, text: str) -> _Cursor:
        try:
            order, backwards, key, values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            UUID(key)
            if not (isinstance(order, str) and backwards in (0, 1) and isinstance(values, list | None)):
                raise ValueError(text)
        except (ValueError, TypeError, AttributeError, binascii.Error, RecursionError) as error:
            raise _bad_cursor() from error
        return cls(order, bool(backwards), key, None if values is None else tuple(values))


def page_of(request: Request, found: QuerySet[Any], orders: Mapping[str, Order]) -> Page:
    """One page of a list in one query (two for an order by name). `orders`: the first is the usual one.

    Raises Problem 400 for a cursor, a limit or an order that cannot be.
    """
    cursor = _Cursor.unpacked(request.query_params["cursor"]) if "cursor" in request.query_params else None
    name = request.query_params.get("order", cursor.order if cursor else next(iter(orders)))
    if name not in orders:
        raise _refused("order", f"Choose one of {', '.join(orders)}", "invalid_choice")
    if cursor and cursor.order != name:
        raise _bad_cursor()
    limit = _limit(request)
    order = orders[name]
    backwards = bool(cursor and cursor.backwards)
    fields = tuple(_turned(field) for field in order.fields) if backwards else order.fields
    ordered = found.order_by(*fields)
    if cursor:
        ordered = ordered.filter(_after(fields, _place(found, order, cursor)))
    rows = list(ordered[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    if backwards:
        rows.reverse()
    has_next, has_previous = (True, more) if backwards else (more, cursor is not None)
    return Page(
        rows,
        next=_address(request, _cursor_at(rows[-1], name, order, backwards=False)) if rows and has_next else None,
        previous=_address(request, _cursor_at(rows[0], name, order, backwards=True)) if rows and has_previous else None,
    )


def _limit(request: Request) -> int:
    given = request.query_params.get("limit", str(PAGE_SIZE))
    if not (given.isascii() and given.isdigit() and len(given) <= 4 and 1 <= int(given) <= LARGEST_PAGE):
        raise _refused("limit", f"Enter a whole number from 1 to {LARGEST_PAGE}", "invalid")
    return int(given)


def _cursor_at(row: Any, name: str, order: Order, *, backwards: bool) -> _Cursor:
    values = None if order.by_name else tuple(_plain(_read(row, field)) for field in order.fields[:-1])
    return _Cursor(name, backwards, str(row.pk), values)


def _place(found: QuerySet[Any], order: Order, cursor: _Cursor) -> tuple[Any, ...]:
    """The values of the record that the page starts after, as the database compares them."""
    names = [field.lstrip("-") for field in order.fields]
    if order.by_name:
        place = found.model._default_manager.filter(pk=cursor.key).values_list(*names).first()
        if place is None:
            raise _bad_cursor()
        return tuple(place)
    values = cursor.values or ()
    if len(values) != len(names) - 1:
        raise _bad_cursor()
    try:
        typed = [_field(found.model, name).to_python(value) for name, value in zip(names, values, strict=False)]
    except (ValidationError, TypeError, ValueError, OverflowError) as error:
        raise _bad_cursor() from error
    if any(value is None for value in typed):
        raise _bad_cursor()
    return (*typed, UUID(cursor.key))


def _after(fields: Sequence[str], place: Sequence[Any]) -> Q:
    """(a, b, id) after (x, y, z): a > x, or a = x and b > y, or both equal and id > z; "<" where a field descends."""
    condition = Q()
    same = Q()
    for field, value in zip(fields, place, strict=True):
        name = field.lstrip("-")
        condition |= same & Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        same &= Q(**{name: value})
    return condition


def _turned(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _read(row: Any, field: str) -> Any:
    for part in field.lstrip("-").split("__"):
        row = getattr(row, part)
    return row


def _field(model: Any, name: str) -> Any:
    for part in name.split("__"):
        found = model._meta.get_field(part)
        model = found.related_model
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _address(request: Request, cursor: _Cursor) -> str:
    """The address of the next page, relative to the host: absolute ones break behind proxies that change the name."""
    query = request.query_params.copy()
    query["cursor"] = cursor.packed()
    return f"{request.path}?{query.urlencode()}"


def _bad_cursor() -> Problem:
    return _refused("cursor", "Start again without a cursor, or use one that this list gave", "cursor_unknown")


def _refused(name: str, message: str, code: str) -> Problem:
    return Problem("invalid", message, code=code, complaints=[Complaint(name, code, message)])
