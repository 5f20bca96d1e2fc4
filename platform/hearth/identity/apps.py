from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "hearth.identity"
    label = "identity"
    verbose_name = "Staff accounts"

    def ready(self) -> None:
        from hearth.access import SIGNED_IN
        from hearth.identity import access, reactions  # noqa: F401  # access declares this area's capabilities
        from hearth.ui import navigation, palette

        reactions.connect()
        navigation.item("Where you are signed in", "account_sessions", SIGNED_IN, order=10, place="account")
        navigation.item("Second step", "mfa_index", SIGNED_IN, order=11, place="account")
        navigation.item("Change password", "account_change_password", SIGNED_IN, order=12, place="account")
        navigation.item("People and roles", "identity:people", "identity.view_people", order=95)
        palette.entry(
            "What roles may do", "identity:what_roles_may_do", "identity.view_people", words="capabilities access"
        )
