"""Asking the search door as a shop's page does."""

import asyncio
import json
from typing import Any

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInput
from commesso.discovery.endpoints.door import application
from commesso.kernel.clock import now
from commesso.stores.contracts import SourceInfo, StoreInfo

GOODS = (
    ("desk", "Lampada da tavolo", "Desk lamp", "79", "ottone"),
    ("floor", "Lampada da terra", "Floor lamp", "159", "ottone"),
    ("paper", "Lampada di carta", "Paper lamp", "29", "bianco"),
    ("vase", "Vaso di ceramica", "Ceramic vase", "49", "bianco"),
)


def fill(shop: StoreInfo, *products: ProductInput) -> None:
    catalog.import_products(shop.id, products, source="till", at=now())


def ask(what: str, body: Any, *, secret: str = "") -> tuple[int, Any]:
    """Ask as a page does, or with a secret key as a server does, and return the status and the JSON."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": json.dumps(body).encode()}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/api/v1/discovery/{what}",
        "query_string": b"",
        "client": ("192.0.2.7", 4711),
        "headers": [
            (b"host", b"localhost:8000"),
            *([(b"authorization", f"Bearer {secret}".encode())] if secret else []),
        ],
    }
    asyncio.run(application(scope, receive, send))
    assert dict(sent[0]["headers"])[b"access-control-allow-origin"] == b"*"
    return sent[0]["status"], json.loads(sent[1]["body"])


def search(source: SourceInfo, query: str, **more: Any) -> Any:
    status, told = ask("search", {"key": source.write_key, "query": query, **more})
    assert status == 200, told
    return told


def ids(told: Any) -> set[str]:
    return {product["product_id"] for product in told["products"]}
