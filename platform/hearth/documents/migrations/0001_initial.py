import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hearth.records


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.UUIDField(default=hearth.records.new_key, editable=False, primary_key=True, serialize=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.CharField(max_length=80)),
                (
                    "stored_as",
                    models.CharField(
                        blank=True, help_text="Name in the tenant's folder; empty until made", max_length=100
                    ),
                ),
                ("rows", models.PositiveIntegerField(null=True)),
                ("size_bytes", models.PositiveIntegerField(null=True)),
                ("made_at", models.DateTimeField(null=True)),
                ("keep_until_on", models.DateField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exports", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["asked_by", "-created_at"], name="export_by_asker")],
            },
        ),
    ]
