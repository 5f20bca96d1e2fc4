import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

import hearth.audit.digests
import hearth.audit.tables
import hearth.records


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=hearth.records.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.BigIntegerField(unique=True)),
                ("previous", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
            options={"ordering": ["position"], "abstract": False, "base_manager_name": "objects"},
        ),
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                (
                    "id",
                    models.UUIDField(default=hearth.records.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("position", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={"ordering": ["-created_at", "-id"], "abstract": False, "base_manager_name": "objects"},
        ),
        hearth.audit.tables.CreateAuditEntry(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=hearth.records.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.CharField(max_length=80)),
                ("on", models.DateField(help_text="The day the thing happened, where the act says one", null=True)),
                ("actor_id", models.UUIDField(null=True)),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_name", models.CharField(max_length=200)),
                (
                    "actor_roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        help_text="The roles held at that moment",
                        size=None,
                    ),
                ),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.UUIDField(null=True)),
                ("subject_name", models.CharField(blank=True, max_length=200)),
                ("sentence", models.TextField()),
                ("reason", models.TextField(blank=True, help_text="Why, in the words of who did it")),
                ("details", models.JSONField(default=dict)),
                (
                    "seen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(),
                        default=list,
                        help_text="The records of a list, a search or an export",
                        size=None,
                    ),
                ),
                ("is_reading", models.BooleanField(default=False)),
                ("request_id", models.CharField(blank=True, max_length=40)),
                (
                    "digest",
                    hearth.audit.digests.DigestField(help_text="A form's number and the SHA-256 of all of the above"),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["subject_kind", "subject_id", "-created_at"], name="audit_subject"),
                    models.Index(fields=["-created_at", "-id"], name="audit_newest"),
                    models.Index(fields=["actor_id", "-created_at"], name="audit_actor"),
                    django.contrib.postgres.indexes.GinIndex(fields=["seen"], name="audit_seen"),
                ],
            },
        ),
    ]
