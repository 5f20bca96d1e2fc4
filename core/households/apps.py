from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    name = "core.households"
    label = "households"
    verbose_name = "Households"

    def ready(self) -> None:
        from core.households import access, contributions, reactions, story  # noqa: F401  # each registers
        from core.households.finding import households_named
        from core.households.models import Household, Member
        from core.households.tabs import tab
        from hearth.subjects import part_of, subject_kind
        from hearth.ui import navigation, palette

        subject_kind("household", model=Household, url="households:record", noun="household")
        part_of("member", model=Member, of="household")
        tab("Overview", "households:record", "households.view", order=10)
        tab("Members", "households:members", "households.view", order=20)
        tab("Chronology", "households:chronology", "households.view_chronology", order=200)
        navigation.item("Households", "households:list", "households.view", order=40)
        palette.entry(
            "Open a household's record", "households:open", "households.open_household", words="add new household"
        )
        palette.finder(households_named, group="Households", capability="households.view")
