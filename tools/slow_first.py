"""A pytest plugin: what takes long begins first, a share of it on each worker, so that no worker is left with it alone."""

from typing import TypeVar

import pytest

T = TypeVar("T")


@pytest.hookimpl(trylast=True)  # after the order was shuffled; the slow among themselves stay as they are
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    workers = int(getattr(config, "workerinput", {}).get("workercount", 1))
    slow = [item for item in items if item.get_closest_marker("slow")]
    quick = [item for item in items if not item.get_closest_marker("slow")]
    items[:] = spread(slow, quick, workers)


def spread(slow: list[T], quick: list[T], workers: int) -> list[T]:
    """Return all of them, so that each worker's share, which is of neighbours, begins with a share of the slow ones.

    Neighbours stay together: those of a module share a server that takes long to start.
    """
    total, spread_out, taken = len(slow) + len(quick), list[T](), 0
    for worker in range(workers):
        size = total * (worker + 1) // workers - total * worker // workers
        mine = slow[len(slow) * worker // workers : len(slow) * (worker + 1) // workers]
        fill = max(0, size - len(mine))
        spread_out += [*mine, *quick[taken : taken + fill]]
        taken += fill
    return spread_out + quick[taken:]
