from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "core.children"
    label = "children"
    verbose_name = "Children"

    def ready(self) -> None:
        from core.children import access  # noqa: F401  # declares this area's capabilities and sentences
        from core.children.models import Child
        from core.children.queries import find_for_palette
        from hearth.subjects import subject_kind
        from hearth.ui import navigation, palette

        subject_kind("child", model=Child, url="children:record", noun="child", plural="children")
        navigation.item("Children", "children:list", "children.view", order=50)
        palette.entry("Open a child's record", "children:open", "children.open_record")
        palette.finder(find_for_palette, group="Children", capability="children.view")
