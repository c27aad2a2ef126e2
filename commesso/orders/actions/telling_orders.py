"""The facts that follow from folded orders."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from commesso.events.facts import Fact
from commesso.events.orders import FactLine, OrderCancelled, OrderChanged, OrderPlaced, OrderRefunded
from commesso.infra import api as infra
from commesso.orders.actions.outcome import Fold
from commesso.orders.contracts import Document, OrderState
from commesso.orders.queries.folding import find_orders_by_keys, find_siblings
from commesso.orders.rules.carts import is_exact
from commesso.orders.rules.orders import Order
from commesso.stores.contracts import StoreInfo

_AMOUNTS = ("currency", "total_minor", "revenue_minor")


def tell_orders(store: StoreInfo, folds: Sequence[Fold]) -> None:
    """Publish what happened. An order heard of only by its refund keeps silent until it is placed."""
    placed = sorted((fold for fold in folds if _is_new_order(fold)), key=lambda fold: fold.after.placed_at)
    firsts = _find_firsts(store, [fold.after for fold in placed])
    facts: list[Fact] = [
        _placed(store, fold.after, is_first=fold.after.order_id in firsts) for fold in placed
    ]
    for fold in folds:
        if fold.after.is_placed:
            facts += _tell_changes(store, fold)
            facts += _tell_refunds(store, fold)
    infra.publish(*facts)


def _is_new_order(fold: Fold) -> bool:
    return fold.after.is_placed and not fold.was_placed and fold.after.document is Document.ORDER


def _find_firsts(store: StoreInfo, orders: Sequence[Order]) -> set[str]:
    """Return the ids of those orders before which their person, by any identity, had placed none."""
    people = {order.order_id: {key for key in order.keys if not is_exact(key)} for order in orders}
    siblings = find_siblings(store.id, {key for keys in people.values() for key in keys})
    for keys in people.values():
        keys |= {sibling for key in list(keys) for sibling in siblings.get(key, ())}
    known = find_orders_by_keys(store.id, {key for keys in people.values() for key in keys})
    first = {
        key: min(placed)
        for key, found in known.items()
        if (placed := [each.placed_at for each in found if each.order_id not in people])
    }
    firsts = set()
    for order in orders:  # sorted by time, so those of this batch count too
        keys = people[order.order_id]
        before = [first[key] for key in keys if key in first]
        if keys and not any(at <= order.placed_at for at in before):
            firsts.add(order.order_id)
        for key in keys:
            first[key] = min(first.get(key, order.placed_at), order.placed_at)
    return firsts


def _header(store: StoreInfo, order: Order, at: datetime) -> dict[str, Any]:
    return {
        "store_id": store.id,
        "at": at,
        "visitor_id": order.visitor_id,
        "user_id": order.user_id,
        "anonymous_id": order.anonymous_id,
        "order_id": order.order_id,
        "currency": order.currency,
    }


def _placed(store: StoreInfo, order: Order, *, is_first: bool) -> Fact:
    return OrderPlaced(
        **_header(store, order, order.placed_at),
        total_minor=order.total_minor,
        revenue_minor=order.revenue_minor,
        discount_minor=order.discount_minor,
        coupon=order.coupon,
        is_first=is_first,
        lines=tuple(
            FactLine(
                product_id=line.item.product_id,
                variant_id=line.item.variant_id,
                quantity=line.units.ordered,
                total_minor=line.total_minor,
                category=line.item.category,
            )
            for line in order.lines
        ),
    )


def _tell_changes(store: StoreInfo, fold: Fold) -> Iterable[Fact]:
    order, before = fold.after, fold.before
    if order.document is not Document.ORDER:
        return
    was_cancelled = fold.was_placed and before is not None and before["order_state"] == OrderState.CANCELLED
    if (
        before is not None
        and fold.was_placed
        and any(before[name] != getattr(order, name) for name in _AMOUNTS)
    ):
        yield OrderChanged(
            **_header(store, order, order.updated_at),
            total_minor=order.total_minor,
            revenue_minor=order.revenue_minor,
            revenue_delta_minor=order.revenue_minor - before["revenue_minor"],
        )
    if order.order_state is OrderState.CANCELLED and not was_cancelled:
        yield OrderCancelled(
            **_header(store, order, order.updated_at),
            total_minor=order.total_minor,
            revenue_minor=order.revenue_minor - _share(order, order.refunded_minor),
        )


def _tell_refunds(store: StoreInfo, fold: Fold) -> Iterable[Fact]:
    order = fold.after
    if order.document is Document.CREDIT:
        if fold.before is None and not order.refers_to:
            yield OrderRefunded(
                **_header(store, order, order.placed_at),
                refund_minor=order.total_minor,
                revenue_minor=order.revenue_minor,
                is_full=False,
            )
        return
    for refund in fold.news:
        is_counted = order.order_state is not OrderState.CANCELLED
        yield OrderRefunded(
            **_header(store, order, refund.at),
            refund_minor=refund.amount_minor,
            revenue_minor=_share(order, refund.amount_minor) if is_counted else 0,
            is_full=refund.is_full,
        )


def _share(order: Order, amount_minor: int) -> int:
    """The part of an amount that is revenue: refunds give shipping and tax back too."""
    return amount_minor * order.revenue_minor // order.total_minor if order.total_minor else 0
