"""Django's settings, made from Commesso's own (`options.py`)."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from commesso.config.options import from_environment, make_folder

_options = from_environment()
PACKAGE = Path(__file__).resolve().parent.parent

DATA = make_folder(_options["COMMESSO_DATA"].resolve())
PUBLIC_URL: str = _options["COMMESSO_URL"]
EVENT_STORE: str = _options["COMMESSO_EVENT_STORE"]
FSYNC: bool = _options["COMMESSO_FSYNC"]
EMBEDDINGS_URL: str = _options["COMMESSO_EMBEDDINGS_URL"]
EMBEDDINGS_KEY: str = _options["COMMESSO_EMBEDDINGS_KEY"]
EMBEDDINGS_MODEL: str = _options["COMMESSO_EMBEDDINGS_MODEL"]
LLM_URL: str = _options["COMMESSO_LLM_URL"]
LLM_KEY: str = _options["COMMESSO_LLM_KEY"]
LLM_MODEL: str = _options["COMMESSO_LLM_MODEL"]
LOG_DAYS: int = _options["COMMESSO_LOG_DAYS"]
PROXIES: int = _options["COMMESSO_PROXIES"]


def _secret_key() -> str:
    """Made once, readable by this user alone: every session and link hangs on it."""
    file = DATA / "secret-key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text()
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(50))
    return file.read_text()


SECRET_KEY: str = _options["COMMESSO_SECRET_KEY"] or _secret_key()
DEBUG: bool = _options["COMMESSO_DEBUG"]
ALLOWED_HOSTS: list[str] = _options["COMMESSO_HOSTS"]
USE_X_FORWARDED_HOST = PROXIES > 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
_over_https = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _over_https
SECURE_HSTS_SECONDS = 31_536_000 if _over_https else 0
SESSION_COOKIE_NAME = "commesso_staff"
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# The order is the order of the floors, lowest first: migrations of both stores run so.
_ROOMS = [
    "infra",
    "ui",
    "stores",
    "collector",
    "catalog",
    "orders",
    "profiles",
    "onsite",
    "discovery",
    "connectors",
    "backoffice",
]
ROOMS = [room for room in _ROOMS if (PACKAGE / room / "apps.py").exists()]
INSTALLED_APPS = [
    "commesso.config.apps.SignInConfig",  # django.contrib.auth
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_tasks",
    "django_tasks_db",
    "ninja",  # its static files: the API's page loads nothing from elsewhere
    *[f"commesso.{room}" for room in ROOMS],
    "commesso.config.apps.ConfigConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "commesso.ui.middleware.page_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "commesso.ui.middleware.reader_region",
    "commesso.ui.middleware.explain_wrong_method",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "commesso.config.urls"
ASGI_APPLICATION = "commesso.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]


def _database() -> dict[str, object]:
    address = _options["COMMESSO_DATABASE"]
    if address == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "state.sqlite3",
            "OPTIONS": {
                # A writer that upgrades a read lock fails at once instead of waiting; IMMEDIATE waits.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: what was answered with 200 survives a power cut.
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-65536;"
                "PRAGMA mmap_size=268435456;PRAGMA foreign_keys=ON;",
            },
            "TEST": {"NAME": DATA / "test.sqlite3"},
        }
    url = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "stores.Staff"
LOGIN_URL = "stores:sign_in"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("it", "Italiano")]
LOCALE_PATHS = [PACKAGE / "ui" / "locale"]
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# Vite names files by their content: what was fetched once is never asked for again.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+\.[0-9a-f]{12}\..+$"
MEDIA_ROOT = DATA / "files"

DEFAULT_FROM_EMAIL = SERVER_EMAIL = _options["COMMESSO_MAIL_FROM"]
_mail = urlsplit(_options["COMMESSO_MAIL"])
EMAIL_BACKEND = {
    "": "django.core.mail.backends.console.EmailBackend"
    if _mail.path == "console"
    else "django.core.mail.backends.dummy.EmailBackend",
}.get(_mail.scheme, "django.core.mail.backends.smtp.EmailBackend")
if _mail.scheme:
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "", _mail.port or (465 if _mail.scheme == "smtps" else 587)
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_SSL = _mail.scheme == "smtps"
    EMAIL_USE_TLS = _mail.scheme == "smtp" and bool(_mail.username)
    EMAIL_TIMEOUT = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Else the worker of background jobs tells of each that it begins and ends.
        "django_tasks_db": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        # An address that leads nowhere is no news, and may hold a token.
        "django.request": {"level": "ERROR"},
    },
}
