"""What households add to a person's page."""

from typing import Any

from core.households.models import Member
from core.people.models import Person
from core.people.panels import panel
from hearth.access import Actor


@panel("households/_person_panel.html", "households.view", order=10)
def households_of_person(person: Person, actor: Actor) -> dict[str, Any]:
    """The households in which a person is or was a member, the present ones first."""
    found = Member.objects.visible_to(actor).filter(person=person).select_related("household")
    memberships = sorted(found, key=lambda member: (member.until_on is not None, -member.from_on.toordinal()))
    return {"memberships": memberships}
