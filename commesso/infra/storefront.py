"""Asking and answering in a shop's own pages: plain ASGI, beside Django, with the headers that let any site ask.

`from commesso.infra.api import storefront`
"""

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

import msgspec
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections, connection

from commesso.kernel.addresses import client_address
from commesso.kernel.errors import CommessoError
from commesso.kernel.limits import Buckets
from commesso.kernel.memory import Kept

log = logging.getLogger(__name__)

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = tuple[tuple[bytes, bytes], ...]
P = ParamSpec("P")
T = TypeVar("T")

MAX_BODY_BYTES = 64 * 1024
_LONGEST_KEY = 100  # letters; a longer one is not even remembered as unknown
CORS: Headers = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, POST, OPTIONS"),
    (b"access-control-allow-headers", b"content-type"),
    (b"access-control-max-age", b"86400"),
    (b"access-control-expose-headers", b"retry-after"),
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
        return client_address(self.remote, self.header(b"x-forwarded-for"), proxies=settings.PROXIES)

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


Handle = Callable[[Asked], Awaitable[Answer]]


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
    if b"\\u0000" in body:
        raise Refusal(400, "The body has a NUL sign (\\u0000), which no text may hold. Leave it out.")
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


async def serve(scope: Scope, receive: Receive, send: Send, *, find: Callable[[Asked], Handle]) -> None:
    """Answer one request with what `find` returns; it raises Refusal for an address that is none."""
    asked = Asked(
        method=scope["method"],
        path=scope["path"],
        query=scope["query_string"].decode("latin-1"),
        headers=dict(scope["headers"]),
        remote=(scope.get("client") or ("",))[0],
        scheme=scope.get("scheme", "http"),
    )
    answer = await _answer(asked, receive, find)
    body = b"" if asked.method == "HEAD" else answer.body
    headers = [*answer.headers, *CORS, (b"content-length", str(len(answer.body)).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _answer(asked: Asked, receive: Receive, find: Callable[[Asked], Handle]) -> Answer:
    try:
        if asked.method == "OPTIONS":
            return Answer(204)
        handle = find(asked)
        if asked.method == "POST":
            asked = Asked(**{**vars(asked), "body": await read_body(receive)})
        return await handle(asked)
    except Refusal as refusal:
        return as_problem(refusal)
    except Exception:  # a page of a shop must get an answer, whatever it was
        log.exception("The storefront's door failed at %s %s.", asked.method, asked.path)
        return as_problem(Refusal(500, "Something broke on our side, and it was written down."))


def choose_handle(routes: Mapping[tuple[str, str], Handle], asked: Asked, *, path: str) -> Handle:
    """Return who answers at a path. Raise Refusal where nobody does, or not to this method."""
    method = "GET" if asked.method == "HEAD" else asked.method
    handle = routes.get((method, path))
    if handle is not None:
        return handle
    others = [known for known, each in routes if each == path]
    if others:
        raise Refusal(405, f"{asked.method} is not possible here. Use {' or '.join(others)}.")
    raise Refusal(404, f"{asked.path[:200]!r} is no address of the tag's.")


@dataclass(frozen=True)
class Pace:
    """How often something may be asked with one write key, and from one address."""

    of: str  # "requests"
    per_key: Buckets
    per_address: Buckets

    def keep(self, asked: Asked, key: str) -> None:
        """Count a request. Raise Refusal when it comes too soon, and for what cannot be a key.

        What its own address is refused is not counted against the shop, or one stranger could shut everybody out.
        """
        if len(key) > _LONGEST_KEY or "\0" in key:
            raise _unknown_key()
        at = time.monotonic()
        wait = self.per_address.take(asked.address, at) or self.per_key.take(key, at)
        if wait:
            raise Refusal(
                429, f"Too many {self.of}. Wait as long as Retry-After says.", retry_after_seconds=wait
            )

    def forget(self) -> None:
        """Begin anew, as a new process does."""
        self.per_key.empty()
        self.per_address.empty()


async def open_shop(
    key: str, *, recall: Callable[[str], Kept[T | None] | None], find: Callable[[str], T | None]
) -> T:
    """Return what a write key opens, from memory or else by asking the database. Raise Refusal for an unknown key."""
    kept = recall(key)
    shop = await in_thread(find)(key) if kept is None else kept.value
    if shop is None:
        raise _unknown_key()
    return shop


def _unknown_key() -> Refusal:
    detail = "The write key is not known, or was revoked. Copy it from Settings, Install."
    return Refusal(401, detail, field="key")


def in_thread(work: Callable[P, T], pool: ThreadPoolExecutor | None = None) -> Callable[P, Awaitable[T]]:
    """Run what asks the database in a thread of its own, so that no other page waits.

    The threads are few. What waits for another server for seconds brings a pool of its own.
    """

    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(*args, **kwargs)
        finally:
            # Opening a SQLite file costs more than asking it, and these threads are few: theirs stay open.
            if connection.vendor != "sqlite":
                close_old_connections()

    return sync_to_async(run, thread_sensitive=False, executor=pool)
