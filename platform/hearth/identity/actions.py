"""Opening and closing accounts, and giving roles. Rights change at once; a closed account's sessions end."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from hearth import audit
from hearth.access import Actor, Role, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict
from hearth.identity.models import RoleGrant, User


@transaction.atomic
def open_account(
    *, email: str, name: str, roles: Iterable[str] = (), by: Actor, password: str | None = None, on: date | None = None
) -> User:
    """Open an account for a member of staff. Without a password the person sets one by the reset link.

    Raises: NotPermitted; RuleBroken when the address already has an account here.
    """
    require(by, "identity.open_account")
    user = User(email=email.strip().lower(), name=name.strip())
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise RuleBroken("identity.email_taken", "This email address already has an account", field="email") from error
    audit.record("identity.account_opened", user, by=by, on=on or today())
    for role in roles:
        grant_role(user, role, by=by, on=on)
    return user


@transaction.atomic
def grant_role(user: User, role: str, *, by: Actor, on: date | None = None) -> RoleGrant:
    """Give a role from a day. Raises: NotPermitted; StateConflict when the person already holds it."""
    require(by, "identity.grant_role")
    user = User.objects.hold(user)
    day = on or today()
    if RoleGrant.objects.held_on(day).filter(user=user, role=role).exists():
        raise StateConflict("identity.role_held", f"{user} already holds this role.", field="role")
    grant = RoleGrant.objects.create(user=user, role=role, from_on=day)
    audit.record("identity.role_granted", user, by=by, on=day, role=Role(role).label)
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, by: Actor, on: date | None = None) -> RoleGrant:
    """End a role. The person's next request no longer has it."""
    require(by, "identity.end_role")
    grant = RoleGrant.objects.hold(grant)
    if grant.until_on:
        raise StateConflict("identity.role_ended", "This role has already ended.")
    grant.until_on = on or today()
    grant.save()
    audit.record("identity.role_ended", grant.user, by=by, on=grant.until_on, role=grant.get_role_display())
    return grant


@transaction.atomic
def close_account(user: User, *, by: Actor, on: date | None = None) -> User:
    """Close an account when the person leaves. Their sessions and tokens end at once; what they wrote stays theirs."""
    from hearth.identity.sessions import end_sessions

    require(by, "identity.close_account")
    user = User.objects.hold(user)
    if not user.is_active:
        raise StateConflict("identity.account_closed", "This account is already closed.")
    user.is_active = False
    user.save()
    RoleGrant.objects.filter(user=user, until_on__isnull=True).update(until_on=on or today())
    end_sessions(user)
    audit.record("identity.account_closed", user, by=by, on=on or today())
    return user
