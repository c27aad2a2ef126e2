"""What answers to machines: the collector's paths, the JSON API, and plain endpoints."""

import inspect
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from commesso.collector import endpoints as collector
from commesso.config.jsonapi import api
from commesso.discovery.endpoints import door as discovery
from commesso.events.stream import Kind
from commesso.onsite.endpoints import door as tag
from tools.reference.table import code, first_words

Row = tuple[str, str, str]

_SETTINGS_PATHS: tuple[Row, ...] = (
    ("GET", "`/v1/projects/{key}/settings`", "What Segment's browser library asks for before it sends."),
    (
        "GET",
        "`/sourceConfig/?writeKey={key}`",
        "What RudderStack's browser library asks for before it sends.",
    ),
)


def list_collector_rows() -> Iterator[Row]:
    shorts = {kind: kind.value[0] for kind in Kind if kind is not Kind.FACT}
    yield "POST", "`/v1/batch`, `/v1/import`, `/v1/b`", "Takes up to 2,500 events of any kind, 500 KB in all."
    for kind, short in shorts.items():
        assert all(collector.answers_to(prefix + short) for prefix in collector.PREFIXES)
        yield "POST", f"`/v1/{kind.value}`, `/v1/{short}`", f"Takes one `{kind.value}` event, at most 32 KB."
    yield from _SETTINGS_PATHS


def list_tag_rows() -> Iterator[Row]:
    """Yield what is asked for in a shop's pages, by the tag or by the shop's own script."""
    for (method, path), handle in (*tag.ROUTES.items(), *discovery.ROUTES.items()):
        yield method, code(path), first_words(handle)


def list_patterns() -> Iterator[tuple[str, Any]]:
    """Yield every address of Django with what it calls."""
    yield from _walk(get_resolver(), "/")


def _walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Any]]:
    for each in resolver.url_patterns:
        path = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each, path)
        elif isinstance(each, URLPattern):
            yield path, each.callback


def list_endpoint_rows() -> Iterator[Row]:
    for path, view in list_patterns():
        inner = inspect.unwrap(view)
        module = getattr(inner, "__module__", "")
        if module.startswith("commesso.") and module.endswith(".endpoints") and not path.startswith("/api/"):
            yield "GET", code(path), first_words(inner)


def list_api_rows() -> Iterator[Row]:
    """Yield the operations of the OpenAPI page, which is where the JSON API describes itself."""
    schema: dict[str, Any] = api.get_openapi_schema()
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            more = " ".join(operation.get("description", "").partition("\n\n")[0].split())
            yield method.upper(), code(path), f"{operation['summary']}. {more}".strip()
