"""Each night: drafts that nobody came back to are removed."""

from typing import Any

from core.supervision.drafts import forget_old_drafts
from hearth.jobs import Daily, job


@job("supervision.forget_old_drafts", daily=Daily("council"))
def forget_drafts(this: Any) -> None:
    forget_old_drafts()
