from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "hearth.jobs"
    label = "jobs"
    verbose_name = "Jobs"

    def ready(self) -> None:
        from hearth.jobs import access  # noqa: F401  # declares this area's capabilities
        from hearth.ui import navigation

        autodiscover_modules("jobs")
        navigation.item("Jobs", "jobs:list", "jobs.view", order=60, place="account", icon="jobs")
