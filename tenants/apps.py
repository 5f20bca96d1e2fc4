from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "tenants"

    def ready(self) -> None:
        from django.core.management.commands.makemigrations import Command as MakeMigrations
        from django.db.models.signals import post_delete, post_save
        from django_tenants.management.commands.migrate_schemas import MigrateSchemasCommand

        from hearth.ui import navigation
        from tenants import access  # noqa: F401  # declares this area's capabilities
        from tenants.hosts import forget_hosts
        from tenants.isolation.bystanders import guard_bystanders
        from tenants.models import Domain, Tenant

        # pgtrigger extends the autodetector of both commands; the system check asks that they be one.
        MigrateSchemasCommand.autodetector = MakeMigrations.autodetector
        for model in (Tenant, Domain):
            post_save.connect(forget_hosts, sender=model, dispatch_uid=f"hosts.{model.__name__}.saved")
            post_delete.connect(forget_hosts, sender=model, dispatch_uid=f"hosts.{model.__name__}.deleted")
        guard_bystanders()
        navigation.item("Tenants", "tenants:registry", "tenants.view", order=10)
