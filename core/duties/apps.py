from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DutiesConfig(AppConfig):
    name = "core.duties"
    label = "duties"
    verbose_name = "Duties"

    def ready(self) -> None:
        from core.duties import access, jobs, law, reactions, registration  # noqa: F401  # each registers what it declares

        autodiscover_modules("duties")
