from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "tenants.support"
    label = "support"
    verbose_name = "Operators' support"

    def ready(self) -> None:
        from hearth.ui import navigation
        from tenants.support import access  # noqa: F401  # declares this area's capabilities

        navigation.item("Operators’ support", "support:allowing", "support.view", order=94, place="account")
