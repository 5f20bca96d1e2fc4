"""What this area tells in a household's chronology: changes of circumstance, in the words of whoever recorded them."""

from collections.abc import Iterable

from core.households.chronology import Entry, contributes
from core.households.models import Household
from hearth.access import Actor
from hearth.ui.words import longdate


@contributes(codes=["households.change_recorded"])
def changes_told(household: Household, actor: Actor) -> Iterable[Entry]:
    for change in household.changes.visible_to(actor):
        told = "" if change.told_on == change.happened_on else f" We were told on {longdate(change.told_on)}."
        yield Entry(
            on=change.happened_on,
            title=f"Change of circumstance: {change.get_kind_display().lower()}",
            kind="change",
            body=f"{change.note}{told}",
            who=change.recorded_by,
            order=change.created_at.timestamp(),
        )
