"""Settings of the portal: one file; every value that differs by place comes from the environment.

A bad value stops the start with one sentence that names the variable. The variables are listed
in `.env.example`.
"""

import base64
import hashlib
import ipaddress
import json
import os
import sys
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django.conf.locale
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from agencies import limits
from blo_portal import logs
from blo_portal.addresses import mail, mailbox, query_of, split_url

# --- Reading the environment -------------------------------------------------------------------


def env_text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. See .env.example.")
    return value


def env_flag(name: str, *, default: bool) -> bool:
    value = env_text(name, "1" if default else "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in {"1", "true", "yes"}


def env_int(name: str, default: int, *, low: int = 0, high: int = 2**31) -> int:
    value = env_text(name, str(default))
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise ImproperlyConfigured(
            f"{name} must be a whole number from {low} to {high}, not {value!r}."
        )
    return int(value)


def env_list(name: str, default: str) -> list[str]:
    return [item.strip() for item in env_text(name, default).split(",") if item.strip()]


def database(url: str) -> dict[str, Any]:
    """Django's form of `postgresql://user:password@host:port/name`; `?host=` names a socket folder."""
    parts = split_url("DATABASE_URL", url, {"postgresql", "postgres"})
    query = query_of(parts)
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ImproperlyConfigured("DATABASE_URL does not name a database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": query.pop("port", "") or str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "application_name": "blo_portal", **query},
    }


def redis_database(name: str, url: str, *, shift: int = 0) -> str:
    """The address of a numbered database of a Redis server: `shift` above the given one."""
    parts = split_url(name, url, {"redis", "rediss", "unix"})
    try:
        if parts.scheme == "unix":
            number = int(query_of(parts).get("db", "0"))
            return f"unix://{parts.path}?db={number + shift}"
        number = int(parts.path.strip("/") or "0")
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must end in a database number.") from error
    return parts._replace(path=f"/{number + shift}").geturl()


def master_keys(name: str, text: str) -> dict[str, bytes]:
    """`2026a:<32 bytes in base64>, 2025b:…`: an id and a key each, the newest first."""
    found = {}
    for item in text.split(","):
        identity, _, key = item.strip().partition(":")
        try:
            found[identity] = base64.b64decode(key, validate=True)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name}: the key {identity!r} is not base64.") from error
        if not identity or len(found[identity]) != 32:
            raise ImproperlyConfigured(
                f"{name}: each key is an id, a colon and 32 bytes in base64 (see .env.example)."
            )
    return found


def is_private(host: str) -> bool:
    """A name or address that only this machine or its own network can reach."""
    bare = host.strip("[]").lower()
    try:
        return ipaddress.ip_address(bare).is_private
    except ValueError:
        named = "." not in bare.lstrip(".") or bare.endswith((".localhost", ".local", ".test"))
        return named and "*" not in bare


def kept(file: str) -> Mapping[str, str]:
    """What `make run` wrote into BLO_HOME (empty where it never ran or we may not read it)."""
    try:
        return dict(json.loads((BLO_HOME / file).read_text(encoding="utf-8")))
    except (FileNotFoundError, PermissionError, NotADirectoryError):
        return {}
    except ValueError as error:
        raise ImproperlyConfigured(f"{BLO_HOME / file} is not valid JSON: {error}.") from error


# --- Where and how it runs ---------------------------------------------------------------------

BASE_DIR = Path(__file__).resolve().parent.parent
BLO_HOME = Path(env_text("BLO_HOME", str(BASE_DIR / "var"))).resolve()
PORT = env_int("PORT", 8000, low=1, high=65535)

SECRETS = kept("secrets.json")
ENDPOINTS = kept("endpoints.json")

# Demonstration mode: what `make run` started as one stays one, also for `manage.py` beside it.
# Everything else is production and has no fallbacks: a missing secret or address stops the start.
PRODUCTION = env_flag("BLO_PRODUCTION", default=False)
KEPT_DEMO = bool(ENDPOINTS) and ENDPOINTS.get("demo", "1") == "1"
DEMO = env_flag("BLO_DEMO", default=KEPT_DEMO and not PRODUCTION)
DEBUG = DEMO and env_flag("BLO_DEBUG", default=False)

SECRET_KEY = env_text(
    "SECRET_KEY", SECRETS.get("secret_key", "demonstration only") if DEMO else None
)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEMO else "")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS", "")

# The demonstration has known passwords: it stays on this machine or its own network.
if DEMO and PRODUCTION:
    raise ImproperlyConfigured(
        "BLO_DEMO and BLO_PRODUCTION are both on: demonstration mode has known passwords and "
        "never runs in production."
    )
if DEMO and not all(is_private(host) for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS holds a public name or address while BLO_DEMO is on: demonstration mode "
        "has known passwords and answers only on this machine or a private network."
    )
if not DEMO and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set. See .env.example.")

# --- The house ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "blo_portal.apps.PortalStaticFiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "oauth2_provider",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_tables2",
    "pgtrigger",
    "pghistory",
    "audit",
    "agencies",
    "notices",
    "cases",
    "roadmap",
    "blo_portal.apps.PortalConfig",
]

MIDDLEWARE = [
    "blo_portal.proxy.RealAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "audit.context.RequestContext",
    "blo_portal.sessions.IdleTimeout",
    "blo_portal.middleware.VisibleText",
    "blo_portal.middleware.LeaveNothing",
    "blo_portal.middleware.ReaderLocale",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "blo_portal.middleware.RequireDeclaredAccess",
]

ROOT_URLCONF = "blo_portal.urls"
WSGI_APPLICATION = "blo_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "blo_portal.context.portal",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "django_tables2/bootstrap5-responsive.html"

# --- Database, cache, broker -------------------------------------------------------------------

DATABASE_URL = env_text(
    "DATABASE_URL", ENDPOINTS.get("database_url", "postgresql:///blo") if DEMO else None
)
REDIS_URL = redis_database(
    "REDIS_URL",
    env_text("REDIS_URL", ENDPOINTS.get("redis_url", "redis://127.0.0.1:6379/0") if DEMO else None),
)
# The cache has a Redis of its own in production: it may forget, the broker may not.
CACHE_URL = redis_database(
    "CACHE_URL",
    env_text("CACHE_URL", redis_database("REDIS_URL", REDIS_URL, shift=1) if DEMO else None),
)

DATABASES = {"default": database(DATABASE_URL)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "blo",
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
}

# --- People and sessions -----------------------------------------------------------------------

AUTH_USER_MODEL = "agencies.Officer"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

# Nobody stands in for a visitor without an account, and no model learns permission shortcuts:
# cases/sharing.py alone asks guardian.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
GUARDIAN_RAISE_403 = True

ACCOUNT_ADAPTER = "blo_portal.accounts.Accounts"
# An office sits behind one address: a colleague's mistyped password must not shut the others out.
# An account itself rests after five wrong ones.
ACCOUNT_RATE_LIMITS = {"login_failed": "100/m/ip,5/5m/key"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = True  # the cookie lives as long as the idle limit below, no longer
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGOUT_REDIRECT_URL
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 0
MFA_TOTP_ISSUER = "Border Liaison Office portal"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
USERSESSIONS_TRACK_ACTIVITY = False

# Idle limit. 15 minutes where real cases are (offices share PCs); a working day in the
# demonstration, whose visitors read between two clicks and have nothing to lose.
SESSION_ENGINE = "blo_portal.sessions"
SESSION_COOKIE_AGE = env_int("BLO_IDLE_MINUTES", 8 * 60 if DEMO else 15, low=1, high=24 * 60) * 60
SESSION_COOKIE_SECURE = not DEMO
# Cookies ignore ports: two demonstrations on one machine must not sign each other out.
SESSION_COOKIE_NAME = f"blo_session_{PORT}" if DEMO else "__Host-session"
SESSION_COOKIE_SAMESITE = "Lax"
LAST_HERE_COOKIE_NAME = f"blo_last_here_{PORT}" if DEMO else "__Host-last-here"
CSRF_COOKIE_SECURE = not DEMO
CSRF_COOKIE_SAMESITE = "Lax"

# How many reverse proxies of ours stand in front (nginx is one).
TRUSTED_PROXIES = env_int("TRUSTED_PROXIES", 0 if DEMO else 1, high=9)

# --- Web security ------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # asking browsers' makers to preload us is no setting
if not DEMO:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True

# Bootstrap's CSS carries its icons as data: images; nothing else comes from elsewhere or inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "cases.files.sealed.SealedUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- Languages and time ------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("th", _("Thai")),
    ("lo", _("Lao")),
    ("km", _("Khmer")),
    ("my", _("Burmese")),
    ("vi", _("Vietnamese")),
    ("zh-hans", _("Chinese")),
    ("ms", _("Malay")),
    ("id", _("Indonesian")),
    ("fil", _("Filipino")),
    ("tet", _("Tetum")),
]
# Django knows neither Lao nor Filipino nor Tetum (their catalogues are in locale/), and gives
# Khmer no name of its own.
django.conf.locale.LANG_INFO.update(
    {
        code: {"bidi": False, "code": code, "name": name, "name_local": name_local}
        for code, name, name_local in [
            ("km", "Khmer", "ខ្មែរ"),
            ("lo", "Lao", "ລາວ"),
            ("fil", "Filipino", "Filipino"),
            ("tet", "Tetum", "Tetun"),
        ]
    }
)
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
# 400,000 in the languages for which Django has no format of its own as well.
NUMBER_GROUPING = 3
USE_TZ = True
TIME_ZONE = "UTC"

# --- Static files ------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(env_text("STATIC_ROOT", str(BLO_HOME / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"] if (BASE_DIR / "static").is_dir() else []
# Hashed, compressed names once they were collected; the plain files until then (tests, checks).
COLLECTED = (STATIC_ROOT / "staticfiles.json").exists() or "collectstatic" in sys.argv
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "jpg", "webp", "woff2", "ttf", "gz", "br", "map"]

# --- Files of cases ----------------------------------------------------------------------------

# The encrypted content; every web and worker process sees the same folder.
FILES_ROOT = Path(env_text("FILES_ROOT", str(BLO_HOME / "files")))
# The first wraps, all unwrap. What `make run` starts makes one from the secret of its home.
FILE_MASTER_KEYS = (
    {"demo": hashlib.sha256(b"files " + SECRET_KEY.encode()).digest()}
    if (DEMO or kept("secrets.json").get("secret_key") == SECRET_KEY)
    and not os.environ.get("FILE_MASTER_KEYS")
    else master_keys("FILE_MASTER_KEYS", env_text("FILE_MASTER_KEYS"))
)
FILE_LIMIT = env_int("FILE_LIMIT_MB", 50, low=1, high=500) * 1024 * 1024
FILES_PER_CASE = env_int("FILES_PER_CASE", 100, low=1, high=1000)
# Longer lists are made by a worker.
EXPORT_AT_ONCE = env_int("EXPORT_AT_ONCE", 500, low=1, high=1000)
# `tcp://clamav:3310` or `unix:///run/clamd.sock`; without it files are marked "not scanned".
CLAMAV_URL = env_text("CLAMAV_URL", "")
if CLAMAV_URL:
    split_url("CLAMAV_URL", CLAMAV_URL, {"tcp", "unix"})

# --- Mail --------------------------------------------------------------------------------------

# Webhooks may lead to this machine: for the demonstration and the tests only (portal.checks).
WEBHOOK_LOOPBACK = env_flag("BLO_WEBHOOK_LOOPBACK", default=DEMO)
# A file of certificate authorities to trust instead of the system's.
WEBHOOK_CA = env_text("WEBHOOK_CA", "")

EMAIL_URL = env_text("EMAIL_URL", "" if DEMO else None)
DEFAULT_FROM_EMAIL = env_text("EMAIL_FROM", "Border Liaison Office portal <noreply@blo.example>")
EMAIL_TIMEOUT = 10
if EMAIL_URL:
    globals().update({f"EMAIL_{key}": value for key, value in mail(EMAIL_URL).items()})
else:  # the demonstration keeps its mail in a folder
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = BLO_HOME / "mail"

# Replies by e-mail (cases/mailbox): where they are fetched, and the address that people answer to.
# Nothing set: the portal takes none.
MAILBOX_URL = env_text("MAILBOX_URL", "")
MAILBOX: dict[str, Any] = mailbox(MAILBOX_URL, open_text=DEMO) if MAILBOX_URL else {}
MAILBOX_ADDRESS = env_text("MAILBOX_ADDRESS", None if MAILBOX else "")
# The name under which the own mail server writes `Authentication-Results`. Without it every sender
# may be forged, and the pages say so.
MAILBOX_AUTHSERV_ID = env_text("MAILBOX_AUTHSERV_ID", "")
# Days after which taken mails are erased on the mail server, and after which a mail that its
# officer never decided is.
MAILBOX_KEEP_DAYS = env_int("MAILBOX_KEEP_DAYS", 7, low=1, high=90)
MAILBOX_WAIT_DAYS = env_int("MAILBOX_WAIT_DAYS", 30, low=1, high=366)

# Machine translation of messages: the dotted name of a class (`cases/translators.py`), or none.
TRANSLATOR = env_text("TRANSLATOR", "")

# --- API ---------------------------------------------------------------------------------------

# How often one account may ask, and change something, over the API: `me/` tells it.
API_RATES = {
    "read": env_text("BLO_API_READS", "1200/min"),
    "write": env_text("BLO_API_WRITES", "600/min"),
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "agencies.authentication.PartnerAuthentication",
        "agencies.authentication.OfficerSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["agencies.access.ActionTable"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["agencies.api.parsing.Json"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "agencies.pagination.NewestFirst",
    "DEFAULT_SCHEMA_CLASS": "agencies.api.schema.Described",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": [
        "agencies.api.throttling.Reads",
        "agencies.api.throttling.Writes",
    ],
    "DEFAULT_VERSIONING_CLASS": None,
    "EXCEPTION_HANDLER": "agencies.api.refusals.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Border Liaison Office portal",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENFORCE_NON_BLANK_FIELDS": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATIONS": False,  # the order of the map: blo_portal/api.py
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "agencies.api.schema.describe_refusals",
        "blo_portal.api_examples.add_examples",
    ],
}
# One scope per thing a partner may do; agencies/access.py says which capability needs which.
# The flags below are the current best practice for OAuth (RFC 9700), among them: tokens are kept
# as digests, never taken from an address, never given for a password.
OAUTH2_PROVIDER = {
    "SCOPES": {
        "reference:read": _("Read countries, borders, crossings, offices and code lists"),
        "cases:read": _("Read the cases the partner's country may see"),
        "cases:write": _("Log and submit cases"),
        "cases:share": _("Share, recall, close and withdraw cases"),
        "notices:read": _("Read notices"),
        "notices:write": _("Acknowledge notices"),
        "events:read": _("Read the events of the country"),
        "webhooks:write": _("Register webhooks and see how they go"),
        "requests:read": _("Read requests for information to and from the country's offices"),
        "statistics:read": _("Read figures of who answers whom"),
        "requests:write": _("Ask offices for information, and answer them"),
        "roadmap:read": _("Read the Roadmap, its progress and its figures"),
        "roadmap:write": _("Keep the country's records of the Roadmap"),
    },
    "ACCESS_TOKEN_EXPIRE_SECONDS": env_int("BLO_TOKEN_SECONDS", 3600, low=60, high=24 * 3600),
    # Client credentials are the only grant, for active partners, with the scopes of their row.
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",
    "OAUTH2_VALIDATOR_CLASS": "agencies.tokens.PartnerValidator",
    "SCOPES_BACKEND_CLASS": "agencies.tokens.PartnerScopes",
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    "COMPLIANT_BCP_RFC9700_REFRESH_TOKEN": True,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_SCHEME": True,
}
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"

# --- Clocks and limits of the exchange (design 4.1, 4.5, 4.6) ----------------------------------

# Where the portal is reached (links in e-mail) and which installation a case was born in.
BASE_URL = env_text("BASE_URL", f"http://127.0.0.1:{PORT}" if DEMO else None).rstrip("/")
INSTALLATION = env_text("BLO_INSTALLATION", "demo" if DEMO else None)
MAIL_DOMAIN = urlsplit(BASE_URL).hostname or "localhost"

# A stop with coordinates touches the borders with a crossing this near.
TOUCH_RADIUS_KM = env_int("TOUCH_RADIUS_KM", 25, low=1, high=200)

# What is typed more than so many hours after it happened is shown as entered later.
LATE_ENTRY_HOURS = env_int("LATE_ENTRY_HOURS", 6, low=1, high=24 * 30)

# Acknowledge within: clock time; None is one working day of the answering office.
ACKNOWLEDGE_WITHIN: dict[str, timedelta | None] = limits.ACKNOWLEDGE
# After that, silence climbs to the officers on duty, the head of office, the coordinator.
ESCALATION: dict[str, list[timedelta]] = limits.CLIMBS

# Short codes that acknowledge without signing in: how long those of an e-mail and those of a
# printed sheet are good, and how many wrong tries in which time an address, a reference and an
# office are allowed.
ACK_CODE_DAYS = env_int("ACK_CODE_DAYS", 7, low=1, high=60)
ACK_SHEET_DAYS = env_int("ACK_SHEET_DAYS", 90, low=1, high=366)
ACK_TRIES = {
    "address": (env_int("ACK_TRIES_PER_ADDRESS", 10, low=1, high=1000), timedelta(minutes=15)),
    "case": (env_int("ACK_TRIES_PER_CASE", 10, low=1, high=1000), timedelta(hours=1)),
    "office": (env_int("ACK_TRIES_PER_OFFICE", 20, low=1, high=1000), timedelta(hours=1)),
}
# Requests for information: how long an office may take to acknowledge and to answer one.
REQUEST_LIMITS: dict[str, limits.Limits] = limits.BY_URGENCY
# How often the time to answer a request may be prolonged, each time by its own length at most.
REQUEST_EXTENSIONS = env_int("REQUEST_EXTENSIONS", 2, low=0, high=10)

# An inbox delivery only fails with the database; a mail relay may be down for a day.
DELIVERY_ATTEMPTS = {"inbox": 20, "email": 150}
DELIVERY_LEASE_SECONDS = env_int("BLO_LEASE_SECONDS", 60, low=1, high=600)
# The wait after a first failed attempt; it doubles, up to ten minutes.
DELIVERY_BACK_OFF_SECONDS = env_int("BLO_BACK_OFF_SECONDS", 5, low=1, high=600)

# --- Logging -----------------------------------------------------------------------------------

LOGGING = logs.configuration(
    level=env_text("BLO_LOG_LEVEL", "INFO").upper(),
    as_json=env_flag("BLO_LOG_JSON", default=not DEMO),
)
