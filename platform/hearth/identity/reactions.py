"""What follows when somebody signs in, fails to, signs out or changes a password: clocks, ended sessions, the audit."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from hearth import audit
from hearth.access import Actor
from hearth.dates import today
from hearth.identity import guesses, second_step, session_times
from hearth.identity.sessions import end_other_sessions, note_session


def connect() -> None:
    """Called once, when the application is ready."""
    for signal, reaction in (
        (user_logged_in, _clocks_start),
        (account.user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (user_login_failed, _failed),
        (account.password_changed, _password_changed),
        (account.password_set, _password_changed),
        (account.password_reset, _password_changed),
        (mfa.authenticator_added, _second_step_added),
        (mfa.authenticator_removed, _second_step_removed),
        (mfa.authenticator_reset, _codes_made),
        (mfa.authentication_failed, _second_step_failed),
    ):
        signal.connect(reaction, dispatch_uid=f"identity.{reaction.__name__}", weak=False)


def _clocks_start(request: Any, user: Any, **_: Any) -> None:
    """However somebody came in: no session without times, and none that its owner could not find and end."""
    session_times.begin(request.session)
    second_step.note(request, user)
    note_session(request, user)


def _signed_in(request: Any, user: Any, **_: Any) -> None:
    second_step.note(request, user)
    audit.record("identity.signed_in", user, by=user.actor, on=today())


def _signed_out(request: Any, user: Any, **_: Any) -> None:
    if user is not None:
        audit.record("identity.signed_out", user, by=user.actor, on=today())


def _failed(request: Any = None, credentials: Any = None, **_: Any) -> None:
    """One entry whether there is such an account or not, so that neither the time taken nor the audit tells which
    addresses are in use here to somebody outside. The address that was typed is not kept: it may be anybody's."""
    from hearth.identity.models import User

    email = str((credentials or {}).get("email") or (credentials or {}).get("username") or "")
    user = User.objects.filter(email__iexact=email).first()
    code = "identity.sign_in_failed" if user else "identity.sign_in_unknown"
    audit.record(code, user, by=Actor.public(), on=today())


def _password_changed(request: Any, user: Any, **_: Any) -> None:
    """Sessions elsewhere end: whoever knew the old password may be in one of them (ASVS 5.0 7.4.3)."""
    end_other_sessions(user, this=request.session.session_key if request.user == user else None)
    guesses.forget(user.email)
    audit.record("identity.password_changed", user, by=user.actor, on=today())


def _second_step_added(user: Any, authenticator: Any, **_: Any) -> None:
    audit.record("identity.second_step_added", user, by=user.actor, on=today(), what=_in_words(authenticator))


def _second_step_removed(user: Any, authenticator: Any, **_: Any) -> None:
    audit.record("identity.second_step_removed", user, by=user.actor, on=today(), what=_in_words(authenticator))


def _codes_made(user: Any, **_: Any) -> None:
    audit.record("identity.recovery_codes_made", user, by=user.actor, on=today())


def _second_step_failed(user: Any, **_: Any) -> None:
    audit.record("identity.second_step_failed", user, by=Actor.public(), on=today())


def _in_words(authenticator: Any) -> str:
    kinds = {"totp": "an authenticator app", "webauthn": "a passkey", "recovery_codes": "recovery codes"}
    return kinds[authenticator.type]
