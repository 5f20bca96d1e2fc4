"""The web server's and the workers' way in, for a site of a test that takes another day as today.

A browser cannot wait for the day on which a policy takes effect: the processes that serve it are told the day instead.
"""

from __future__ import annotations

import os
from contextvars import ContextVar
from datetime import date
from typing import Any

from hearth import dates


def take_the_day() -> None:
    """From now on `hearth.dates.today` says what HEARTH_TEST_DAY does, in every thread of this process."""
    if told := os.environ.get("HEARTH_TEST_DAY"):
        day = date.fromisoformat(told)
        dates._fixed_today = ContextVar("fixed_today", default=day)


def __getattr__(name: str) -> Any:
    """`application` for a web server, `worker` for Celery: made when they are asked for, on their day."""
    take_the_day()
    if name == "application":
        from hearth.wsgi import application

        return application
    if name == "worker":
        from hearth.celery import app

        return app
    raise AttributeError(name)
