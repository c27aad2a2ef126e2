"""Lists in pages: a cursor names the last row seen, so rows that come or go meanwhile shift nothing."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Generic, TypeVar

from commesso.kernel.errors import Invalid

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """A part of a list. `next_cursor` is "" on the last page."""

    items: tuple[T, ...]
    next_cursor: str = ""


def write_cursor(*keys: str | int) -> str:
    """Return an opaque text for the sort keys of the last row of a page."""
    return base64.urlsafe_b64encode(json.dumps(keys).encode()).decode().rstrip("=")


def read_cursor(cursor: str, *types: type[str] | type[int]) -> tuple[str | int, ...]:
    """Return the sort keys again; () for "". Raise Invalid for a text that we did not write."""
    if not cursor:
        return ()
    try:
        keys = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        keys = None
    if not isinstance(keys, list) or [type(key) for key in keys] != list(types):
        raise Invalid(
            f"cursor={cursor!r} is not one of ours. Use next_cursor of the page before.", field="cursor"
        )
    return tuple(keys)
