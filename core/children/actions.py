"""Acts on a child's record."""

from datetime import date
from typing import Any

from django.db import transaction

from core.children import rules
from core.children.models import Child
from core.households.references import next_reference
from core.people import actions as people
from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today

CORRECTABLE = ("social_worker_name", "placing_authority", "needs", "looked_after_until_on")


@transaction.atomic
def open_record(
    *,
    known_as: str,
    family_name: str,
    born_on: date,
    looked_after_from_on: date,
    social_worker_name: str,
    by: Actor,
    placing_authority: str = "",
    needs: str = "",
) -> Child:
    """Open the record of a child whom the service may be asked to place.

    Raises: NotPermitted; RuleBroken for dates that cannot be.
    """
    require(by, "children.open_record")
    rules.check_dates(born_on=born_on, looked_after_from_on=looked_after_from_on, today=today())
    person = people.add_person(known_as=known_as, family_name=family_name, born_on=born_on, by=by)
    child = Child.objects.create(
        person=person,
        reference=next_reference("CH"),
        looked_after_from_on=looked_after_from_on,
        social_worker_name=social_worker_name.strip(),
        placing_authority=placing_authority.strip(),
        needs=needs.strip(),
    )
    audit.record("children.record_opened", child, by=by, on=looked_after_from_on, reference=child.reference)
    return child


@transaction.atomic
def correct_record(child: Child, *, by: Actor, version: int | None = None, **changes: Any) -> Child:
    """Correct what is known of a child. The audit keeps the old and the new. Raises: NotPermitted; StaleEdit."""
    require(by, "children.correct_record", child)
    child = Child.objects.hold(child).expect_version(version)
    changed = {}
    for name in CORRECTABLE:
        if name in changes and getattr(child, name) != changes[name]:
            changed[name] = {"from": getattr(child, name), "to": changes[name]}
            setattr(child, name, changes[name])
    if not changed:
        return child
    child.save()
    words = ", ".join(name.removesuffix("_on").replace("_", " ") for name in changed)
    audit.record("children.record_corrected", child, by=by, changes=words, values=changed)
    return child
