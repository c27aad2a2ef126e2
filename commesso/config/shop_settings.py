"""Django's settings of the demo shop: a process of its own that knows nothing of Commesso but its address."""

import os
import secrets

from commesso.config.options import from_environment, make_folder

DATA = make_folder(from_environment()["COMMESSO_DATA"].resolve())

# Where Commesso is, the key of its tag, the key with which the shop's server sends events, and the secret one with which
# it searches. Empty: the shop stands alone.
COMMESSO = {
    "address": os.environ.get("SHOP_COMMESSO", "").rstrip("/"),
    "key": os.environ.get("SHOP_KEY", ""),
    "server_key": os.environ.get("SHOP_SERVER_KEY", ""),
    "secret": os.environ.get("SHOP_SECRET", ""),
}

SECRET_KEY = secrets.token_urlsafe(50)  # nothing it signs outlives the process
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOMS = ["demo"]
INSTALLED_APPS = ["django.contrib.staticfiles", "commesso.demo", "commesso.config"]
MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "commesso.demo.pages.guard.guard",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "commesso.demo.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["commesso.demo.pages.tags"]},
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "shop.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a writer waits instead of failing
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
        },
        "TEST": {"NAME": DATA / "shop-test.sqlite3"},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False  # the shop's own words are in its four languages
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
# Vite names files by their content: what was fetched once is never asked for again.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+\.[0-9a-f]{12}\..+$"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
