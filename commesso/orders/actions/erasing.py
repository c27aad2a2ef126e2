"""Forgetting a person: orders keep their accounting facts, everything that says who goes."""

from collections import defaultdict
from collections.abc import Collection

from commesso.events.profiles import ProfileErased
from commesso.infra import api as infra
from commesso.orders.actions.folding_carts import delete_trails
from commesso.orders.actions.folding_orders import list_siblings_of
from commesso.orders.models import Order, OrderEntry, OrderKey, PersonLink
from commesso.orders.queries.folding import find_trails_by_keys, list_entries
from commesso.orders.queries.links import list_members
from commesso.orders.queries.orders import find_orders_of
from commesso.orders.rules.entries import Entry, write_body
from commesso.orders.rules.trust import forget_people
from commesso.stores.contracts import StoreInfo

_FORGET = "UPDATE orders_entry SET body = %s WHERE message_id = %s AND store_id = %s"


def erase_person(store: StoreInfo, fact: ProfileErased) -> None:
    """Delete the person's carts and empty the personal fields of their orders. Twice does no harm."""
    profile = fact.profile_id.hex
    keys = {*fact.visitor_ids, *list_members(store.id, {profile})[profile]}
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
    by_order: dict[str, list[Entry]] = defaultdict(list)
    for entry in list_entries(store.id, {order.order_id for order in orders}):
        by_order[entry.order_id].append(entry)
    siblings = list_siblings_of(store.id, by_order.values())
    bodies = [
        (write_body(body), message_id, store.id)
        for entries in by_order.values()
        for message_id, body in forget_people(entries, siblings)
    ]
    infra.run_rows(OrderEntry, _FORGET, "body message_id store_id", bodies)
    for part in infra.slices([order.pk for order in orders]):
        OrderKey.objects.for_store(store.id).filter(order__in=part).exclude(key__startswith="o:").delete()
