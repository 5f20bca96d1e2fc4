"""The connection: role, search path and history context together; one statement at a time. T6 and T7 of the bars."""

from __future__ import annotations

import inspect
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, connection, connections, transaction
from psycopg._cursor_base import BaseCursor

from hearth.identity.models import User
from hearth.jobs.models import Job
from tenants.isolation.current import current_schema, current_tenant, in_public, in_tenant
from tenants.isolation.errors import NoTenant, UnknownTenant
from tenants.isolation.history import history_context
from tenants.isolation.roles import tenant_role
from tenants.models import Domain, HubPublication, Tenant
from tenants.provisioning.grants import append_only_tables, tables_the_database_writes

BACKEND = "tenants.isolation.backend.base"


def ask(statement: str, *params: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params or None)
        return cursor.fetchall() if cursor.description else []


def refused(statement: str) -> str:
    """The kind of refusal that the database gives."""
    with pytest.raises(ProgrammingError) as refusal, transaction.atomic():
        ask(statement)
    return type(refusal.value.__cause__).__name__


def test_the_private_method_that_keeps_to_one_statement_is_as_we_know_it():
    """OneStatementCursor overrides it; a psycopg that renames it would quietly let second statements through."""
    parameters = inspect.signature(BaseCursor._execute_send).parameters
    assert list(parameters) == ["self", "query", "force_extended", "binary"]
    assert parameters["force_extended"].default is False


def test_role_and_path_are_the_councils(council):
    assert ask("SELECT current_user::text, current_schema(), session_user::text") == [
        (tenant_role("council_oakshire"), "council_oakshire", connection.settings_dict["USER"])
    ]
    assert current_tenant() == council
    with in_public():
        assert current_schema() is None
        assert ask("SELECT current_user = session_user, current_schema()") == [(True, "public")]


def test_a_second_statement_is_refused_by_the_server(council):
    assert refused("SELECT 1; SELECT 2") == "SyntaxError"
    assert refused("SELECT 1; RESET ROLE") == "SyntaxError"
    Job.objects.create(kind="test", key="'; RESET ROLE; --", asked_by_name="x")
    assert Job.objects.filter(key__contains="'; RESET ROLE").count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM council_riverton.jobs_job",
        "SELECT * FROM template_council.jobs_job",
        "UPDATE council_riverton.jobs_job SET kind = 'x'",
        "INSERT INTO public.tenants_tenant DEFAULT VALUES",
        "UPDATE public.tenants_domain SET domain = 'x'",
        "INSERT INTO public.tenants_hubpublication DEFAULT VALUES",
        "CREATE TABLE council_oakshire.mine (id int)",
        "CREATE TABLE public.mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "SELECT set_config('role', 't_council_riverton', false)",
        "UPDATE pg_settings SET setting = 'x' WHERE name = 'role'",
        "DELETE FROM django_migrations",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
        "UPDATE identity_userevent SET pgh_label = 'x'",
        "DELETE FROM identity_userevent",
        "TRUNCATE jobs_job",
        "ALTER TABLE jobs_job DISABLE TRIGGER ALL",
    ],
)
def test_a_councils_role_reaches_its_own_schema_and_no_other(council, statement):
    assert refused(statement) in {"InsufficientPrivilege", "SyntaxError"}


@pytest.mark.parametrize(
    ("schema", "kind"), [("council_oakshire", "council"), ("hub_east", "hub"), ("platform_operators", "platform")]
)
def test_history_and_audit_only_grow(db, schema, kind):
    """Every table of row history, and each that declares itself append-only, whatever is added later."""
    tables = append_only_tables(kind)
    assert {"audit_auditentry", "identity_userevent"} <= set(tables)
    with in_tenant(schema):
        for table in tables:
            granted = [
                right
                for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES")
                if ask("SELECT has_table_privilege(%s, %s)", f"{schema}.{table}", right)[0][0]
            ]
            by_hand = ["SELECT"] if table in tables_the_database_writes() else ["SELECT", "INSERT"]
            assert granted == by_hand, table


def test_the_applications_login_alone_reads_only_the_registry(db):
    with in_public():
        assert Tenant.objects.count() == 4
        assert refused("SELECT * FROM council_oakshire.jobs_job") == "InsufficientPrivilege"
        assert refused("UPDATE tenants_tenant SET name = 'x'") == "InsufficientPrivilege"
        assert refused("SELECT * FROM pghistory_context") == "InsufficientPrivilege"


@pytest.mark.parametrize("model", [Job, User, Session])
def test_a_tenants_table_without_a_tenant_is_an_error_of_ours(db, model):
    """Whoever made the model: the check is where SQL is compiled."""
    for use in (lambda: model.objects.count(), lambda: model.objects.all().delete(), lambda: model().save()):
        with pytest.raises(NoTenant):
            use()


def test_an_unknown_tenant_is_no_place_to_go(db):
    with pytest.raises(UnknownTenant), in_tenant("council_nowhere"):
        pass


def test_a_hub_reads_what_was_published_to_it_and_a_council_its_own(hub, council, other_council):
    from datetime import date

    def publish(council_: Tenant) -> None:
        HubPublication.objects.create(
            hub=hub, council=council_, period_on=date(2026, 10, 1), measure="enquiries", stage="enquiry", count=7
        )

    with in_public():
        publish(council)
        publish(other_council)
    with in_tenant(hub):
        assert HubPublication.objects.count() == 2
    with in_tenant(council):
        assert list(HubPublication.objects.values_list("council__slug", flat=True)) == ["oakshire"]


def test_the_switch_survives_rollback_and_savepoints(council, other_council):
    with transaction.atomic(), in_tenant(other_council):
        assert ask("SELECT current_schema()") == [("council_riverton",)]
        transaction.set_rollback(True)
    assert ask("SELECT current_schema()") == [("council_oakshire",)]
    with in_tenant(other_council):
        assert [row.slug for row in Tenant.objects.filter(slug="riverton").iterator()] == ["riverton"]
        assert list(Job.objects.iterator()) == []
    assert ask("SELECT current_schema()") == [("council_oakshire",)]


def test_going_to_another_tenant_and_back_sends_nothing_until_it_is_used(council, other_council, monkeypatch):
    ask("SELECT 1")
    sent = []
    execute = psycopg.ClientCursor.execute
    monkeypatch.setattr(
        psycopg.ClientCursor, "execute", lambda self, q, *a, **k: sent.append(q) or execute(self, q, *a, **k)
    )
    with in_tenant(other_council):
        pass
    ask("SELECT 1")
    assert [q for q in sent if "SET" in str(q)] == []


def test_history_names_the_request_behind_a_change_and_nothing_outlives_it(council):
    context_id = "0190a0a0-0000-7000-8000-000000000000"
    with history_context(context_id, actor="someone"):
        known = User.objects.create(email="ada@example.org", name="Ada Okafor")
    unknown = User.objects.create(email="dana@example.org", name="Dana Reed")
    assert str(known.history.get().pgh_context_id) == context_id
    assert known.history.get().pgh_context == {"actor": "someone"}
    assert unknown.history.get().pgh_context is None
    known.name = "Ada Reed"
    known.save()
    User.objects.filter(pk=known.pk).update(name="Ada Okafor")
    assert list(known.history.order_by("pgh_id").values_list("pgh_label", "name")) == [
        ("insert", "Ada Okafor"),
        ("update", "Ada Reed"),
        ("update", "Ada Okafor"),
    ]


def test_content_types_are_the_same_everywhere(council, other_council, hub):
    expected = ContentType.objects.get_for_model(Job).pk
    for tenant in (other_council, hub):
        with in_tenant(tenant):
            ContentType.objects.clear_cache()
            assert ContentType.objects.get_for_model(Job).pk == expected
            assert "council" in Tenant.objects.get(slug="oakshire").type


def test_threads_of_several_tenants_never_see_each_other(own_database):
    """2.2 of the leaks found: content types and rows, in threads that take turns."""
    schemas = ["council_oakshire", "council_riverton"]
    for schema in schemas:
        with in_tenant(schema):
            Job.objects.create(kind="test", key=schema, asked_by_name="x")
    start = threading.Barrier(8)

    def work(schema: str) -> set[tuple]:
        start.wait()
        seen = set()
        try:
            for _ in range(60):
                with in_tenant(schema):
                    ContentType.objects.clear_cache()
                    kind = ContentType.objects.get_for_model(Job).pk
                    seen.add((current_schema(), kind, *Job.objects.values_list("key", flat=True)))
        finally:
            connections.close_all()
        return seen

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(work, schemas * 4))
    kind = ContentType.objects.get_for_model(Job).pk
    assert found == [{(schema, kind, schema)} for schema in schemas * 4]


def test_a_new_thread_starts_in_no_tenant(council):
    def work() -> str:
        try:
            Job.objects.count()
        except NoTenant:
            return "refused"
        finally:
            connections.close_all()
        return "ran"

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(work).result() == "refused"


def test_the_door_knows_only_registered_hosts(db):
    from tenants.hosts import tenant_at

    assert tenant_at("oakshire.localhost").slug == "oakshire"
    assert tenant_at("OAKSHIRE.localhost.").slug == "oakshire"
    assert tenant_at("nowhere.localhost") is None
    assert Domain.objects.count() == 4
