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
    rows = _rows(by, asked, today())
    whose = [row.household.pk for row in rows]
    audit.record("households.list_downloaded", None, by=by, on=today(), count=len(rows), view=asked.view, whose=whose)
    return workbook([Sheet("Households", listing.headings(by), [listing.plain_row(row) for row in rows])])


def _rows(actor: Actor, asked: listing.Asked, on: date) -> list[listing.Row]:
    """The rows asked for, all of them and in their order: a fixed number of queries for each 250."""
    households = list(listing.households_for(actor, asked, on).with_key_facts(on))
    rows: list[listing.Row] = []
    for start in range(0, len(households), BATCH):
        rows += listing.rows_of(households[start : start + BATCH], actor, on)
    return rows
