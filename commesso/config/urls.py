"""Root addresses. Each room brings its own; rooms not built yet are not here."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("commesso.config.jsonapi")),
    *(
        path("", include(f"commesso.{room}.urls"))
        for room in settings.ROOMS
        if find_spec(f"commesso.{room}.urls")
    ),
]
