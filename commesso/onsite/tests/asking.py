"""Speaking to the tag's doors as a shop's page does, and panels to ask for."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId
from commesso.onsite.contracts import Content
from commesso.onsite.endpoints.door import application
from commesso.onsite.models import Panel


@dataclass(frozen=True)
class Answered:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(path: str, body: Any = None, *, method: str = "", **headers: str) -> Answered:
    """Send what the tag sends: text/plain with JSON in it, so that no browser asks for leave before."""
    sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    named = {"content_type": "text/plain;charset=UTF-8", "host": "localhost:8000", **headers}
    chosen = method or ("GET" if body is None else "POST")
    return asyncio.run(_ask(path, sent, {key.replace("_", "-"): text for key, text in named.items()}, chosen))


async def _ask(path: str, body: bytes, headers: dict[str, str], method: str) -> Answered:
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "scheme": "http",
        "client": ("192.0.2.7", 4711),
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
    assert answered["access-control-allow-origin"] == "*"
    assert "set-cookie" not in answered
    return Answered(start["status"], answered, end["body"])


BAR = {
    "it": Content(text="Spedizione gratuita", dismiss="Chiudi"),
    "en": Content(text="Free shipping", dismiss="Close"),
}
CARD = {
    "it": Content(
        title="Lettere dalla bottega",
        text="Una al mese.",
        dismiss="No, grazie",
        email_label="E-mail",
        consent_label="Scrivetemi pure",
        submit="Iscrivimi",
        done="Guarda la posta",
    )
}


def make_panel(store_id: StoreId, **values: Any) -> Panel:
    """A panel that is on."""
    contents = values.pop("contents", BAR)
    filled: dict[str, Any] = {
        "name": "Bar",
        "kind": "bar",
        "state": "active",
        "activated_at": now(),
        "contents": {language: vars(content) for language, content in contents.items()},
        **values,
    }
    row = Panel(store_id=store_id)
    for name, value in filled.items():
        setattr(row, name, value)
    row.save()
    return row


def make_sign_up_panel(store_id: StoreId, **values: Any) -> Panel:
    return make_panel(
        store_id, **{"name": "Sign-up", "kind": "corner", "asks": "sign_up", "contents": CARD, **values}
    )
