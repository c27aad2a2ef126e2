"""The doors that client libraries send to. Plain ASGI: this is the one hot path, so no framework stands in it."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

import msgspec

from commesso.collector.actions import Delivery, Outcome, find_source, take_in
from commesso.collector.contracts import Reason, Refusal, Refused
from commesso.collector.rules.read import MAX_BATCH_BYTES
from commesso.events.stream import Kind

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_OPERATIONS: dict[str, Kind | None] = {
    **{kind.value: kind for kind in Kind if kind is not Kind.FACT},
    **{kind.value[0]: kind for kind in Kind if kind is not Kind.FACT},
    **dict.fromkeys(("batch", "import", "b"), None),
}
# The second prefix has no word that blockers look for.
PREFIXES = ("/v1/", "/c/")
_POSTS = {prefix + name: kind for prefix in PREFIXES for name, kind in _OPERATIONS.items()}
_CORS = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", b"GET, POST, OPTIONS"),
    (
        b"access-control-allow-headers",
        b"authorization, content-type, content-encoding, x-write-key, anonymousid",
    ),
    (b"access-control-expose-headers", b"retry-after"),  # or a script could not read when to come back
    (b"access-control-max-age", b"86400"),
    (b"cross-origin-resource-policy", b"cross-origin"),
]
_JSON = [(b"content-type", b"application/json"), (b"cache-control", b"no-store"), *_CORS]
_PROBLEM = [(b"content-type", b"application/problem+json"), (b"cache-control", b"no-store"), *_CORS]
_SUCCESS = b'{"success":true}'


def answers_to(path: str) -> bool:
    """Say whether a request belongs to the collector."""
    return path.startswith(PREFIXES) or path == "/sourceConfig/"


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request of the collector."""
    try:
        await _route(scope, receive, send)
    except Refused as error:
        await _send_refusal(send, error.refusal, error.retry_after_seconds)


async def _route(scope: Scope, receive: Receive, send: Send) -> None:
    path, method = scope["path"].rstrip("/"), scope["method"]
    if method == "OPTIONS":
        await _send(send, 204, _CORS, b"")
    elif path in _POSTS:
        if method != "POST":
            await _send(send, 405, [(b"allow", b"POST, OPTIONS"), *_JSON], b'{"success":false}')
            return
        delivery = await _read(scope, receive, _POSTS[path])
        await _answer(send, delivery, await take_in(delivery))
    elif path in ("/v1/m", "/c/m"):  # a browser library reports on itself; nobody needs it
        await _read_body(receive)
        await _send(send, 200, _JSON, _SUCCESS)
    elif method == "GET" and path.endswith("/settings") and "/projects/" in path:
        await _send_settings(send, scope, path.split("/projects/", 1)[1].removesuffix("/settings"))
    elif method == "GET" and path == "/sourceConfig":
        await _send_source_config(
            send, parse_qs(scope["query_string"].decode("latin-1")).get("writeKey", [""])[0]
        )
    else:
        await _send(
            send,
            404,
            _PROBLEM,
            _problem(404, "not_found", "", f"{method} {path[:80]} is not an address here."),
        )


async def _read(scope: Scope, receive: Receive, kind: Kind | None) -> Delivery:
    headers = dict(scope["headers"])
    return Delivery(
        body=await _read_body(receive),
        key=_read_key(headers),
        kind=kind,
        user_agent=headers.get(b"user-agent", b"").decode("latin-1"),
        gpc=headers.get(b"sec-gpc") == b"1",
    )


async def _read_body(receive: Receive) -> bytes:
    body = b""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refused(
                Refusal(Reason.NOT_JSON, "body", "The connection closed before the body was whole.")
            )
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MAX_BATCH_BYTES:
            raise Refused(
                Refusal(
                    Reason.TOO_LARGE,
                    "body",
                    f"The body is larger than {MAX_BATCH_BYTES // 1024} KB. Send smaller batches.",
                )
            )
    return body


def _read_key(headers: Mapping[bytes, bytes]) -> str:
    """The write key: user of Basic, or X-Write-Key. The body may name it instead."""
    scheme, _, credentials = headers.get(b"authorization", b"").partition(b" ")
    if scheme.lower() == b"basic":
        try:
            return base64.b64decode(credentials, validate=True).partition(b":")[0].decode()
        except (binascii.Error, UnicodeDecodeError):
            raise Refused(
                Refusal(
                    Reason.UNKNOWN_KEY,
                    "Authorization",
                    "Authorization is not readable. Use Basic with the write key as user.",
                )
            ) from None
    return headers.get(b"x-write-key", b"").decode("latin-1")


async def _answer(send: Send, delivery: Delivery, outcome: Outcome) -> None:
    faults = [(place, refusal) for place, refusal in outcome.refused if not refusal.is_drop]
    if not faults:
        await _send(send, 200, _JSON, _SUCCESS)
    elif not outcome.accepted and len(faults) == len(outcome.refused):
        place, refusal = faults[0]
        field = refusal.field if delivery.kind else f"batch[{place}].{refusal.field}".removesuffix(".batch")
        await _send_refusal(send, Refusal(refusal.reason, field, refusal.message), None)
    else:
        listed = [
            {"index": place, "field": each.field, "reason": each.reason, "detail": each.message}
            for place, each in faults
        ]
        await _send(send, 200, _JSON, msgspec.json.encode({"success": True, "refused": listed[:100]}))


async def _send_settings(send: Send, scope: Scope, key: str) -> None:
    """What @segment/analytics-next asks for before it sends anything."""
    await _known(key)
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    settings = {
        "integrations": {
            "Segment.io": {
                "apiKey": key,
                "apiHost": f"{host}/v1",
                "unbundledIntegrations": [],
                "addBundledMetadata": True,
            }
        },
        "plan": {"track": {"__default": {"enabled": True}}, "identify": {"__default": {"enabled": True}}},
        "edgeFunction": {},
        "analyticsNextEnabled": True,
        "middlewareSettings": {},
        "enabledMiddleware": {},
        "metrics": {"sampleRate": 0},
        "legacyVideoPluginsEnabled": False,
        "remotePlugins": [],
    }
    await _send(send, 200, _JSON, msgspec.json.encode(settings))


async def _send_source_config(send: Send, key: str) -> None:
    """What @rudderstack/analytics-js asks for before it sends anything."""
    await _known(key)
    config = {
        "source": {
            "id": key,
            "name": "Commesso",
            "writeKey": key,
            "enabled": True,
            "workspaceId": "commesso",
            "connections": [],
            "destinations": [],
            "dataplanes": {},
            "config": {"statsCollection": {"errors": {"enabled": False}, "metrics": {"enabled": False}}},
        }
    }
    await _send(send, 200, _JSON, msgspec.json.encode(config))


async def _known(key: str) -> None:
    if not key or await find_source(key) is None:
        raise Refused(
            Refusal(
                Reason.UNKNOWN_KEY, "writeKey", "The write key is not known. Copy it from Settings, Keys."
            )
        )


async def _send_refusal(send: Send, refusal: Refusal, retry_after_seconds: int | None) -> None:
    headers = list(_PROBLEM)
    if retry_after_seconds is not None:
        headers.append((b"retry-after", str(retry_after_seconds).encode()))
    if refusal.status == 401:
        headers.append((b"www-authenticate", b'Basic realm="Commesso"'))
    await _send(
        send,
        refusal.status,
        headers,
        _problem(refusal.status, refusal.reason, refusal.field, refusal.message),
    )


def _problem(status: int, reason: str, field: str, detail: str) -> bytes:
    """An error as RFC 9457 has it, with the field that is wrong."""
    title = str(reason).replace("_", " ").capitalize()
    return msgspec.json.encode(
        {
            "type": f"urn:commesso:{reason}",
            "title": title,
            "status": status,
            "detail": detail,
            "field": field,
            "success": False,
        }
    )


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
