from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "core.approvals"
    label = "approvals"
    verbose_name = "Approvals"

    def ready(self) -> None:
        from core.approvals import access, contributions  # noqa: F401  # capabilities, and what households show of this
        from core.households.tabs import tab

        tab("Approval", "approvals:approval", "approvals.view", order=30)
