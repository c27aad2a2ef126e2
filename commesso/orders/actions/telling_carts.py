"""The facts that follow from a cart's change of state."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from commesso.events.facts import Fact
from commesso.events.orders import CartAbandoned, CartOrdered, CartRecovered, CartStarted
from commesso.kernel.ids import VisitorId, visitor_id
from commesso.orders.contracts import CartState
from commesso.orders.models import Cart


def tell_cart(cart: Cart, old_state: CartState | None) -> Iterator[Fact]:
    """Yield what became of `cart` since `old_state` (None: it is new); abandonment once a cart."""
    if old_state is None:
        yield CartStarted(**_header(cart, cart.started_at))
    if cart.abandoned_at is not None and not cart.is_abandonment_told:
        cart.is_abandonment_told = True
        yield CartAbandoned(**_header(cart, cart.abandoned_at))
    if cart.closed_at is not None and old_state != cart.state:
        closed = CartRecovered if cart.state == CartState.RECOVERED else CartOrdered
        yield closed(**_header(cart, cart.closed_at), order_id=cart.order_id)


def cart_visitor(cart: Cart) -> VisitorId:
    found = visitor_id(user_id=cart.user_id, anonymous_id=cart.anonymous_id)
    return found or VisitorId(cart.email_key)


def _header(cart: Cart, at: datetime) -> dict[str, Any]:
    return {
        "store_id": cart.store_id,
        "at": at,
        "visitor_id": cart_visitor(cart),
        "user_id": cart.user_id,
        "anonymous_id": cart.anonymous_id,
        "cart_id": cart.key,
        "currency": cart.currency,
        "value_minor": cart.value_minor,
    }
