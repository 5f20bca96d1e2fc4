"""How households are found from the command palette."""

from collections.abc import Iterable

from core.households.models import Household
from hearth.access import Actor
from hearth.dates import today
from hearth.ui import palette

MOST = 6


def households_named(actor: Actor, text: str) -> Iterable[palette.Result]:
    """Households with such a name, reference or member; those that are closed say so."""
    day = today()
    for household in Household.objects.visible_to(actor).named(text).order_by("closed_on", "name", "id")[:MOST]:
        hint = household.reference if household.is_open(day) else f"{household.reference}, closed"
        yield palette.Result(household.name, household.get_absolute_url(), hint, of=household.pk)
