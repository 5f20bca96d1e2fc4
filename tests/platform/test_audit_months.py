"""A table for each month: made ahead, closed to the council, and never wanting."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from hearth import audit
from hearth.access import Actor
from hearth.audit.actions import make_months_ahead
from hearth.audit.models import AuditEntry, AuditLink
from hearth.audit.tables import MONTHS_AHEAD
from hearth.audit.verifying import verify
from tenants.isolation.current import in_tenant

KEEPER = Actor.system("audit.keep")
PLACE = "council_oakshire"

audit.sentences({"tests.seen": "{actor} saw it."})

PARTS = """
    SELECT c.relname, has_table_privilege(%s, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
      FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
     WHERE h.inhparent = 'council_oakshire.audit_auditentry'::regclass ORDER BY 1
"""


def parts() -> dict[str, bool]:
    """The tables of Oakshire's entries, and whether its role may touch each by itself."""
    with connection.cursor() as cursor:
        cursor.execute(PARTS, [f"t_{PLACE}"])
        return dict(cursor.fetchall())


def months_from_now(count: int) -> list[str]:
    now = timezone.now()
    numbers = [now.year * 12 + now.month - 1 + ahead for ahead in range(count + 1)]
    return [f"audit_auditentry_{number // 12:04}_{number % 12 + 1:02}" for number in numbers]


def as_owner(statement: str) -> None:
    owner: Any = connections["owner"]
    owner.set_schema_to_public()
    with transaction.atomic(using="owner"), owner.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = council_oakshire")
        cursor.execute(statement)


@pytest.fixture
def oakshire(own_database: Any) -> Any:
    with in_tenant(PLACE) as tenant:
        yield tenant


def test_a_council_opens_with_this_month_and_those_ahead(oakshire):
    assert list(parts()) == [*months_from_now(MONTHS_AHEAD), "audit_auditentry_other"]
    assert not any(parts().values())
    assert make_months_ahead(by=KEEPER) == 0


def test_months_that_are_wanting_are_made_by_the_councils_own_role_and_closed_to_it(oakshire):
    last = months_from_now(MONTHS_AHEAD)[-1]
    as_owner(f"DROP TABLE {last}")

    assert make_months_ahead(by=KEEPER) == 1
    assert parts()[last] is False
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE schemaname = %s AND tablename = %s", [PLACE, last])
        assert len(cursor.fetchall()) == 5  # the key, and what is searched by


def test_an_entry_without_a_month_is_kept_and_moves_when_its_month_is_made(oakshire):
    this_month = months_from_now(0)[0]
    as_owner(f"DROP TABLE {this_month}")
    entry = audit.record("tests.seen", None, by=KEEPER)
    assert where(entry) == "audit_auditentry_other"

    assert make_months_ahead(by=KEEPER) == 1
    assert where(entry) == this_month
    assert AuditLink.objects.filter(pk=entry.pk).count() == 1, "moving it forges no second link"
    assert verify().is_sound


def where(entry: AuditEntry) -> str:
    owner: Any = connections["owner"]
    owner.set_schema_to_public()
    with owner.cursor() as cursor:
        cursor.execute(f"SELECT tableoid::regclass::text FROM {PLACE}.audit_auditentry WHERE id = %s", [entry.pk])
        return str(cursor.fetchone()[0]).split(".")[-1]


def test_a_search_within_days_reads_their_months_alone(oakshire):
    now = timezone.now()
    plan = AuditEntry.objects.filter(created_at__gte=now, created_at__lt=now + timezone.timedelta(days=1)).explain()
    assert months_from_now(MONTHS_AHEAD)[-1] not in plan
