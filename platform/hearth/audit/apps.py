from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "hearth.audit"
    label = "audit"
    verbose_name = "Audit"

    def ready(self) -> None:
        from hearth.audit import access  # noqa: F401  # declares this area's capabilities
        from hearth.ui import navigation

        navigation.item("Audit", "audit:entries", "audit.view", order=96)
