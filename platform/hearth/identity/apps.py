from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "hearth.identity"
    label = "identity"
    verbose_name = "Staff accounts"

    def ready(self) -> None:
        from hearth.identity import access  # noqa: F401  # declares this area's capabilities
