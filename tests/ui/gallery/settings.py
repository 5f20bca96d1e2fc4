"""Just enough of Django to show components: no tenant, no database."""

from pathlib import Path

from csp.constants import NONE, SELF

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]

SECRET_KEY = "gallery"
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.messages",
    "django.forms",
    "hearth.ui",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tests.ui.gallery.people.SignedInMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "tests.ui.gallery.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates", HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "hearth.ui.context.page",
            ],
            "builtins": ["hearth.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "hearth.ui.forms.GovukRenderer"
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
LANGUAGE_CODE, TIME_ZONE, USE_TZ = "en-gb", "Europe/London", True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
