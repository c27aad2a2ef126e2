"""Asking discovery's doors as a shop's page does."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commesso.discovery.endpoints.door import application


@dataclass(frozen=True)
class Answered:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(what: str, body: Any = None, *, headers: Mapping[str, str] | None = None) -> Answered:
    """GET "assistant?key=…", or POST a body to "talk"."""
    sent: list[dict[str, Any]] = []
    said = {"host": "localhost:8000", **(headers or {})}
    path, _, query = what.partition("?")

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": json.dumps(body).encode()}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET" if body is None else "POST",
        "path": f"/api/v1/discovery/{path}",
        "query_string": query.encode(),
        "client": ("192.0.2.7", 4711),
        "headers": [(name.encode(), value.encode()) for name, value in said.items()],
    }
    asyncio.run(application(scope, receive, send))
    heard = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    assert heard["access-control-allow-origin"] == "*"
    return Answered(sent[0]["status"], heard, sent[1]["body"])
