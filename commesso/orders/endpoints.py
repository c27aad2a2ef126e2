from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from ninja.responses import Status

from commesso.infra.api import jsonapi
from commesso.kernel.errors import Invalid
from commesso.orders.actions.importing import import_carts, import_orders
from commesso.orders.contracts import ImportCount
from commesso.orders.forms.giving import (
    CartAnswer,
    CartPage,
    CountAnswer,
    OrderAnswer,
    OrderPage,
    OrderStored,
)
from commesso.orders.forms.taking import (
    CartFields,
    CartQuery,
    CartsBody,
    OrderFields,
    OrderQuery,
    OrdersBody,
)
from commesso.orders.queries import carts, orders
from commesso.stores.contracts import Scope

router = Router()
_SOURCE = "api"
_ORDERS: dict[str, Any] = {"tags": ["Orders"]}
_CARTS: dict[str, Any] = {"tags": ["Carts"]}


@router.get("/orders", response={200: OrderPage, **jsonapi.PROBLEMS}, summary="List orders", **_ORDERS)
def list_orders(request: HttpRequest, query: Query[OrderQuery]) -> Any:
    """Orders and credit notes, newest first, without their lines."""
    store_id = jsonapi.allow(request, Scope.ORDERS_READ)
    return orders.list_orders(store_id, where=query.read(), cursor=query.cursor, limit=query.limit)


@router.post(
    "/orders",
    response={200: CountAnswer, **jsonapi.PROBLEMS},
    summary="Create or update many orders",
    **_ORDERS,
)
def put_orders(request: HttpRequest, body: OrdersBody) -> Any:
    """Up to 500. A row that cannot be taken is rejected with its reason; the others go on."""
    store_id = jsonapi.allow(request, Scope.ORDERS_WRITE)
    return import_orders(store_id, [row.read(row.order_id) for row in body.orders], _SOURCE)


@router.get(
    "/orders/{path:order_id}",
    response={200: OrderAnswer, **jsonapi.PROBLEMS},
    summary="Get an order",
    **_ORDERS,
)
def get_order(request: HttpRequest, order_id: str) -> Any:
    return orders.get_order(jsonapi.allow(request, Scope.ORDERS_READ), order_id)


@router.put(
    "/orders/{path:order_id}",
    response={200: OrderStored, 201: OrderStored, **jsonapi.PROBLEMS},
    summary="Create or update an order",
    **_ORDERS,
)
def put_order(request: HttpRequest, order_id: jsonapi.Identifier, body: OrderFields) -> Any:
    store_id = jsonapi.allow(request, Scope.ORDERS_WRITE)
    count = import_orders(store_id, [body.read(order_id)], _SOURCE)
    _check(count)
    stored = {"outcome": count.outcome, "order": orders.get_order(store_id, order_id.strip())}
    return Status(201 if count.created else 200, stored)


@router.get("/carts", response={200: CartPage, **jsonapi.PROBLEMS}, summary="List carts", **_CARTS)
def list_carts(request: HttpRequest, query: Query[CartQuery]) -> Any:
    """The last changed first."""
    store_id = jsonapi.allow(request, Scope.ORDERS_READ)
    return carts.list_carts(store_id, where=query.read(), cursor=query.cursor, limit=query.limit)


@router.post("/carts", response={200: CountAnswer, **jsonapi.PROBLEMS}, summary="Update many carts", **_CARTS)
def put_carts(request: HttpRequest, body: CartsBody) -> Any:
    """Up to 500, each the whole cart. A row that cannot be taken is rejected; the others go on."""
    store_id = jsonapi.allow(request, Scope.ORDERS_WRITE)
    return import_carts(store_id, [row.read(row.cart_id) for row in body.carts])


@router.get(
    "/carts/{path:key}", response={200: CartAnswer, **jsonapi.PROBLEMS}, summary="Get a cart", **_CARTS
)
def get_cart(request: HttpRequest, key: str) -> Any:
    """By its `key`, or by your cart id: then the newest cart that had it."""
    return carts.get_cart(jsonapi.allow(request, Scope.ORDERS_READ), key)


@router.put(
    "/carts/{path:key}",
    response={200: CountAnswer, **jsonapi.PROBLEMS},
    summary="Update a cart",
    **_CARTS,
)
def put_cart(request: HttpRequest, key: jsonapi.Identifier, body: CartFields) -> Any:
    """By your cart id: tell the whole contents of the cart as they stood at `updated_at`.

    A cart that never held anything is none, and cannot be read back.
    """
    store_id = jsonapi.allow(request, Scope.ORDERS_WRITE)
    count = import_carts(store_id, [body.read(key)])
    _check(count)
    return count


def _check(count: ImportCount) -> None:
    for each in count.rejected:
        raise Invalid(each.reason, field=each.field)
