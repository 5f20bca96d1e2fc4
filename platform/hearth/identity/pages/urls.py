"""Signing in and out, and the password, with django-allauth's views. Nobody signs up: accounts are opened for people.

Only the views that this release offers are routed; MFA and single sign-on add theirs here.
"""

from allauth.account import views
from django.urls import path, re_path
from django.views.generic import RedirectView

from hearth.access import PUBLIC, SIGNED_IN
from hearth.identity.pages import sessions
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
    path("password/change/", guarded(views.password_change, SIGNED_IN), name="account_change_password"),
    path("password/set/", guarded(views.password_set, SIGNED_IN), name="account_set_password"),
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
