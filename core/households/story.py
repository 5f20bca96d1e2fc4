"""What this area tells in a household's chronology: its opening and closing, who came and went, and changes."""

from collections.abc import Iterable

from core.households.chronology import Entry, contributes
from core.households.models import Household
from hearth.access import Actor
from hearth.ui.words import longdate

LAST = float("inf")  # after all else of its day


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


@contributes(codes=["households.household_opened", "households.household_closed"])
def beginning_and_end_told(household: Household, actor: Actor) -> Iterable[Entry]:
    yield Entry(on=household.opened_on, title=f"Record opened, {household.reference}", kind="household")
    if household.closed_on:
        reason = household.get_closing_reason_display()
        yield Entry(on=household.closed_on, title="Record closed", kind="household", body=reason, order=LAST)


@contributes(codes=["households.member_added", "households.membership_ended"])
def members_told(household: Household, actor: Actor) -> Iterable[Entry]:
    for member in household.members.visible_to(actor).select_related("person"):
        name, href = member.person.full_name, member.person.get_absolute_url()
        told = member.created_at.timestamp()
        role = member.get_role_display().lower()
        yield Entry(on=member.from_on, title=f"{name} joined as {role}", kind="household", href=href, order=told)
        if member.until_on:
            yield Entry(on=member.until_on, title=f"{name} left", kind="household", href=href, order=told)
