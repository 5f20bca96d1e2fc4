from django.apps import AppConfig


class VersionsConfig(AppConfig):
    name = "config_per_tenant.versions"
    label = "versions"
    verbose_name = "Policy"

    def ready(self) -> None:
        from config_per_tenant import doubts  # noqa: F401  # registers what the checklist tells besides
        from config_per_tenant.versions import access, jobs, registration  # noqa: F401  # each declares what it holds
