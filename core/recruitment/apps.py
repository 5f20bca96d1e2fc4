from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "core.recruitment"
    label = "recruitment"
    verbose_name = "Recruitment"

    def ready(self) -> None:
        from core.recruitment import access  # noqa: F401  # declares this area's capabilities and sentences
        from core.recruitment.models import Enquiry
        from core.recruitment.queries import find_for_palette, waiting_badge
        from hearth.subjects import subject_kind
        from hearth.ui import navigation, palette

        subject_kind("enquiry", model=Enquiry, url="recruitment:record", noun="enquiry", plural="enquiries")
        navigation.item("Enquiries", "recruitment:inbox", "recruitment.view", waiting_badge, order=30)
        palette.entry("Add an enquiry", "recruitment:new", "recruitment.receive_enquiry", words="phone event call")
        palette.finder(find_for_palette, group="Enquiries", capability="recruitment.view")
