from django.apps import AppConfig


class HubsConfig(AppConfig):
    name = "tenants.hubs"
    label = "hubs"
    verbose_name = "Regional hubs"

    def ready(self) -> None:
        from hearth.ui import navigation
        from tenants.hubs import access  # noqa: F401  # declares this area's capabilities

        navigation.item("Recruitment", "hubs:recruitment", "hubs.view", order=10)
        navigation.item("Member councils", "hubs:members", "hubs.view", order=20)
