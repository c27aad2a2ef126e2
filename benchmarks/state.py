"""How fast do events go from the log into profiles, carts and orders?"""

import os
import random
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.harness import print_table

EVENTS = 120_000


def make_events(count: int, *, seed: int = 5) -> list[dict[str, Any]]:
    """An ordinary day: eight in ten look around, the others fill carts, sign in, buy."""
    chance = random.Random(seed)
    visitors = count // 12
    return [_make_event(number, chance.randrange(visitors), chance) for number in range(count)]


def _make_event(number: int, visitor: int, chance: random.Random) -> dict[str, Any]:
    product = {
        "product_id": f"p{chance.randrange(500)}",
        "price": 10 + chance.randrange(90),
        "quantity": 1,
        "currency": "EUR",
    }
    event: dict[str, Any] = {
        "type": "track",
        "messageId": f"b-{number}",
        "anonymousId": f"device-{visitor}",
        "timestamp": f"2026-03-{1 + number % 28:02}T{number % 24:02}:{number % 60:02}:00Z",
        "properties": product,
        "context": {"locale": "it-IT", "page": {"url": "https://shop.example/p", "path": "/p"}},
    }
    kind = chance.random()
    if kind < 0.40:
        return event | {"type": "page", "name": "Home"}
    if kind < 0.82:
        return event | {"event": "Product Viewed"}
    if kind < 0.92:
        return event | {"event": "Product Added", "properties": {**product, "cart_id": f"cart-{visitor}"}}
    if kind < 0.96:
        return event | {
            "type": "identify",
            "userId": f"user-{visitor}",
            "traits": {"email": f"u{visitor}@example.com", "name": "Cleo"},
        }
    order = {
        "order_id": f"o-{number}",
        "cart_id": f"cart-{visitor}",
        "total": 40,
        "currency": "EUR",
        "products": [product],
    }
    return event | {"event": "Order Completed", "userId": f"user-{visitor}", "properties": order}


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="commesso-bench-"))
    os.environ.update(COMMESSO_DATA=str(folder), DJANGO_SETTINGS_MODULE="commesso.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from commesso.collector import api as collector
    from commesso.infra import api as infra
    from commesso.infra.contracts import Place
    from commesso.infra.eventstore import client
    from commesso.infra.eventstore.migrate import migrate
    from commesso.infra.log.lanes import close_lanes
    from commesso.infra.stream.runner import Runner
    from commesso.kernel.clock import now
    from commesso.orders.models import Order
    from commesso.profiles.models import Profile
    from commesso.stores import api as stores

    call_command("migrate", verbosity=0)
    migrate()
    store = stores.create_store(slug="bench", name="Bench")
    source = stores.create_source(store_id=store.id, name="bench")
    sent = make_events(EVENTS)
    for start in range(0, EVENTS, 100):
        events, refused = collector.read_events(source, sent[start : start + 100], now())
        assert not refused
        infra.append_offline(infra.MAIN, events)
    runner = Runner()
    begun = time.perf_counter()
    while runner.relay_step() + runner.step(Place.STATE):
        pass
    seconds = time.perf_counter() - begun
    print_table(
        "Log -> profiles, carts and orders (with the facts they tell each other)",
        [
            ("events", "profiles", "orders", "seconds", "events/s"),
            (
                f"{EVENTS:,}",
                f"{Profile.objects.for_store(store.id).count():,}",
                f"{Order.objects.for_store(store.id).count():,}",
                f"{seconds:.1f}",
                f"{EVENTS / seconds:,.0f}",
            ),
        ],
    )
    close_lanes()
    client.close()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
