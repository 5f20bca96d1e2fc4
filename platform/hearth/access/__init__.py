"""Who may do what: fixed role codes, one table of capabilities for each area, and the guard on every route.

A council calls its roles what it likes (policy `roles.labels`); the codes and what each may do are ours, so that an
act means the same everywhere. An act opens with `require`; a page carries `needs`.
"""

from hearth.access.actors import Actor
from hearth.access.capabilities import capabilities, holders, known, may, require, roles_table
from hearth.access.roles import Role
from hearth.access.routes import PUBLIC, SIGNED_IN, needs

__all__ = [
    "PUBLIC",
    "SIGNED_IN",
    "Actor",
    "Role",
    "capabilities",
    "holders",
    "known",
    "may",
    "needs",
    "require",
    "roles_table",
]
