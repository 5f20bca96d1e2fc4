"""Excel workbooks of what people see: the same rows, the same order, and nothing in a text cell that could run.

A name that begins with "=" is a name. It is stored as text, marked as quoted, so that no spreadsheet takes it for a
formula even when the sheet is saved again in another format.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import IO, Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from hearth.dates import LONDON

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767  # characters, by Excel's own limit
LONGEST_TITLE = 31
WIDEST = 60  # characters


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, the headings, and rows of plain values in the order of the headings.

    `rows` may be an iterator, which is read once. Money is given in pounds as a Decimal, dates as dates.
    """

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The workbook of these sheets. For a download of one page's rows; longer ones are written to a file."""
    target = BytesIO()
    write_workbook(sheets, target)
    return target.getvalue()


def write_workbook(sheets: Iterable[Sheet], target: IO[bytes]) -> int:
    """Write a workbook row by row, without holding it in memory, and say how many rows it has."""
    book = Workbook(write_only=True)
    count = 0
    for sheet in sheets:
        page = book.create_sheet(_title(sheet.title))
        page.freeze_panes = "A2"
        for number, heading in enumerate(sheet.headings, start=1):
            page.column_dimensions[get_column_letter(number)].width = min(max(len(heading) + 4, 14), WIDEST)
        page.append([_heading(page, heading) for heading in sheet.headings])
        for row in sheet.rows:
            page.append([_cell(page, value) for value in row])
            count += 1
    book.save(target)
    return count


def attachment(content: bytes, file_name: str, content_type: str = EXCEL) -> HttpResponse:
    """A file to be saved, not shown, and not kept by anything on the way."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def neutral(text: str) -> str:
    """Text as a cell may hold it: without characters that no spreadsheet can read, and not longer than one can."""
    return NOT_TEXT.sub("", text)[:LONGEST_CELL]


def _heading(page: Any, text: str) -> Any:
    cell = _cell(page, text)
    cell.font = Font(bold=True)
    return cell


def _cell(page: Any, value: Any) -> Any:
    if isinstance(value, datetime):
        value = value.astimezone(LONDON).replace(tzinfo=None) if value.tzinfo else value
        return _formatted(page, value, "d mmm yyyy hh:mm")
    if isinstance(value, date):
        return _formatted(page, value, "d mmm yyyy")
    if not isinstance(value, str):
        return WriteOnlyCell(page, value=value)
    cell = WriteOnlyCell(page, value=neutral(value))
    cell.data_type = "s"  # whatever it begins with: never "f"
    if value.startswith(STARTS_A_FORMULA):
        cell.quotePrefix = True
    return cell


def _formatted(page: Any, value: date, number_format: str) -> Any:
    cell = WriteOnlyCell(page)
    cell.value = value
    cell.number_format = number_format
    return cell


def _title(title: str) -> str:
    return re.sub(r"[\\/*?:\[\]]", " ", title)[:LONGEST_TITLE]
