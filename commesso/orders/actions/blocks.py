"""A block of the stream, taken store by store."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from commesso.events.facts import from_stream
from commesso.events.profiles import IdentitiesLinked, ProfileErased
from commesso.events.stream import Kind, StreamEvent
from commesso.kernel.errors import NotFound
from commesso.orders.actions.erasing import erase_person
from commesso.orders.actions.folding_carts import take_changes
from commesso.orders.actions.folding_orders import take_entries
from commesso.orders.actions.linking import take_links
from commesso.orders.queries.folding import find_disputed
from commesso.orders.rules.reading_events import read_change, read_entry
from commesso.stores import api as stores
from commesso.stores.contracts import StoreInfo

if TYPE_CHECKING:
    from commesso.kernel.ids import StoreId
    from commesso.orders.rules.entries import Change, Entry


@transaction.atomic
def take_block(events: Sequence[StreamEvent]) -> None:
    """Bring carts and orders up to date with a block. The same events twice leave the same state."""
    by_store: dict[StoreId, list[StreamEvent]] = defaultdict(list)
    for event in events:
        by_store[event.store_id].append(event)
    for store_id, of_store in by_store.items():
        try:
            store = stores.get_store(store_id)
        except NotFound:
            continue  # a store that was deleted takes its events with it
        _take(store, of_store)


def _take(store: StoreInfo, events: Iterable[StreamEvent]) -> None:
    changes: list[Change] = []
    entries: list[Entry] = []
    links: list[IdentitiesLinked] = []
    erased: list[ProfileErased] = []
    for event in events:
        if event.kind == Kind.FACT:
            fact = from_stream(event)
            if isinstance(fact, IdentitiesLinked):
                links.append(fact)
            elif isinstance(fact, ProfileErased):
                erased.append(fact)
        elif change := read_change(event):
            changes.append(change)
        elif entry := read_entry(event):
            entries.append(entry)
    keys = take_links(store, links) if links else set()
    again = find_disputed(store.id, keys)
    if entries or again:
        keys |= take_entries(store, entries, again=again).list_keys()
    if changes or keys:
        take_changes(store, changes, order_keys=keys)
    for fact in erased:
        erase_person(store, fact)
