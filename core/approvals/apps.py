from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "core.approvals"
    label = "approvals"
    verbose_name = "Approvals"

    def ready(self) -> None:
        from core.approvals import access, contributions  # noqa: F401  # capabilities, and what households show of this
        from core.approvals.models import Approval
        from core.households.tabs import tab
        from hearth.subjects import part_of

        part_of("approval", model=Approval, of="household")
        tab("Approval", "approvals:approval", "approvals.view", order=30)
