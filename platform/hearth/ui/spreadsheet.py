"""A list as an Excel workbook: exactly the rows shown, and no formula in a cell that holds words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from hearth.dates import LONDON, today

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DATES = "d mmm yyyy"
WIDEST = 60


@dataclass(frozen=True)
class Sheet:
    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]


def spreadsheet(name: str, *sheets: Sheet) -> HttpResponse:
    """The sheets as a download. `name` names what it is a list of, never a person; the day is added to it."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.title[:31])
        page.freeze_panes = "A2"
        body = [[_plain(value) for value in row] for row in sheet.rows]
        for at, heading in enumerate(sheet.headings):
            longest = max([len(str(row[at])) for row in body if row[at] is not None], default=0)
            page.column_dimensions[chr(ord("A") + at % 26)].width = min(max(longest, len(heading)) + 2, WIDEST)
        page.append([_cell(page, heading, bold=True) for heading in sheet.headings])
        for row in body:
            page.append([_cell(page, value) for value in row])
    made = BytesIO()
    book.save(made)
    answer = HttpResponse(made.getvalue(), content_type=EXCEL)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{today().isoformat()}.xlsx"'
    answer["Cache-Control"] = "no-store"
    return answer


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(LONDON).replace(tzinfo=None) if value.tzinfo else value
    if value is None or isinstance(value, date | int | float):
        return value
    return ILLEGAL_CHARACTERS_RE.sub("", str(value))


def _cell(page: Any, value: Any, *, bold: bool = False) -> Any:
    """Words stay words: what begins like a formula is marked as text, so that no spreadsheet computes it."""
    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, date):
        cell.number_format = DATES
    if bold:
        cell.font = Font(bold=True)
    return cell
