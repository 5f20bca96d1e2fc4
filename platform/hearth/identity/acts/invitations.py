"""Inviting somebody who has an account and no password yet."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict
from hearth.identity.directory import Invitation
from hearth.identity.models import User
from tenants.isolation.signing import BadSignature, seal, unseal

PURPOSE = "identity.invitation"


@dataclass(frozen=True)
class Invited:
    """An invitation with the key of its link, which is not kept."""

    invitation: Invitation
    key: str


@transaction.atomic
def invite(user: User, *, by: Actor) -> Invited:
    """Make the link by which somebody sets their first password. One that was made before works no longer.

    Raises: NotPermitted; StateConflict for a closed account, or for somebody who has a password.
    """
    require(by, "identity.invite")
    user = User.objects.hold(user)
    if not user.is_active:
        raise StateConflict("identity.account_closed", "This account is closed.")
    if user.has_usable_password():
        raise StateConflict("identity.has_password", f"{user} has a password already and can reset it themselves.")
    Invitation.objects.filter(user=user, used_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    invitation = Invitation.objects.create(user=user)
    audit.record("identity.invited", user, by=by, on=today())
    return Invited(invitation, seal(str(invitation.pk), purpose=PURPOSE))


def invitation_of(key: str) -> Invitation | None:
    """The invitation that a link still opens here; None for any other key, whatever is the matter with it."""
    try:
        primary_key: Any = unseal(key, purpose=PURPOSE, within=Invitation.lasts())
        found = Invitation.objects.select_related("user").filter(pk=primary_key).first()
    except (BadSignature, ValueError, ValidationError):
        return None
    if found is None or found.used_at or found.withdrawn_at:
        return None
    return found if found.user.is_active and not found.user.has_usable_password() else None


@transaction.atomic
def accept_invitation(invitation: Invitation, *, password: str, by: Actor) -> User:
    """Set the first password, by whoever holds the link: that is the person, as far as their mailbox is theirs.

    Raises: RuleBroken for a password that may not be one; StateConflict when the link was used meanwhile.
    """
    require(by, "identity.accept_invitation")
    invitation = Invitation.objects.hold(invitation)
    user = User.objects.hold(invitation.user_id)
    if invitation.used_at or invitation.withdrawn_at or user.has_usable_password() or not user.is_active:
        raise StateConflict("identity.invitation_over", "This link no longer works.")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RuleBroken("identity.password", " ".join(error.messages), field="password") from error
    invitation.used_at = timezone.now()
    invitation.save()
    user.set_password(password)
    user.save()
    audit.record("identity.invitation_accepted", user, by=user.actor, on=today())
    return user
