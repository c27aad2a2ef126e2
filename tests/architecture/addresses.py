"""Every address the program answers to, read from the URL configuration."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

_KEY = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """One pattern: its name with namespaces, and the names of what stands in the path."""

    name: str
    route: str
    keys: tuple[str, ...]

    @property
    def is_of_a_shop(self) -> bool:
        """Whether the path names a shop: `/s/<slug>/...`."""
        return "slug" in self.keys

    @property
    def is_of_the_api(self) -> bool:
        return self.route.startswith("api/")

    def fill(self, values: Mapping[str, object]) -> str:
        return "/" + _KEY.sub(lambda key: str(values[key[1]]), self.route)


def list_addresses() -> list[Address]:
    return sorted(_walk(get_resolver(), (), "", ()), key=lambda each: each.route)


def _walk(
    resolver: URLResolver, spaces: tuple[str, ...], prefix: str, keys: tuple[str, ...]
) -> Iterator[Address]:
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern)
        inside = (*keys, *each.pattern.converters)
        if isinstance(each, URLResolver):
            space = (each.namespace,) if each.namespace else ()
            yield from _walk(each, (*spaces, *space), route, inside)
        elif isinstance(each, URLPattern):
            yield Address(":".join((*spaces, each.name or "")), route, inside)
