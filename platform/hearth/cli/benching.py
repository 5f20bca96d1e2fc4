"""`hearth bench`: on servers of its own, whatever the environment names, so that nothing at work is touched."""

import os
from pathlib import Path

from hearth import embedded
from hearth.cli.running import collect_static_files
from hearth.cli.surroundings import choose_settings, django_command


def bench(data: Path, arguments: list[str]) -> None:
    """Measure in a data folder that is kept, as making its council takes minutes. Raises: embedded.ServiceFailed."""
    choose_settings(data)
    with embedded.borrowed(data) as found:
        os.environ.update(found.environment())
        import django

        django.setup()
        collect_static_files()
        django_command("bench", *arguments)
