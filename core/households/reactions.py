"""When somebody in a household changes their name or details, what is worked out about the household follows."""

from typing import Any

from django.dispatch import receiver

from core.duties.derive import refresh
from core.households.queries import KIND
from core.people import events
from core.people.models import Person


@receiver(events.person_changed)
def follow_the_person(sender: Any, *, person: Person, **_: Any) -> None:
    refresh(KIND, person.memberships.open().values_list("household_id", flat=True))
