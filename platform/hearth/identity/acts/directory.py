"""What the council's directory does here: joiners, movers and leavers, and who is in which group."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from hearth import audit
from hearth.access import Actor, require
from hearth.dates import today
from hearth.errors import RuleBroken, StateConflict
from hearth.identity.actions import LONGEST_TOKEN_DAYS
from hearth.identity.acts.services import apply_groups
from hearth.identity.directory import DirectoryGroup, DirectoryMember, DirectoryPerson, DirectoryToken, groups_of
from hearth.identity.models import User
from hearth.identity.tokens import HINT_LENGTH, digest_of, new_secret


@dataclass(frozen=True)
class IssuedDirectoryToken:
    """A new token with its text, which is not kept."""

    token: DirectoryToken
    secret: str


@transaction.atomic
def connect_directory(*, name: str, by: Actor) -> IssuedDirectoryToken:
    """Issue the token with which the directory speaks to /scim/v2, for a year. Raises: NotPermitted; RuleBroken."""
    require(by, "identity.connect_directory")
    if not name.strip():
        raise RuleBroken("identity.token_without_name", "Enter the name of the directory", field="name")
    secret = new_secret()
    token = DirectoryToken.objects.create(
        name=name.strip(),
        digest=digest_of(secret),
        hint=secret[-HINT_LENGTH:],
        expires_on=today() + timedelta(days=LONGEST_TOKEN_DAYS),
    )
    audit.record("identity.directory_connected", None, by=by, on=today(), token=str(token))
    return IssuedDirectoryToken(token, secret)


@transaction.atomic
def disconnect_directory(token: DirectoryToken, *, by: Actor) -> None:
    """Make the token worthless at once. Raises: NotPermitted; StateConflict when it is already."""
    require(by, "identity.connect_directory")
    token = DirectoryToken.objects.hold(token)
    if token.revoked_at:
        raise StateConflict("identity.token_revoked", "This token is revoked already.")
    token.revoked_at = timezone.now()
    token.save()
    audit.record("identity.directory_disconnected", None, by=by, on=today(), token=str(token))


@transaction.atomic
def name_in_directory(user: User, *, external_id: str, by: Actor) -> None:
    """Keep what the directory calls somebody."""
    require(by, "identity.open_account")
    DirectoryPerson.objects.update_or_create(user=user, defaults={"external_id": external_id[:200]})
    audit.record("identity.named_in_directory", user, by=by, on=today())


@transaction.atomic
def rename_account(user: User, *, email: str, name: str, by: Actor) -> User:
    """Change the address somebody signs in with and their name. Raises: NotPermitted; RuleBroken when it is taken."""
    require(by, "identity.open_account")
    user = User.objects.hold(user)
    email, name = email.strip().lower(), name.strip()
    if (user.email, user.name) == (email, name):
        return user
    if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise RuleBroken("identity.email_taken", "This email address already has an account", field="email")
    before = f"{user.name} ({user.email})"
    user.email, user.name = email, name
    user.save()
    audit.record("identity.account_renamed", user, by=by, on=today(), before=before, after=f"{name} ({email})")
    return user


@transaction.atomic
def reopen_account(user: User, *, by: Actor) -> User:
    """Open a closed account again, as for somebody who comes back. Their roles stay ended until they are given anew."""
    require(by, "identity.open_account")
    user = User.objects.hold(user)
    if not user.is_active:
        user.is_active = True
        user.set_unusable_password()  # what they knew when they left is not a way back in
        user.save()
        audit.record("identity.account_reopened", user, by=by, on=today())
    return user


@transaction.atomic
def set_group(group: DirectoryGroup | None, *, name: str, external_id: str, by: Actor) -> DirectoryGroup:
    """Make or rename a group. Raises: NotPermitted; RuleBroken when another one has the name."""
    require(by, "identity.connect_directory")
    others = DirectoryGroup.objects.exclude(pk=group.pk) if group else DirectoryGroup.objects.all()
    if not name.strip() or others.filter(name=name.strip()).exists():
        raise RuleBroken("identity.group_taken", "A group needs a name of its own", field="displayName")
    group = group or DirectoryGroup()
    group.name, group.external_id = name.strip()[:200], external_id[:200]
    group.save()
    audit.record("identity.directory_group_set", None, by=by, on=today(), group=group.name)
    for member in group.members.select_related("user"):
        apply_groups(member.user, groups_of(member.user), by=by)
    return group


@transaction.atomic
def set_members(group: DirectoryGroup, users: Iterable[User], *, by: Actor) -> None:
    """Say who is in a group: all of them. Whoever comes or goes gets or loses the roles that it gives, at once."""
    require(by, "identity.connect_directory")
    wanted = {user.pk: user for user in users}
    held = {member.user_id: member.user for member in group.members.select_related("user")}
    DirectoryMember.objects.filter(group=group, user_id__in=held.keys() - wanted.keys()).delete()
    for key in wanted.keys() - held.keys():
        DirectoryMember.objects.create(group=group, user=wanted[key])
    changed = [(wanted | held)[key] for key in wanted.keys() ^ held.keys()]
    for user in changed:
        if user.is_active:
            apply_groups(user, groups_of(user), by=by)
    if changed:
        audit.record("identity.members_set", None, by=by, on=today(), group=group.name, count=len(wanted))


@transaction.atomic
def remove_group(group: DirectoryGroup, *, by: Actor) -> None:
    """The directory has this group no longer: the roles that it gave end."""
    require(by, "identity.connect_directory")
    set_members(group, [], by=by)
    audit.record("identity.directory_group_removed", None, by=by, on=today(), group=group.name)
    group.delete()
