"""Entries in, orders out: store what is new, fold what it touches, write what changed, tell the others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from commesso.infra import api as infra
from commesso.kernel.ids import StoreId
from commesso.orders.actions.order_parts import write_parts
from commesso.orders.actions.outcome import Fold, Outcome
from commesso.orders.actions.telling_orders import tell_orders
from commesso.orders.models import Order, OrderEntry, OrderKey
from commesso.orders.queries.folding import find_order_pks, find_siblings, list_entries, list_order_rows
from commesso.orders.rules.entries import Entry, EntryKind, forget_person, write_body
from commesso.orders.rules.orders import Order as Folded
from commesso.orders.rules.orders import fold_order
from commesso.orders.rules.rows import fill_gaps, find_refund, is_newer, is_same
from commesso.orders.rules.trust import NO_SIBLINGS, doubt, list_people
from commesso.stores.contracts import StoreInfo

_APART = ("lines", "payments", "refunds", "keys")
_PERSONAL = ("user_id", "anonymous_id", "visitor_id", "email", "phone", "name", "cart_id", "checkout_id")


def take_entries(store: StoreInfo, entries: Sequence[Entry], *, again: Collection[str] = ()) -> Outcome:
    """Store the new entries and bring their orders up to date. Call it inside a transaction.

    `again` are the ids of orders to look at besides: who is who changed.
    """
    outcome = Outcome()
    order_ids = {entry.order_id for entry in entries}.union(again)
    if not order_ids:
        return outcome
    known = {entry.message_id: entry for entry in list_entries(store.id, order_ids)}
    fresh = _choose(entries, known, outcome)
    refunds = {refund.message_id: refund for entry in fresh.values() if (refund := find_refund(entry))}
    if refunds:
        referred = {refund.order_id for refund in refunds.values()} - order_ids
        known |= {entry.message_id: entry for entry in list_entries(store.id, referred)}
        fresh |= {
            key: refund
            for key, refund in refunds.items()
            if key not in known or not is_same(refund, known[key])
        }
    touched = {entry.order_id for entry in fresh.values()}.union(again)
    rows = list_order_rows(store.id, touched)
    for message_id, entry in fresh.items():
        if entry.order_id in rows and rows[entry.order_id].is_erased:
            entry.body = forget_person(entry.body)
        known[message_id] = entry
    _store(store, fresh.values())
    outcome.unchanged = order_ids - touched - outcome.stale
    by_order: dict[str, list[Entry]] = defaultdict(list)
    for entry in known.values():
        if entry.order_id in touched:
            by_order[entry.order_id].append(entry)
    siblings = list_siblings_of(store.id, by_order.values())
    for order_id, told in by_order.items():
        folded = fold_order(order_id, told, currency=store.currency, siblings=siblings)
        outcome.folds.append(_put(store, rows.get(order_id), folded))
    _write(store, outcome)
    tell_orders(store, outcome.folds)
    return outcome


def list_siblings_of(store_id: StoreId, orders: Iterable[Sequence[Entry]]) -> Mapping[str, Collection[str]]:
    """Return the other identities of the people that the entries of disputed orders name."""
    disputed = [entries for entries in orders if doubt(entries)]
    people = {key for entries in disputed for entry in entries for key in list_people(entry)}
    return find_siblings(store_id, people) if people else NO_SIBLINGS


def _choose(entries: Iterable[Entry], known: Mapping[str, Entry], outcome: Outcome) -> dict[str, Entry]:
    """Of an event the first copy counts; of a platform's rows the newest, with what it leaves out as before."""
    fresh: dict[str, Entry] = {}
    for entry in entries:
        before = fresh.get(entry.message_id) or known.get(entry.message_id)
        if before is None:
            fresh[entry.message_id] = entry
        elif entry.kind is EntryKind.PLATFORM and before.order_id == entry.order_id:
            if not is_newer(entry, before):
                outcome.stale.add(entry.order_id)
            elif not is_same(whole := fill_gaps(entry, before), before):
                fresh[entry.message_id] = whole
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


def _write(store: StoreInfo, outcome: Outcome) -> None:
    """Orders first: their lines, payments and refunds hang on them."""
    folds = outcome.folds
    changed = [fold.row for fold in folds if fold.is_changed]
    infra.upsert(Order, changed, unique=("store_id", "order_id"))
    ids = find_order_pks(store.id, {fold.row.order_id for fold in folds if fold.before is None})
    for fold in folds:
        if fold.before is None:
            fold.row.pk = ids[fold.row.order_id]
    write_parts(store, folds)
    outcome.lost_keys = _delete_keys(store, folds)
    keys = ((store.id, fold.row.pk, key) for fold in folds for key in sorted(fold.after.keys))
    infra.write_rows(OrderKey, "store_id order_id key", keys, unique=("order_id", "key"))


def _delete_keys(store: StoreInfo, folds: Iterable[Fold]) -> set[str]:
    """Take the keys of those who are not believed off their orders; return them."""
    wanted = {fold.row.pk: fold.after.keys for fold in folds if fold.after.is_disputed}
    rows = list(infra.list_values(OrderKey, "id order_id key", store.id, by="order_id", values=wanted))
    lost = [(pk, key) for pk, order_pk, key in rows if key not in wanted[order_pk]]
    infra.delete_rows(OrderKey, store.id, [pk for pk, _ in lost])
    return {key for _, key in lost}
