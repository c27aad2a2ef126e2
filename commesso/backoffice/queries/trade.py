from datetime import timedelta

from commesso.backoffice.contracts import Happening
from commesso.backoffice.rules.sentences import ORDER_NAMES
from commesso.infra import api as infra
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.orders import api as orders
from commesso.orders.contracts import CartInfo, OrderInfo

_BEFORE, _AFTER = timedelta(days=2), timedelta(days=400)


def list_order_events(store_id: StoreId, order: OrderInfo) -> list[Happening]:
    """Return what was told about an order, the latest first."""
    rows = infra.query(
        "backoffice",
        "order_events",
        store_id=store_id,
        order_id=order.order_id,
        names=sorted(ORDER_NAMES),
        since=order.placed_at - _BEFORE,
        until=order.placed_at + _AFTER,
    )
    return [Happening(**row) for row in rows]


def find_cart(store_id: StoreId, order: OrderInfo) -> CartInfo | None:
    """Return the cart the order came from, when the shop names carts."""
    if not order.cart_id:
        return None
    try:
        return orders.get_cart(store_id, order.cart_id)
    except NotFound:
        return None
