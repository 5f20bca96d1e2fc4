"""Files kept apart: each tenant has a folder, and no name can leave it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage

from .current import require_schema


class TenantFileStorage(FileSystemStorage):
    """Stored files of the tenant that is set. There is no address for them: a view that checks who asks serves them."""

    def __init__(self, location: str | None = None, **kwargs: Any) -> None:
        super().__init__(location=location, **kwargs)
        self._root = location

    @property
    def base_location(self) -> str:
        return str(Path(self._root or settings.MEDIA_ROOT) / require_schema("A file"))

    @property
    def location(self) -> str:
        return str(Path(self.base_location).resolve())

    def path(self, name: str) -> str:
        stays_inside(name)
        return super().path(name)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        stays_inside(name)
        return super().get_available_name(name, max_length=max_length)

    def url(self, name: str | None) -> str:
        raise ValueError("A stored file has no public address. Link to the view that checks who may read it.")


def stays_inside(name: str) -> None:
    """Raise SuspiciousFileOperation for a name that climbs, is absolute, or hides either in an encoding."""
    plain = name
    for _ in range(3):
        plain = unquote(plain)
    parts = plain.replace("\\", "/").split("/")
    if ".." in parts or plain.startswith(("/", "\\", "~")) or "\x00" in plain or ":" in parts[0]:
        raise SuspiciousFileOperation("This file name leads outside the tenant's folder.")
