"""Tests: quick password hashing, mail kept in memory, no manifest needed for static files."""

import os

os.environ.setdefault("SECRET_KEY", "for-tests-only-" + "x" * 50)

from hearth.settings.base import *  # noqa: F403  # the key above must be there first
from hearth.settings.base import REST_FRAMEWORK, STORAGES  # named, because they are changed below

SESSION_COOKIE_NAME = "hearth_session"
CSRF_COOKIE_NAME = "hearth_csrf"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
REST_FRAMEWORK = {**REST_FRAMEWORK, "TEST_REQUEST_DEFAULT_FORMAT": "json"}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "tenants.isolation.keys.cache_key",
    }
}
CELERY_TASK_ALWAYS_EAGER = True  # a job runs where its transaction commits
DEMONSTRATION = True  # councils with invented people and printed passwords may be made here, and nowhere else
