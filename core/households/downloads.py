"""Households as a workbook: the list as it is shown, all its pages together."""

from datetime import date

from core.households import listing
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.documents.spreadsheets import Sheet, workbook

BATCH = 250


def download_list(asked: listing.Asked, *, by: Actor) -> bytes:
    """The list as a workbook. Recorded, since it takes people's details out of the service. Raises: NotPermitted."""
    require(by, "households.download")
    sheet = list_sheet(by, asked, today())
    audit.record("households.list_downloaded", None, by=by, on=today(), count=len(sheet.rows), view=asked.view)
    return workbook([sheet])


def list_sheet(actor: Actor, asked: listing.Asked, on: date) -> Sheet:
    """The rows asked for, all of them and in their order, on one sheet. Their number takes a query for each 250."""
    households = list(listing.households_for(actor, asked, on).with_address(on))
    rows = []
    for start in range(0, len(households), BATCH):
        rows += listing.rows_of(households[start : start + BATCH], actor, on)
    return Sheet("Households", listing.headings(actor), tuple(listing.plain_row(row) for row in rows))
