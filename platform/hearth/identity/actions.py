"""Opening and closing accounts, and giving roles. Rights change at once; a closed account's sessions end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from hearth import audit
from hearth.access import Actor, Role, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict
from hearth.identity.access import ADMINISTRATORS
from hearth.identity.models import AccessToken, RoleGrant, User
from hearth.identity.tokens import HINT_LENGTH, digest_of, new_secret
from tenants.isolation.locks import lock_until_commit

LONGEST_TOKEN_DAYS = 366  # a token that nobody renews within a year is one that nobody looks after


@dataclass(frozen=True)
class Issued:
    """A new token with its text, which is not kept and cannot be shown again."""

    token: AccessToken
    secret: str


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
    """Give a role from a day: to somebody else, so that no right is taken on one person's word alone.

    Raises: NotPermitted; RuleBroken for one's own account; StateConflict when the person already holds it.
    """
    require(by, "identity.grant_role")
    if by.id == user.pk:
        raise RuleBroken("identity.own_role", "Ask another administrator to give you this role", field="role")
    user = User.objects.hold(user)
    day = on or today()
    if RoleGrant.objects.held_on(day).filter(user=user, role=role).exists():
        raise StateConflict("identity.role_held", f"{user} already holds this role.", field="role")
    grant = RoleGrant.objects.create(user=user, role=role, from_on=day)
    audit.record("identity.role_granted", user, by=by, on=day, role=Role(role).label)
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, by: Actor, on: date | None = None) -> RoleGrant:
    """End a role. The person's next request no longer has it.

    Raises: NotPermitted; StateConflict when it has ended, or when nobody would be left to give roles.
    """
    require(by, "identity.end_role")
    grant = RoleGrant.objects.hold(grant)
    if grant.until_on:
        raise StateConflict("identity.role_ended", "This role has already ended.")
    if grant.role in ADMINISTRATORS:
        _keep_an_administrator(without=Q(pk=grant.pk))
    grant.until_on = on or today()
    grant.save()
    audit.record("identity.role_ended", grant.user, by=by, on=grant.until_on, role=grant.get_role_display())
    return grant


@transaction.atomic
def close_account(user: User, *, by: Actor, on: date | None = None) -> User:
    """Close an account when the person leaves. Their sessions and tokens end at once; what they wrote stays theirs.

    Raises: NotPermitted; StateConflict when it is closed, or when nobody would be left to give roles.
    """
    from hearth.identity.sessions import end_sessions

    require(by, "identity.close_account")
    user = User.objects.hold(user)
    if not user.is_active:
        raise StateConflict("identity.account_closed", "This account is already closed.")
    if RoleGrant.objects.held_on(today()).filter(user=user, role__in=ADMINISTRATORS).exists():
        _keep_an_administrator(without=Q(user=user))
    user.is_active = False
    user.save()
    RoleGrant.objects.filter(user=user, until_on__isnull=True).update(until_on=on or today())
    end_sessions(user)
    audit.record("identity.account_closed", user, by=by, on=on or today())
    return user


@transaction.atomic
def end_sessions_of(user: User, *, by: Actor) -> User:
    """Sign somebody out everywhere, as when a telephone is lost. Their tokens and their password stay as they are."""
    from hearth.identity.sessions import end_other_sessions

    require(by, "identity.end_sessions")
    end_other_sessions(user, this=None)
    audit.record("identity.sessions_ended", user, by=by, on=today())
    return user


@transaction.atomic
def reset_second_step(user: User, *, by: Actor) -> User:
    """Remove somebody's passkeys, app and recovery codes, as when a telephone is lost. They are signed out everywhere.

    Raises: NotPermitted; RuleBroken for one's own, which one changes oneself; StateConflict when there is none.
    """
    from allauth.mfa.models import Authenticator

    from hearth.identity.sessions import end_other_sessions

    require(by, "identity.reset_second_step")
    if by.id == user.pk:
        raise StateConflict("identity.own_second_step", "Change your own second step from your account’s menu.")
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise StateConflict("identity.no_second_step", f"{user} has no second step.")
    end_other_sessions(user, this=None)
    audit.record("identity.second_step_reset", user, by=by, on=today())
    return user


@transaction.atomic
def end_own_sessions(user: User, session_id: int | None = None, *, keep: str | None, by: Actor) -> None:
    """End one of one's own sessions, or without `session_id` all but the one with the key `keep`.

    Raises: NotPermitted for somebody else's; StateConflict when it is over, or not theirs.
    """
    from hearth.identity.sessions import end_other_sessions, end_session

    if by.id != user.pk:
        require(by, "identity.end_sessions")
    if session_id is None:
        end_other_sessions(user, this=keep)
    elif not end_session(user, session_id):
        raise StateConflict("identity.session_over", "That session is over already.")
    audit.record(
        "identity.other_sessions_ended" if session_id is None else "identity.session_ended", user, by=by, on=today()
    )


@transaction.atomic
def issue_token(user: User, *, name: str, by: Actor, expires_on: date | None = None) -> Issued:
    """Issue a token by which a program acts as this account, with the roles that the account holds at the time.

    The account is the program's own. A person's account takes none: whoever held its token would act under that name,
    and an administrator could take a decision maker's part. Without `expires_on`, the last day that it works, it is the
    latest day allowed. Raises: NotPermitted; StateConflict for a closed account; RuleBroken for a person's account,
    without a name, or for a day that has passed or is too far off.
    """
    require(by, "identity.issue_token")
    user = User.objects.hold(user)
    if not user.is_active:
        raise StateConflict("identity.account_closed", "This account is closed.")
    if user.is_a_persons:
        raise RuleBroken(
            "identity.token_for_person",
            "Open an account for the program and issue the token there: somebody signs in to this one",
        )
    if not name.strip():
        raise RuleBroken("identity.token_without_name", "Enter what the token is for", field="name")
    latest = today() + timedelta(days=LONGEST_TOKEN_DAYS)
    expires_on = expires_on or latest
    if not today() <= expires_on <= latest:
        raise RuleBroken(
            "identity.token_expiry",
            f"Last day must be between today and {latest.day} {latest:%B %Y}",
            field="expires_on",
        )
    secret = new_secret()
    token = AccessToken.objects.create(
        user=user, name=name.strip(), digest=digest_of(secret), hint=secret[-HINT_LENGTH:], expires_on=expires_on
    )
    audit.record("identity.token_issued", user, by=by, on=today(), token=str(token), expires_on=expires_on)
    return Issued(token, secret)


@transaction.atomic
def revoke_token(token: AccessToken, *, by: Actor) -> AccessToken:
    """Make a token worthless at once. Raises: NotPermitted; StateConflict when it is revoked already."""
    require(by, "identity.revoke_token")
    token = AccessToken.objects.hold(token)
    if token.revoked_at:
        raise StateConflict("identity.token_revoked", "This token is revoked already.")
    token.revoked_at = timezone.now()
    token.save()
    audit.record("identity.token_revoked", token.user, by=by, on=today(), token=str(token))
    return token


def _keep_an_administrator(*, without: Q) -> None:
    """Raise StateConflict unless somebody else can still give roles. Two who leave at once are looked at in turn."""
    lock_until_commit("identity.administrators")
    held = RoleGrant.objects.held_on(today()).filter(role__in=ADMINISTRATORS, until_on=None, user__is_active=True)
    if not held.exclude(without).exists():
        raise StateConflict(
            "identity.last_administrator",
            "Nobody else could open accounts or give roles. Make somebody else an administrator first.",
        )
