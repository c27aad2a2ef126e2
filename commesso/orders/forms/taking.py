"""What the JSON API takes for orders and carts."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Self

from ninja import Field
from pydantic import model_validator

from commesso.infra.api import jsonapi
from commesso.orders.contracts import (
    CartFilter,
    CartInput,
    CartItemInput,
    CartState,
    Document,
    FulfilmentState,
    LineInput,
    LineQuantities,
    OrderFilter,
    OrderInput,
    OrderState,
    PaymentInput,
    PaymentState,
    PaymentStatus,
    RefundInput,
    ReturnState,
)

Address = dict[str, jsonapi.Label]
_Units = Field(0, ge=0, le=1_000_000)
_OptionalId = Field("", max_length=100)


class QuantitiesBody(jsonapi.Body):
    """How many units of the line stand where. What cannot be true together is fitted, with a warning."""

    ordered: int = Field(ge=0, le=1_000_000)
    fulfilled: int = _Units
    shipped: int = _Units
    delivered: int = _Units
    return_requested: int = _Units
    return_received: int = _Units
    return_dismissed: int = _Units
    written_off: int = _Units
    cancelled: int = _Units


class LineBody(jsonapi.Body):
    line_id: str = Field("", max_length=100, description="Yours; empty: made of product and variant.")
    product_id: jsonapi.Identifier
    variant_id: str = _OptionalId
    sku: str = _OptionalId
    title: jsonapi.Label = ""
    category: jsonapi.Label = ""
    url: jsonapi.Label = ""
    image_url: jsonapi.Label = ""
    quantity: int = Field(1, ge=1, le=1_000_000)
    unit_price: jsonapi.MoneyBody | None = None
    total: jsonapi.MoneyBody | None = None
    quantities: QuantitiesBody | None = None

    def read(self) -> LineInput:
        return LineInput(
            **_without(self, "unit_price", "total", "quantities"),
            unit_price=_amount(self.unit_price),
            total=_amount(self.total),
            quantities=LineQuantities(**self.quantities.dict()) if self.quantities else None,
        )


class PaymentBody(jsonapi.Body):
    payment_id: jsonapi.Identifier
    at: jsonapi.Moment
    amount: jsonapi.MoneyBody
    status: PaymentStatus = PaymentStatus.CAPTURED
    method: jsonapi.Label = ""

    def read(self) -> PaymentInput:
        return PaymentInput(**_without(self, "amount"), amount=self.amount.amount)


class RefundBody(jsonapi.Body):
    refund_id: jsonapi.Identifier
    at: jsonapi.Moment
    amount: jsonapi.MoneyBody
    reason: jsonapi.Label = ""
    quantities: dict[str, int] = Field({}, description="Units given back, by line id.")

    def read(self) -> RefundInput:
        return RefundInput(**_without(self, "amount"), amount=self.amount.amount)


_AMOUNTS = ("total", "subtotal", "revenue", "shipping", "tax", "discount")
_PARTS = ("lines", "payments", "refunds")


class OrderFields(jsonapi.Body):
    """An order as your shop knows it. What you leave out stays as it is; lists are whole lists."""

    placed_at: jsonapi.Moment
    updated_at: jsonapi.Moment | None = Field(
        None, description="An older update never wins. Default: placed_at."
    )
    version: int = Field(0, ge=0, le=2**53, description="Decides between equal `updated_at`.")
    document: Document | None = Field(
        None, description="`credit`: a credit note; it counts as no order. Default: as known, else `order`."
    )
    refers_to: str = Field("", max_length=100, description="Of a credit: the order whose money went back.")
    number: str = _OptionalId
    total: jsonapi.MoneyBody | None = None
    subtotal: jsonapi.MoneyBody | None = None
    revenue: jsonapi.MoneyBody | None = None
    shipping: jsonapi.MoneyBody | None = None
    tax: jsonapi.MoneyBody | None = None
    discount: jsonapi.MoneyBody | None = None
    coupon: str = _OptionalId
    affiliation: jsonapi.Label = ""
    user_id: str = _OptionalId
    anonymous_id: str = _OptionalId
    email: str = Field("", max_length=254)
    phone: str = _OptionalId
    name: jsonapi.Label = ""
    country: str = _OptionalId
    cart_id: str = _OptionalId
    checkout_id: str = _OptionalId
    shipping_address: Address | None = None
    billing_address: Address | None = None
    order_state: OrderState | None = None
    payment_state: PaymentState | None = None
    fulfilment_state: FulfilmentState | None = None
    lines: list[LineBody] | None = Field(None, max_length=1_000)
    payments: list[PaymentBody] | None = Field(None, max_length=100)
    refunds: list[RefundBody] | None = Field(None, max_length=100)

    @model_validator(mode="after")
    def check_currency(self) -> Self:
        _find_currency(self._list_money())
        return self

    def _list_money(self) -> Iterator[jsonapi.MoneyBody | None]:
        yield from (getattr(self, name) for name in _AMOUNTS)
        for line in self.lines or ():
            yield from (line.unit_price, line.total)
        for part in (*(self.payments or ()), *(self.refunds or ())):
            yield part.amount

    def read(self, order_id: str) -> OrderInput:
        values = _without(self, *_AMOUNTS, *_PARTS, "order_id")
        values |= {name: _amount(getattr(self, name)) for name in _AMOUNTS}
        for name in _PARTS:
            rows = getattr(self, name)
            values[name] = None if rows is None else tuple(row.read() for row in rows)
        return OrderInput(order_id=order_id, currency=_find_currency(self._list_money()), **values)


class OrderBody(OrderFields):
    order_id: jsonapi.Identifier


class OrdersBody(jsonapi.Body):
    orders: list[OrderBody] = Field(min_length=1, max_length=500)


class CartItemBody(jsonapi.Body):
    product_id: jsonapi.Identifier
    variant_id: str = _OptionalId
    sku: str = _OptionalId
    title: jsonapi.Label = ""
    category: jsonapi.Label = ""
    url: jsonapi.Label = ""
    image_url: jsonapi.Label = ""
    quantity: int = Field(1, ge=1, le=1_000_000)
    unit_price: jsonapi.MoneyBody | None = None

    def read(self) -> CartItemInput:
        return CartItemInput(**_without(self, "unit_price"), unit_price=_amount(self.unit_price))


class CartFields(jsonapi.Body):
    """A cart as your shop knows it: its whole contents as they stood at `updated_at`."""

    updated_at: jsonapi.Moment
    items: list[CartItemBody] = Field([], max_length=500)
    value: jsonapi.MoneyBody | None = Field(None, description="Where the items have no prices.")
    coupon: str = _OptionalId
    checkout_id: str = _OptionalId
    user_id: str = _OptionalId
    anonymous_id: str = _OptionalId
    email: str = Field("", max_length=254)

    @model_validator(mode="after")
    def check_currency(self) -> Self:
        _find_currency(self._list_money())
        return self

    def _list_money(self) -> Iterator[jsonapi.MoneyBody | None]:
        yield self.value
        yield from (item.unit_price for item in self.items)

    def read(self, cart_id: str) -> CartInput:
        return CartInput(
            cart_id=cart_id,
            currency=_find_currency(self._list_money()),
            **_without(self, "items", "value", "cart_id"),
            value=_amount(self.value),
            items=tuple(item.read() for item in self.items),
        )


class CartBody(CartFields):
    cart_id: jsonapi.Identifier


class CartsBody(jsonapi.Body):
    carts: list[CartBody] = Field(min_length=1, max_length=500)


class OrderQuery(jsonapi.PageQuery):
    search: str = Field("", max_length=200, description="Words of the id, number, name or e-mail.")
    document: Document | None = None
    order_state: OrderState | None = None
    payment_state: PaymentState | None = None
    fulfilment_state: FulfilmentState | None = None
    return_state: ReturnState | None = None
    placed_from: jsonapi.Moment | None = None
    placed_before: jsonapi.Moment | None = None
    user_id: str = _OptionalId
    email: str = Field("", max_length=254)

    def read(self) -> OrderFilter:
        return OrderFilter(**_without(self, "cursor", "limit"))


class CartQuery(jsonapi.PageQuery):
    state: CartState | None = None
    user_id: str = _OptionalId
    changed_from: jsonapi.Moment | None = None
    changed_before: jsonapi.Moment | None = None

    def read(self) -> CartFilter:
        return CartFilter(**_without(self, "cursor", "limit"))


def _without(body: jsonapi.Body, *names: str) -> dict[str, Any]:
    return {name: getattr(body, name) for name in type(body).model_fields if name not in names}


def _amount(money: jsonapi.MoneyBody | None) -> Decimal | None:
    return money.amount if money else None


def _find_currency(amounts: Iterator[jsonapi.MoneyBody | None]) -> str:
    """Return the one currency of all amounts, "" without any. Raise ValueError for two."""
    codes = {money.currency.upper() for money in amounts if money is not None}
    if len(codes) > 1:
        raise ValueError(f"all amounts must be in one currency, not in {' and '.join(sorted(codes))}")
    return codes.pop() if codes else ""
