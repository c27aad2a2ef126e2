"""How many events a second does the collector acknowledge, durable, beside an empty handler of the same server?"""

import itertools
import json

from benchmarks.harness import Load, commesso, empty_handler, http_request, print_table, run_load

SECONDS = 8.0
_number = itertools.count()


def make_event(number: int) -> dict[str, object]:
    """One product view as a browser library sends it: about 600 bytes."""
    return {
        "type": "track",
        "event": "Product Viewed",
        "messageId": f"bench-{number}-0f8fad5b-d9cb-469f-a165",
        "anonymousId": f"visitor-{number % 5000}",
        "timestamp": "2026-03-01T12:00:00.000Z",
        "properties": {
            "product_id": f"p{number % 500}",
            "name": "A lamp of oak",
            "price": 49.5,
            "currency": "EUR",
        },
        "context": {
            "library": {"name": "analytics.js", "version": "next-1.84.3"},
            "locale": "it-IT",
            "page": {"path": "/lamps/oak", "url": "https://shop.example/lamps/oak", "title": "Oak lamp"},
            "userAgent": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36",
        },
    }


def make_bodies(size: int, count: int) -> list[bytes]:
    """Bodies made before the clock starts, so the sender's work is not measured."""
    return [
        json.dumps({"batch": [make_event(next(_number)) for _ in range(size)]}).encode() for _ in range(count)
    ]


def measure(port: int, key: str, *, size: int, connections: int, bodies: int) -> Load:
    requests = itertools.cycle(
        [http_request("/v1/batch", body, key=key) for body in make_bodies(size, bodies)]
    )
    return run_load(port, lambda: next(requests), connections=connections, seconds=SECONDS)


def describe(name: str, load: Load, size: int) -> tuple[str, ...]:
    return (
        name,
        f"{load.requests * size / load.seconds:,.0f}",
        f"{load.percentile(0.5):.1f}",
        f"{load.percentile(0.99):.1f}",
        str(load.failures),
    )


def main() -> None:
    rows: list[tuple[str, ...]] = [("", "events/s", "p50 ms", "p99 ms", "not 200")]
    for label, size, connections, bodies in (
        ("batches of 100", 100, 16, 400),
        ("single, 64 connections", 1, 64, 20_000),
    ):
        with empty_handler() as port:
            rows.append(
                describe(
                    f"empty handler, {label}",
                    measure(port, "k", size=size, connections=connections, bodies=bodies),
                    size,
                )
            )
        with commesso() as server:
            idle = server.memory_mb()
            rows.append(
                describe(
                    f"collector, {label}",
                    measure(server.port, server.write_key, size=size, connections=connections, bodies=bodies),
                    size,
                )
            )
            rows.append((f"memory MB: idle {idle:.0f}, under load {server.memory_mb():.0f}", "", "", "", ""))
    print_table("Acknowledged after fdatasync", rows)


if __name__ == "__main__":
    main()
