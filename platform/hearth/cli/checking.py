"""What `make check` asks of the templates: that each can be compiled, tags and filters and all."""

from pathlib import Path
from typing import Any

from hearth.cli.surroundings import choose_settings
from hearth.cli.terminal import problem, say


def templates(data: Path) -> int:
    """Compile every template of ours; the exit code, after a line for each that cannot be."""
    choose_settings(data)
    import django
    from django.conf import settings
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template

    django.setup()
    folders: Any = settings.TEMPLATES[0]["DIRS"]
    roots = [Path(folder) for folder in folders]
    names = sorted(str(path.relative_to(root)) for root in roots for path in root.rglob("*") if path.is_file())
    broken = 0
    for name in names:
        try:
            get_template(name)
        except (TemplateSyntaxError, UnicodeDecodeError) as error:
            broken += 1
            problem(f"templates/{name}: {error}")
    say(f"{len(names) - broken} of {len(names)} templates compile.")
    return 1 if broken else 0
