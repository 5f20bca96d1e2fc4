"""An approved version stands in the database itself, in a schema that was copied, whoever writes and however."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from config_per_tenant.versions import actions
from config_per_tenant.versions.models import PolicyEdit, PolicyValue, PolicyVersion
from hearth.access import Actor, Role
from hearth.dates import on_day

TODAY = date(2026, 11, 23)
SYSTEM = Actor.system("tests")
DANA = Actor(uuid4(), "Dana Reed", frozenset({Role.TENANT_ADMINISTRATOR}))
MORGAN = Actor(uuid4(), "Morgan Bell", frozenset({Role.POLICY_APPROVER}))


@pytest.fixture(autouse=True)
def today(council):
    with on_day(TODAY):
        yield


def a_version(on):
    draft = actions.open_draft(title="Visits", by=DANA)
    actions.change_value(draft, "supervision.visit_interval", state="set", value="5 weeks", by=DANA)
    submitted = actions.submit(draft, effective_from=on, reason="Why", by=DANA)
    return actions.approve(submitted, by=MORGAN)


def refused(sql, *params):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.mark.parametrize(
    "change",
    [
        "title = 'Other'",
        "effective_from = '2020-01-01'",
        "approved_by_name = 'Somebody'",
        "approved_at = NULL",
        "reason = ''",
        "number = 99",
        "submitted_by_id = gen_random_uuid()",
    ],
)
def test_an_approved_version_cannot_be_changed(change):
    version = a_version(TODAY + timedelta(days=3))
    refused(f"UPDATE versions_policyversion SET {change} WHERE id = %s", version.pk)


def test_its_values_cannot_be_changed_added_or_removed():
    version = a_version(TODAY)
    value = version.values.get()
    refused("UPDATE versions_policyvalue SET plain = '\"9 weeks\"' WHERE id = %s", value.pk)
    refused("DELETE FROM versions_policyvalue WHERE id = %s", value.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyValue.objects.create(in_version=version, key="review.name", state="set", plain="MOT")
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyValue.objects.filter(pk=value.pk).update(state="none")


def test_a_value_cannot_be_moved_out_of_an_approved_version_or_into_it():
    version = a_version(TODAY)
    draft = actions.open_draft(title="Other", by=DANA)
    drafted = actions.change_value(draft, "review.name", state="set", value="Yearly review", by=DANA)
    value = version.values.get()
    refused("UPDATE versions_policyvalue SET in_version_id = %s WHERE id = %s", draft.pk, value.pk)
    refused("UPDATE versions_policyvalue SET in_version_id = %s WHERE id = %s", version.pk, drafted.pk)


def test_a_version_cannot_be_deleted_or_withdrawn_once_in_force():
    version = a_version(TODAY)
    refused("DELETE FROM versions_policyversion WHERE id = %s", version.pk)
    refused("UPDATE versions_policyversion SET withdrawn_at = now() WHERE id = %s", version.pk)
    refused("UPDATE versions_policyversion SET applied_at = NULL WHERE id = %s", version.pk)


def test_a_withdrawn_version_does_not_come_back():
    version = a_version(TODAY + timedelta(days=3))
    actions.withdraw(version, reason="Not now", by=DANA)
    refused("UPDATE versions_policyversion SET withdrawn_at = NULL WHERE id = %s", version.pk)


def test_a_version_approved_by_its_author_is_refused_by_the_table():
    draft = actions.open_draft(title="Mine", by=DANA)
    actions.change_value(draft, "review.name", state="set", value="Yearly review", by=DANA)
    submitted = actions.submit(draft, effective_from=TODAY, reason="Why", by=DANA)
    refused(
        "UPDATE versions_policyversion SET approved_at = now(), approved_by_id = %s WHERE id = %s",
        DANA.id,
        submitted.pk,
    )


def test_a_version_approved_by_whoever_changed_it_is_refused_by_the_table():
    draft = actions.open_draft(title="Ours", by=DANA)
    actions.change_value(draft, "review.name", state="set", value="Yearly review", by=DANA)
    sam = Actor(uuid4(), "Sam Oyelaran", frozenset({Role.TENANT_ADMINISTRATOR}))
    actions.change_value(draft, "review.name", state="set", value="Annual look", by=sam)
    submitted = actions.submit(draft, effective_from=TODAY, reason="Why", by=DANA)
    approve = "UPDATE versions_policyversion SET approved_at = now(), approved_by_id = %s WHERE id = %s"
    refused(approve, sam.id, submitted.pk)
    with connection.cursor() as cursor:
        cursor.execute(approve, (MORGAN.id, submitted.pk))


def test_two_versions_on_one_day_are_refused_by_the_table():
    a_version(TODAY + timedelta(days=3))
    draft = actions.open_draft(title="Same day", by=DANA)
    actions.change_value(draft, "review.name", state="set", value="Yearly review", by=DANA)
    submitted = actions.submit(draft, effective_from=TODAY + timedelta(days=4), reason="Why", by=DANA)
    refused(
        "UPDATE versions_policyversion SET approved_at = now(), approved_by_id = %s, effective_from = %s WHERE id = %s",
        MORGAN.id,
        TODAY + timedelta(days=3),
        submitted.pk,
    )


def test_the_log_of_drafting_cannot_be_altered():
    a_version(TODAY)
    edit = PolicyEdit.objects.first()
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        PolicyEdit.objects.filter(pk=edit.pk).update(by_name="Somebody else")
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        PolicyEdit.objects.filter(pk=edit.pk).delete()


def test_a_draft_is_free(council):
    draft = actions.open_draft(title="Free", by=DANA)
    value = actions.change_value(draft, "review.name", state="set", value="Yearly review", by=DANA)
    PolicyValue.objects.filter(pk=value.pk).update(plain="Other")
    PolicyVersion.objects.filter(pk=draft.pk).update(title="Other")


def test_each_copied_schema_guards_its_rows_by_functions_of_its_own(council):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT n.nspname, p.pronamespace::regnamespace::text, t.tgname
            FROM pg_trigger t
            JOIN pg_class c ON c.oid = t.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE c.relname IN ('versions_policyversion', 'versions_policyvalue') AND t.tgname LIKE '%stands%'
            """
        )
        rows = cursor.fetchall()
    assert {schema for schema, _, _ in rows} >= {council.schema_name}
    assert len([row for row in rows if row[0] == council.schema_name]) == 2
    assert all(schema == of for schema, of, _ in rows)
