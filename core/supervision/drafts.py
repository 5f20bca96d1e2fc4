"""Keeping what is being written about a visit, every few seconds, for its author alone."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from core.households.models import Household
from core.supervision.models import VisitDraft
from hearth.access import Actor, require

KEPT_DAYS = 28
MOST_CHARACTERS = 40_000


def keep_draft(household: Household, answers: Mapping[str, Any], *, by: Actor) -> VisitDraft:
    """Keep the answers of one form in place of those kept before. A draft is no record: it is neither audited nor seen
    by others. Raises: NotPermitted."""
    require(by, "supervision.record_visit", household)
    kept = {name: value for name, value in answers.items() if len(str(value)) <= MOST_CHARACTERS}
    draft, _ = VisitDraft.objects.update_or_create(household=household, owner_id=by.id, defaults={"answers": kept})
    return draft


def draft_of(household: Household, *, by: Actor) -> VisitDraft | None:
    return VisitDraft.objects.visible_to(by).filter(household=household).first()


def forget_draft(household: Household, *, by: Actor) -> None:
    VisitDraft.objects.filter(household=household, owner_id=by.id).delete()


def forget_old_drafts() -> int:
    """Remove drafts that nobody has touched for four weeks; how many."""
    old = timezone.now() - timedelta(days=KEPT_DAYS)
    removed: int = VisitDraft.objects.filter(saved_at__lt=old).delete()[0]
    return removed
