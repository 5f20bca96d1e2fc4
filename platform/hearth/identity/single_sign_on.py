"""Signing in by the council's own service: what allauth asks of us, and what we ask of what the service says."""

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render

from hearth import audit
from hearth.access import Actor
from hearth.dates import today
from hearth.identity.actions import open_account
from hearth.identity.acts.services import apply_groups, link_to_service
from hearth.identity.directory import DirectoryGroup
from hearth.identity.models import User
from hearth.identity.services import SignInService, service_in_use

PROVIDER = "council"  # the one service of each tenant, in addresses
LONGEST_WAIT = 5  # seconds, for one answer of the service
BY = Actor.system("identity.sign_in_service")


class ServiceAdapter(DefaultSocialAccountAdapter):
    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The tenant's own service and nothing else: neither the library's table nor the settings name one."""
        service = service_in_use()
        if service is None or provider not in (None, PROVIDER, "openid_connect"):
            return []
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=PROVIDER,
                name=service.name,
                client_id=service.client_id,
                secret=service.secret,
                settings={"server_url": service.issuer, "oauth_pkce_enabled": True},
            )
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False  # who has no account is dealt with before the library would open one

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find or open the account that the service speaks of, and give it the roles of its groups; or refuse."""
        service = service_in_use()
        if service is None:
            refuse(request, "This council does not sign in by a service of its own at present.")
        claims = _claims(sociallogin)
        user = sociallogin.user if sociallogin.is_existing else _by_address(request, service, claims)
        if not user.is_active:
            refuse(request, "Your account here is closed. Ask your service’s administrator.")
        with transaction.atomic():
            if not sociallogin.is_existing:
                sociallogin.connect(request, user)
                link_to_service(user, service, by=BY)
            if service.group_claim and not DirectoryGroup.objects.exists():  # else the directory says it itself
                apply_groups(user, claims.get(service.group_claim, []), by=BY)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        raise ImmediateHttpResponse(unavailable(request))


def unavailable(request: HttpRequest) -> Any:
    """The service did not answer, or not as it should. Says what one can still do."""
    audit.record("identity.service_failed", None, by=Actor.public(), on=today())
    return render(request, "socialaccount/authentication_error.html", {"service": service_in_use()}, status=503)


def refuse(request: HttpRequest, because: str) -> NoReturn:
    """The service answered, and there is no way in."""
    audit.record("identity.service_refused", None, by=Actor.public(), on=today(), because=because)
    page = render(request, "socialaccount/refused.html", {"because": because}, status=403)
    raise ImmediateHttpResponse(page)


def _claims(sociallogin: Any) -> dict[str, Any]:
    """What the service says of the person: the signed token, and what it adds when asked."""
    told = sociallogin.account.extra_data
    return {**(told.get("id_token") or {}), **(told.get("userinfo") or {})}


def _by_address(request: HttpRequest, service: SignInService, claims: dict[str, Any]) -> User:
    email = str(claims.get("email") or claims.get("preferred_username") or "").strip().lower()
    if "@" not in email or claims.get("email_verified") is False:
        refuse(request, "Your sign-in service did not say which email address is yours.")
    if not service.speaks_for(email):
        refuse(request, "Your email address is not one of this council’s. Ask your service’s administrator.")
    user = User.objects.filter(email__iexact=email).first()
    if user is None and service.opens_accounts:
        name = str(claims.get("name") or email.partition("@")[0])[:150]
        user = open_account(email=email, name=name, by=BY)
    if user is None:
        refuse(request, "You have no account here yet. Ask your service’s administrator to open one.")
    return user
