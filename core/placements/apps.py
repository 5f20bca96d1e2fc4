from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "core.placements"
    label = "placements"
    verbose_name = "Placements"

    def ready(self) -> None:
        from core.placements import (
            access,  # noqa: F401  # declares this area's capabilities and sentences
            contributions,  # noqa: F401  # the household's tab, panel and chronology
        )
        from core.placements.models import Placement
        from hearth.subjects import part_of, subject_kind
        from hearth.ui import palette

        subject_kind("placement", model=Placement, url="placements:record", noun="placement")
        part_of("placement", model=Placement, of="child")
        palette.entry("Children placed today", "placements:list", "placements.view", words="who lives where")
