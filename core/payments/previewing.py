"""Previews of real households: facts and policies brought to the rules."""

from collections.abc import Collection
from functools import cache
from uuid import UUID

from config_per_tenant.policy import policy_on
from core.payments.before import with_before
from core.payments.facts import household_facts
from core.payments.rules import preview_week
from core.payments.week import Preview, Week
from hearth.access import Actor, may


def previews(ids: Collection[UUID], week: Week, *, actor: Actor) -> dict[UUID, Preview]:
    """What each of these households is due for a week. Households not approved in it are left out."""
    facts = household_facts(ids, week, name_children=may(actor, "children.view"))
    policy_for = cache(policy_on)
    return {
        household_id: with_before(preview_week(known, week, policy_for), known, policy_for)
        for household_id, known in facts.items()
    }
