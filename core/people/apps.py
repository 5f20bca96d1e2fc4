from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "core.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from core.people import access, finding  # noqa: F401  # declare capabilities and the palette's search
        from core.people.models import Person
        from hearth.subjects import subject_kind

        subject_kind("person", model=Person, url="people:record", noun="person", plural="people")
