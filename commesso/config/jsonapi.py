"""The JSON API as one: the routers of all rooms under one address."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from ninja import Router

from commesso.infra import jsonapi
from commesso.stores import api as stores

_DESCRIPTION = """\
Read and write what Commesso knows of your shop. Send a secret key (`Authorization: Bearer sk_…`), made under
*Settings → Keys*. Amounts are texts in the currency's own unit. Lists come in pages: follow `next_cursor`.

Writing is by your own ids and may be repeated: the same row twice changes nothing, an older `updated_at` never
wins.
"""

api = jsonapi.create_api(title="Commesso", description=_DESCRIPTION, find_holder=stores.actor_for_api_key)
for _room in settings.ROOMS:
    if find_spec(f"commesso.{_room}.endpoints"):
        _router = getattr(import_module(f"commesso.{_room}.endpoints"), "router", None)
        if isinstance(_router, Router):
            api.add_router("", _router)

_urls = (jsonapi.list_urls(api), "ninja")
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(_urls, namespace=api.urls_namespace)),
    path("<path:rest>", jsonapi.not_found),
]
