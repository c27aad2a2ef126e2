"""The one ASGI application: the collector's fast lane beside Django."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commesso.config.settings")

from django.core.asgi import get_asgi_application

application = get_asgi_application()
