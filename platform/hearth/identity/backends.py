"""Signing in: by e-mail address within one tenant, with roles read in the same query as the account."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from hearth.identity.models import User


class StaffBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.with_roles().filter(pk=user_id, is_active=True).first()
        return user if user else None
