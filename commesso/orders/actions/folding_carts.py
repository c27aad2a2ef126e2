"""Changes in, carts out: store what is new, fold the trails it touches, write what changed, tell of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from commesso.infra import api as infra
from commesso.orders.actions.telling_carts import tell_cart
from commesso.orders.contracts import CartState
from commesso.orders.models import Cart, CartChange, CartKey
from commesso.orders.queries.folding import (
    find_known_changes,
    find_orders_by_keys,
    find_siblings,
    find_trails_by_keys,
    list_carts,
    list_changes,
)
from commesso.orders.rules.carts import Cart as Folded
from commesso.orders.rules.carts import Closer, Times, find_trails, fold_trail, is_exact, list_keys
from commesso.orders.rules.entries import Change, write_body, write_items
from commesso.orders.rules.times import times_of
from commesso.stores.contracts import StoreInfo

if TYPE_CHECKING:
    from commesso.events.facts import Fact

_CHANGE = ("at", "kind", "device", "trail", "cart_id", "user_id", "anonymous_id", "body")
_CLOSED = frozenset({CartState.ORDERED, CartState.RECOVERED})
_LEFT_ALONE = frozenset({CartState.ABANDONED, CartState.EXPIRED})


def take_changes(
    store: StoreInfo, changes: Sequence[Change], *, order_keys: Collection[str] = ()
) -> set[str]:
    """Store the new changes and bring their carts up to date; return the message ids that were new.

    Call it inside a transaction.

    So too the carts that carry one of `order_keys`: an order or a link of identities may have closed them.
    """
    times = times_of(store)
    known = find_known_changes(store.id, {change.message_id for change in changes})
    fresh = {change.message_id: change for change in reversed(changes) if change.message_id not in known}
    trails, keys = _store(store, fresh, times) if fresh else (set(), {})
    trails |= _find_closed(store, order_keys)
    if trails:
        _fold(store, trails, keys, times)
    return set(fresh)


def _store(
    store: StoreInfo, fresh: Mapping[str, Change], times: Times
) -> tuple[set[str], dict[str, set[str]]]:
    """Give each fresh change its trail and write it. Return the trails touched and the keys they gained."""
    by_device: dict[str, list[Change]] = defaultdict(list)
    for change in list_changes(store.id, "device", {change.device for change in fresh.values()}):
        by_device[change.device].append(change)
    for change in fresh.values():
        by_device[change.device].append(change)
    trails: set[str] = set()
    moved: list[Change] = []
    gained: dict[str, list[Change]] = defaultdict(list)
    for line in by_device.values():
        line.sort(key=lambda change: (change.at, change.message_id))
        for change, trail in zip(line, find_trails(line, expired=times.expired), strict=True):
            if change.trail == trail:
                continue
            if change.trail:
                trails.add(change.trail)
                moved.append(change)
            change.trail = trail
            trails.add(trail)
            gained[trail].append(change)
    infra.write_rows(
        CartChange,
        " ".join(("store_id", "message_id", *_CHANGE)),
        (_row(store, change) for change in (*fresh.values(), *moved)),
        unique=("store_id", "message_id"),
        update=_CHANGE,
    )
    return trails, {trail: list_keys(changes) for trail, changes in gained.items()}


def _row(store: StoreInfo, change: Change) -> tuple[Any, ...]:
    return (
        store.id,
        change.message_id,
        change.at,
        change.kind,
        change.device,
        change.trail,
        change.cart_id,
        change.user_id,
        change.anonymous_id,
        write_body(change.body),
    )


def _find_closed(store: StoreInfo, order_keys: Collection[str]) -> set[str]:
    if not order_keys:
        return set()
    siblings = find_siblings(store.id, order_keys)
    return find_trails_by_keys(store.id, set(order_keys).union(*siblings.values()))


def _fold(store: StoreInfo, trails: Collection[str], gained: Mapping[str, set[str]], times: Times) -> None:
    by_trail: dict[str, list[Change]] = defaultdict(list)
    for change in list_changes(store.id, "trail", trails):
        by_trail[change.trail].append(change)
    keys = {trail: list_keys(changes) for trail, changes in by_trail.items()}
    new_keys = ((store.id, key, trail) for trail in gained for key in sorted(gained[trail]))
    infra.write_rows(CartKey, "store_id key trail", new_keys, unique=("store_id", "key", "trail"))
    closers = _find_closers(store, keys)
    before = list_carts(store.id, trails)
    after: list[Cart] = []
    facts: list[Fact] = []
    for trail, changes in by_trail.items():
        for folded in fold_trail(trail, changes, closers[trail], times=times, currency=store.currency):
            row = before.pop(folded.key, None)
            old_state = CartState(row.state) if row else None
            row = row or infra.new_row(Cart, {"store_id": store.id})
            if _put(row, folded, old_state, times):
                facts += tell_cart(row, old_state)
                after.append(row)
    infra.delete_rows(Cart, store.id, [cart.pk for cart in before.values()])
    infra.upsert(Cart, after, unique=("store_id", "key"))
    infra.publish(*facts)


def _find_closers(store: StoreInfo, keys: Mapping[str, set[str]]) -> dict[str, list[Closer]]:
    """Return, for each trail, the orders that carry one of its keys or of its people's other identities."""
    every_key = set().union(*keys.values())
    siblings = find_siblings(store.id, every_key)
    orders = find_orders_by_keys(store.id, every_key.union(*siblings.values()))
    closers: dict[str, list[Closer]] = {}
    for trail, own in keys.items():
        found: dict[str, Closer] = {}
        for key in own.union(*(siblings.get(key, ()) for key in own)):
            for order in orders.get(key, ()):
                if is_exact(key) or order.order_id not in found:
                    found[order.order_id] = Closer(order.order_id, order.placed_at, is_exact(key))
        closers[trail] = list(found.values())
    return closers


def _put(row: Cart, folded: Folded, old_state: CartState | None, times: Times) -> bool:
    """Set the row as folded; return whether it changed. The clock's own findings stay while nothing moved."""
    values = msgspec.structs.asdict(folded)
    del values["state"]
    values["items"] = write_items(folded.items)
    is_empty = not folded.items and not folded.value_minor
    if folded.state in _CLOSED:
        values |= {"state": folded.state, "due_at": None}
    elif _is_aged(row, folded, old_state, is_empty=is_empty):
        if old_state in _LEFT_ALONE and not is_empty:
            values["abandoned_at"] = folded.abandoned_at or folded.changed_at + times.abandoned
    else:
        values |= {"state": CartState.ACTIVE, "due_at": folded.changed_at + times.idle}
    return infra.put(row, values) or old_state is None


def _is_aged(row: Cart, folded: Folded, old_state: CartState | None, *, is_empty: bool) -> bool:
    if old_state is None or old_state in _CLOSED or row.changed_at != folded.changed_at:
        return False
    return (row.items == "[]" and not row.value_minor) == is_empty


def delete_trails(store: StoreInfo, trails: Iterable[str]) -> int:
    """Delete carts with all that is known of them; return how many carts went."""
    count = 0
    for part in infra.slices(set(trails)):
        count += Cart.objects.for_store(store.id).filter(trail__in=part).delete()[0]
        CartChange.objects.for_store(store.id).filter(trail__in=part).delete()
        CartKey.objects.for_store(store.id).filter(trail__in=part).delete()
    return count
