from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "hearth.identity"
    label = "identity"
    verbose_name = "Staff accounts"

    def ready(self) -> None:
        from hearth.identity import access  # noqa: F401  # declares this area's capabilities
        from hearth.ui import navigation, palette

        navigation.item("People and roles", "identity:people", "identity.view_people", order=95)
        palette.entry(
            "What roles may do", "identity:what_roles_may_do", "identity.view_people", words="capabilities access"
        )
