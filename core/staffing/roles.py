"""Who holds which role on a day: the records that `separation` reasons about."""

from collections import defaultdict
from datetime import date

from core.staffing.separation import Person
from hearth.identity.models import RoleGrant


def holders_of_roles(day: date) -> dict[str, list[Person]]:
    """The people with an open account who hold each role on a day, by name. One query."""
    found: dict[str, list[Person]] = defaultdict(list)
    grants = RoleGrant.objects.held_on(day).filter(user__is_active=True).select_related("user")
    for grant in grants.order_by("user__name"):
        found[grant.role].append(Person(grant.user_id, grant.user.name))
    return dict(found)
