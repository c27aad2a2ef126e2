"""What a block needs to fold carts and orders: a few bulk reads, never one per event."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Min

from commesso.infra import api as infra
from commesso.kernel.ids import StoreId
from commesso.orders.contracts import Document
from commesso.orders.models import (
    Cart,
    CartChange,
    CartKey,
    Order,
    OrderEntry,
    OrderKey,
    OrderLine,
    Payment,
    PersonLink,
    Refund,
)
from commesso.orders.rules.carts import is_exact
from commesso.orders.rules.entries import (
    Change,
    ChangeKind,
    Entry,
    EntryKind,
    read_change_body,
    read_entry_body,
)

if TYPE_CHECKING:
    from uuid import UUID

_CHANGE = ("message_id", "at", "kind", "device", "cart_id", "user_id", "anonymous_id", "body", "trail")


def list_changes(store_id: StoreId, field: str, values: Collection[str]) -> list[Change]:
    """Return the changes whose `field` (device or trail) is one of `values`."""
    rows = CartChange.objects.for_store(store_id).values_list(*_CHANGE)
    return [
        Change(
            message_id=message_id,
            at=at,
            kind=ChangeKind(kind),
            device=device,
            cart_id=cart_id,
            user_id=user_id,
            anonymous_id=anonymous_id,
            body=read_change_body(body),
            trail=trail,
        )
        for part in infra.slices(values)
        for message_id, at, kind, device, cart_id, user_id, anonymous_id, body, trail in rows.filter(
            **{f"{field}__in": part}
        )
    ]


def find_known_changes(store_id: StoreId, message_ids: Collection[str]) -> set[str]:
    rows = CartChange.objects.for_store(store_id).values_list("message_id", flat=True)
    return {found for part in infra.slices(message_ids) for found in rows.filter(message_id__in=part)}


def list_carts(store_id: StoreId, trails: Collection[str]) -> dict[str, Cart]:
    """Return the carts of these trails by key."""
    rows = Cart.objects.for_store(store_id)
    return {cart.key: cart for part in infra.slices(trails) for cart in rows.filter(trail__in=part)}


def find_trails_by_keys(store_id: StoreId, keys: Collection[str]) -> set[str]:
    rows = CartKey.objects.for_store(store_id).values_list("trail", flat=True)
    return {trail for part in infra.slices(keys) for trail in rows.filter(key__in=part)}


def find_siblings(store_id: StoreId, keys: Iterable[str]) -> dict[str, set[str]]:
    """Return, for each key of a person, every visitor id linked to the same profile (itself left out)."""
    people = {key for key in keys if not is_exact(key)}
    rows = PersonLink.objects.for_store(store_id)
    profile_of: dict[str, UUID] = {}
    for part in infra.slices(people):
        profile_of.update(rows.filter(visitor_id__in=part).values_list("visitor_id", "profile_id"))
    members: dict[UUID, set[str]] = defaultdict(set)
    for profiles in infra.slices(set(profile_of.values())):
        for visitor, profile in rows.filter(profile_id__in=profiles).values_list("visitor_id", "profile_id"):
            members[profile].add(visitor)
    return {key: members[profile] - {key} for key, profile in profile_of.items() if len(members[profile]) > 1}


class FoundOrder(NamedTuple):
    order_id: str
    placed_at: datetime


def find_orders_by_keys(store_id: StoreId, keys: Collection[str]) -> dict[str, list[FoundOrder]]:
    """Return, for each key, the placed orders that carry it."""
    rows = OrderKey.objects.for_store(store_id).filter(order__is_placed=True, order__document=Document.ORDER)
    found: dict[str, list[FoundOrder]] = defaultdict(list)
    for part in infra.slices(keys):
        of_part = rows.filter(key__in=part)
        for key, order_id, placed_at in of_part.values_list("key", "order__order_id", "order__placed_at"):
            found[key].append(FoundOrder(order_id, placed_at))
    return found


def find_first_orders(
    store_id: StoreId, keys: Collection[str], *, but: Collection[str]
) -> dict[str, datetime]:
    """Return, for each key, when its first order was placed; `but` are order ids left out (a block's)."""
    rows = OrderKey.objects.for_store(store_id).filter(order__is_placed=True, order__document=Document.ORDER)
    rows = rows.exclude(order__order_id__in=set(but))
    first: dict[str, datetime] = {}
    for part in infra.slices(keys):
        earliest = rows.filter(key__in=part).values("key").annotate(first=Min("order__placed_at"))
        first.update(earliest.values_list("key", "first"))
    return first


def list_entries(store_id: StoreId, order_ids: Collection[str]) -> list[Entry]:
    rows = OrderEntry.objects.for_store(store_id).values_list("order_id", "message_id", "at", "kind", "body")
    return [
        Entry(
            order_id=order_id, message_id=message_id, at=at, kind=EntryKind(kind), body=read_entry_body(body)
        )
        for part in infra.slices(order_ids)
        for order_id, message_id, at, kind, body in rows.filter(order_id__in=part)
    ]


def list_order_rows(store_id: StoreId, order_ids: Collection[str]) -> dict[str, Order]:
    rows = Order.objects.for_store(store_id)
    return {
        order.order_id: order for part in infra.slices(order_ids) for order in rows.filter(order_id__in=part)
    }


def find_order_pks(store_id: StoreId, order_ids: Collection[str]) -> dict[str, int]:
    rows = Order.objects.for_store(store_id).values_list("order_id", "pk")
    return {
        order_id: pk for part in infra.slices(order_ids) for order_id, pk in rows.filter(order_id__in=part)
    }


def list_line_rows(store_id: StoreId, order_pks: Collection[int]) -> list[OrderLine]:
    rows = OrderLine.objects.for_store(store_id)
    return [line for part in infra.slices(order_pks) for line in rows.filter(order__in=part)]


def list_payment_rows(store_id: StoreId, order_pks: Collection[int]) -> list[Payment]:
    rows = Payment.objects.for_store(store_id)
    return [payment for part in infra.slices(order_pks) for payment in rows.filter(order__in=part)]


def list_refund_rows(store_id: StoreId, order_pks: Collection[int]) -> list[Refund]:
    rows = Refund.objects.for_store(store_id)
    return [refund for part in infra.slices(order_pks) for refund in rows.filter(order__in=part)]
