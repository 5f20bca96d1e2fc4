"""What every page's template can ask for: the brand, who is signed in, the navigation, today."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from hearth.access import Actor
from hearth.dates import today
from hearth.identity.session_clock import is_final, seconds_left
from hearth.ui import theme
from hearth.ui.navigation import Shown, shown


class Site:
    """Worked out only when a template asks: a fragment for htmx pays for none of it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def brand(self) -> theme.Brand:
        return theme.brand_of(self._request)

    @cached_property
    def theme_url(self) -> str:
        return self._address("ui:theme", self.brand.version)

    @cached_property
    def mark_url(self) -> str:
        return self._address("ui:mark", self.brand.version)

    @property
    def actor(self) -> Actor | None:
        return getattr(self._request, "actor", None)

    @property
    def signed_in(self) -> bool:
        return bool(self.actor and self.actor.is_staff)

    @cached_property
    def navigation(self) -> list[Shown]:
        return shown(self._request)

    @cached_property
    def tools(self) -> list[Shown]:
        return shown(self._request, "tools")

    @cached_property
    def account(self) -> list[Shown]:
        return shown(self._request, "account")

    @property
    def session_seconds(self) -> int:
        """How long the session lasts if nothing more is done; 0 when nobody is signed in."""
        return seconds_left(self._request.session) if self.signed_in and hasattr(self._request, "session") else 0

    @property
    def session_is_final(self) -> bool:
        """Whether the session ends then, whatever is done."""
        return is_final(self._request.session) if self.session_seconds else False

    @cached_property
    def sign_in_service(self) -> Any:
        """The council's own sign-in service, when staff can sign in by it."""
        if not getattr(self._request, "tenant", None):
            return None
        from hearth.identity.services import service_in_use  # here, not above: it loads models

        return service_in_use()

    @property
    def second_step_is_missing(self) -> bool:
        """Whether this person must set up a second step before anything else."""
        return self.signed_in and self._request.session.get("hearth_second_step") == "missing"

    @property
    def shortcuts(self) -> bool:
        """Whether this person wants single-letter keys."""
        return bool(getattr(getattr(self._request, "user", None), "keyboard_shortcuts", True))

    def _address(self, name: str, *args: str) -> str:
        return reverse(name, args=args, urlconf=getattr(self._request, "urlconf", None))


def page(request: HttpRequest) -> dict[str, Any]:
    # Not "site" or "here": a library's sign-in page and a record of who lives here have words of their own.
    return {"hearth": Site(request), "today": today()}
