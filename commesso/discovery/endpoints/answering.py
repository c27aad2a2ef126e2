"""Where an answer is worked out: right here when it takes a moment, in a thread when others would wait for it."""

import math
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.core.exceptions import SynchronousOnlyOperation

from commesso.discovery.queries.searching import StoreSearch
from commesso.infra.api import storefront

P = ParamSpec("P")
T = TypeVar("T")

_MANY = 5_000  # products; from here on an answer takes milliseconds


async def answer(products: float, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what `work` returns. It reads and changes nothing but memory, or the database.

    Going to a thread and back takes longer than the answer of a small catalogue, which memory mostly holds. Where it
    needs the database after all, Django says so before anything is asked, and a thread does it again.
    """
    if products <= _MANY:
        try:
            return work(*args, **kwargs)
        except SynchronousOnlyOperation:
            pass
    return await storefront.in_thread(work)(*args, **kwargs)


def count_work(search: StoreSearch | None) -> float:
    """Return how many products an answer of search goes through; no number where it may wait for another server."""
    if search is None:
        return math.inf
    return search.backend.count() if search.embedder is None else math.inf
