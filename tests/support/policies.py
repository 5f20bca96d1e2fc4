"""A council with a policy of its own, the people who change it, and versions on their way, reached through acts."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from config_per_tenant.packs import Pack
from config_per_tenant.statement import Source, Statement
from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyVersion
from hearth.access import Actor, Role

TODAY = date(2026, 11, 23)
OPENED = date(2024, 11, 1)
VISITS, PANEL, NAME = "supervision.visit_interval", "review.later_to_panel", "review.name"
PRINTED = Source("Statement of Purpose", "4.1", "Oakshire Council", "2024")

SYSTEM = Actor.system("tests")
DANA = Actor(uuid4(), "Dana Reed", frozenset({Role.TENANT_ADMINISTRATOR, Role.POLICY_APPROVER}))
MORGAN = Actor(uuid4(), "Morgan Bell", frozenset({Role.POLICY_APPROVER}))
LEE = Actor(uuid4(), "Lee Abara", frozenset({Role.TEAM_MANAGER}))
FINN = Actor(uuid4(), "Finn Ward", frozenset({Role.FINANCE_OFFICER}))


def an_open_council() -> PolicyVersion:
    """Oakshire's opening policy: visits every 4 to 8 weeks, a later review to panel every 3 years."""
    stated = {
        VISITS: Statement("set", {"least": "4 weeks", "most": "8 weeks"}, (PRINTED,)),
        PANEL: Statement("set", "3 years", (PRINTED,)),
    }
    return actions.adopt_opening_pack(
        Pack("oakshire", "Oakshire Council", stated, {}), by=SYSTEM, effective_from=OPENED
    )


def a_draft(*, by: Actor = DANA, title: str = "A change", **values: Any) -> PolicyVersion:
    """A draft that sets these: keys are written with two underscores for the dot."""
    draft = actions.open_draft(title=title, by=by)
    for name, value in (values or {"supervision__visit_interval": "6 weeks"}).items():
        actions.change_value(draft, name.replace("__", "."), state="set", value=value, by=by)
    return draft


def a_submitted_version(on: date, **values: Any) -> PolicyVersion:
    return actions.submit(a_draft(**values), effective_from=on, reason="Decided by the board.", by=DANA)


def an_approved_version(on: date, **values: Any) -> PolicyVersion:
    """In force when the day is today, otherwise scheduled."""
    return actions.approve(a_submitted_version(on, **values), by=MORGAN)
