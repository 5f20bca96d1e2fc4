"""What is so in every place that Hearth runs. What differs comes from the environment (twelve-factor)."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

# The checkout, or wherever an installed wheel has put the same folders.
ROOT = next(folder for folder in Path(__file__).resolve().parents if (folder / "config_per_tenant").is_dir())


def flag(name: str, default: bool = False) -> bool:
    """An on/off setting from the environment: "1", "true", "yes" and "on" are on."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


DEBUG = False
SECRET_KEY = os.environ.get("SECRET_KEY", "")
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]

# --- Where each tenant answers: <slug>.<base domain>; the bare base domain shows a plain public page.
BASE_DOMAIN = os.environ.get("HEARTH_BASE_DOMAIN", "localhost")
ALLOWED_HOSTS = [BASE_DOMAIN, f".{BASE_DOMAIN}"]
USE_X_FORWARDED_HOST = False  # the tenant comes from the host that the server itself was asked for, and no other header

# --- Applications, by the kind of schema that holds their tables.
SHARED_APPS = [
    "django_tenants",
    "pgtrigger",  # before `tenants`, which brings the migrate command in line with it
    "pghistory",
    "tenants",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "hearth.ui",
    "csp",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
]
EVERY_TENANT_APPS = [
    "hearth.identity",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "hearth.audit",
    "hearth.jobs",
    "hearth.documents",
]
COUNCIL_APPS = [
    "config_per_tenant.versions",
    "core.people",
    "core.staffing",
    "core.duties",
    "core.households",
    "core.recruitment",
    "core.approvals",
    "core.children",
    "core.placements",
    "core.supervision",
    "core.reviews",
    "core.training",
    "core.payments",
    "core.reporting",
    "core.rehearsal",
    "core.demo",
    "api",
    "tenants.proving",
    "tenants.support",
]
HUB_APPS = ["tenants.hubs"]
TABLELESS_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "hearth.ui",
    "csp",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "pgtrigger",
]
TENANT_TYPES = {
    "public": {"APPS": SHARED_APPS, "URLCONF": "hearth.urls.public"},
    "council": {"APPS": [*EVERY_TENANT_APPS, *COUNCIL_APPS], "URLCONF": "hearth.urls.council"},
    "hub": {"APPS": [*EVERY_TENANT_APPS, *HUB_APPS], "URLCONF": "hearth.urls.hub"},
    "platform": {"APPS": EVERY_TENANT_APPS, "URLCONF": "hearth.urls.operators"},
}
HAS_MULTI_TYPE_TENANTS = True
MULTI_TYPE_DATABASE_FIELD = "type"
TENANT_MODEL = "tenants.Tenant"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_LIMIT_SET_CALLS = True
TENANT_ROLE_PREFIX = os.environ.get("HEARTH_TENANT_ROLE_PREFIX", "t_")  # two installations on one cluster need two
INSTALLED_APPS = [
    *SHARED_APPS,
    *[app for app in (*EVERY_TENANT_APPS, *COUNCIL_APPS, *HUB_APPS) if app not in SHARED_APPS],
]
AUTH_USER_MODEL = "identity.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database: two ways in. `default` is the application's login, which owns nothing and takes the tenant's role for
# each request; `owner` is for migrations and opening tenants, and no page ever uses it.
_database_url = os.environ.get("DATABASE_URL", "postgres://hearth_app@127.0.0.1:5432/hearth")
_owner_url = os.environ.get("DATABASE_OWNER_URL", _database_url)
_engine = "tenants.isolation.backend"
DATABASES = {
    "default": {
        **dj_database_url.parse(_database_url, engine=_engine, conn_max_age=600, conn_health_checks=True),
        "ATOMIC_REQUESTS": False,
    },
    "owner": {
        **dj_database_url.parse(_owner_url, engine=_engine, conn_max_age=0),
        "TENANT_ROLES": False,
    },
}
DATABASE_ROUTERS = ["tenants.isolation.routers.TenantRouter"]
TENANT_SYNC_ROUTER = "tenants.isolation.routers.TenantRouter"

# --- Requests.
MIDDLEWARE = [
    # What browsers are told comes first, so that no answer goes out without it: no file, no refusal, no fault.
    "hearth.browser.headers.BrowserHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hearth.probes.ProbeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenants.isolation.middleware.TenantMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hearth.identity.session_times.SessionEndMiddleware",
    "hearth.identity.sessions.ActorMiddleware",
    "tenants.support.middleware.SupportMiddleware",
    "hearth.audit.watching.ReadingMiddleware",
    "hearth.identity.second_step.SecondStepMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "hearth.access.middleware.RefusalMiddleware",
]
# Each request is given its own tenant type's addresses; outside requests (jobs, traces) those of a council are meant.
ROOT_URLCONF = "hearth.urls.council"
PUBLIC_SCHEMA_URLCONF = "hearth.urls.public"
WSGI_APPLICATION = "hearth.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hearth.ui.context.page",
            ],
            "builtins": ["hearth.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "hearth.ui.forms.GovukRenderer"

# --- Files, cache: keyed by tenant.
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = Path(os.environ.get("HEARTH_STATIC_ROOT", ROOT / "var" / "static"))
MEDIA_ROOT = Path(os.environ.get("HEARTH_MEDIA_ROOT", ROOT / "var" / "media"))
STORAGES = {
    "default": {"BACKEND": "tenants.isolation.files.TenantFileStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "tenants.isolation.cache.CacheThatMayBeAway",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1.0},  # seconds: a page waits no longer for it
        "KEY_FUNCTION": "tenants.isolation.keys.cache_key",
    }
}

# --- Signing in.
AUTHENTICATION_BACKENDS = ["hearth.identity.backends.StaffBackend"]
PASSWORD_HASHERS = [
    "hearth.identity.passwords.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # what was hashed before is hashed again at the next sign-in
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "hearth.identity.passwords.Length"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "hearth.identity.passwords.NotWellKnown"},
    {"NAME": "hearth.identity.passwords.NotAboutThisPlace"},
]
PASSWORD_RESET_TIMEOUT = 3600  # seconds: links go stale before a mailbox is looked through
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "hearth.identity.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# The keyed form names only a primary key, so that one council's link would verify another's address.
ACCOUNT_EMAIL_CONFIRMATION_HMAC = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "tenants.isolation.tokens.TenantTokenGenerator"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever changes how an account is entered, its owner is told (ASVS 5.0 6.3.7)
ACCOUNT_PASSWORD_INPUT_RENDER_VALUE = False
# A council's staff share a few addresses and sign in at nine o'clock; one account's password is guessed at five times.
# These are counted in the cache, which may be away; hearth.identity.guesses counts in the database what must hold.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
}
ACCOUNT_FORMS = {
    "login": "hearth.identity.forms.SignInForm",
    "reset_password": "hearth.identity.forms.ResetPasswordForm",
    "reset_password_from_key": "hearth.identity.forms.ResetPasswordKeyForm",
    "change_password": "hearth.identity.forms.ChangePasswordForm",
    "reauthenticate": "hearth.identity.forms.ConfirmForm",
}
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ADAPTER = "hearth.identity.single_sign_on.ServiceAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may be sent to this site alone, and so not on to the council's service
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds that a page waits for the council's service
SIGN_IN_SERVICE_MAY_BE_PLAIN = False  # http, for a provider on the same machine
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "hearth.identity.second_step.SecondStepAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator opened the account with it
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "hearth.identity.second_step.CodeForm",
    "reauthenticate": "hearth.identity.second_step.CodeAgainForm",
    "activate_totp": "hearth.identity.second_step.SetUpAppForm",
    "authenticate_webauthn": "hearth.identity.second_step.PasskeyForm",
    "reauthenticate_webauthn": "hearth.identity.second_step.PasskeyAgainForm",
    "login_webauthn": "hearth.identity.second_step.PasskeySignInForm",
    "add_webauthn": "hearth.identity.second_step.AddPasskeyForm",
    "edit_webauthn": "hearth.identity.second_step.RenamePasskeyForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
# What seals secrets that must be read again, newest first; without any, SECRET_KEY and its fallbacks do.
FIELD_KEYS = [key for key in os.environ.get("HEARTH_FIELD_KEYS", "").split(",") if key]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60  # how long a row is kept; when a session ends is hearth.identity.session_times'
# Roles of hubs and operators that sign in with a second step; a council says so by policy.
SECOND_STEP_OUTSIDE_COUNCILS: tuple[str, ...] = ()
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "hearth.access.views.csrf_failure"

# --- Receipts of the isolation proof are signed with this Ed25519 key (32 random bytes, base64); without it by an HMAC.
RECEIPT_KEY = os.environ.get("HEARTH_RECEIPT_KEY", "")

# --- What a browser may do with our pages.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
# How many proxies of ours stand before the server: each adds an address at the end of X-Forwarded-For, and whatever
# stands before those the client may have written.
TRUSTED_PROXIES = int(os.environ.get("HEARTH_TRUSTED_PROXIES", "0"))
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Who is told of a weakness, and by which rules: /.well-known/security.txt.
SECURITY_CONTACT = os.environ.get("HEARTH_SECURITY_CONTACT", f"mailto:security@{BASE_DOMAIN}")
SECURITY_POLICY = os.environ.get("HEARTH_SECURITY_POLICY", "")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # they name people: no cookie holds them
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# --- Language and time.
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

# --- API.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.TokenOfThisTenant",
        "api.authentication.StaffSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["api.access.HoldsCapability"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsing.Json"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.Operation",
    "EXCEPTION_HANDLER": "api.problems.problem",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Hearth",
    "DESCRIPTION": "The fostering service of one council, by program. Every operation is the same act as its page.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENFORCE_NON_BLANK_FIELDS": True,
    "POSTPROCESSING_HOOKS": ["api.schema.finished"],
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "list", "filter": True, "persistAuthorization": False},
}

# --- Work in the background.
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# --- Records.
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tenant": {"()": "tenants.isolation.logs.TenantFilter"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s [%(tenant)s %(request_id)s] %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["tenant"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("HEARTH_LOG_LEVEL", "INFO")},
    # Parameters of a failed query may name a person.
    "loggers": {"django.db.backends": {"level": "WARNING"}},
}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = f"fostering@{BASE_DOMAIN}"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # e-mail addresses are unique whatever their case, by a constraint that the check does not see
]
