"""What the JSON API gives for orders and carts."""

from datetime import datetime
from typing import Any, Literal

from commesso.infra.api import jsonapi
from commesso.orders.contracts import (
    CartState,
    Document,
    FulfilmentState,
    OrderState,
    PaymentState,
    PaymentStatus,
    ReturnState,
)


class QuantitiesAnswer(jsonapi.Answer):
    ordered: int
    fulfilled: int
    shipped: int
    delivered: int
    return_requested: int
    return_received: int
    return_dismissed: int
    written_off: int
    cancelled: int


class LineAnswer(jsonapi.Answer):
    line_id: str
    product_id: str
    variant_id: str
    sku: str
    title: str
    category: str
    url: str
    image_url: str
    unit_price: jsonapi.MoneyAnswer
    total: jsonapi.MoneyAnswer
    quantities: QuantitiesAnswer


class PaymentAnswer(jsonapi.Answer):
    payment_id: str
    at: datetime
    amount: jsonapi.MoneyAnswer
    status: PaymentStatus
    method: str


class RefundAnswer(jsonapi.Answer):
    refund_id: str
    at: datetime
    amount: jsonapi.MoneyAnswer
    reason: str
    quantities: dict[str, int]


class OrderSummary(jsonapi.Answer):
    """An order without its lines, payments and refunds, as lists give it."""

    order_id: str
    number: str
    document: Document
    refers_to: str
    placed_at: datetime
    updated_at: datetime
    total: jsonapi.MoneyAnswer
    subtotal: jsonapi.MoneyAnswer
    revenue: jsonapi.MoneyAnswer
    shipping: jsonapi.MoneyAnswer
    tax: jsonapi.MoneyAnswer
    discount: jsonapi.MoneyAnswer
    refunded: jsonapi.MoneyAnswer
    coupon: str
    affiliation: str
    user_id: str
    anonymous_id: str
    email: str
    phone: str
    name: str
    country: str
    cart_id: str
    checkout_id: str
    shipping_address: dict[str, Any]
    billing_address: dict[str, Any]
    order_state: OrderState
    payment_state: PaymentState
    fulfilment_state: FulfilmentState
    return_state: ReturnState
    is_overpaid: bool
    is_erased: bool
    item_count: int
    warnings: list[str]
    source: str
    version: int


class OrderAnswer(OrderSummary):
    lines: list[LineAnswer]
    payments: list[PaymentAnswer]
    refunds: list[RefundAnswer]


class OrderPage(jsonapi.Answer):
    items: list[OrderSummary]
    next_cursor: str


class OrderStored(jsonapi.Answer):
    """What became of the order, and how it stands now."""

    outcome: Literal["created", "changed", "unchanged", "stale"]
    order: OrderAnswer


class CartItemAnswer(jsonapi.Answer):
    product_id: str
    quantity: int
    variant_id: str
    sku: str
    title: str
    category: str
    url: str
    image_url: str
    unit_price: jsonapi.MoneyAnswer | None


class CheckoutAnswer(jsonapi.Answer):
    checkout_id: str
    started_at: datetime
    step: int
    shipping_method: str
    payment_method: str


class CartAnswer(jsonapi.Answer):
    """A cart. `key` is its address here; `cart_id` is yours, "" where your shop sends none."""

    key: str
    cart_id: str
    state: CartState
    started_at: datetime
    changed_at: datetime
    abandoned_at: datetime | None
    closed_at: datetime | None
    order_id: str
    value: jsonapi.MoneyAnswer
    coupon: str
    user_id: str
    anonymous_id: str
    items: list[CartItemAnswer]
    checkout: CheckoutAnswer | None


class CartPage(jsonapi.Answer):
    items: list[CartAnswer]
    next_cursor: str


class RejectedAnswer(jsonapi.Answer):
    index: int
    field: str
    reason: str


class CountAnswer(jsonapi.Answer):
    """How many rows were new, changed, equal, older than what we knew, or could not be taken."""

    created: int
    changed: int
    unchanged: int
    stale: int
    rejected: list[RejectedAnswer]
