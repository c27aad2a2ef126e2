"""How often queries are asked: counted in memory at the door, written every few seconds. Nothing is kept of who asked."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from commesso.discovery.models import QueryCount
from commesso.discovery.rules.searching.counting import fold_query, may_keep_query
from commesso.infra import api as infra
from commesso.kernel.ids import StoreId
from commesso.stores import api as stores

_KEPT = timedelta(days=396)  # thirteen months, so that a season can be held against the last
_MOST_WAITING, _MOST_A_DAY = 20_000, 20_000  # of other queries a day nobody could look at them


@dataclass(slots=True)
class _Count:
    searches: int = 0
    empty: int = 0


_waiting: dict[tuple[StoreId, date, str], _Count] = {}
# Added where the count stands, so that another process's is not lost.
_ADD = """
INSERT INTO discovery_query_count (store_id, searched_on, query, searches, empty) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (store_id, searched_on, query) DO UPDATE
SET searches = discovery_query_count.searches + excluded.searches, empty = discovery_query_count.empty + excluded.empty
"""
_counting = threading.Lock()


def count_query(*, store_id: StoreId, query: str, found_nothing: bool, on: date) -> None:
    """Count a query, unless it may not be kept."""
    if not may_keep_query(query):
        return
    key = (store_id, on, fold_query(query))
    with _counting:
        if key not in _waiting and len(_waiting) >= _MOST_WAITING:
            return
        count = _waiting.setdefault(key, _Count())
        count.searches += 1
        count.empty += found_nothing


def write_query_counts() -> None:
    """Write what was counted since the last time."""
    with _counting:
        waiting = dict(_waiting)
        _waiting.clear()
    by_day: dict[tuple[StoreId, date], dict[str, _Count]] = {}
    for (store_id, on, query), count in waiting.items():
        by_day.setdefault((store_id, on), {})[query] = count
    for (store_id, on), counts in by_day.items():
        _write(store_id, on, counts)


@transaction.atomic
def _write(store_id: StoreId, on: date, counts: Mapping[str, _Count]) -> None:
    rows = QueryCount.objects.for_store(store_id).filter(searched_on=on)
    # All of the day at once: a question for each would hold the interpreter while shoppers wait.
    known = set(rows.values_list("query", flat=True))
    new = [query for query in counts if query not in known][: max(0, _MOST_A_DAY - len(known))]
    told = [
        (store_id, on, query, counts[query].searches, counts[query].empty)
        for query in (*(query for query in counts if query in known), *new)
    ]
    infra.run_rows(QueryCount, _ADD, "store_id searched_on query searches empty", told)


def forget_old_counts(now: datetime) -> None:
    """Forget what was asked more than thirteen months ago."""
    for store in stores.list_stores():
        QueryCount.objects.for_store(store.id).filter(searched_on__lt=now.date() - _KEPT).delete()


def forget_waiting_counts() -> None:
    """Begin with an empty memory, as a new process does."""
    with _counting:
        _waiting.clear()
