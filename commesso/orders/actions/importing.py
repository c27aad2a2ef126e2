"""Orders and carts from platforms and files, in bulk; a second run changes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction

from commesso.kernel.errors import Invalid
from commesso.kernel.ids import StoreId
from commesso.orders.actions.folding_carts import take_changes
from commesso.orders.actions.folding_orders import take_entries
from commesso.orders.contracts import CartInput, ImportCount, OrderInput, Rejected
from commesso.orders.rules.rows import read_cart_row, read_order_row
from commesso.stores import api as stores
from commesso.stores.contracts import StoreInfo

if TYPE_CHECKING:
    from commesso.orders.rules.entries import Change, Entry

T = TypeVar("T")
_BATCH = 1_000


def import_orders(store_id: StoreId, rows: Iterable[OrderInput], source: str) -> ImportCount:
    """Take orders and credit documents as their platform knows them; see `OrderInput` for what a row means.

    Committed in batches of 1,000. A row that cannot be an order is rejected with its reason; others go on.
    Give history oldest first, so that "first order" is told of the right one.
    """
    store, count = stores.get_store(store_id), ImportCount()
    for start, batch in _batches(rows):
        with transaction.atomic():
            _import_batch(store, start, batch, source, count)
    return count


def _import_batch(
    store: StoreInfo, start: int, rows: Sequence[OrderInput], source: str, count: ImportCount
) -> None:
    entries: list[Entry] = []
    row_ids: set[str] = set()
    for index, row in enumerate(rows, start):
        try:
            read = read_order_row(row, source=source)
        except Invalid as error:
            count.rejected.append(Rejected(index=index, reason=str(error), field=error.field))
        else:
            entries.append(read)
            row_ids.add(read.order_id)
    outcome = take_entries(store, entries)
    changed = [fold for fold in outcome.folds if fold.row.order_id in row_ids]
    count.created += sum(fold.before is None for fold in changed)
    count.changed += sum(fold.before is not None for fold in changed)
    count.stale += len(outcome.stale & row_ids)
    count.unchanged += len(outcome.unchanged & row_ids)
    keys = outcome.list_keys()
    if keys:
        take_changes(store, (), order_keys=keys)


def import_carts(store_id: StoreId, rows: Iterable[CartInput]) -> ImportCount:
    """Take carts as their platform knows them; each row is the whole cart at its `updated_at`.

    A row counts as created when it tells something new of its cart, as unchanged when it was told before.
    """
    store, count = stores.get_store(store_id), ImportCount()
    for start, batch in _batches(rows):
        changes: list[Change] = []
        for index, row in enumerate(batch, start):
            try:
                changes.append(read_cart_row(row))
            except Invalid as error:
                count.rejected.append(Rejected(index=index, reason=str(error), field=error.field))
        with transaction.atomic():
            fresh = take_changes(store, changes)
        count.created += len(fresh)
        count.unchanged += len(changes) - len(fresh)
    return count


def _batches(rows: Iterable[T]) -> Iterator[tuple[int, list[T]]]:
    iterator, start = iter(rows), 0
    while batch := list(islice(iterator, _BATCH)):
        yield start, batch
        start += len(batch)
