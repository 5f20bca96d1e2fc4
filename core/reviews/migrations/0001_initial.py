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
        ("approvals", "0001_initial"),
        ("households", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReviewOfApproval",
            fields=[
                (
                    "id",
                    models.UUIDField(default=hearth.records.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("held_on", models.DateField(blank=True, null=True)),
                ("decided_on", models.DateField()),
                ("decided_by_name", models.CharField(help_text="As it stood on the day", max_length=150)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("continue", "Stay approved on the same terms"),
                            ("change_terms", "Stay approved on other terms"),
                            ("end", "Approval should end"),
                        ],
                        max_length=20,
                    ),
                ),
                ("went_to_panel", models.BooleanField()),
                ("is_first", models.BooleanField(help_text="The first since the approval, which goes to the panel")),
                ("notes", models.TextField(blank=True)),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="approvals.approval"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews_decided",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="households.household"
                    ),
                ),
            ],
            options={
                "verbose_name": "review of approval",
                "verbose_name_plural": "reviews of approval",
                "ordering": ["-decided_on", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["household", "-decided_on"], name="review_of_household")],
                "constraints": [
                    models.UniqueConstraint(fields=("approval", "decided_on"), name="review_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_first", True)), fields=("approval",), name="review_one_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on__isnull", True), ("decided_on__gte", models.F("held_on")), _connector="OR"
                        ),
                        name="review_decided_after_held",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewOfApprovalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=hearth.records.new_key, editable=False, serialize=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("held_on", models.DateField(blank=True, null=True)),
                ("decided_on", models.DateField()),
                ("decided_by_name", models.CharField(help_text="As it stood on the day", max_length=150)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("continue", "Stay approved on the same terms"),
                            ("change_terms", "Stay approved on other terms"),
                            ("end", "Approval should end"),
                        ],
                        max_length=20,
                    ),
                ),
                ("went_to_panel", models.BooleanField()),
                ("is_first", models.BooleanField(help_text="The first since the approval, which goes to the panel")),
                ("notes", models.TextField(blank=True)),
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
                        to="reviews.reviewofapproval",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewofapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_reviewofapprovalevent" ("approval_id", "created_at", "decided_by_id", "decided_by_name", "decided_on", "held_on", "household_id", "id", "is_first", "notes", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "went_to_panel") VALUES (NEW."approval_id", NEW."created_at", NEW."decided_by_id", NEW."decided_by_name", NEW."decided_on", NEW."held_on", NEW."household_id", NEW."id", NEW."is_first", NEW."notes", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."version", NEW."went_to_panel"); RETURN NULL;',
                    hash="4abc3d7c65c79fe90916e704428cc8b470b98378",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_60319",
                    table="reviews_reviewofapproval",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewofapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "reviews_reviewofapprovalevent" ("approval_id", "created_at", "decided_by_id", "decided_by_name", "decided_on", "held_on", "household_id", "id", "is_first", "notes", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "went_to_panel") VALUES (NEW."approval_id", NEW."created_at", NEW."decided_by_id", NEW."decided_by_name", NEW."decided_on", NEW."held_on", NEW."household_id", NEW."id", NEW."is_first", NEW."notes", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."version", NEW."went_to_panel"); RETURN NULL;',
                    hash="98f0e71bbad179121196c6d4660729b3f6eb1c8c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_95cad",
                    table="reviews_reviewofapproval",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewofapproval",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "reviews_reviewofapprovalevent" ("approval_id", "created_at", "decided_by_id", "decided_by_name", "decided_on", "held_on", "household_id", "id", "is_first", "notes", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "went_to_panel") VALUES (OLD."approval_id", OLD."created_at", OLD."decided_by_id", OLD."decided_by_name", OLD."decided_on", OLD."held_on", OLD."household_id", OLD."id", OLD."is_first", OLD."notes", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."version", OLD."went_to_panel"); RETURN NULL;',
                    hash="c6a7a2f2a54323988d30e90f9199dc6236bfde1d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_11a6a",
                    table="reviews_reviewofapproval",
                    when="AFTER",
                ),
            ),
        ),
    ]
