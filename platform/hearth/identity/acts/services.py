"""Setting up the council's sign-in service, and what follows from what it says of a person."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from hearth import audit
from hearth.access import Actor, Role, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict
from hearth.identity.actions import end_role, grant_role
from hearth.identity.models import RoleGrant, User
from hearth.identity.services import GroupRole, SignInService, roles_for


@transaction.atomic
def set_sign_in_service(
    *,
    name: str,
    issuer: str,
    client_id: str,
    secret: str = "",
    group_claim: str = "groups",
    domains: Iterable[str],
    opens_accounts: bool = False,
    is_on: bool = False,
    by: Actor,
) -> SignInService:
    """Say by which service staff sign in. An empty `secret` leaves the one that is kept.

    Raises: NotPermitted; RuleBroken for an address without TLS, for no domain, or for no secret at all.
    """
    from allauth.socialaccount.models import SocialAccount

    require(by, "identity.set_sign_in_service")
    service = SignInService.objects.select_for_update().first() or SignInService()
    issuer = issuer.strip().rstrip("/")
    parts = urlsplit(issuer)
    if not parts.hostname or (parts.scheme != "https" and not settings.SIGN_IN_SERVICE_MAY_BE_PLAIN):
        raise RuleBroken("identity.issuer_plain", "Issuer must be an address that starts with https://", field="issuer")
    domains = sorted({domain.strip().lower().lstrip("@") for domain in domains if domain.strip()})
    if not domains:
        raise RuleBroken(
            "identity.no_domain", "Enter the mail domains that this service may speak for", field="domains"
        )
    if secret:
        service.secret = secret
    elif not service.sealed_secret:
        raise RuleBroken("identity.no_secret", "Enter the client secret", field="secret")
    if service.issuer and service.issuer != issuer:
        SocialAccount.objects.all().delete()  # another service means other people by the same identifiers
    service.name, service.issuer, service.client_id = name.strip(), issuer, client_id.strip()
    service.group_claim, service.domains = group_claim.strip(), domains
    service.opens_accounts, service.is_on = opens_accounts, is_on
    service.save()
    state = "on" if is_on else "off"
    audit.record(
        "identity.service_set", None, by=by, on=today(), service=service.name, issuer=issuer, state=state,
        domains=domains, opens_accounts=opens_accounts, new_secret=bool(secret),
    )  # fmt: skip
    return service


@transaction.atomic
def map_group(*, group: str, role: str, by: Actor) -> GroupRole:
    """Say that a group of the directory gives a role. It counts from each person's next sign-in or directory message.

    Raises: NotPermitted; RuleBroken without a group; StateConflict when it does already.
    """
    require(by, "identity.set_sign_in_service")
    if not group.strip():
        raise RuleBroken("identity.no_group", "Enter the group as your directory writes it", field="group")
    mapped, is_new = GroupRole.objects.get_or_create(group=group.strip(), role=role)
    if not is_new:
        raise StateConflict("identity.group_mapped", "This group gives this role already.", field="group")
    audit.record("identity.group_mapped", None, by=by, on=today(), group=mapped.group, role=Role(role).label)
    return mapped


@transaction.atomic
def unmap_group(mapped: GroupRole, *, by: Actor) -> None:
    """A group gives a role no longer. Who holds it through the group loses it at their next sign-in."""
    require(by, "identity.set_sign_in_service")
    audit.record("identity.group_unmapped", None, by=by, on=today(), group=mapped.group, role=mapped.get_role_display())
    mapped.delete()


@transaction.atomic
def apply_groups(user: User, groups: Any, *, by: Actor) -> None:
    """Give and end the roles that a person's groups give. Roles given by hand stay, and so does the last administrator.

    Raises: NotPermitted.
    """
    require(by, "identity.grant_role")
    wanted = roles_for(groups)
    if wanted is None:
        return
    held = list(RoleGrant.objects.held_on(today()).filter(user=user))
    for grant in held:
        if grant.from_groups and grant.role not in wanted:
            try:
                with transaction.atomic():
                    end_role(grant, by=by)
            except StateConflict:
                audit.record("identity.last_administrator_kept", user, by=by, on=today())
    for role in sorted(wanted - {grant.role for grant in held}):
        grant = grant_role(user, role, by=by)
        grant.from_groups = True
        grant.save()


@transaction.atomic
def link_to_service(user: User, service: SignInService, *, by: Actor) -> None:
    """Record that somebody signed in by the council's service for the first time."""
    require(by, "identity.open_account")
    audit.record("identity.service_linked", user, by=by, on=today(), service=service.name)
