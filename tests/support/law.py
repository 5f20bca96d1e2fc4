"""Naming the provision that a test reads out, so that we can print which are tested; and law that moves in a test."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from config_per_tenant.national import loading


def law(*provisions: str) -> Callable[[Any], Any]:
    """`@law("SI 2011/581 r28(2)")`: one mark for each provision or standard."""

    def mark(test: Any) -> Any:
        for provision in provisions:
            test = pytest.mark.law(provision)(test)
        return test

    return mark


def law_moves(monkeypatch: pytest.MonkeyPatch, key: str, from_on: date, value: Any, **more: Any) -> None:
    """In this test alone, a release has brought one more dated value of a national key. The shipped files stay."""
    known = dict(loading._all())
    last = known[key][-1]
    told = replace(last, effective_from=from_on, effective_until=None, value=value, warning="", note="", **more)
    ended = replace(last, effective_until=from_on - timedelta(days=1)) if last.effective_until else last
    known[key] = (*known[key][:-1], ended, told)
    monkeypatch.setattr(loading, "_all", lambda: known)
    days = sorted({*loading._change_days(), from_on})
    monkeypatch.setattr(loading, "_change_days", lambda: tuple(days))
