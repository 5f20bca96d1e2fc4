"""Allowing operators in, forbidding it, coming in and leaving."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from hearth import audit
from hearth.access import Actor, Role, require
from hearth.errors import RuleBroken, StateConflict
from hearth.identity.actions import open_account
from hearth.identity.models import User
from tenants.isolation.current import current_schema, in_tenant
from tenants.isolation.errors import WrongTenant
from tenants.isolation.signing import seal
from tenants.models import Tenant, TenantType
from tenants.support.models import LONGEST_ALLOWED_DAYS, LONGEST_SESSION_MINUTES, SupportAllowance, SupportSession

PURPOSE = "support.entry"
LINK_GOOD_FOR = timedelta(minutes=2)
NOBODY_READS = "support.invalid"  # RFC 2606: mail to it goes nowhere, so that no password can be set by a link


@transaction.atomic
def allow_support(*, role: str, hours: int, reason: str, by: Actor) -> SupportAllowance:
    """Let operators in for some hours, as an administrator or an auditor. Raises RuleBroken, StateConflict."""
    require(by, "support.allow")
    if not 1 <= hours <= 24 * LONGEST_ALLOWED_DAYS:
        longest = f"Operators can be let in for 1 hour to {LONGEST_ALLOWED_DAYS} days"
        raise RuleBroken("support.too_long", longest, field="hours")
    if not reason.strip():
        raise RuleBroken("support.no_reason", "Enter why operators may come in", field="reason")
    now = timezone.now()
    if SupportAllowance.objects.in_force(now).exists():
        raise StateConflict("support.allowed_already", "Operators are let in already. Forbid it first to change it.")
    SupportAllowance.objects.filter(ended_at__isnull=True).update(ended_at=now)  # past its time
    allowance = SupportAllowance(
        role=Role(role), reason=reason.strip(), allowed_by_name=by.name, until_at=now + timedelta(hours=hours)
    )
    allowance.save()
    audit.record(
        "support.allowed",
        allowance,
        by=by,
        role=Role(role).label.lower(),
        until=timezone.localtime(allowance.until_at),
        reason=allowance.reason,
    )
    return allowance


@transaction.atomic
def forbid_support(*, by: Actor) -> None:
    """Let nobody in any more. Sessions under way are over with their next request. Raises StateConflict."""
    require(by, "support.forbid")
    allowance = SupportAllowance.objects.filter(ended_at__isnull=True).first()
    if allowance is None:
        raise StateConflict("support.forbidden_already", "Operators may not come in as it is.")
    allowance = SupportAllowance.objects.hold(allowance)
    allowance.ended_at, allowance.ended_by_name = timezone.now(), by.name
    allowance.save()
    audit.record("support.forbidden", allowance, by=by)
    for session in SupportSession.objects.filter(allowance=allowance, ended_at__isnull=True):
        _end(session, by)


def open_session(council: Tenant, *, reason: str, by: Actor) -> str:
    """Ask to come in, from the operators' own tenant; answers with a link text that opens once, for two minutes.

    The row is the council's, written with the council's own database role. Raises NotPermitted; WrongTenant for
    whoever asks from anywhere but the operators' tenant; RuleBroken; StateConflict where the council forbids it.
    """
    require(by, "support.enter")
    here = current_schema()
    if here is None or not here.startswith(f"{TenantType.PLATFORM}_"):
        raise WrongTenant("A support session", made_in="the operators' tenant", used_in=here)
    if not reason.strip():
        raise RuleBroken("support.no_reason", "Enter why you need to come in", field="reason")
    if by.id is None:
        raise StateConflict("support.nobody", "Only a person can come in.")
    with in_tenant(council), transaction.atomic():
        now = timezone.now()
        allowance = SupportAllowance.objects.in_force(now).first()
        if allowance is None:
            raise StateConflict("support.forbidden", f"{council.name} does not let operators in at the moment.")
        session = SupportSession(
            allowance=allowance,
            operator_id=by.id,
            operator_name=by.name,
            reason=reason.strip(),
            ends_at=min(now + timedelta(minutes=LONGEST_SESSION_MINUTES), allowance.until_at),
        )
        session.save()
        audit.record("support.session_opened", session, by=operator(session), reason=session.reason)
        return seal(str(session.pk), purpose=PURPOSE)


@transaction.atomic
def enter(session: SupportSession, *, by: Actor) -> SupportSession:
    """Come in, once, by the link. The account behind it has no role and no password: the session lends it one role.

    `by` is `operator(session)`. Raises StateConflict when the link was used, is too late, or the council forbids it
    meanwhile.
    """
    require(by, "support.come_in", session)
    session = SupportSession.objects.hold(session)
    now = timezone.now()
    if session.entered_at or session.ended_at or session.ends_at <= now or not _allowed(session, now):
        raise StateConflict("support.too_late", "This link was used, is too old, or the council has forbidden it.")
    address = f"{session.operator_id.hex}@{NOBODY_READS}"
    user = User.objects.filter(email=address).first()
    if user is None:
        name = f"{session.operator_name} (Hearth support)"[:150]
        user = open_account(email=address, name=name, by=Actor.system("support.enter"))
    session.user, session.entered_at = user, now
    session.save()
    audit.record(
        "support.session_entered",
        session,
        by=operator(session),
        role=session.allowance.get_role_display().lower(),
        until=timezone.localtime(session.ends_at),
        reason=session.reason,
    )
    return session


@transaction.atomic
def end_session(session: SupportSession, *, by: Actor) -> SupportSession:
    """End a session before its time: the operator their own, the council's administrator any."""
    if session.user_id is None or by.id != session.user_id:
        require(by, "support.forbid")
    return _end(session, by)


def operator(session: SupportSession) -> Actor:
    """The operator as this council knows them: by name, with the one role that is lent, and marked as support."""
    name = f"{session.operator_name} (Hearth support)"
    return Actor(
        id=session.user_id or session.operator_id, name=name, roles=frozenset({session.allowance.role}), is_support=True
    )


def _allowed(session: SupportSession, at: datetime) -> bool:
    return SupportAllowance.objects.in_force(at).filter(pk=session.allowance_id).exists()


def _end(session: SupportSession, by: Actor) -> SupportSession:
    session = SupportSession.objects.hold(session)
    if session.ended_at is None:
        session.ended_at, session.ended_by_name = timezone.now(), by.name
        session.save()
        audit.record("support.session_ended", session, by=by, operator=session.operator_name)
    return session
