"""However events are shuffled, repeated and cut into blocks: the same carts and orders come out."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commesso.events.facts import to_stream
from commesso.events.orders import OrderPlaced
from commesso.events.profiles import IdentitiesLinked, IdentityLink
from commesso.events.stream import StreamEvent
from commesso.kernel.ids import ProfileId, StoreId, VisitorId
from commesso.orders import api as orders
from commesso.orders.actions.ageing import age_carts
from commesso.orders.subscribers import on_stream
from commesso.orders.tests.events import NOON, list_facts, make_event
from commesso.stores.contracts import StoreInfo

_products = st.lists(
    st.fixed_dictionaries(
        {"product_id": st.sampled_from(["lamp", "bulb"]), "price": st.sampled_from([3, "19.90"])},
        optional={"quantity": st.integers(1, 3)},
    ),
    max_size=3,
)
_who = st.sampled_from(
    [
        {"anonymous": "phone"},
        {"anonymous": "phone", "user": "cleo"},
        {"user": "cleo"},
        {"anonymous": "laptop"},
        {"anonymous": "laptop", "user": "dario"},
        {"email": "cleo@example.com"},
    ]
)
_cart = st.sampled_from([{}, {"cart_id": "c1"}, {"cart_id": "c2"}])
_order = st.sampled_from([{"order_id": "o1"}, {"order_id": "o2"}, {"order_id": "o2", "cart_id": "c1"}])
_minutes = st.sampled_from([0, 1, 5, 29, 61, 62, 200, 60 * 24 * 29, 60 * 24 * 31, 60 * 24 * 62])


def _of(names: Sequence[str], *parts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Any]:
    return st.tuples(st.sampled_from(names), _minutes, _who, *parts)


_amounts = st.fixed_dictionaries(
    {}, optional={"total": st.sampled_from([30, "25.50"]), "currency": st.just("usd")}
)
_events = st.one_of(
    _of(["Product Added", "Product Removed"], _cart, _products.filter(bool).map(lambda each: each[0])),
    _of(["Cart Viewed", "Checkout Started"], _cart, _products.map(lambda each: {"products": each})),
    _of(["Checkout Step Viewed", "Coupon Applied"], st.just({"checkout_id": "k1", "step": 2, "coupon": "x"})),
    _of(
        ["Order Completed", "Order Updated"], _order, _amounts, _products.map(lambda each: {"products": each})
    ),
    _of(["Order Refunded", "Order Cancelled"], _order, st.sampled_from([{}, {"total": 3}])),
)


def _make(shop: StoreInfo, told: Sequence[Any], linked: Sequence[int]) -> list[StreamEvent]:
    events = [
        make_event(
            shop.id, name, minutes, id=f"m{index}", **{key: part[key] for part in parts for key in part}
        )
        for index, (name, minutes, *parts) in enumerate(told)
    ]
    for version, person in enumerate(linked, 1):
        link = IdentityLink(VisitorId("a:laptop"), ProfileId(UUID(int=person)), version)
        cleo = IdentityLink(VisitorId("u:cleo"), ProfileId(UUID(int=1)), 1)
        fact = IdentitiesLinked(store_id=shop.id, at=NOON, links=(link, cleo))
        events.append(to_stream(fact, received_at=NOON))
    return events


def _outcome(shop: StoreInfo) -> tuple[Any, ...]:
    age_carts(shop, now=NOON + timedelta(days=70))
    found = [orders.get_order(shop.id, order.order_id) for order in orders.list_orders(shop.id).items]
    placed = [fact.order_id for fact in list_facts(OrderPlaced)]
    assert len(placed) == len(set(placed)), "an order is told once"
    return (
        sorted(orders.list_carts(shop.id).items, key=lambda cart: cart.key),
        sorted(found, key=lambda order: order.order_id),
        sorted(placed),
    )


def _run(shop: StoreInfo, blocks: Sequence[Sequence[StreamEvent]]) -> tuple[Any, ...]:
    with transaction.atomic():
        for block in blocks:
            on_stream(block)
        outcome = _outcome(shop)
        transaction.set_rollback(True)
    return outcome


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_shuffle_repetition_and_cut_gives_the_same_carts_and_orders(
    shop: StoreInfo, data: st.DataObject
) -> None:
    told = data.draw(st.lists(_events, min_size=1, max_size=12), label="told")
    linked = data.draw(st.lists(st.integers(1, 2), max_size=2), label="linked")
    events = _make(shop, told, linked)
    again = data.draw(st.lists(st.sampled_from(events), max_size=4), label="again")
    mixed = data.draw(st.permutations([*events, *again]), label="mixed")
    cuts = sorted(data.draw(st.lists(st.integers(0, len(mixed)), max_size=3), label="cuts"))
    blocks = [mixed[start:end] for start, end in zip([0, *cuts], [*cuts, len(mixed)], strict=True)]
    assert _run(shop, blocks) == _run(shop, [sorted(events, key=lambda event: event.at)])


@pytest.mark.usefixtures("db")
def test_an_unknown_shop_is_passed_over() -> None:
    on_stream([make_event(StoreId(404), "Order Completed", user="cleo", order_id="o1")])
