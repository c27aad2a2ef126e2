"""What the tests of guides share: lamps in a shop, and a page that asks."""

import asyncio
import json
from decimal import Decimal
from typing import Any

from commesso.catalog import api as catalog
from commesso.catalog.contracts import Image, ProductInput, Translation, VariantInput
from commesso.discovery.actions.guiding import forget_guides
from commesso.discovery.endpoints.door import application
from commesso.discovery.endpoints.entering import forget
from commesso.kernel.clock import now
from commesso.stores.contracts import StoreInfo

PATH = "/api/v1/discovery/guide"


def begin_anew() -> None:
    """Meet a process that has just begun."""
    forget()
    forget_guides()


def ask(body: Any, *, path: str = PATH, method: str = "POST") -> tuple[int, Any]:
    """Ask as a page does, and return the status and the JSON."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {
            "type": "http.request",
            "body": body if isinstance(body, bytes) else json.dumps(body).encode(),
        }

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "client": ("192.0.2.7", 4711),
        "headers": [(b"host", b"localhost:8000")],
    }
    asyncio.run(application(scope, receive, send))
    headers = dict(sent[0]["headers"])
    assert headers[b"access-control-allow-origin"] == b"*"
    return sent[0]["status"], json.loads(sent[1]["body"] or b"null")


def lamp(number: int, **others: Any) -> ProductInput:
    values: dict[str, Any] = {
        "product_id": f"p{number:02}",
        "title": f"Lampada {number}",
        "languages": {"en": Translation(title=f"Lamp {number}")},
        "url": f"https://shop.example/p{number:02}",
        "images": (Image(url=f"https://shop.example/p{number:02}.jpg"),),
        "categories": ("Casa > Lampade" if number % 3 else "Casa > Lampade > Da tavolo",),
        "attributes": {
            "colour": ("nero", "bianco", "rosso", "ottone")[number % 4],
            "height": f"{10 + number * 7 % 40} cm",
            "dimmable": ("sì", "no")[number // 4 % 2],
        },
        "variants": (
            VariantInput(variant_id=f"v{number:02}", price=Decimal(20 + number), currency="EUR", stock=5),
        ),
    }
    return ProductInput(**{**values, **others})


def rug(number: int) -> ProductInput:
    return lamp(
        number,
        product_id=f"r{number:02}",
        title=f"Tappeto {number}",
        languages={},
        categories=("Casa > Tappeti",),
        attributes={"weave": ("piatta", "annodata")[number % 2]},
        variants=(VariantInput(variant_id=f"w{number}", price=Decimal(90), currency="EUR", stock=1),),
    )


def fill(shop: StoreInfo, *products: ProductInput) -> None:
    catalog.import_products(shop.id, products, source="till", at=now())
