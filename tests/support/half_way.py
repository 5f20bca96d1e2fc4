"""An act whose transaction fails just after it: whatever it did must be gone."""

from collections.abc import Callable
from typing import Any, NoReturn

from django.db import transaction


class HalfWay(Exception):
    """Raised after the act, before its commit."""


def half_way(act: Callable[..., Any], *args: Any, **told: Any) -> NoReturn:
    with transaction.atomic():
        act(*args, **told)
        raise HalfWay
