from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "core.supervision"
    label = "supervision"
    verbose_name = "Supervision"

    def ready(self) -> None:
        from core.supervision import access, jobs, registration  # noqa: F401  # each registers what it declares
