"""What may cross the doors of orders: states, what comes in (`...Input`), what goes out (`...Info`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from commesso.kernel.ids import VisitorId
from commesso.kernel.money import Money


class Document(StrEnum):
    """What a paper of the shop says: goods went out, or money and goods came back."""

    ORDER = "order"
    CREDIT = "credit"


class OrderState(StrEnum):
    OPEN = "open"
    CANCELLED = "cancelled"
    CLOSED = "closed"


class PaymentState(StrEnum):
    PENDING = "pending"
    AUTHORIZED = "authorized"
    PARTIALLY_PAID = "partially_paid"
    PAID = "paid"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    VOIDED = "voided"
    FAILED = "failed"


class FulfilmentState(StrEnum):
    UNFULFILLED = "unfulfilled"
    ON_HOLD = "on_hold"
    PARTIALLY_FULFILLED = "partially_fulfilled"
    FULFILLED = "fulfilled"


class ReturnState(StrEnum):
    NONE = "none"
    REQUESTED = "requested"
    IN_PROGRESS = "in_progress"
    PARTIALLY_RETURNED = "partially_returned"
    RETURNED = "returned"


class PaymentStatus(StrEnum):
    """Where one payment stands."""

    PENDING = "pending"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    VOIDED = "voided"
    FAILED = "failed"


class CartState(StrEnum):
    """active -> idle -> abandoned -> recovered | expired; `ordered` when bought without being abandoned."""

    ACTIVE = "active"
    IDLE = "idle"
    ABANDONED = "abandoned"
    RECOVERED = "recovered"
    EXPIRED = "expired"
    ORDERED = "ordered"


@dataclass(frozen=True, kw_only=True, slots=True)
class LineQuantities:
    """How many units of a line stand where. `rules.fit_quantities` names what must hold."""

    ordered: int
    fulfilled: int = 0
    shipped: int = 0
    delivered: int = 0
    return_requested: int = 0
    return_received: int = 0
    return_dismissed: int = 0
    written_off: int = 0
    cancelled: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class LineInput:
    """One line as a shop platform or a file gives it.

    `line_id` is the shop's; empty means the line's place in the document. `unit_price` may have four
    decimals. `total` is the line's amount where the shop states it (else unit price times quantity).
    """

    product_id: str
    quantity: int = 1
    unit_price: Decimal | None = None
    total: Decimal | None = None
    line_id: str = ""
    variant_id: str = ""
    sku: str = ""
    title: str = ""
    category: str = ""
    url: str = ""
    image_url: str = ""
    quantities: LineQuantities | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentInput:
    payment_id: str
    at: datetime
    amount: Decimal
    status: PaymentStatus = PaymentStatus.CAPTURED
    method: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class RefundInput:
    """Money that went back for an order. `quantities` says how many units of which line id."""

    refund_id: str
    at: datetime
    amount: Decimal
    reason: str = ""
    quantities: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderInput:
    """An order as its platform knows it: the truth, against which events only fill gaps.

    None and "" mean "not said": what is known stays, also what an earlier row of the same source said.
    A list that is given is the whole list, an empty one too. `updated_at` (default: `placed_at`) and then
    `version` decide which of two rows is newer; an older one changes nothing.

    Credit documents (credit notes, "C..." invoices of UCI Online Retail) are rows of their own with
    `document=CREDIT` and quantities and amounts written positive or negative, as the file has them: we
    keep the size. They count as documents, never as orders: no `OrderPlaced`, no place in revenue or
    in "first order". With `refers_to` the amount becomes a refund of that order; without, it is told as
    an `OrderRefunded` of its own, so what a customer gave back is known although the order is not.
    An ORDER whose quantities are all negative, or whose amount is, is taken for a credit. A single
    negative line inside an order lowers its amount as a discount does.
    """

    order_id: str
    placed_at: datetime
    document: Document | None = None  # an order, where no row says otherwise
    refers_to: str = ""
    number: str = ""
    updated_at: datetime | None = None
    version: int = 0
    currency: str = ""
    total: Decimal | None = None
    subtotal: Decimal | None = None
    revenue: Decimal | None = None
    shipping: Decimal | None = None
    tax: Decimal | None = None
    discount: Decimal | None = None
    coupon: str = ""
    affiliation: str = ""
    user_id: str = ""
    anonymous_id: str = ""
    email: str = ""
    phone: str = ""
    name: str = ""
    country: str = ""
    cart_id: str = ""
    checkout_id: str = ""
    shipping_address: Mapping[str, Any] | None = None
    billing_address: Mapping[str, Any] | None = None
    order_state: OrderState | None = None
    payment_state: PaymentState | None = None
    fulfilment_state: FulfilmentState | None = None
    lines: tuple[LineInput, ...] | None = None
    payments: tuple[PaymentInput, ...] | None = None
    refunds: tuple[RefundInput, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A row that was not taken: its place among the rows given (from 0), and why."""

    index: int
    reason: str
    field: str = ""


@dataclass(kw_only=True)
class ImportCount:
    """What became of the rows of an import."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    stale: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return self.created + self.changed + self.unchanged + self.stale

    @property
    def outcome(self) -> str:
        """What became of a single row."""
        return next(
            (name for name in ("created", "changed", "unchanged", "stale") if getattr(self, name)), "rejected"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class LineInfo:
    line_id: str
    product_id: str
    variant_id: str
    sku: str
    title: str
    category: str
    url: str
    image_url: str
    unit_price: Money
    total: Money
    quantities: LineQuantities


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentInfo:
    payment_id: str
    at: datetime
    amount: Money
    status: PaymentStatus
    method: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RefundInfo:
    refund_id: str
    at: datetime
    amount: Money
    reason: str
    quantities: Mapping[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderInfo:
    """An order as the other rooms see it. Lists leave `lines`, `payments` and `refunds` empty."""

    order_id: str
    number: str
    document: Document
    refers_to: str
    placed_at: datetime
    updated_at: datetime
    total: Money
    subtotal: Money
    revenue: Money
    shipping: Money
    tax: Money
    discount: Money
    refunded: Money
    coupon: str
    affiliation: str
    user_id: str
    anonymous_id: str
    visitor_id: VisitorId
    email: str
    phone: str
    name: str
    country: str
    cart_id: str
    checkout_id: str
    shipping_address: Mapping[str, Any]
    billing_address: Mapping[str, Any]
    order_state: OrderState
    payment_state: PaymentState
    fulfilment_state: FulfilmentState
    return_state: ReturnState
    is_overpaid: bool
    is_erased: bool
    item_count: int
    warnings: tuple[str, ...]
    source: str
    version: int
    lines: tuple[LineInfo, ...] = ()
    payments: tuple[PaymentInfo, ...] = ()
    refunds: tuple[RefundInfo, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CartItem:
    """One position of a cart."""

    product_id: str
    quantity: int
    variant_id: str = ""
    sku: str = ""
    title: str = ""
    category: str = ""
    url: str = ""
    image_url: str = ""
    unit_price: Money | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckoutInfo:
    checkout_id: str
    started_at: datetime
    step: int
    shipping_method: str
    payment_method: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CartInfo:
    """A cart. `cart_id` is the shop's own; "" where the shop sends none and ours (`key`) is derived."""

    key: str
    cart_id: str
    state: CartState
    started_at: datetime
    changed_at: datetime
    abandoned_at: datetime | None
    closed_at: datetime | None
    order_id: str
    value: Money
    coupon: str
    user_id: str
    anonymous_id: str
    visitor_id: VisitorId
    items: tuple[CartItem, ...]
    checkout: CheckoutInfo | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CartItemInput:
    product_id: str
    quantity: int = 1
    unit_price: Decimal | None = None
    variant_id: str = ""
    sku: str = ""
    title: str = ""
    category: str = ""
    url: str = ""
    image_url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CartInput:
    """A cart as its platform knows it: the whole contents as they stood at `updated_at`."""

    cart_id: str
    updated_at: datetime
    currency: str = ""
    value: Decimal | None = None
    coupon: str = ""
    checkout_id: str = ""
    user_id: str = ""
    anonymous_id: str = ""
    email: str = ""
    items: tuple[CartItemInput, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OrderFilter:
    """Which documents a list shows. None and "" let everything through."""

    search: str = ""
    document: Document | None = None
    order_state: OrderState | None = None
    payment_state: PaymentState | None = None
    fulfilment_state: FulfilmentState | None = None
    return_state: ReturnState | None = None
    placed_from: datetime | None = None
    placed_before: datetime | None = None
    user_id: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class CartFilter:
    state: CartState | None = None
    user_id: str = ""
    changed_from: datetime | None = None
    changed_before: datetime | None = None
