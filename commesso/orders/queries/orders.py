from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from commesso.infra import api as infra
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId, VisitorId, visitor_id
from commesso.kernel.money import Money
from commesso.kernel.pages import Page, read_cursor, write_cursor
from commesso.orders.contracts import (
    Document,
    FulfilmentState,
    LineInfo,
    LineQuantities,
    OrderFilter,
    OrderInfo,
    OrderState,
    PaymentInfo,
    PaymentState,
    PaymentStatus,
    RefundInfo,
    ReturnState,
)
from commesso.orders.models import Order, OrderKey, OrderLine, Payment, Refund
from commesso.orders.queries.folding import find_siblings
from commesso.orders.rules.quantities import NAMES

ALL = OrderFilter()
_AXES = ("document", "order_state", "payment_state", "fulfilment_state", "return_state")


def get_order(store_id: StoreId, order_id: str) -> OrderInfo:
    """Return the order with its lines, payments and refunds. Raise NotFound."""
    row = Order.objects.for_store(store_id).filter(order_id=order_id).first()
    if row is None:
        raise NotFound(f"There is no order {order_id!r}.")
    return with_parts(store_id, [row])[0]


def list_orders(
    store_id: StoreId, *, where: OrderFilter = ALL, cursor: str = "", limit: int = 50
) -> Page[OrderInfo]:
    """Return orders and credit documents, newest first, without their parts."""
    rows = _filter(store_id, where)
    keys = read_cursor(cursor, str, int)
    if keys:
        placed_at = datetime.fromisoformat(str(keys[0]))
        rows = rows.filter(Q(placed_at__lt=placed_at) | Q(placed_at=placed_at, id__lt=keys[1]))
    found = list(rows.order_by("-placed_at", "-id")[: limit + 1])
    shown = found[:limit]
    more = write_cursor(shown[-1].placed_at.isoformat(), shown[-1].pk) if len(found) > limit else ""
    return Page(items=tuple(_info(row) for row in shown), next_cursor=more)


def count_orders(store_id: StoreId, *, where: OrderFilter = ALL) -> int:
    return _filter(store_id, where).count()


def _filter(store_id: StoreId, where: OrderFilter) -> QuerySet[Order]:
    rows = Order.objects.for_store(store_id).filter(is_placed=True)
    for name in _AXES:
        value = getattr(where, name)
        if value is not None:
            rows = rows.filter(**{name: value})
    if where.placed_from is not None:
        rows = rows.filter(placed_at__gte=where.placed_from)
    if where.placed_before is not None:
        rows = rows.filter(placed_at__lt=where.placed_before)
    for key in list_keys_of(user_ids=[where.user_id], emails=[where.email]):
        rows = rows.filter(id__in=OrderKey.objects.for_store(store_id).filter(key=key).values("order"))
    for word in where.search.replace("\0", "").split()[:5]:
        rows = rows.filter(
            Q(order_id__icontains=word)
            | Q(number__icontains=word)
            | Q(email__icontains=word)
            | Q(name__icontains=word)
        )
    return rows


def list_keys_of(
    *, user_ids: Collection[str] = (), anonymous_ids: Collection[str] = (), emails: Collection[str] = ()
) -> set[str]:
    """Return the keys under which a person's carts and orders are filed."""
    keys: set[str] = {
        *(visitor_id(user_id=user_id) for user_id in user_ids),
        *(visitor_id(anonymous_id=anonymous_id) for anonymous_id in anonymous_ids),
        *(visitor_id(email=email.strip()) for email in emails),
    }
    return keys - {""}


def find_orders_of(store_id: StoreId, keys: Collection[str]) -> list[Order]:
    """Return a person's orders, newest first.

    On a device that two known people share, an order belongs to the one who was signed in.
    """
    every_key = set(keys).union(*find_siblings(store_id, keys).values())
    found = {
        row.order.pk: row.order
        for part in infra.slices(every_key)
        for row in OrderKey.objects.for_store(store_id).filter(key__in=part).select_related("order")
    }
    own = [order for order in found.values() if not order.user_id or "u:" + order.user_id in every_key]
    return sorted(own, key=lambda order: (order.placed_at, order.pk), reverse=True)


def list_orders_for(store_id: StoreId, keys: Collection[str], *, limit: int = 100) -> list[OrderInfo]:
    return with_parts(store_id, find_orders_of(store_id, keys)[:limit])


def with_parts(store_id: StoreId, rows: Sequence[Order]) -> list[OrderInfo]:
    """Return the orders with lines, payments and refunds, in the order given."""
    pks = [row.pk for row in rows]
    lines: dict[int, list[OrderLine]] = {pk: [] for pk in pks}
    payments: dict[int, list[Payment]] = {pk: [] for pk in pks}
    refunds: dict[int, list[Refund]] = {pk: [] for pk in pks}
    for line in infra.list_rows(OrderLine, store_id, by="order_id", values=pks):
        lines[line.order_id].append(line)
    for payment in infra.list_rows(Payment, store_id, by="order_id", values=pks):
        payments[payment.order_id].append(payment)
    for refund in infra.list_rows(Refund, store_id, by="order_id", values=pks):
        refunds[refund.order_id].append(refund)
    return [
        _info(
            row,
            sorted(lines[row.pk], key=lambda each: each.position),
            sorted(payments[row.pk], key=lambda each: (each.at, each.payment_id)),
            sorted(refunds[row.pk], key=lambda each: (each.at, each.refund_id)),
        )
        for row in rows
    ]


def _info(
    row: Order,
    lines: Sequence[OrderLine] = (),
    payments: Sequence[Payment] = (),
    refunds: Sequence[Refund] = (),
) -> OrderInfo:
    def money(minor: int) -> Money:
        return Money.from_minor(minor, row.currency)

    return OrderInfo(
        order_id=row.order_id,
        number=row.number,
        document=Document(row.document),
        refers_to=row.refers_to,
        placed_at=row.placed_at,
        updated_at=row.updated_at,
        total=money(row.total_minor),
        subtotal=money(row.subtotal_minor),
        revenue=money(row.revenue_minor),
        shipping=money(row.shipping_minor),
        tax=money(row.tax_minor),
        discount=money(row.discount_minor),
        refunded=money(row.refunded_minor),
        coupon=row.coupon,
        affiliation=row.affiliation,
        user_id=row.user_id,
        anonymous_id=row.anonymous_id,
        visitor_id=VisitorId(row.visitor_id),
        email=row.email,
        phone=row.phone,
        name=row.name,
        country=row.country,
        cart_id=row.cart_id,
        checkout_id=row.checkout_id,
        shipping_address=row.shipping_address,
        billing_address=row.billing_address,
        order_state=OrderState(row.order_state),
        payment_state=PaymentState(row.payment_state),
        fulfilment_state=FulfilmentState(row.fulfilment_state),
        return_state=ReturnState(row.return_state),
        is_overpaid=row.is_overpaid,
        is_erased=row.is_erased,
        item_count=row.item_count,
        warnings=tuple(row.warnings),
        source=row.source,
        version=row.version,
        lines=tuple(_line(line, row.currency) for line in lines),
        payments=tuple(_payment(payment, row.currency) for payment in payments),
        refunds=tuple(_refund(refund, row.currency) for refund in refunds),
    )


def _line(line: OrderLine, currency: str) -> LineInfo:
    return LineInfo(
        line_id=line.line_id,
        product_id=line.product_id,
        variant_id=line.variant_id,
        sku=line.sku,
        title=line.title,
        category=line.category,
        url=line.url,
        image_url=line.image_url,
        unit_price=Money(Decimal(line.unit_price).scaleb(-4), currency),
        total=Money.from_minor(line.total_minor, currency),
        quantities=LineQuantities(**{name: getattr(line, name) for name in NAMES}),
    )


def _payment(payment: Payment, currency: str) -> PaymentInfo:
    return PaymentInfo(
        payment_id=payment.payment_id,
        at=payment.at,
        amount=Money.from_minor(payment.amount_minor, currency),
        status=PaymentStatus(payment.status),
        method=payment.method,
    )


def _refund(refund: Refund, currency: str) -> RefundInfo:
    return RefundInfo(
        refund_id=refund.refund_id,
        at=refund.at,
        amount=Money.from_minor(refund.amount_minor, currency),
        reason=refund.reason,
        quantities=refund.quantities,
    )
