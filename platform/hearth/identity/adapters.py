"""How django-allauth behaves here: accounts are opened by an administrator, never by the person alone."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest

from hearth.identity import guesses
from hearth.network import client_address


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Email address or password is not right",
        "too_many_login_attempts": "Too many wrong passwords for this address. Wait an hour, or reset the password",
        "incorrect_password": "Password is not right",
        "enter_current_password": "Current password is not right",
        "rate_limited": "Too many tries. Wait a few minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that sign-in limits count by. Without one, all such requests are counted together."""
        return client_address(request) or "0.0.0.0"  # no address to listen on: "none", as a column takes it

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if guesses.are_too_many(_address(credentials)):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        guesses.count_one(_address(credentials))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user:
            guesses.forget(_address(credentials))
        return user

    def reauthenticate(self, user: Any, password: str) -> bool:
        """By the address that the person signs in with: the library asks a table of its own, which is empty here."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Signing in counts for a while: nobody is asked for the same password twice in a minute."""
        from hearth.identity.confirming import is_confirmed

        return not is_confirmed(context.request)

    def format_email_subject(self, subject: str) -> str:
        """No host before it: the words say whose service it is."""
        return subject


def _address(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email") or credentials.get("username") or "")
