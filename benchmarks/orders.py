"""How fast do carts and orders follow the log? Blocks of 5,000 as the runner hands them on, into SQLite."""

import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.harness import print_table

if TYPE_CHECKING:
    from commesso.events.stream import StreamEvent

EVENTS = 200_000
COMMERCE_EVENTS = 40_000
BLOCK = 5_000
_START = datetime(2026, 3, 1, tzinfo=UTC)
# What a visit is made of, after its pages and product views.
_STEPS: tuple[tuple[str, float], ...] = (
    ("Product Added", 1.0),
    ("Product Added", 0.4),
    ("Cart Viewed", 0.5),
    ("Checkout Started", 0.4),
    ("Checkout Step Viewed", 0.4),
    ("Payment Info Entered", 0.3),
    ("Order Completed", 0.3),
)


def make_events(store_id: int, count: int, *, views: int, seed: int = 7) -> list["StreamEvent"]:
    """Visits of pages and products; with `views` before each cart step. Time order, like the log."""
    chance, visit = random.Random(seed), 0
    events: list[StreamEvent] = []
    while len(events) < count:
        visit += 1
        at = _START + timedelta(seconds=visit * 2)
        for step, (name, props) in enumerate(_visit(chance, visit, views)):
            events.append(
                _event(
                    store_id,
                    f"{visit}-{step}",
                    at=at + timedelta(seconds=step * 20),
                    name=name,
                    visit=visit,
                    props=props,
                )
            )
    events.sort(key=lambda event: event.at)
    return events[:count]


def _visit(chance: random.Random, visit: int, views: int) -> Iterator[tuple[str, dict[str, Any]]]:
    def product() -> dict[str, Any]:
        number = chance.randrange(2_000)
        return {
            "product_id": f"p{number}",
            "name": f"Lamp {number}",
            "price": 10 + number / 100,
            "quantity": 1,
        }

    for _ in range(views):
        yield chance.choice(
            [("Product Viewed", product()), ("Home", {}), ("Product List Viewed", {"list_id": "new"})]
        )
    if views and chance.random() > 0.15:
        return
    inside = [product() for _ in range(2)]
    for name, probability in _STEPS:
        if chance.random() < probability:
            yield name, _props(name, visit, inside)


def _props(name: str, visit: int, inside: list[dict[str, Any]]) -> dict[str, Any]:
    if name == "Product Added":
        return {"cart_id": f"c{visit}", "currency": "EUR", **inside[0]}
    if name == "Cart Viewed":
        return {"cart_id": f"c{visit}", "products": inside}
    if name == "Order Completed":
        total = sum(each["price"] for each in inside)
        return {"order_id": f"o{visit}", "total": total, "currency": "EUR", "products": inside}
    return {"checkout_id": f"k{visit}", "step": 2, "products": inside}


def _event(
    store_id: int, key: str, *, at: datetime, name: str, visit: int, props: dict[str, Any]
) -> "StreamEvent":
    import msgspec

    from commesso.events.stream import Kind, StreamEvent
    from commesso.kernel.ids import EventId, SourceId, StoreId, visitor_id

    visitor = f"v{visit % 60_000}"
    return StreamEvent(
        id=EventId(f"m-{key}"),
        store_id=StoreId(store_id),
        source_id=SourceId(1),
        kind=Kind.TRACK,
        name=name,
        at=at,
        received_at=at,
        visitor_id=visitor_id(anonymous_id=visitor),
        user_id="",
        anonymous_id=visitor,
        session_id="s",
        props=msgspec.Raw(msgspec.json.encode(props)),
    )


def run(
    handle: Callable[[Sequence["StreamEvent"]], None], names: frozenset[str], events: list["StreamEvent"]
) -> float:
    """Carry the events to a handler as the runner does; return the seconds."""
    from django.db import transaction

    begun = time.perf_counter()
    for start in range(0, len(events), BLOCK):
        wanted = [event for event in events[start : start + BLOCK] if event.name in names]
        if wanted:
            with transaction.atomic():
                handle(wanted)
    return time.perf_counter() - begun


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="commesso-bench-"))
    os.environ.update(COMMESSO_DATA=str(folder), DJANGO_SETTINGS_MODULE="commesso.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from commesso.catalog import subscribers as catalog
    from commesso.orders import subscribers as orders
    from commesso.stores import api as stores

    call_command("migrate", verbosity=0)
    rows: list[tuple[str, ...]] = [("", "events", "commerce", "seconds", "events/s", "commerce events/s")]
    for label, views, count in (
        ("typical traffic", 8, EVENTS),
        ("commerce events alone", 0, COMMERCE_EVENTS),
    ):
        store = stores.create_store(slug=f"bench-{views}", name="Bench")
        events = make_events(store.id, count, views=views)
        for room, handle, names in (
            ("orders", orders.on_stream, orders.NAMES),
            ("catalog", catalog.on_stream, catalog.NAMES),
            ("orders, the same again", orders.on_stream, orders.NAMES),
        ):
            wanted = sum(event.name in names for event in events)
            seconds = run(handle, names, events)
            figures = (f"{seconds:.1f}", f"{count / seconds:,.0f}", f"{wanted / seconds:,.0f}")
            rows.append((f"{room}: {label}", f"{count:,}", f"{wanted:,}", *figures))
    print_table("Log -> carts, orders and products", rows)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
