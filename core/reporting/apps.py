from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "core.reporting"
    label = "reporting"
    verbose_name = "Reports"

    def ready(self) -> None:
        from core.reporting import access, jobs  # noqa: F401  # declares capabilities, sentences and the job
        from hearth.ui import navigation

        navigation.item("Reports", "reporting:recruitment", "reporting.view", order=80)
