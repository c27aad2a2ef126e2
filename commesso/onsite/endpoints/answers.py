"""Asking and answering over plain ASGI, with the headers a shop's page needs to be allowed to ask."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec
from django.conf import settings

from commesso.kernel.errors import CommessoError
from commesso.stores import api as stores

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = tuple[tuple[bytes, bytes], ...]
T = TypeVar("T")

MAX_BODY_BYTES = 64 * 1024
CORS: Headers = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, POST, OPTIONS"),
    (b"access-control-allow-headers", b"content-type"),
    (b"access-control-max-age", b"86400"),
    (b"cross-origin-resource-policy", b"cross-origin"),
)
_TITLES = {
    400: "The request cannot be taken",
    401: "A write key is needed",
    404: "Not found",
    405: "The method is not possible",
    413: "Too large",
    429: "Too many requests",
    500: "Our mistake",
    503: "Not now",
}


@dataclass(frozen=True)
class Asked:
    """A request: its headers in small letters, where it came from, and how this server was reached."""

    method: str
    path: str
    query: str
    headers: Mapping[bytes, bytes]
    remote: str
    scheme: str
    body: bytes = b""

    def header(self, name: bytes) -> str:
        return self.headers.get(name, b"").decode("latin-1")

    @property
    def address(self) -> str:
        """Where it came from, behind our own proxies."""
        return stores.client_address(self.remote, self.header(b"x-forwarded-for"), proxies=settings.PROXIES)

    @property
    def host(self) -> str:
        forwarded = self.header(b"x-forwarded-host") if settings.PROXIES else ""
        return forwarded or self.header(b"host")

    @property
    def served_over(self) -> str:
        """The scheme the visitor's browser used: "http" or "https"."""
        forwarded = self.header(b"x-forwarded-proto") if settings.PROXIES else ""
        return forwarded if forwarded in ("http", "https") else self.scheme


@dataclass(frozen=True)
class Answer:
    status: int = 200
    body: bytes = b""
    headers: Headers = ()


class Refusal(CommessoError):
    """A request that cannot be taken: why, and at which field."""

    def __init__(self, status: int, detail: str, *, field: str = "", retry_after_seconds: float = 0) -> None:
        super().__init__(detail)
        self.status = status
        self.field = field
        self.retry_after_seconds = retry_after_seconds


def as_json(content: Any, *, status: int = 200, cache: str = "no-store") -> Answer:
    headers = ((b"content-type", b"application/json"), (b"cache-control", cache.encode()))
    return Answer(status, msgspec.json.encode(content), headers)


def as_problem(refusal: Refusal) -> Answer:
    """Say what is wrong as RFC 9457 has it, with the field."""
    problem = {
        "type": "about:blank",
        "title": _TITLES.get(refusal.status, "Error"),
        "status": refusal.status,
        "detail": str(refusal),
        "field": refusal.field,
        "errors": [{"field": refusal.field, "detail": str(refusal)}] if refusal.field else [],
    }
    headers = [(b"content-type", b"application/problem+json"), (b"cache-control", b"no-store")]
    if refusal.retry_after_seconds:
        headers.append((b"retry-after", str(int(refusal.retry_after_seconds) + 1).encode()))
    return Answer(refusal.status, msgspec.json.encode(problem), tuple(headers))


def read_json(body: bytes, kind: type[T]) -> T:
    """Read a body, whatever its content type says. Raise Refusal that names the field."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        detail, _, place = str(error).partition(" - at `$")
        raise Refusal(400, f"{detail}.", field=place.strip("`.").lstrip(".") or _missing(detail)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refusal(400, f"The body is not JSON: {error}.") from None


def _missing(detail: str) -> str:
    """Return the field of "Object missing required field `key`"."""
    return detail.split("`")[1] if "missing required field" in detail else ""


async def read_body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(400, "The connection closed before the body was whole.")
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MAX_BODY_BYTES:
            raise Refusal(413, f"The body is larger than {MAX_BODY_BYTES // 1024} KB. Send less.")
    return body
