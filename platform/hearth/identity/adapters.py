"""How django-allauth behaves here: accounts are opened by an administrator, never by the person alone."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from hearth.network import client_address


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that sign-in limits count by. Without one, all such requests are counted together."""
        return client_address(request) or "0.0.0.0"  # no address to listen on: "none", as a column takes it
