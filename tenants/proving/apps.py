from django.apps import AppConfig


class ProvingConfig(AppConfig):
    name = "tenants.proving"
    label = "proving"
    verbose_name = "Isolation receipts"

    def ready(self) -> None:
        from hearth.ui import navigation, palette
        from tenants.proving import access, jobs  # noqa: F401  # declares this area's capabilities and its job

        navigation.item("Proof of isolation", "proving:receipts", "proving.view_receipts", order=95, place="account")
        palette.entry(
            "Proof that no council reaches another",
            "proving:receipts",
            "proving.view_receipts",
            words="isolation receipt security",
        )
