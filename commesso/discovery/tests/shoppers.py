"""What shoppers do in these tests, as events on the stream."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInput, ProductStatus
from commesso.events.stream import Kind, StreamEvent
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.kernel.ids import EventId, SourceId, VisitorId, visitor_id
from commesso.stores.contracts import StoreInfo

START = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
GOODS = {
    "desk-lamp": ("Brass desk lamp", "Home > Lamps", 40),
    "floor-lamp": ("Brass floor lamp", "Home > Lamps", 60),
    "bulb": ("Warm light bulb", "Home > Bulbs", 5),
    "oak-chair": ("Oak chair", "Home > Chairs", 80),
    "oak-table": ("Oak table", "Home > Tables", 200),
    "coffee": ("Ground coffee", "Kitchen", 8),
}


def say_who(shop: StoreInfo, who: str, user_id: str) -> None:
    """Have a device say whose it is."""
    tell(shop, "", 4_000, who, kind=Kind.IDENTIFY, user_id=user_id)


def tell(
    shop: StoreInfo,
    name: str,
    minute: int,
    who: str,
    *,
    kind: Kind = Kind.TRACK,
    user_id: str = "",
    **props: Any,
) -> None:
    """Have somebody do something in a shop."""
    at = START + timedelta(minutes=minute)
    event = StreamEvent(
        id=EventId(f"{shop.slug}-{name}-{who}-{minute}"),
        store_id=shop.id,
        source_id=SourceId(1),
        kind=kind,
        name=name,
        at=at,
        received_at=at,
        visitor_id=VisitorId(visitor_id(user_id=user_id, anonymous_id=who)),
        user_id=user_id,
        anonymous_id=who,
        session_id=f"{who}-{minute // 60}",
        props=msgspec.Raw(msgspec.json.encode(props)),
    )
    infra.append_offline("main", [event])


def stock(shop: StoreInfo, *product_ids: str, **more: Any) -> None:
    products = [
        ProductInput(
            product_id=each,
            title=GOODS[each][0],
            categories=(GOODS[each][1],),
            price=Decimal(GOODS[each][2]),
            currency="EUR",
            **{"stock": 5, "status": ProductStatus.ACTIVE, **more},
        )
        for each in product_ids or GOODS
    ]
    catalog.import_products(shop.id, products, source="test", at=START)


def buy(shop: StoreInfo, minute: int, who: str, *product_ids: str) -> None:
    lines = [{"product_id": each, "price": 9, "quantity": 1} for each in product_ids]
    tell(shop, "Order Completed", minute, who, order_id=f"{who}-{minute}", currency="EUR", products=lines)


def open_busily(stream: Runner, shop: StoreInfo) -> None:
    """Have lamps bought with bulbs, tables with chairs, and coffee again and again."""
    stock(shop)
    for number in range(20):
        who, at = f"shopper{number % 5}", number * 120
        pair = [("desk-lamp", "bulb"), ("oak-table", "oak-chair")][number % 2]
        for place, product in enumerate(pair):
            tell(shop, "Product Viewed", at + place, who, product_id=product)
        buy(shop, at + 5, who, *pair, "coffee")
    stream.drain()
