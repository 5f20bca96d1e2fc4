"""What reviews of approval add to a household's chronology."""

from collections.abc import Iterable

from django.urls import reverse

from config_per_tenant.policy import policy_on
from core.households.chronology import Entry, contributes
from core.households.models import Household
from hearth.access import Actor
from hearth.dates import today
from hearth.ui.words import longdate, lower_first


@contributes(codes=["reviews.decision_recorded"], capability="reviews.view")
def reviews_told(household: Household, actor: Actor) -> Iterable[Entry]:
    name = policy_on(today())["review.name"]
    for review in household.reviews.visible_to(actor):
        held = f"Held on {longdate(review.held_on)}. " if review.held_on else ""
        heard = "Heard by the panel." if review.went_to_panel else ""
        yield Entry(
            on=review.decided_on,
            title=f"{name} decided: {lower_first(review.get_outcome_display())}",
            href=reverse("reviews:list", args=[household.pk]),
            kind="review",
            body=f"{held}{heard}".strip(),
            who=review.decided_by_name,
            order=review.created_at.timestamp(),
        )
