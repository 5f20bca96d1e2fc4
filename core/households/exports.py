"""The whole service's households as an export, made in the background."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from core.households import listing
from core.households.models import Household, Member
from hearth.access import Actor
from hearth.documents.exports import Progress, export
from hearth.documents.spreadsheets import Sheet

BATCH = 100
MEMBER_HEADINGS = ("Household", "Reference", "Name", "In the household as", "Born", "From", "Until")


@export(
    "households.all",
    "All households",
    "Every household, open and closed, with its worker, approval and what is due next; and everybody who lives there.",
    capability="households.download",
)
def all_households(actor: Actor, on: date, progress: Progress) -> Iterable[Sheet]:
    yield Sheet("Households", [*listing.headings(actor), "Closed on"], _households(actor, on, progress))
    yield Sheet("Members", MEMBER_HEADINGS, _members(actor))


def _households(actor: Actor, on: date, progress: Progress) -> Iterator[Sequence[Any]]:
    everyone = Household.objects.visible_to(actor).order_by("reference", "id")
    ids = list(everyone.values_list("pk", flat=True))
    progress(0, len(ids))
    for start in range(0, len(ids), BATCH):
        batch = list(everyone.filter(pk__in=ids[start : start + BATCH]).with_key_facts(on))
        for row in listing.rows_of(batch, actor, on):
            yield [*listing.plain_row(row), row.household.closed_on]
        progress(min(start + BATCH, len(ids)), len(ids))


def _members(actor: Actor) -> Iterator[Sequence[Any]]:
    found = Member.objects.visible_to(actor).select_related("household", "person")
    for member in found.order_by("household__reference", "from_on", "id").iterator(chunk_size=500):
        yield (
            member.household.name,
            member.household.reference,
            member.person.full_name,
            member.get_role_display(),
            member.person.born_on,
            member.from_on,
            member.until_on,
        )
