"""Production: everything secret comes from the environment, and the service does not start without it."""

import os

from django.core.exceptions import ImproperlyConfigured

from hearth.settings.base import *  # noqa: F403  # a settings module is its names
from hearth.settings.base import SECRET_KEY

for _name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "HEARTH_BASE_DOMAIN"):
    if not os.environ.get(_name):
        raise ImproperlyConfigured(f"{_name} must be set in the environment")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have 50 characters or more")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]  # probes come by plain HTTP from inside the cluster
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # the gateway sets it and strips what clients send
TRUSTED_PROXIES = int(os.environ.get("HEARTH_TRUSTED_PROXIES", "1"))  # the gateway
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECOND_STEP_OUTSIDE_COUNCILS = ("operator", "hub_manager", "hub_analyst")
SESSION_COOKIE_NAME = "__Host-hearth_session"
CSRF_COOKIE_NAME = "__Host-hearth_csrf"
EMAIL_BACKEND = os.environ.get("HEARTH_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = os.environ.get("HEARTH_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("HEARTH_EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("HEARTH_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("HEARTH_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = os.environ.get("HEARTH_EMAIL_FROM", f"fostering@{os.environ['HEARTH_BASE_DOMAIN']}")
