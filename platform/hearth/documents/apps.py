from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DocumentsConfig(AppConfig):
    name = "hearth.documents"
    label = "documents"
    verbose_name = "Documents"

    def ready(self) -> None:
        from hearth.documents import access  # noqa: F401  # declares this area's capabilities
        from hearth.ui import navigation, palette

        autodiscover_modules("exports")
        navigation.item("Exports", "documents:exports", "documents.view_exports", order=90, place="account")
        palette.entry(
            "Exports of the whole service", "documents:exports", "documents.view_exports", words="excel download"
        )
