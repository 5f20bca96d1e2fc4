"""Whatever is sent, the API answers as its document says: schemathesis over every operation, in this process.

The cases are the same in every run. What is sent properly is sent to real records, so that acts are reached; what each
does is undone before the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig

from hearth.wsgi import application
from tests.support.programs import HOST, a_program
from tests.support.worlds import one_of_everything

DAY = date(2026, 11, 23)
EXAMPLES = 2

# Formats as people use them; the document says that days run from 1900 to 2199.
schemathesis.openapi.format("date", st.dates(date(2025, 1, 1), date(2027, 12, 31)).map(str))
schemathesis.openapi.format(
    "date-time", st.integers(1_735_689_600, 1_830_000_000).map(lambda at: datetime.fromtimestamp(at, UTC).isoformat())
)
schemathesis.openapi.format("email", st.sampled_from(["ada@example.org", "b.reid+hearth@example.com"]))

document = schemathesis.openapi.from_dict(
    SchemaGenerator(urlconf="api.document").get_schema(request=None, public=True),
    config=SchemathesisConfig.from_dict(
        {
            "seed": 20261123,
            "generation": {
                "max-examples": EXAMPLES,
                "deterministic": True,
                "allow-x00": False,
                "no-shrink": True,
                "with-security-parameters": False,
            },
            "checks": {
                # What is well-formed may still be against a rule (422), or name another version (412).
                "positive_data_acceptance": {
                    "expected-statuses": ["2xx", "304", "401", "403", "404", "409", "412", "422"],
                },
                "negative_data_rejection": {"expected-statuses": ["4xx"]},
                "missing_required_header": {"expected-statuses": ["400", "401", "403", "404", "415", "422", "428"]},
            },
        }
    ),
)
document.app = application
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Any:
    """A council with one of everything, and a program that may do anything, for all cases of this module."""
    from django.db import connection

    from config_per_tenant.versions.actions import adopt_opening_pack
    from hearth.access import Role
    from hearth.dates import on_day
    from tenants.isolation.current import in_tenant
    from tests.support.staff import SYSTEM, a_user, put_in_post, two_teams

    with django_db_blocker.unblock(), _one_connection(), transaction.atomic():
        with in_tenant("council_oakshire"), on_day(DAY):
            adopt_opening_pack("luton", by=SYSTEM, effective_from=date(2020, 1, 6))
            teams = two_teams()
            everybody = a_user(
                "Eve Ryall", *[role for role in Role if role not in ("hub_analyst", "hub_manager", "operator")]
            )
            put_in_post(everybody, teams[0])
            records = one_of_everything(everybody)
            program = a_program(everybody)
            yield {"records": records, "secret": program.secret}
        connection.set_schema_to_public()  # type: ignore[attr-defined]  # our backend's own
        transaction.set_rollback(True)


@contextmanager
def _one_connection() -> Iterator[None]:
    """Keep the connection and its transaction from one request to the next, as Django's own test client does."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


_malformed = count()


@document.parametrize()
@settings(suppress_health_check=list(HealthCheck), deadline=None, derandomize=True, database=None)
def test_every_operation(case: Any, world: Any) -> None:
    if case.meta is None or case.meta.generation.mode.is_positive:
        _send_to_real_records(case, world["records"])
    elif next(_malformed) % 4:
        return  # every fourth one is enough, and keeps the whole below a minute
    with transaction.atomic():
        case.call_and_validate(headers={"Authorization": f"Bearer {world['secret']}", "Host": HOST})
        transaction.set_rollback(True)


def _send_to_real_records(case: Any, records: dict[str, Any]) -> None:
    """Put keys of records that exist in place of drawn ones, and the version of the record in If-Match."""
    subject = None
    (case.query or {}).pop("cursor", None)  # only a list can give one
    for name in case.path_parameters or {}:
        if name.removesuffix("_id") in records:
            subject = records[name.removesuffix("_id")]
            case.path_parameters[name] = str(subject.pk)
    if "If-Match" in (case.headers or {}) and subject is not None:
        case.headers["If-Match"] = f'"{subject.version}"'
    if isinstance(case.body, dict):
        for name in case.body:
            known = {"worker_id": "allocation", "subject_id": "household", "planned_id": "planned_visit"}
            record = records.get(known.get(name, name.removesuffix("_id")))
            if name.endswith("_id") and record is not None:
                case.body[name] = str(record.worker_id if name == "worker_id" else record.pk)
