"""What people ask about staff: who is where today, and who works with whom."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db.models import Prefetch, Q

from hearth.access import Actor, may
from hearth.records import RecordQuerySet


class PeriodQuerySet(RecordQuerySet):
    """Rows that hold from `from_on` until `until_on`, the last day not included."""

    def on(self, day: date) -> Self:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day)

    def open(self) -> Self:
        """Not ended, whether begun yet or not."""
        return self.filter(until_on__isnull=True)

    def visible_to(self, actor: Actor) -> Self:
        return self if may(actor, "staffing.view") else self.none()


class TeamQuerySet(PeriodQuerySet):
    def with_posts(self, day: date) -> Self:
        """Teams with their posts of that day and the holders of each: three queries more, however many teams."""
        from core.staffing.models import Post

        posts = Post.objects.on(day).with_holders(day)
        return self.prefetch_related(Prefetch("posts", queryset=posts, to_attr="posts_now"))


class PostQuerySet(PeriodQuerySet):
    def with_holders(self, day: date) -> Self:
        from core.staffing.models import Holding

        holdings = Holding.objects.on(day).select_related("user")
        return self.select_related("works_for").prefetch_related(
            Prefetch("holdings", queryset=holdings, to_attr="holdings_now")
        )


class HoldingQuerySet(PeriodQuerySet):
    def of_team(self, team: Any) -> Self:
        """Holders of the team's own posts and of posts lent to it."""
        return self.filter(Q(post__team=team) | Q(post__works_for=team))


class AllocationQuerySet(PeriodQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """An allocation names a household or an enquiry: for those who work with them, and the worker."""
        if may(actor, "staffing.view_allocations"):
            return self.all()
        return self.filter(worker_id=actor.id) if actor.is_staff else self.none()

    def about(self, subject_kind: str, subject_ids: Iterable[UUID]) -> Self:
        return self.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids))

    def of_worker(self, worker_id: Any, function: str = "supervising_social_worker") -> Self:
        return self.filter(worker_id=worker_id, function=function)
