"""All schemas by one calculation: the same outcome as Django's own executor, and safe to stop and go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import ProgrammingError, connections, migrations, models, transaction
from django.db.migrations.executor import MigrationExecutor

from hearth.errors import StateConflict
from hearth.jobs.models import Job
from tenants.isolation.current import in_tenant
from tenants.isolation.roles import tenant_role
from tenants.migrating import executor as migrating
from tenants.migrating.executor import NotPrepared, migrate
from tenants.provisioning import database
from tenants.provisioning.comparing import differences
from tenants.provisioning.locking import AlreadyMigrating, migrating_alone
from tenants.provisioning.names import SchemaPlace
from tenants.provisioning.opening import open_tenant
from tests.support.unwritten import add_unwritten

SCHEMAS = {"council_oakshire", "council_riverton", "hub_east", "platform_operators"}
TEMPLATES = {"template_council", "template_hub", "template_platform"}


def a_plan(*steps: list[Any], atomic: bool = True) -> Callable[[Any], None]:
    """Migrations of `jobs` that follow what is written, one for each list of operations."""

    def extend(loader: Any) -> None:
        add_unwritten(loader)
        before = loader.graph.leaf_nodes("jobs")[0]
        for number, operations in enumerate(steps):
            migration = migrations.Migration(f"test_{number}", "jobs")
            migration.operations, migration.dependencies, migration.atomic = operations, [before], atomic
            key = ("jobs", migration.name)
            if key in loader.applied_migrations:
                loader.graph.add_node(key, migration)
                loader.graph.add_dependency(migration, key, before)
            else:
                loader.disk_migrations[key] = migration
                loader.graph.add_node(key, migration)
                loader.add_internal_dependencies(key, migration)
                loader.add_external_dependencies(key, migration)
                loader.graph.add_dependency(migration, key, before)
            before = key

    return extend


def fill(apps: Any, editor: Any) -> None:
    jobs = apps.get_model("jobs", "Job").objects.using(editor.connection.alias)
    jobs.create(kind="filled", key=editor.connection.schema_name, asked_by_name="a migration")
    jobs.filter(kind="filled").update(note="by the migration")


A_BIT_OF_EVERYTHING = (
    [
        migrations.AddField("job", "note", models.CharField(max_length=40, default="", db_default="")),
        migrations.AlterField("job", "failure", models.TextField(blank=True)),
        migrations.RenameField("job", "progress_words", "progress_text"),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ],
    [
        migrations.CreateModel(
            "Strand",
            [
                ("id", models.UUIDField(primary_key=True)),
                ("job", models.ForeignKey("jobs.job", models.CASCADE)),
                ("name", models.CharField(max_length=20)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["job", "name"], name="strand_once")]},
        ),
        migrations.AddIndex("job", models.Index(fields=["note"], name="job_by_note")),
        migrations.AddConstraint(
            "job", models.CheckConstraint(condition=~models.Q(note="forbidden"), name="job_note_allowed")
        ),
        migrations.RemoveField("job", "asked_again_at"),
        migrations.RunSQL("COMMENT ON TABLE jobs_strand IS 'by SQL; in two statements'; SELECT 1", "SELECT 1"),
        migrations.RenameModel("Strand", "Thread"),
    ],
)


def owner() -> Any:
    connections["owner"].set_schema_to_public()  # type: ignore[attr-defined]  # our backend's own
    return connections["owner"]


def by_djangos_executor(place: SchemaPlace, extend: Callable[[Any], None]) -> None:
    """Migrate one schema as Django itself does."""
    connection: Any = connections["owner"]
    connection.set_tenant(place)
    try:
        executor = MigrationExecutor(connection)
        extend(executor.loader)
        executor.migrate(executor.loader.graph.leaf_nodes())
    finally:
        connection.set_schema_to_public()


def compared(one: str, other: str) -> dict[str, Any]:
    with transaction.atomic(using="owner"), owner().cursor() as cursor:
        return differences(cursor, one, other)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["platform", "council"])
def test_a_schema_made_from_nothing_equals_one_made_step_by_step(own_database, kind):
    """Django's executor makes a template of its own, migration by migration; ours was made in a few strides."""
    with owner().cursor() as cursor:
        cursor.execute("CREATE SCHEMA step_by_step")
    by_djangos_executor(SchemaPlace("step_by_step", kind), add_unwritten)
    assert compared(f"template_{kind}", "step_by_step") == {}


def test_all_schemas_come_out_as_djangos_executor_would_have_them(own_database):
    with in_tenant("council_oakshire"):
        Job.objects.create(kind="was here", key="x", asked_by_name="Dana Reed", progress_words="kept")
    open_tenant("witness", name="Witness", kind="council", domain="witness.localhost")
    plan = a_plan(*A_BIT_OF_EVERYTHING)
    said: list[str] = []
    with owner().cursor() as cursor:  # ours does not know of this one
        cursor.execute("DELETE FROM tenants_domain WHERE domain = 'witness.localhost'")
        cursor.execute("DELETE FROM tenants_tenant WHERE slug = 'witness'")
    outcome = migrate(say=said.append, extend=plan)

    assert outcome.complete
    assert outcome.applied == {"public": 2} | dict.fromkeys(SCHEMAS | TEMPLATES, 2)
    assert {line.split(":")[0] for line in said} == {"public"} | SCHEMAS | TEMPLATES
    by_djangos_executor(SchemaPlace("council_witness", "council"), plan)
    assert compared("template_council", "council_witness") == {}
    assert compared("council_oakshire", "council_witness") == {}
    with owner().cursor() as cursor:
        for schema in SCHEMAS:
            cursor.execute(
                f"SELECT note, progress_text FROM {schema}.jobs_job WHERE kind = 'filled' AND key = '{schema}'"
            )
            assert cursor.fetchall() == [("by the migration", "")]
        cursor.execute("SELECT progress_text FROM council_oakshire.jobs_job WHERE kind = 'was here'")
        assert cursor.fetchall() == [("kept",)]

    assert set(migrate(extend=plan).applied.values()) == {0}


def test_new_tables_are_the_tenants_to_use_at_once(own_database):
    migrate(extend=a_plan(*A_BIT_OF_EVERYTHING))
    with in_tenant("council_oakshire"), connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM jobs_thread")
    role = tenant_role("council_oakshire")
    with owner().cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'council_oakshire.jobs_thread', 'DELETE')", [role])
        assert cursor.fetchone() == (True,)
        cursor.execute(
            "SELECT has_table_privilege(%s, 'council_oakshire.identity_userevent', 'UPDATE, DELETE')", [role]
        )
        assert cursor.fetchone() == (False,)


def test_a_locked_table_stops_one_council_and_running_again_completes_it(own_database, monkeypatch):
    monkeypatch.setattr(migrating, "LOCK_TIMEOUT", "100ms")
    monkeypatch.setattr(migrating, "ATTEMPTS", 2)
    monkeypatch.setattr(migrating, "PAUSE_SECONDS", 0.05)
    plan = a_plan([migrations.AddField("job", "note", models.CharField(max_length=40, null=True))])
    name = connections["default"].settings_dict["NAME"]
    with own_database.connect(name) as reader, reader.transaction():
        reader.execute("SELECT count(*) FROM council_riverton.jobs_job")
        outcome = migrate(extend=plan)
        assert outcome.behind == {"council_riverton": "a table stayed locked"}
        assert set(outcome.applied) == {"public"} | TEMPLATES | SCHEMAS - {"council_riverton"}
    again = migrate(extend=plan)
    assert again.complete
    assert {schema for schema, count in again.applied.items() if count} == {"council_riverton"}


def test_a_migration_that_fails_midway_leaves_its_schema_as_it_was(own_database):
    def fail(apps: Any, editor: Any) -> None:
        if editor.connection.schema_name == "council_riverton":
            raise ZeroDivisionError

    add = migrations.AddField("job", "note", models.CharField(max_length=40, null=True))
    with pytest.raises(ZeroDivisionError):
        migrate(extend=a_plan([add, migrations.RunPython(fail)]))
    with owner().cursor() as cursor:
        cursor.execute(
            "SELECT table_schema FROM information_schema.columns WHERE column_name = 'note' AND table_name = 'jobs_job'"
        )
        done = {schema for (schema,) in cursor.fetchall()}
    assert "council_oakshire" in done and "council_riverton" not in done
    assert migrate(extend=a_plan([add, migrations.RunPython(migrations.RunPython.noop)])).complete


def test_one_migrates_at_a_time_and_nobody_opens_a_tenant_meanwhile(own_database):
    with migrating_alone():
        with pytest.raises(AlreadyMigrating):
            migrate()
        with pytest.raises(StateConflict, match="being migrated"):
            open_tenant("marsh", name="Marsh", kind="council", domain="marsh.localhost")
    open_tenant("marsh", name="Marsh", kind="council", domain="marsh.localhost")


def test_when_migrating_ends_it_has_ended_for_everybody(own_database):
    """Not some moments later, when the server notices that a connection was closed."""
    for _ in range(30):
        with migrating_alone():
            pass
        with owner().cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
            assert cursor.fetchone() == (0,)


def test_a_database_that_cannot_keep_tenants_apart_is_not_migrated(own_database, monkeypatch):
    name = connections["owner"].settings_dict["NAME"]
    with own_database.connect(name) as connection:
        connection.execute(f"GRANT EXECUTE ON FUNCTION {database.SET_CONFIG} TO PUBLIC")
        connection.execute(f'GRANT TEMPORARY ON DATABASE "{name}" TO PUBLIC')
    monkeypatch.setattr(database, "is_superuser", lambda cursor: False)
    with pytest.raises(NotPrepared, match=r"set_config must be revoked.*TEMPORARY"):
        migrate()
    monkeypatch.undo()
    assert migrate().complete  # an owner who may, puts it right
    with owner().cursor() as cursor:
        assert database.unmet(cursor) == []


def test_running_again_changes_nothing(own_database):
    said: list[str] = []
    assert set(migrate(say=said.append, extend=add_unwritten).applied.values()) == {0}
    assert all(line.endswith("nothing to do") for line in said)


def test_the_owners_statements_are_its_own_and_the_applications_are_single(own_database):
    with owner().cursor() as cursor:
        cursor.execute("SELECT 1; SELECT 2")
    with pytest.raises(ProgrammingError), connections["default"].cursor() as cursor:
        cursor.execute("SELECT 1; SELECT 2")


@pytest.mark.parametrize("same_login", [True, False], ids=["the owner itself", "another superuser"])
def test_no_superuser_is_taken_for_the_application_and_none_loses_its_rights(own_database, settings, same_login):
    """As when somebody puts the server's administrator into DATABASE_URL."""
    administrator = settings.DATABASES["owner"]["USER"] if same_login else "another_administrator"
    with own_database.connect() as connection:
        if not same_login:
            connection.execute("DROP ROLE IF EXISTS another_administrator")
            connection.execute("CREATE ROLE another_administrator SUPERUSER LOGIN")
        settings.DATABASES["default"]["USER"], before = administrator, settings.DATABASES["default"]["USER"]
        try:
            with pytest.raises(NotPrepared, match=r"needs (one|a login) that owns nothing"):
                migrate()
        finally:
            settings.DATABASES["default"]["USER"] = before
        row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [administrator]).fetchone()
        if not same_login:
            connection.execute("DROP ROLE another_administrator")
    assert row == (True,)
