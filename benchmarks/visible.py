"""How long after its acknowledgement is an event on the customer's page, at 1,000 events a second?"""

import itertools
import json
import threading
import time
import urllib.request

from benchmarks.collector import make_event
from benchmarks.harness import Load, Server, commesso, http_request, manage, print_table, run_load

EVENTS_PER_SECOND = 1_000
BATCH = 10
SECONDS = 60.0
ASK_SECONDS = 0.15
# The open page asks for news this often (commesso/backoffice/templates/backoffice/story_newest.html).
PAGE_SECONDS = 0.7

SIGN_IN = """
from django.test import Client
from commesso.stores.models import Membership, Staff, Store
store = Store.objects.get(slug="bench")
alma = Staff.objects.create(email="alma@example.com", name="Alma")
Membership.objects.create(store=store, staff=alma, role="owner")
client = Client()
client.force_login(alma)
print(client.cookies["commesso_staff"].value)
"""
FIND_PROFILE = """
from commesso.profiles.models import Identifier
from commesso.stores.models import Store
store = Store.objects.get(slug="bench")
print(Identifier.objects.for_store(store.pk).get(kind="user_id", value="probe").profile.root_id)
"""


def send_probe(server: Server, name: str) -> None:
    event = {
        "type": "track",
        "event": "Product Viewed",
        "userId": "probe",
        "messageId": name,
        "properties": {"name": name, "product_id": name},
    }
    body = json.dumps({"batch": [event], "writeKey": server.write_key}).encode()
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/v1/batch", body, timeout=30) as answer:
        answer.read()


def read_page(server: Server, path: str, cookie: str) -> str:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{path}", headers={"Cookie": f"commesso_staff={cookie}"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(answer.read().decode())


def load_beside(server: Server, load: Load) -> None:
    """A thousand events a second of other visitors: twelve connections, as the sender itself takes time."""
    number = itertools.count()

    def make() -> bytes:
        batch = [make_event(next(number)) for _ in range(BATCH)]
        return http_request("/v1/batch", json.dumps({"batch": batch}).encode(), key=server.write_key)

    pause = BATCH * 10 / EVENTS_PER_SECOND
    done = run_load(server.port, make, connections=12, seconds=SECONDS, pause=pause)
    load.requests, load.seconds, load.failures = done.requests, done.seconds, done.failures


def measure(server: Server, cookie: str) -> list[float]:
    send_probe(server, "probe-first")
    time.sleep(3)
    page = f"/s/bench/customers/{manage(server.data, script=FIND_PROFILE)}/"
    waits: list[float] = []
    until = time.monotonic() + SECONDS - 8
    for number in itertools.count():
        if time.monotonic() > until:
            return waits
        name = f"probe-{number:05}"
        send_probe(server, name)
        begun = time.perf_counter()
        while name not in read_page(server, page, cookie):
            time.sleep(ASK_SECONDS)
        waits.append(time.perf_counter() - begun)
    return waits


def main() -> None:
    with commesso() as server:
        cookie = manage(server.data, script=SIGN_IN)
        load = Load(0, 0.0)
        sender = threading.Thread(target=load_beside, args=(server, load))
        sender.start()
        waits = Load(0, 0.0, measure(server, cookie))
        sender.join()
        memory = server.memory_mb()
    print_table(
        "Acknowledged -> on the customer's page",
        [
            (
                "events/s beside",
                "probes",
                "p50 ms",
                "p99 ms",
                "p99 ms, as the open page asks",
                "not 200",
                "memory MB",
            ),
            (
                f"{load.requests * BATCH / load.seconds:,.0f}",
                str(len(waits.latencies)),
                f"{waits.percentile(0.5):.0f}",
                f"{waits.percentile(0.99):.0f}",
                f"{waits.percentile(0.99) + PAGE_SECONDS * 1000:.0f}",
                str(load.failures),
                f"{memory:.0f}",
            ),
        ],
    )


if __name__ == "__main__":
    main()
