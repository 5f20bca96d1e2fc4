"""Naming the provision that a test reads out, so that we can print which are tested."""

from collections.abc import Callable
from typing import Any

import pytest


def law(*provisions: str) -> Callable[[Any], Any]:
    """`@law("SI 2011/581 r28(2)")`: one mark for each provision or standard."""

    def mark(test: Any) -> Any:
        for provision in provisions:
            test = pytest.mark.law(provision)(test)
        return test

    return mark
