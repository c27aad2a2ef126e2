"""Twenty times the power goes while a shop is busy. Nothing acknowledged is lost, nothing counts twice."""

import contextlib
import http.client
import json
import queue
import random
import shutil
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import RunningShop

ROUNDS = 20
BATCHES = 1_200
BATCH_EVENTS = 5

# What must be equal after all: who is who, every cart, every order. Times of our own clock are left out.
DUMP = """
import django; django.setup()
import json
from datetime import UTC, datetime
from commesso.infra.stream.runner import Runner
from commesso.orders.jobs import age_all_carts
from commesso.orders.models import Cart, Order, OrderLine
from commesso.profiles.models import Identifier
from commesso.stores import api as stores
runner = Runner(); runner.drain(); age_all_carts(datetime(2027, 1, 1, tzinfo=UTC)); runner.drain()
store = stores.get_store_by_slug("bottega").id
people = {}
for row in Identifier.objects.for_store(store).select_related("profile"):
    people.setdefault(row.profile.root_id, []).append(f"{row.kind}={row.value}")
carts = Cart.objects.for_store(store).order_by("key").values_list(
    "key", "state", "order_id", "items", "value_minor", "user_id", "anonymous_id")
orders = Order.objects.for_store(store).order_by("order_id").values_list(
    "order_id", "total_minor", "refunded_minor", "order_state", "payment_state", "user_id", "anonymous_id", "item_count")
lines = OrderLine.objects.for_store(store).order_by("order__order_id", "line_id").values_list(
    "order__order_id", "line_id", "ordered", "total_minor")
print(json.dumps({
    "people": sorted(sorted(each) for each in people.values()),
    "carts": list(map(list, carts)), "orders": list(map(list, orders)), "lines": list(map(list, lines)),
}))
"""


def make_batches(seed: int) -> list[list[dict[str, Any]]]:
    """A busy day: visitors look, fill carts, take things out, sign in, buy, give back."""
    chance = random.Random(seed)
    events = []
    for number in range(BATCHES * BATCH_EVENTS):
        visitor = chance.randrange(400)
        product = f"p{chance.randrange(40)}"
        event: dict[str, Any] = {
            "type": "track",
            "messageId": f"k-{number:06}",
            "anonymousId": f"device-{visitor}",
            "timestamp": make_time(number, chance),
            "properties": {
                "product_id": product,
                "price": 10 + chance.randrange(90),
                "currency": "EUR",
                "quantity": 1,
            },
        }
        kind = chance.random()
        if kind < 0.45:
            event["event"] = "Product Viewed"
        elif kind < 0.70:
            event["event"] = "Product Added"
            event["properties"]["cart_id"] = f"cart-{visitor}"
        elif kind < 0.78:
            event["event"] = "Product Removed"
            event["properties"]["cart_id"] = f"cart-{visitor}"
        elif kind < 0.88:
            event |= {"type": "identify", "userId": f"user-{visitor % 300}"}
            event["traits"] = {"email": f"user-{visitor % 300}@example.com"}
        elif kind < 0.97:
            event |= {"event": "Order Completed", "userId": f"user-{visitor % 300}"}
            item = {"product_id": product, "price": 20, "quantity": 2}
            event["properties"] = {
                "order_id": f"o-{number}",
                "cart_id": f"cart-{visitor}",
                "total": 40,
                "currency": "EUR",
                "products": [item],
            }
        else:
            event |= {"event": "Order Refunded", "properties": {"order_id": f"o-{number - 50}"}}
        events.append(event)
    return [events[start : start + BATCH_EVENTS] for start in range(0, len(events), BATCH_EVENTS)]


def make_time(number: int, chance: random.Random) -> str:
    """A moment of the day the number falls on: within a day events come in any order."""
    day = 1 + number * 27 // (BATCHES * BATCH_EVENTS)
    hour, minute, second = chance.randrange(24), chance.randrange(60), chance.randrange(60)
    return f"2026-03-{day:02}T{hour:02}:{minute:02}:{second:02}.{number % 1000:03}Z"


class Sender:
    """Shops' servers: each sends a batch until it is acknowledged, as the client libraries do."""

    def __init__(self, shop: RunningShop, batches: list[list[dict[str, Any]]]) -> None:
        self.shop = shop
        self.waiting: queue.SimpleQueue[list[dict[str, Any]]] = queue.SimpleQueue()
        for batch in batches:
            self.waiting.put(batch)
        self.acknowledged: list[str] = []
        self.failures = 0
        self.pause = 0.0
        self.threads = [threading.Thread(target=self._send_all, daemon=True) for _ in range(4)]

    def _send_all(self) -> None:
        while True:
            try:
                batch = self.waiting.get(timeout=1)
            except queue.Empty:
                return
            while not self._send(batch):
                self.failures += 1
                time.sleep(0.05)
            self.acknowledged += [event["messageId"] for event in batch]
            time.sleep(self.pause)

    def _send(self, batch: list[dict[str, Any]]) -> bool:
        body = json.dumps({"batch": batch, "writeKey": self.shop.write_key})
        connection = http.client.HTTPConnection("127.0.0.1", self.shop.port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("POST", "/v1/batch", body)
            return connection.getresponse().status == 200
        return False


def send_everything(shop: RunningShop, *, kills: int, seed: int) -> Sender:
    """Send the day; pull the plug so many times meanwhile, at moments chance chooses."""
    sender = Sender(shop, make_batches(seed))
    sender.pause = 0.05 if kills else 0.0
    chance = random.Random(seed)
    for thread in sender.threads:
        thread.start()
    for _ in range(kills):
        time.sleep(0.3 + chance.random())
        shop.kill(signal.SIGKILL)
        shop.start()
    sender.pause = 0.0
    for thread in sender.threads:
        thread.join(120)
    shop.wait_until_read(seconds=120)
    return sender


@pytest.mark.slow(seconds=150)
def test_after_twenty_kills_everything_acknowledged_is_there_once(
    running_shop: RunningShop, tmp_path: Path
) -> None:
    calm = RunningShop(tmp_path / "calm")
    calm.prepare()
    calm.start()
    send_everything(calm, kills=0, seed=11)

    sender = send_everything(running_shop, kills=ROUNDS, seed=11)
    assert sender.failures > 0, "no request met a dead server: the kills came at the wrong time"
    assert len(sender.acknowledged) == BATCHES * BATCH_EVENTS

    rows = [row["id"] for row in running_shop.events() if row["kind"] != "fact"]
    assert sorted(rows) == sorted(sender.acknowledged)
    calm.kill(signal.SIGTERM)
    after_kills, undisturbed = json.loads(running_shop.run("-c", DUMP)), json.loads(calm.run("-c", DUMP))
    for what in ("people", "carts", "orders", "lines"):
        assert after_kills[what] == undisturbed[what], what
    assert len(undisturbed["orders"]) > 100
    shutil.rmtree(calm.data)
