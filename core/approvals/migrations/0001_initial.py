import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import hearth.records


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("households", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.UUIDField(default=hearth.records.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("mainstream", "Mainstream"),
                            ("connected_person", "Connected person"),
                            ("short_break", "Short break"),
                            ("parent_and_child", "Parent and child"),
                            ("specialist", "Specialist"),
                            ("out_of_hours", "Out of hours"),
                        ],
                        max_length=30,
                    ),
                ),
                ("approved_on", models.DateField()),
                ("decided_by_name", models.CharField(help_text="As it stood on the day", max_length=150)),
                ("temporary_until_on", models.DateField(blank=True, null=True)),
                ("temporary_source", models.CharField(blank=True, max_length=60)),
                ("extended_on", models.DateField(blank=True, help_text="The day an extension was decided", null=True)),
                (
                    "resigned_on",
                    models.DateField(blank=True, help_text="The day the written notice was received", null=True),
                ),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resigned", "The carers resigned"),
                            ("terminated", "The service ended it"),
                            ("approved_in_full", "Followed by a full approval"),
                            ("temporary_expired", "The temporary approval ran out"),
                            ("moved_service", "The carers moved to another service"),
                            ("permanence", "Another order was made, such as special guardianship"),
                            ("died", "A carer died"),
                        ],
                        max_length=30,
                    ),
                ),
                ("end_note", models.TextField(blank=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals_decided",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="households.household"
                    ),
                ),
            ],
            options={
                "ordering": ["-approved_on", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["household", "-approved_on"], name="approval_of_household")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("household",),
                        name="approval_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), ("ends_on__gte", models.F("approved_on")), _connector="OR"
                        ),
                        name="approval_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True), models.Q(("end_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="approval_ends_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("temporary_until_on__isnull", True),
                            ("temporary_until_on__gte", models.F("approved_on")),
                            _connector="OR",
                        ),
                        name="approval_temporary_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApprovalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=hearth.records.new_key, editable=False, serialize=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("mainstream", "Mainstream"),
                            ("connected_person", "Connected person"),
                            ("short_break", "Short break"),
                            ("parent_and_child", "Parent and child"),
                            ("specialist", "Specialist"),
                            ("out_of_hours", "Out of hours"),
                        ],
                        max_length=30,
                    ),
                ),
                ("approved_on", models.DateField()),
                ("decided_by_name", models.CharField(help_text="As it stood on the day", max_length=150)),
                ("temporary_until_on", models.DateField(blank=True, null=True)),
                ("temporary_source", models.CharField(blank=True, max_length=60)),
                ("extended_on", models.DateField(blank=True, help_text="The day an extension was decided", null=True)),
                (
                    "resigned_on",
                    models.DateField(blank=True, help_text="The day the written notice was received", null=True),
                ),
                ("ends_on", models.DateField(blank=True, null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resigned", "The carers resigned"),
                            ("terminated", "The service ended it"),
                            ("approved_in_full", "Followed by a full approval"),
                            ("temporary_expired", "The temporary approval ran out"),
                            ("moved_service", "The carers moved to another service"),
                            ("permanence", "Another order was made, such as special guardianship"),
                            ("died", "A carer died"),
                        ],
                        max_length=30,
                    ),
                ),
                ("end_note", models.TextField(blank=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="households.household",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="approvals.approval",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                (
                    "id",
                    models.UUIDField(default=hearth.records.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("from_on", models.DateField()),
                ("places", models.PositiveSmallIntegerField()),
                ("age_from", models.PositiveSmallIntegerField(default=0)),
                ("age_to", models.PositiveSmallIntegerField(default=17)),
                (
                    "placement_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                (
                    "over_limit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("siblings", "All are brothers and sisters of each other"),
                            ("exemption", "The council where they live has exempted them, naming the children"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("decided_by_name", models.CharField(max_length=150)),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="approvals.approval"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "terms",
                "ordering": ["-from_on", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("approval", "from_on"), name="terms_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("age_to__gte", models.F("age_from"))), name="terms_ages_in_order"
                    ),
                    models.CheckConstraint(condition=models.Q(("places__gte", 1)), name="terms_at_least_one_place"),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermsEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=hearth.records.new_key, editable=False, serialize=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("from_on", models.DateField()),
                ("places", models.PositiveSmallIntegerField()),
                ("age_from", models.PositiveSmallIntegerField(default=0)),
                ("age_to", models.PositiveSmallIntegerField(default=17)),
                (
                    "placement_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                (
                    "over_limit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("siblings", "All are brothers and sisters of each other"),
                            ("exemption", "The council where they live has exempted them, naming the children"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("decided_by_name", models.CharField(max_length=150)),
                (
                    "approval",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="approvals.approval",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="approvals.terms",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "approvals_approvalevent" ("approved_on", "category", "created_at", "decided_by_id", "decided_by_name", "end_note", "end_reason", "ends_on", "extended_on", "household_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resigned_on", "temporary_source", "temporary_until_on", "version") VALUES (NEW."approved_on", NEW."category", NEW."created_at", NEW."decided_by_id", NEW."decided_by_name", NEW."end_note", NEW."end_reason", NEW."ends_on", NEW."extended_on", NEW."household_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."resigned_on", NEW."temporary_source", NEW."temporary_until_on", NEW."version"); RETURN NULL;',
                    hash="f9d3d92747dd545858917d4d6a4324e6a3885541",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e6d0e",
                    table="approvals_approval",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "approvals_approvalevent" ("approved_on", "category", "created_at", "decided_by_id", "decided_by_name", "end_note", "end_reason", "ends_on", "extended_on", "household_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resigned_on", "temporary_source", "temporary_until_on", "version") VALUES (NEW."approved_on", NEW."category", NEW."created_at", NEW."decided_by_id", NEW."decided_by_name", NEW."end_note", NEW."end_reason", NEW."ends_on", NEW."extended_on", NEW."household_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."resigned_on", NEW."temporary_source", NEW."temporary_until_on", NEW."version"); RETURN NULL;',
                    hash="51e3bedbe9c3518c4ee8457cfef879378fff06f0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_58aec",
                    table="approvals_approval",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="approval",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "approvals_approvalevent" ("approved_on", "category", "created_at", "decided_by_id", "decided_by_name", "end_note", "end_reason", "ends_on", "extended_on", "household_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resigned_on", "temporary_source", "temporary_until_on", "version") VALUES (OLD."approved_on", OLD."category", OLD."created_at", OLD."decided_by_id", OLD."decided_by_name", OLD."end_note", OLD."end_reason", OLD."ends_on", OLD."extended_on", OLD."household_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."resigned_on", OLD."temporary_source", OLD."temporary_until_on", OLD."version"); RETURN NULL;',
                    hash="a4efc3c718e6680c773a25ea851e3d81a3934ec9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_57086",
                    table="approvals_approval",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="terms",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "approvals_termsevent" ("age_from", "age_to", "approval_id", "created_at", "decided_by_name", "from_on", "id", "note", "over_limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_types", "places", "version") VALUES (NEW."age_from", NEW."age_to", NEW."approval_id", NEW."created_at", NEW."decided_by_name", NEW."from_on", NEW."id", NEW."note", NEW."over_limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."placement_types", NEW."places", NEW."version"); RETURN NULL;',
                    hash="9fe8e8a9d7864ad1485abf7541b201d365a36812",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2addd",
                    table="approvals_terms",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="terms",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "approvals_termsevent" ("age_from", "age_to", "approval_id", "created_at", "decided_by_name", "from_on", "id", "note", "over_limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_types", "places", "version") VALUES (NEW."age_from", NEW."age_to", NEW."approval_id", NEW."created_at", NEW."decided_by_name", NEW."from_on", NEW."id", NEW."note", NEW."over_limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."placement_types", NEW."places", NEW."version"); RETURN NULL;',
                    hash="3878669563054bdf89cbfbd4acb80619b749bb03",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0ba2b",
                    table="approvals_terms",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="terms",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "approvals_termsevent" ("age_from", "age_to", "approval_id", "created_at", "decided_by_name", "from_on", "id", "note", "over_limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placement_types", "places", "version") VALUES (OLD."age_from", OLD."age_to", OLD."approval_id", OLD."created_at", OLD."decided_by_name", OLD."from_on", OLD."id", OLD."note", OLD."over_limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."placement_types", OLD."places", OLD."version"); RETURN NULL;',
                    hash="3d552fae63de91b27e14c947a5378cc5393e199c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_092a6",
                    table="approvals_terms",
                    when="AFTER",
                ),
            ),
        ),
    ]
