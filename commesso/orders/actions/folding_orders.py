"""Entries in, orders out: store what is new, fold what it touches, write what changed, tell the others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import msgspec

from commesso.infra import api as infra
from commesso.orders.actions.order_parts import write_parts
from commesso.orders.actions.outcome import Fold, Outcome
from commesso.orders.actions.telling_orders import tell_orders
from commesso.orders.models import Order, OrderEntry, OrderKey
from commesso.orders.queries.folding import find_order_pks, list_entries, list_order_rows
from commesso.orders.rules.entries import Entry, EntryKind, forget_person, write_body
from commesso.orders.rules.orders import Order as Folded
from commesso.orders.rules.orders import fold_order
from commesso.orders.rules.rows import is_newer, is_same
from commesso.stores.contracts import StoreInfo

_APART = ("lines", "payments", "refunds", "keys")
_PERSONAL = ("user_id", "anonymous_id", "visitor_id", "email", "phone", "name", "cart_id", "checkout_id")


def take_entries(store: StoreInfo, entries: Sequence[Entry]) -> Outcome:
    """Store the new entries and bring their orders up to date. Call it inside a transaction."""
    outcome = Outcome()
    order_ids = {entry.order_id for entry in entries}
    if not order_ids:
        return outcome
    known: dict[str, Entry] = {entry.message_id: entry for entry in list_entries(store.id, order_ids)}
    rows = list_order_rows(store.id, order_ids)
    fresh = _choose(entries, known, outcome)
    for message_id, entry in fresh.items():
        if entry.order_id in rows and rows[entry.order_id].is_erased:
            entry.body = forget_person(entry.body)
        known[message_id] = entry
    _store(store, fresh.values())
    touched = {entry.order_id for entry in fresh.values()}
    outcome.unchanged = order_ids - touched - outcome.stale
    by_order: dict[str, list[Entry]] = defaultdict(list)
    for entry in known.values():
        if entry.order_id in touched:
            by_order[entry.order_id].append(entry)
    for order_id, told in by_order.items():
        folded = fold_order(order_id, told, currency=store.currency)
        outcome.folds.append(_put(store, rows.get(order_id), folded))
    _write(store, outcome.folds)
    tell_orders(store, outcome.folds)
    return outcome


def _choose(entries: Iterable[Entry], known: dict[str, Entry], outcome: Outcome) -> dict[str, Entry]:
    """Of an event the first copy counts; of a platform's rows the newest."""
    fresh: dict[str, Entry] = {}
    for entry in entries:
        before = fresh.get(entry.message_id) or known.get(entry.message_id)
        if before is None:
            fresh[entry.message_id] = entry
        elif entry.kind is EntryKind.PLATFORM and before.order_id == entry.order_id:
            if not is_newer(entry, before):
                outcome.stale.add(entry.order_id)
            elif not is_same(entry, before):
                fresh[entry.message_id] = entry
    return fresh


def _store(store: StoreInfo, entries: Collection[Entry]) -> None:
    rows = (
        (store.id, entry.order_id, entry.message_id, entry.at, entry.kind, write_body(entry.body))
        for entry in entries
    )
    columns = "store_id order_id message_id at kind body"
    infra.write_rows(
        OrderEntry,
        columns,
        rows,
        unique=("store_id", "message_id"),
        update=("order_id", "at", "kind", "body"),
    )


def _put(store: StoreInfo, row: Order | None, folded: Folded) -> Fold:
    if row is not None and row.is_erased:
        folded = _forget(folded)
    values = msgspec.structs.asdict(folded)
    for name in _APART:
        del values[name]
    if row is None:
        return Fold(row=infra.new_row(Order, {"store_id": store.id, **values}), after=folded, before=None)
    before = dict(row.__dict__)
    return Fold(row=row, after=folded, before=before, is_changed=infra.put(row, values))


def _forget(folded: Folded) -> Folded:
    return msgspec.structs.replace(
        folded,
        **dict.fromkeys(_PERSONAL, ""),
        shipping_address={},
        billing_address={},
        keys={"o:" + folded.order_id},
    )


def _write(store: StoreInfo, folds: Sequence[Fold]) -> None:
    """Orders first: their lines, payments and refunds hang on them."""
    changed = [fold.row for fold in folds if fold.is_changed]
    infra.upsert(Order, changed, unique=("store_id", "order_id"))
    ids = find_order_pks(store.id, {fold.row.order_id for fold in folds if fold.before is None})
    for fold in folds:
        if fold.before is None:
            fold.row.pk = ids[fold.row.order_id]
    write_parts(store, folds)
    keys = ((store.id, fold.row.pk, key) for fold in folds for key in sorted(fold.after.keys))
    infra.write_rows(OrderKey, "store_id order_id key", keys, unique=("order_id", "key"))
