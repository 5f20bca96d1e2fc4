from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "core.reviews"
    label = "reviews"
    verbose_name = "Reviews"

    def ready(self) -> None:
        from core.households.tabs import tab
        from core.reviews import access, contributions  # noqa: F401  # capabilities, and what households show of this
        from core.reviews.models import ReviewOfApproval
        from core.supervision.columns import column
        from hearth.subjects import part_of

        part_of("review", model=ReviewOfApproval, of="household")
        column("review", "Review", ("review.",), order=20, notes=False, view="Review due in 60 days")
        tab("Reviews", "reviews:list", "reviews.view", order=40)
