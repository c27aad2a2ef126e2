"""How fast do the doors of a shop's pages answer at 200 requests a second, with the demo store live?

The demo runs whole: its shop, its year of history, and shoppers who walk through it meanwhile (LIVE a minute). Each
door is asked alone, then all of them by turns, at random moments; beside them the config that every page asks for,
answered from memory, shows what the server itself takes. What is asked is drawn from the shop's own products; requests
come from many addresses, as shoppers do.
"""

import contextlib
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.harness import (
    ROOT,
    Server,
    free_port,
    manage,
    print_table,
    run_steadily,
    wait_until_up,
)

PER_SECOND, SECONDS, WARM_UP, LIVE = 200, 20.0, 2.0, 30
DISCOVERY = "/api/v1/discovery/"
READ_DEMO = """
import json
from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductFilter
from commesso.stores import api as stores
from commesso.stores.models import Source
store = stores.get_store_by_slug("bottega-aurora")
products = catalog.list_products(store.id, where=ProductFilter(), cursor="", limit=500).items
key = Source.objects.for_store(store.id).order_by("id")[0].write_key
print(json.dumps({"key": key, "products": [[each.product_id, each.title, each.categories[0]] for each in products]}))
"""
SLOTS = ("for_you", "together", "viewed", "similar", "trending", "cart", "alternatives", "better")

Body = dict[str, Any]


class Shoppers:
    """What shoppers ask, drawn from the shop's products by a seed."""

    def __init__(self, products: list[tuple[str, str, str]]) -> None:
        self.draw = random.Random(20)
        self.products = products
        self.families = sorted({family for _, _, family in products})

    def search(self) -> Body:
        return {"query": self._words(), "language": "it"}

    def search_slipped(self) -> Body:
        words = self._words()
        place = self.draw.randrange(len(words))
        return {"query": words[:place] + words[place + 1 :], "language": "it"}

    def suggest(self) -> Body:
        words = self._words()
        return {"query": words[: self.draw.randint(2, len(words))], "language": "it"}

    def guide(self) -> Body:
        return {"category": self.draw.choice(self.families), "language": "it"}

    def recommend(self) -> Body:
        products = [product for product, _, _ in self.draw.sample(self.products, 4)]
        return {"kind": self.draw.choice(SLOTS), "products": products[:1], "viewed": products[1:], "count": 4}

    def talk(self) -> Body:
        return {"text": self.draw.choice((self._words(), "dov'è il mio ordine?", "ciao")), "language": "it"}

    def _words(self) -> str:
        words = self.draw.choice(self.products)[1].split()
        return " ".join(self.draw.sample(words, min(2, len(words))))


@contextlib.contextmanager
def demo() -> Iterator[Server]:
    """The demo, as `commesso demo` serves it, in a data folder that is removed afterwards."""
    folder, port = Path(tempfile.mkdtemp(prefix="commesso-bench-")), free_port()
    # As behind one proxy of our own, or all requests would come from one address.
    environment = {**os.environ, "COMMESSO_DATA": str(folder), "COMMESSO_PROXIES": "1"}
    command = [sys.executable, "-m", "commesso.config.cli", "demo", "--port", str(port), "--live", str(LIVE)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_until_up(port, seconds=300)
        yield Server(port, folder, process)
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def make_request(method: str, path: str, body: Body | None, number: int) -> bytes:
    content = json.dumps(body).encode() if body else b""
    address = f"10.{number // 250 % 250}.{number % 250}.7"
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {address}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


def by_turns(makers: Sequence[Callable[[], bytes]]) -> Callable[[], bytes]:
    turns = itertools.cycle(makers)

    def make() -> bytes:
        return next(turns)()

    return make


def main() -> None:
    rows: list[tuple[str, ...]] = [("door", "requests/s", "p50 ms", "p95 ms", "p99 ms", "not 200")]
    with demo() as server:
        read = json.loads(manage(server.data, script=READ_DEMO))
        numbers, shoppers = itertools.count(), Shoppers(read["products"])

        def ask(path: str, make: Callable[[], Body]) -> Callable[[], bytes]:
            return lambda: make_request("POST", path, {"key": read["key"], **make()}, next(numbers))

        config = f"/api/v1/onsite/config?key={read['key']}"
        assistant = f"{DISCOVERY}assistant?key={read['key']}&language=it"
        doors: dict[str, Callable[[], bytes]] = {
            "config (from memory)": lambda: make_request("GET", config, None, next(numbers)),
            "search": ask(f"{DISCOVERY}search", shoppers.search),
            "search, a letter missing": ask(f"{DISCOVERY}search", shoppers.search_slipped),
            "suggest": ask(f"{DISCOVERY}suggest", shoppers.suggest),
            "guide": ask(f"{DISCOVERY}guide", shoppers.guide),
            "recommend": ask(f"{DISCOVERY}recommend", shoppers.recommend),
            "talk": ask(f"{DISCOVERY}talk", shoppers.talk),
            "assistant": lambda: make_request("GET", assistant, None, next(numbers)),
        }
        doors["all by turns"] = by_turns(list(doors.values())[1:])
        for make in doors.values():  # what is made when first asked for is made now
            run_steadily(server.port, make, per_second=PER_SECOND, seconds=WARM_UP)
        for name, make in doors.items():
            rows.append((name, *_figures(server, make)))
    print_table(f"Doors at {PER_SECOND} requests a second, the demo live with {LIVE} shoppers a minute", rows)


def _figures(server: Server, make: Callable[[], bytes]) -> tuple[str, ...]:
    load = run_steadily(server.port, make, per_second=PER_SECOND, seconds=SECONDS)
    return (
        f"{load.requests / load.seconds:,.0f}",
        *(f"{load.percentile(share):.1f}" for share in (0.5, 0.95, 0.99)),
        str(load.failures),
    )


if __name__ == "__main__":
    main()
