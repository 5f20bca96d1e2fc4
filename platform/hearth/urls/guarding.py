"""Guards for views that others wrote, such as sign-in pages: the same mark that our own views carry."""

from collections.abc import Callable
from typing import Any

from hearth.access.routes import needs


def guarded(view: Callable[..., Any], capability: str) -> Callable[..., Any]:
    """The view of a library, guarded like our own. Use in a URL table, where a decorator cannot go."""
    return needs(capability)(view)
