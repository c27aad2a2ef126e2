"""A pytest plugin: what takes long begins first, as much of it on each worker, so that no worker is left with it alone."""

from collections.abc import Iterable
from typing import TypeVar

import pytest

T = TypeVar("T")
SECONDS = 5.0  # of a slow test that says no other number: `@pytest.mark.slow(seconds=60)`


@pytest.hookimpl(trylast=True)  # after the order was shuffled; the slow of a module stay as they are
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    workers = int(getattr(config, "workerinput", {}).get("workercount", 1))
    modules: dict[str, list[tuple[pytest.Item, float]]] = {}
    quick = []
    for item in items:
        marker = item.get_closest_marker("slow")
        if marker is None:
            quick.append(item)
        else:
            seconds = float(marker.kwargs.get("seconds", SECONDS))
            has_demo = "demo" in getattr(item, "fixturenames", ())  # opened once for all of them
            module = "demo" if has_demo else item.nodeid.partition("::")[0]
            modules.setdefault(module, []).append((item, seconds))
    items[:] = spread(deal(modules.values(), workers), quick)


def deal(modules: Iterable[list[tuple[T, float]]], workers: int) -> list[list[T]]:
    """Return each worker's slow tests: the longest modules first, each to whom has least to do.

    A module stays together, since its tests share a server that takes long to start.
    """
    shares: list[list[T]] = [[] for _ in range(workers)]
    seconds = [0.0] * workers
    for module in sorted(modules, key=lambda tests: -sum(each for _, each in tests)):
        worker = seconds.index(min(seconds))
        shares[worker] += [test for test, _ in module]
        seconds[worker] += sum(each for _, each in module)
    return shares


def spread(shares: list[list[T]], quick: list[T]) -> list[T]:
    """Return all of them, so that each worker's part, which is of neighbours, begins with its slow ones."""
    workers, total = len(shares), sum(map(len, shares)) + len(quick)
    spread_out, taken = list[T](), 0
    for worker, mine in enumerate(shares):
        size = total * (worker + 1) // workers - total * worker // workers
        fill = max(0, size - len(mine))
        spread_out += [*mine, *quick[taken : taken + fill]]
        taken += fill
    return spread_out + quick[taken:]
