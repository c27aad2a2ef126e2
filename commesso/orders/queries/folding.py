"""What a block needs to fold carts and orders: a few bulk reads, never one per event."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from commesso.infra import api as infra
from commesso.kernel.ids import StoreId
from commesso.orders.models import Cart, CartChange, CartKey, Order, OrderEntry
from commesso.orders.rules.carts import is_exact
from commesso.orders.rules.entries import (
    Change,
    ChangeKind,
    Entry,
    EntryKind,
    read_change_body,
    read_entry_body,
)

_CHANGE = "message_id at kind device cart_id user_id anonymous_id body trail"
_CHANGES = {kind.value: kind for kind in ChangeKind}
_ENTRIES = {kind.value: kind for kind in EntryKind}
# CROSS JOIN: without statistics SQLite would begin with the side it is not asked for.
_SIBLINGS = infra.Reading(
    "own.visitor_id other.visitor_id",
    "FROM orders_person_link own CROSS JOIN orders_person_link other "
    "WHERE other.store_id = own.store_id AND other.profile_id = own.profile_id "
    "AND other.visitor_id <> own.visitor_id AND own.store_id = %s AND own.visitor_id IN ({keys})",
)
_ORDERS = infra.Reading(
    "k.key o.order_id o.placed_at:time",
    "FROM orders_order_key k CROSS JOIN orders_order o "
    "WHERE o.id = k.order_id AND o.is_placed AND o.document = 'order' AND k.store_id = %s AND k.key IN ({keys})",
)
_DISPUTED = infra.Reading(
    "o.order_id",
    "FROM orders_order_key k CROSS JOIN orders_order o "
    "WHERE o.id = k.order_id AND o.is_disputed AND k.store_id = %s AND k.key IN ({keys})",
)


def list_changes(store_id: StoreId, field: str, values: Collection[str]) -> list[Change]:
    """Return the changes whose `field` (device or trail) is one of `values`."""
    return [
        Change(
            message_id=message_id,
            at=at,
            kind=_CHANGES[kind],
            device=device,
            cart_id=cart_id,
            user_id=user_id,
            anonymous_id=anonymous_id,
            body=read_change_body(body),
            trail=trail,
        )
        for message_id, at, kind, device, cart_id, user_id, anonymous_id, body, trail in infra.list_values(
            CartChange, _CHANGE, store_id, by=field, values=values
        )
    ]


def find_known_changes(store_id: StoreId, message_ids: Collection[str]) -> set[str]:
    known = infra.list_values(CartChange, "message_id", store_id, by="message_id", values=message_ids)
    return {message_id for (message_id,) in known}


def list_carts(store_id: StoreId, trails: Collection[str]) -> dict[str, Cart]:
    """Return the carts of these trails by key."""
    return {cart.key: cart for cart in infra.list_rows(Cart, store_id, by="trail", values=trails)}


def find_trails_by_keys(store_id: StoreId, keys: Collection[str]) -> set[str]:
    return {trail for (trail,) in infra.list_values(CartKey, "trail", store_id, by="key", values=keys)}


def find_siblings(store_id: StoreId, keys: Iterable[str]) -> dict[str, set[str]]:
    """Return, for each key of a person, every other visitor id of the same profile, where there is one."""
    siblings: dict[str, set[str]] = defaultdict(set)
    for key, sibling in _SIBLINGS.rows({key for key in keys if not is_exact(key)}, store_id):
        siblings[key].add(sibling)
    return siblings


class FoundOrder(NamedTuple):
    order_id: str
    placed_at: datetime


def find_orders_by_keys(store_id: StoreId, keys: Collection[str]) -> dict[str, list[FoundOrder]]:
    """Return, for each key, the placed orders that carry it."""
    found: dict[str, list[FoundOrder]] = defaultdict(list)
    for key, order_id, placed_at in _ORDERS.rows(keys, store_id):
        found[key].append(FoundOrder(order_id, placed_at))
    return found


def find_disputed(store_id: StoreId, keys: Collection[str]) -> set[str]:
    """Return the ids of orders with one of these keys about which different people spoke."""
    return {order_id for (order_id,) in _DISPUTED.rows(keys, store_id)}


def list_entries(store_id: StoreId, order_ids: Collection[str]) -> list[Entry]:
    rows = infra.list_values(
        OrderEntry, "order_id message_id at kind body", store_id, by="order_id", values=order_ids
    )
    return [
        Entry(
            order_id=order_id, message_id=message_id, at=at, kind=_ENTRIES[kind], body=read_entry_body(body)
        )
        for order_id, message_id, at, kind, body in rows
    ]


def list_order_rows(store_id: StoreId, order_ids: Collection[str]) -> dict[str, Order]:
    return {
        order.order_id: order for order in infra.list_rows(Order, store_id, by="order_id", values=order_ids)
    }


def find_order_pks(store_id: StoreId, order_ids: Collection[str]) -> dict[str, int]:
    return dict(infra.list_values(Order, "order_id id", store_id, by="order_id", values=order_ids))
