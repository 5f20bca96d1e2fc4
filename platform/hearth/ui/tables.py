"""Lists: 25 rows a page, headings that sort by a link, filters shown as tags that can be taken away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import HttpRequest

from hearth import audit

ROWS = 25


@dataclass(frozen=True)
class Column:
    """A column of a list. `sort` is the key in the address (empty: not sortable); `hidden` headings are for readers."""

    label: str
    sort: str = ""
    num: bool = False
    hidden: bool = False
    extra: str = ""


@dataclass(frozen=True)
class Heading:
    """A column's heading as components/table.html shows it."""

    label: str
    href: str = ""
    direction: str = ""  # "ascending", "descending" or ""
    num: bool = False
    hidden: bool = False
    extra: str = ""


@dataclass(frozen=True)
class Chip:
    """A filter in use; `href` is the same list without it."""

    label: str
    value: str
    href: str


@dataclass(frozen=True)
class View:
    """A saved view of a list, as a tab with its count."""

    label: str
    href: str
    count: int | None = None
    current: bool = False
    alert: bool = False


def page_of(request: HttpRequest, rows: Any, per_page: int = ROWS, *, reading: str = "") -> Page[Any]:
    """The page that the address asks for; the nearest one when it asks for none that exists.

    `reading` names what is read where the rows are people's ("households"): one audit entry, which keeps whose.
    """
    paginator = Paginator(rows, per_page)
    try:
        page = paginator.page(request.GET.get("page") or 1)
    except PageNotAnInteger:
        page = paginator.page(1)
    except EmptyPage:
        page = paginator.page(paginator.num_pages)
    if reading:
        page.object_list = list(page.object_list)
        if rows := page.object_list:
            audit.read_list(reading, audit.keys_told(rows), by=request.actor, count=len(rows))
    return page


def sort_of(request: HttpRequest, columns: Sequence[Column], default: str) -> str:
    """The sort that the address asks for, "next_visit" or "-next_visit", when a column offers it."""
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in {column.sort for column in columns if column.sort} else default


def headings(request: HttpRequest, columns: Sequence[Column], sort: str) -> list[Heading]:
    """The headings of a list sorted by `sort`; pressing the current one turns it round."""
    made = []
    for column in columns:
        href = direction = ""
        if column.sort:
            href = address(request, sort=f"-{column.sort}" if sort == column.sort else column.sort, page=None)
            if sort.removeprefix("-") == column.sort:
                direction = "descending" if sort.startswith("-") else "ascending"
        made.append(Heading(column.label, href, direction, column.num, column.hidden, column.extra))
    return made


def address(request: HttpRequest, **changes: str | None) -> str:
    """This list's address with some of its query changed; None takes a part away."""
    query = request.GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}"


def chips(request: HttpRequest, form: forms.Form) -> list[Chip]:
    """The filters in use, in the form's order, each in the words that the person chose it by."""
    if not form.is_bound or not form.is_valid():
        return []
    found = []
    for bound in form.visible_fields():
        value = form.cleaned_data.get(bound.name)
        if value not in (None, "", [], ()) and bound.html_name in form.data:
            found.append(
                Chip(str(bound.label), _chosen(bound, value), address(request, **{bound.name: None, "page": None}))
            )
    return found


def _chosen(bound: forms.BoundField, value: Any) -> str:
    choices: Mapping[str, str] = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
    several: Iterable[Any] = value if isinstance(value, list | tuple) else [value]
    from hearth.ui.words import in_words, listed

    return listed(choices.get(str(getattr(one, "pk", one)), in_words(one)) for one in several)
