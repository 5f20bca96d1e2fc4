from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"
    label = "api"
    verbose_name = "API"

    def ready(self) -> None:
        from api import jobs, schema  # noqa: F401  # registers the nightly clearing; describes how to sign in
        from hearth.ui import palette

        palette.entry("API reference", "api-reference", "staffing.view", words="program integration openapi token json")
