"""Signing in with more than a password: an authenticator app, passkeys, recovery codes. The library is allauth.mfa.

Policy says which roles must (`security.mfa_required_roles`). Whoever must and has none yet is led to set one up before
anything else. Who came by the council's own sign-in service has passed that service's second step.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from hearth.identity import guesses
from hearth.identity.models import User
from hearth.identity.sealing import CannotOpen, opened, sealed
from hearth.identity.security import rules
from hearth.ui.forms import Worded
from tenants.isolation.current import current_tenant

STATE = "hearth_second_step"  # in the session: "missing" while somebody must set one up
PURPOSE = "identity.second_step"
NOT_USED = "The passkey was not used. Try again, or use another way"
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# What stays open to somebody who must set one up first: doing so, signing out, and what pages are made of.
OPEN = ("/accounts/second-step/", "/accounts/again/", "/accounts/sign-out/", "/theme-", "/mark-", "/session")


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Code is not right, or has been used. Wait for the next one and enter that",
        "cannot_delete_authenticator": "Your role needs a second step. Set up another before you remove this one",
    }

    def encrypt(self, text: str) -> str:
        return sealed(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text, purpose=PURPOSE)

    def get_totp_issuer(self) -> str:
        return f"{getattr(current_tenant(), 'name', '')} fostering".strip()

    def build_totp_svg(self, url: str) -> str:
        """Shown by a page of its own (`second_step_picture`): no page holds a picture in its text."""
        return ""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return "My passkey" if not count else f"My passkey {count + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": self.get_totp_issuer()}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody whose role needs one."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STRONG).exclude(
            pk=authenticator.pk
        )
        owner = User.objects.get(pk=authenticator.user_id)
        return others.exists() or not rules().needs_second_step(owner.actor.roles)


class _Counted:
    """Wrong codes are counted in the database too: six figures are soon guessed while the cache is away."""

    user: Any

    def clean_code(self) -> str:
        whose = f"second step of {self.user.pk}"
        if guesses.are_too_many(whose):
            raise ValidationError("Too many wrong codes. Wait an hour, or ask your service’s administrator")
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # the library's form beside it
        except CannotOpen:
            raise ValidationError("Your authenticator app must be set up again: ask your administrator") from None
        except ValidationError:
            guesses.count_one(whose)
            raise
        guesses.forget(whose)
        return code


class _CodeWords(Worded):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.help_text = "Code", self.hint
        field.error_messages["required"] = "Enter the code"
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}

    hint = "Six figures from your authenticator app, or a recovery code"


class CodeForm(_CodeWords, _Counted, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(_CodeWords, _Counted, ReauthenticateForm):
    """Confirming that it is still the same person."""


class SetUpAppForm(_CodeWords, ActivateTOTPForm):
    hint = "Six figures that the app shows now"


class _NameWords(Worded):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name of this passkey"
        self.fields["name"].help_text = "So that you know it again, such as “Work laptop”"
        self.fields["name"].max_length = 100
        self.fields["name"].error_messages["required"] = "Enter a name"
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = "Sign in with this passkey alone, without a password"
            self.fields["passwordless"].help_text = "The device then asks for your fingerprint, face or PIN"


class _AnyAnswer(Worded):
    """The library trusts the shape of what a browser sends as a passkey's answer, and fails on another one."""

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()  # type: ignore[misc]  # the library's form beside it
        except (KeyError, TypeError, ValueError, AttributeError):
            self.add_error("credential", NOT_USED)  # type: ignore[attr-defined]  # as above

    def _clean_form(self) -> None:
        try:
            super()._clean_form()  # type: ignore[misc]  # as above
        except (KeyError, TypeError, ValueError, AttributeError):
            self.add_error("credential", NOT_USED)  # type: ignore[attr-defined]  # as above


class AddPasskeyForm(_NameWords, _AnyAnswer, AddWebAuthnForm):
    pass


class PasskeySignInForm(_AnyAnswer, LoginWebAuthnForm):
    pass


class PasskeyForm(_AnyAnswer, AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(_AnyAnswer, ReauthenticateWebAuthnForm):
    pass


class RenamePasskeyForm(_NameWords, EditWebAuthnForm):
    pass


def is_missing(request: HttpRequest, user: Any) -> bool:
    """Whether this person must set up a second step before anything else."""
    if not rules().needs_second_step(user.actor.roles):
        return False
    if any(record.get("method") == "socialaccount" for record in get_authentication_records(request, user)):
        return False
    return not Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists()


def note(request: HttpRequest, user: Any) -> None:
    """Keep in the session whether it is missing: asked at sign-in and once a minute, not at each request."""
    request.session[STATE] = "missing" if is_missing(request, user) else ""


class SecondStepMiddleware:
    """Leads those who must set up a second step to where they do. Comes after the actor is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.actor.is_staff and request.session.get(STATE) == "missing":
            note(request, request.user)  # it may be there by now
            if request.session[STATE] == "missing" and not request.path.startswith(OPEN):
                if request.path.startswith(("/api/", "/scim/")):
                    problem = {
                        "type": "about:blank",
                        "title": "A second step is needed",
                        "status": 403,
                        "detail": "Set up a passkey or an authenticator app on a page first.",
                    }
                    return JsonResponse(problem, status=403, content_type="application/problem+json")
                return redirect("mfa_index")
        return self.get_response(request)
