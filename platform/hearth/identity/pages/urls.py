"""Signing in and out, and the password, with django-allauth's views. Nobody signs up: accounts are opened for people.

Only the views that this release offers are routed; MFA and single sign-on add theirs here.
"""

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path
from django.views.generic import RedirectView

from hearth.access import PUBLIC, SIGNED_IN
from hearth.identity.pages import invitations, second_step, services, sessions
from hearth.urls.guarding import guarded

urlpatterns = [
    path("sign-in/", guarded(views.login, PUBLIC), name="account_login"),
    # Nobody signs up; the library asks for this address to write a letter that does not mention it.
    path("sign-up/", guarded(RedirectView.as_view(pattern_name="account_login"), PUBLIC), name="account_signup"),
    path("sign-out/", guarded(views.logout, PUBLIC), name="account_logout"),
    path("inactive/", guarded(views.account_inactive, PUBLIC), name="account_inactive"),
    path("again/", guarded(views.reauthenticate, SIGNED_IN), name="account_reauthenticate"),
    path("sessions/", sessions.mine, name="account_sessions"),
    path("sessions/ending/", sessions.end_mine, name="account_end_sessions"),
    path("second-step/", guarded(mfa.index, SIGNED_IN), name="mfa_index"),
    path("second-step/code/", guarded(mfa.authenticate, PUBLIC), name="mfa_authenticate"),
    path("again/code/", guarded(mfa.reauthenticate, SIGNED_IN), name="mfa_reauthenticate"),
    path("again/passkey/", guarded(passkeys.reauthenticate_webauthn, SIGNED_IN), name="mfa_reauthenticate_webauthn"),
    path("second-step/app/", guarded(totp.activate_totp, SIGNED_IN), name="mfa_activate_totp"),
    path("second-step/app/picture.svg", second_step.picture, name="second_step_picture"),
    path("second-step/app/removal/", guarded(totp.deactivate_totp, SIGNED_IN), name="mfa_deactivate_totp"),
    path("second-step/recovery-codes/", guarded(codes.view_recovery_codes, SIGNED_IN), name="mfa_view_recovery_codes"),
    path(
        "second-step/recovery-codes/new/",
        guarded(codes.generate_recovery_codes, SIGNED_IN),
        name="mfa_generate_recovery_codes",
    ),
    path("second-step/passkeys/", guarded(passkeys.list_webauthn, SIGNED_IN), name="mfa_list_webauthn"),
    path("second-step/passkeys/new/", guarded(passkeys.add_webauthn, SIGNED_IN), name="mfa_add_webauthn"),
    path("second-step/passkeys/<int:pk>/", guarded(passkeys.edit_webauthn, SIGNED_IN), name="mfa_edit_webauthn"),
    path(
        "second-step/passkeys/<int:pk>/removal/",
        guarded(passkeys.remove_webauthn, SIGNED_IN),
        name="mfa_remove_webauthn",
    ),
    path("sign-in/service/<slug:provider_id>/", services.start, name="openid_connect_login"),
    path("sign-in/service/<slug:provider_id>/back/", services.back, name="openid_connect_callback"),
    path("invitation/<str:key>/", invitations.accept, name="account_invitation"),
    path("sign-in/passkey/", guarded(passkeys.login_webauthn, PUBLIC), name="mfa_login_webauthn"),
    path("password/change/", guarded(views.password_change, SIGNED_IN), name="account_change_password"),
    # Whoever signs in by the council's service sets a password by the link that their mailbox gets, as all do.
    path(
        "password/set/",
        guarded(RedirectView.as_view(pattern_name="account_reset_password"), SIGNED_IN),
        name="account_set_password",
    ),
    path("password/reset/", guarded(views.password_reset, PUBLIC), name="account_reset_password"),
    path("password/reset/sent/", guarded(views.password_reset_done, PUBLIC), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        guarded(views.password_reset_from_key, PUBLIC),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        guarded(views.password_reset_from_key_done, PUBLIC),
        name="account_reset_password_from_key_done",
    ),
]
