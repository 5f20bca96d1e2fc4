"""One machine: `make run`. Plain HTTP on localhost; everything else as in production."""

import os

from hearth.settings.base import *  # noqa: F403  # a settings module is its names

SECRET_KEY = os.environ.get("SECRET_KEY", "for-one-machine-only-not-a-secret-" + "x" * 32)
SESSION_COOKIE_NAME = "hearth_session"
CSRF_COOKIE_NAME = "hearth_csrf"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://….localhost
SIGN_IN_SERVICE_MAY_BE_PLAIN = True  # a provider to try it with, on this machine
DEMONSTRATION = True  # councils with invented people and printed passwords may be made here, and nowhere else
