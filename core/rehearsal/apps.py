from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    name = "core.rehearsal"
    label = "rehearsal"
    verbose_name = "Rehearsals of policy"

    def ready(self) -> None:
        from core.rehearsal import access, beside, jobs, terminal  # noqa: F401  # each registers what it declares
