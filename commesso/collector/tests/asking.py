"""Speaking to the collector's door as a shop does."""

import asyncio
import json
from typing import Any

from commesso.collector.endpoints import application
from commesso.infra import api as infra

Answer = tuple[int, dict[str, str], Any]

VIEWED = {
    "type": "track",
    "event": "Product Viewed",
    "anonymousId": "cleo",
    "messageId": "m1",
    "properties": {"price": "12.50"},
}


async def _ask(path: str, body: bytes, headers: dict[str, str], method: str) -> Answer:
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await application(scope, receive, send)
    start, end = sent
    answered = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], answered, json.loads(end["body"]) if end["body"] else None


def ask(path: str, body: Any, *, method: str = "POST", **headers: str) -> Answer:
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    return asyncio.run(
        _ask(path, sent, {name.replace("_", "-"): value for name, value in headers.items()}, method)
    )


def stored() -> list[dict[str, Any]]:
    return infra.query_text("SELECT * EXCEPT props FROM events WHERE kind != 'fact' ORDER BY id")
