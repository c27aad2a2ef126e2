"""Forgetting a person: orders keep their accounting facts, everything that says who goes."""

from collections.abc import Collection

from commesso.events.profiles import ProfileErased
from commesso.infra import api as infra
from commesso.orders.actions.folding_carts import delete_trails
from commesso.orders.models import Order, OrderEntry, OrderKey, PersonLink
from commesso.orders.queries.folding import find_trails_by_keys, list_entries
from commesso.orders.queries.links import list_members
from commesso.orders.queries.orders import find_orders_of
from commesso.orders.rules.entries import forget_person, write_body
from commesso.stores.contracts import StoreInfo


def erase_person(store: StoreInfo, fact: ProfileErased) -> None:
    """Delete the person's carts and empty the personal fields of their orders. Twice does no harm."""
    keys = {*fact.visitor_ids, *list_members(store.id, {fact.profile_id})[fact.profile_id]}
    delete_trails(store, find_trails_by_keys(store.id, keys))
    _anonymise(store, find_orders_of(store.id, keys))
    for part in infra.slices(keys):
        PersonLink.objects.for_store(store.id).filter(visitor_id__in=part).delete()


def _anonymise(store: StoreInfo, orders: Collection[Order]) -> None:
    for order in orders:
        order.is_erased = True
        order.user_id = order.anonymous_id = order.visitor_id = order.email = ""
        order.phone = order.name = order.cart_id = order.checkout_id = ""
        order.shipping_address, order.billing_address = {}, {}
    infra.upsert(Order, list(orders), unique=("store_id", "order_id"))
    entries = [
        OrderEntry(
            store_id=store.id,
            order_id=entry.order_id,
            message_id=entry.message_id,
            at=entry.at,
            kind=entry.kind,
            body=write_body(forget_person(entry.body)),
        )
        for entry in list_entries(store.id, {order.order_id for order in orders})
    ]
    infra.upsert(OrderEntry, entries, unique=("store_id", "message_id"))
    for part in infra.slices([order.pk for order in orders]):
        OrderKey.objects.for_store(store.id).filter(order__in=part).exclude(key__startswith="o:").delete()
