from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from commesso.infra import api as infra
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId, VisitorId, visitor_id
from commesso.kernel.money import Money
from commesso.kernel.pages import Page, read_cursor, write_cursor
from commesso.orders.contracts import CartFilter, CartInfo, CartItem, CartState, CheckoutInfo
from commesso.orders.models import Cart, CartKey
from commesso.orders.queries.folding import find_siblings, find_trails_by_keys
from commesso.orders.rules.entries import read_items

ALL = CartFilter()


def list_due_carts(store_id: StoreId, *, now: datetime, limit: int) -> list[Cart]:
    return list(Cart.objects.for_store(store_id).filter(due_at__lte=now).order_by("due_at")[:limit])


def get_cart(store_id: StoreId, key: str) -> CartInfo:
    """Return the cart with this key, or the newest with this cart id of the shop. Raise NotFound."""
    rows = Cart.objects.for_store(store_id)
    row = rows.filter(key=key).first() or rows.filter(trail="c:" + key).order_by("-started_at").first()
    if row is None:
        raise NotFound(f"There is no cart {key!r}.")
    return _info(row)


def list_carts(
    store_id: StoreId, *, where: CartFilter = ALL, cursor: str = "", limit: int = 50
) -> Page[CartInfo]:
    """Return carts, the last changed first."""
    rows = _filter(store_id, where)
    keys = read_cursor(cursor, str, int)
    if keys:
        changed_at = datetime.fromisoformat(str(keys[0]))
        rows = rows.filter(Q(changed_at__lt=changed_at) | Q(changed_at=changed_at, id__lt=keys[1]))
    found = list(rows.order_by("-changed_at", "-id")[: limit + 1])
    shown = found[:limit]
    more = write_cursor(shown[-1].changed_at.isoformat(), shown[-1].pk) if len(found) > limit else ""
    return Page(items=tuple(_info(row) for row in shown), next_cursor=more)


def count_carts(store_id: StoreId, *, where: CartFilter = ALL) -> int:
    return _filter(store_id, where).count()


def _filter(store_id: StoreId, where: CartFilter) -> QuerySet[Cart]:
    rows = Cart.objects.for_store(store_id)
    if where.state is not None:
        rows = rows.filter(state=where.state)
    if where.user_id:
        keys = CartKey.objects.for_store(store_id).filter(key=visitor_id(user_id=where.user_id))
        rows = rows.filter(trail__in=keys.values("trail"), user_id=where.user_id)
    if where.changed_from is not None:
        rows = rows.filter(changed_at__gte=where.changed_from)
    if where.changed_before is not None:
        rows = rows.filter(changed_at__lt=where.changed_before)
    return rows


def list_carts_for(store_id: StoreId, keys: Collection[str], *, limit: int = 100) -> list[CartInfo]:
    """Return a person's carts, the last changed first, by all identities we know of them."""
    every_key = set(keys).union(*find_siblings(store_id, keys).values())
    trails = find_trails_by_keys(store_id, every_key)
    rows = Cart.objects.for_store(store_id)
    found = [row for part in infra.slices(trails) for row in rows.filter(trail__in=part)]
    own = [row for row in found if not row.user_id or "u:" + row.user_id in every_key]
    own.sort(key=lambda row: (row.changed_at, row.pk), reverse=True)
    return [_info(row) for row in own[:limit]]


def _info(row: Cart) -> CartInfo:
    started_at = row.checkout_started_at
    return CartInfo(
        key=row.key,
        cart_id=row.cart_id,
        state=CartState(row.state),
        started_at=row.started_at,
        changed_at=row.changed_at,
        abandoned_at=row.abandoned_at,
        closed_at=row.closed_at,
        order_id=row.order_id,
        value=Money.from_minor(row.value_minor, row.currency),
        coupon=row.coupon,
        user_id=row.user_id,
        anonymous_id=row.anonymous_id,
        visitor_id=visitor_id(user_id=row.user_id, anonymous_id=row.anonymous_id) or VisitorId(row.email_key),
        items=tuple(
            CartItem(
                product_id=item.product_id,
                quantity=item.quantity,
                variant_id=item.variant_id,
                sku=item.sku,
                title=item.title,
                category=item.category,
                url=item.url,
                image_url=item.image_url,
                unit_price=None
                if item.unit_price is None
                else Money(Decimal(item.unit_price).scaleb(-4), row.currency),
            )
            for item in read_items(row.items)
        ),
        checkout=None
        if started_at is None
        else CheckoutInfo(
            checkout_id=row.checkout_id,
            started_at=started_at,
            step=row.step,
            shipping_method=row.shipping_method,
            payment_method=row.payment_method,
        ),
    )
