"""Opening a tenant: registry rows, a schema copied from its kind's template, a role with its grants. All or nothing."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.utils import timezone
from psycopg import sql

from hearth.errors import RuleBroken, StateConflict
from tenants.hosts import forget_hosts
from tenants.isolation.current import in_public, in_tenant
from tenants.isolation.roles import tenant_role
from tenants.isolation.routers import OWNER
from tenants.models import Domain, Tenant, TenantType, schema_for
from tenants.signals import tenant_opened

from .copying import copy_schema
from .grants import grant_schema
from .locking import while_nobody_migrates
from .names import template_of

Say = Callable[[str], None]

HOST = re.compile(r"\A(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\Z")


def open_tenant(
    slug: str,
    *,
    name: str,
    kind: str,
    domain: str,
    also_at: tuple[str, ...] = (),
    then: Callable[[Tenant], object] = lambda tenant: None,
    say: Say = lambda line: None,
) -> Tenant:
    """Open a council, a hub or the operators' place at `domain`. Nothing of it remains if any step fails.

    `then` is done once the tenant is there (its opening policy, say); if it raises, the tenant is taken back.

    Raises: RuleBroken for a slug or domain that cannot be; StateConflict for one that is taken, or where the
    templates have not been migrated, or are being migrated now.
    """
    began = time.monotonic()
    tenant = Tenant(slug=slug, name=name, type=kind, schema_name=schema_for(kind, slug))
    hosts = [host.lower().rstrip(".") for host in (domain, *also_at)]
    _check(tenant, hosts)
    owner: Any = connections[OWNER]
    before = owner.tenant
    owner.set_schema_to_public()
    try:
        with transaction.atomic(using=OWNER):
            _create(owner, tenant, hosts, say)
    finally:
        owner.set_tenant(before)
    forget_hosts()
    try:
        with in_public():
            opened = Tenant.objects.get(pk=tenant.pk)
        with in_tenant(opened):
            tenant_opened.send(Tenant, tenant=opened, say=say)
        then(opened)
    except BaseException:
        remove_tenant(tenant)
        raise
    say(f"{tenant.schema_name}: open at {hosts[0]} in {time.monotonic() - began:.2f} s")
    return opened


def suspend_tenant(slug: str, *, reason: str) -> Tenant:
    """Close a tenant's door for a while. Its data stay; its tasks wait. Raises RuleBroken, StateConflict."""
    tenant = tenant_called(slug)
    if not reason.strip():
        raise RuleBroken("tenants.reason_missing", "Say why the tenant is suspended.", field="reason")
    if tenant.is_suspended:
        raise StateConflict("tenants.already_suspended", f"{tenant.name} is suspended already.")
    tenant.suspended_at, tenant.suspended_reason = timezone.now(), reason.strip()
    tenant.save(using=OWNER, update_fields=["suspended_at", "suspended_reason"])
    return tenant


def resume_tenant(slug: str) -> Tenant:
    """Open a suspended tenant's door again. Raises StateConflict where it is open."""
    tenant = tenant_called(slug)
    if not tenant.is_suspended:
        raise StateConflict("tenants.not_suspended", f"{tenant.name} is not suspended.")
    tenant.suspended_at, tenant.suspended_reason = None, ""
    tenant.save(using=OWNER, update_fields=["suspended_at", "suspended_reason"])
    return tenant


def remove_tenant(tenant: Tenant) -> None:
    """Take back an opening that failed: schema, role and registry rows. Never for a tenant that has been at work."""
    owner: Any = connections[OWNER]
    before = owner.tenant
    owner.set_schema_to_public()
    schema, role = sql.Identifier(tenant.schema_name), sql.Identifier(tenant_role(tenant.schema_name))
    try:
        with transaction.atomic(using=OWNER), owner.cursor() as cursor:
            cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(schema))
            cursor.execute(sql.SQL("DROP OWNED BY {role}; DROP ROLE {role}").format(role=role))
            Tenant.objects.using(OWNER).filter(pk=tenant.pk).delete()
    finally:
        owner.set_tenant(before)
    forget_hosts()


def tenant_called(slug: str) -> Tenant:
    """Raises RuleBroken where there is none."""
    tenant = Tenant.objects.using(OWNER).filter(slug=slug).first()
    if tenant is None:
        raise RuleBroken("tenants.unknown", f"There is no tenant called {slug}.", field="slug")
    return tenant


def _check(tenant: Tenant, hosts: list[str]) -> None:
    if tenant.type not in TenantType.values:
        kinds = ", ".join(TenantType.values)
        raise RuleBroken("tenants.kind", f"{tenant.type} is no kind of tenant; choose one of {kinds}.", field="type")
    try:
        tenant.clean_fields(exclude=["id"])
    except ValidationError as error:
        field, words = next(iter(error.message_dict.items()))
        raise RuleBroken("tenants.field", f"{field}: {words[0]}", field=field) from error
    for host in hosts:
        if not HOST.match(host):
            raise RuleBroken(
                "tenants.domain",
                f"{host} cannot be a host name: letters, digits and hyphens, in parts joined by full stops.",
                field="domain",
            )
    if taken := Domain.objects.using(OWNER).filter(domain__in=hosts).select_related("tenant").first():
        raise StateConflict(
            "tenants.domain_taken", f"{taken.domain} belongs to {taken.tenant.name} already.", field="domain"
        )
    if Tenant.objects.using(OWNER).filter(slug=tenant.slug).exists():
        raise StateConflict("tenants.slug_taken", f"There is a tenant called {tenant.slug} already.", field="slug")


def _create(owner: Any, tenant: Tenant, hosts: list[str], say: Say) -> None:
    template = template_of(tenant.type)
    with owner.cursor() as cursor:
        while_nobody_migrates(cursor)
        cursor.execute("SELECT to_regclass(%s)", [f"{template.schema_name}.django_migrations"])
        if cursor.fetchone()[0] is None:
            raise StateConflict(
                "tenants.no_template", f"There is no {template.schema_name} yet. Run the migrations first."
            )
    tenant.save(using=OWNER, force_insert=True)
    domains = [Domain(tenant=tenant, domain=host, is_primary=number == 0) for number, host in enumerate(hosts)]
    Domain.objects.using(OWNER).bulk_create(domains)  # django-tenants' own save asks the application's login
    with owner.cursor() as cursor:
        began = time.monotonic()
        count = copy_schema(cursor, template.schema_name, tenant.schema_name)
        say(f"{tenant.schema_name}: copied from its template, {count} statements in {time.monotonic() - began:.2f} s")
        began = time.monotonic()
        grant_schema(cursor, tenant.schema_name, tenant.type)
        say(f"{tenant.schema_name}: role and grants in {time.monotonic() - began:.2f} s")
        cursor.execute("SET LOCAL search_path = public")
