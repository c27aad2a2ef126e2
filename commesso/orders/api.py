"""What rooms above may ask of orders.

`from commesso.orders import api as orders`
"""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from commesso.kernel.ids import StoreId
from commesso.orders.actions.importing import import_carts, import_orders
from commesso.orders.contracts import CartInfo, OrderInfo
from commesso.orders.queries.carts import count_carts, get_cart, list_carts, list_carts_for
from commesso.orders.queries.orders import count_orders, get_order, list_keys_of, list_orders, list_orders_for

__all__ = [
    "carts_for",
    "count_carts",
    "count_orders",
    "export_for",
    "get_cart",
    "get_order",
    "import_carts",
    "import_orders",
    "list_carts",
    "list_orders",
    "orders_for",
]


def orders_for(
    store_id: StoreId,
    *,
    user_ids: Collection[str] = (),
    anonymous_ids: Collection[str] = (),
    emails: Collection[str] = (),
    limit: int = 100,
) -> list[OrderInfo]:
    """Return a person's orders and credit documents with all parts, newest first."""
    keys = list_keys_of(user_ids=user_ids, anonymous_ids=anonymous_ids, emails=emails)
    return list_orders_for(store_id, keys, limit=limit)


def carts_for(
    store_id: StoreId,
    *,
    user_ids: Collection[str] = (),
    anonymous_ids: Collection[str] = (),
    emails: Collection[str] = (),
    limit: int = 100,
) -> list[CartInfo]:
    """Return a person's carts, the last changed first."""
    keys = list_keys_of(user_ids=user_ids, anonymous_ids=anonymous_ids, emails=emails)
    return list_carts_for(store_id, keys, limit=limit)


def export_for(
    store_id: StoreId,
    *,
    user_ids: Collection[str] = (),
    anonymous_ids: Collection[str] = (),
    emails: Collection[str] = (),
) -> dict[str, Any]:
    """Return all that orders knows of a person: {"orders": [...], "carts": [...]}, the contracts as dicts."""
    keys = list_keys_of(user_ids=user_ids, anonymous_ids=anonymous_ids, emails=emails)
    return {
        "orders": [asdict(order) for order in list_orders_for(store_id, keys, limit=1_000_000)],
        "carts": [asdict(cart) for cart in list_carts_for(store_id, keys, limit=1_000_000)],
    }
