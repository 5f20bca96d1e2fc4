from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "core.training"
    label = "training"
    verbose_name = "Training"

    def ready(self) -> None:
        from core.households.tabs import tab
        from core.supervision.columns import column
        from core.training import access  # noqa: F401  # declares this area's capabilities and sentences

        column("training", "Training", ("training.",), order=30, done="Up to date", none="Up to date", notes=False)
        tab("Training", "training:household", "training.view", order=60)
