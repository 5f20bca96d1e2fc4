from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "core.payments"
    label = "payments"
    verbose_name = "Payments"

    def ready(self) -> None:
        from core.households import tabs
        from core.payments import access  # noqa: F401  # declares this area's capabilities and sentences
        from hearth.ui import navigation, palette

        navigation.item("Payments", "payments:preview", "payments.view", order=70)
        palette.entry("Payment preview of a week", "payments:preview", "payments.view", words="allowances fees money")
        tabs.tab("Payments", "payments:of_household", "payments.view", order=80)
