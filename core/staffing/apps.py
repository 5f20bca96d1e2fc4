from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "core.staffing"
    label = "staffing"
    verbose_name = "Staffing"

    def ready(self) -> None:
        from core.staffing import access, beside, going_live, reactions, registration  # noqa: F401  # each registers what it declares
