"""Carts as a fold over stored changes.

A *trail* is the line of changes that belong together: the shop's cart id, or the device where the shop
sends none. Orders and long silences cut a trail into carts. Everything follows from the changes' own
times, so duplicates and disorder of arrival never matter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from commesso.orders.contracts import CartState
from commesso.orders.rules.amounts import to_minor
from commesso.orders.rules.entries import Change, ChangeKind, Item
from commesso.orders.rules.lines import amount_of

# Clocks differ, and thank-you pages empty the cart: what follows so soon belongs to the cart just ordered.
GRACE = timedelta(minutes=2)
_MOST_VALUE = 10**18
_EXACT = ("c:", "k:", "o:")  # cart, checkout and order ids; the other keys are people and devices


@dataclass(frozen=True, kw_only=True)
class Times:
    """When a cart left alone counts as idle, abandoned, expired (since its last change)."""

    idle: timedelta
    abandoned: timedelta
    expired: timedelta


class Closer(msgspec.Struct, frozen=True, gc=False):
    """An order that may close carts of a trail. `exact`: it names the very cart, checkout or order."""

    order_id: str
    at: datetime
    exact: bool


class Cart(msgspec.Struct, kw_only=True, gc=False):
    """A cart as the fold finds it; `state` is ACTIVE until the clock ages it (`age_cart`)."""

    key: str
    trail: str
    cart_id: str
    state: CartState
    started_at: datetime
    changed_at: datetime
    abandoned_at: datetime | None
    closed_at: datetime | None
    order_id: str
    items: tuple[Item, ...]
    currency: str
    value_minor: int
    coupon: str
    user_id: str
    anonymous_id: str
    email_key: str
    checkout_id: str
    checkout_started_at: datetime | None
    step: int
    shipping_method: str
    payment_method: str


class _Segment(msgspec.Struct, gc=False):
    suffix: str
    changes: list[Change]
    closer: Closer | None = None


def find_trails(changes: Sequence[Change], *, expired: timedelta) -> list[str]:
    """Return the trail of each change of one device, in time order.

    An event without a cart id belongs to the cart last named on the device, unless that is long ago;
    else to the device itself.
    """
    trails = []
    named, named_at = "", changes[0].at if changes else None
    for change in changes:
        if change.cart_id:
            named = "c:" + change.cart_id
        elif named and named_at is not None and change.at - named_at > expired:
            named = ""
        trails.append(named or "d:" + change.device)
        named_at = change.at
    return trails


def list_keys(changes: Sequence[Change]) -> set[str]:
    """Return every key by which an order may belong to the trail of these changes."""
    keys = set()
    for change in changes:
        keys |= {
            change.cart_id and "c:" + change.cart_id,
            change.user_id and "u:" + change.user_id,
            change.anonymous_id and "a:" + change.anonymous_id,
            change.body.email_key,
            change.body.checkout_id and "k:" + change.body.checkout_id,
            change.body.order_id and "o:" + change.body.order_id,
        }
    keys.discard("")
    return keys


def is_exact(key: str) -> bool:
    return key.startswith(_EXACT)


def fold_trail(
    trail: str, changes: Sequence[Change], closers: Sequence[Closer], *, times: Times, currency: str
) -> list[Cart]:
    """Return the carts of a trail. `currency` is the store's, for events that name none."""
    carts = []
    for segment in _split(changes, closers, times):
        cart = _read_segment(trail, segment, times, currency)
        if cart is not None:
            carts.append(cart)
    return carts


def _split(changes: Sequence[Change], closers: Sequence[Closer], times: Times) -> Iterator[_Segment]:
    steps: list[tuple[datetime, int, str, Change | Closer]] = [
        *((change.at, 0, change.message_id, change) for change in changes),
        *((closer.at + GRACE, 1, closer.order_id, closer) for closer in closers),
    ]
    steps.sort(key=lambda step: step[:3])
    segment = _Segment("", [])
    for _, _, _, step in steps:
        if isinstance(step, Change):
            if segment.changes and step.at - segment.changes[-1].at > times.expired:
                yield segment
                segment = _Segment(f"~{int(step.at.timestamp() * 1000)}", [])
            segment.changes.append(step)
        elif segment.changes and _closes(segment.changes, step, times):
            segment.closer = step
            yield segment
            segment = _Segment("~" + step.order_id, [])
    if segment.changes:
        yield segment


def _closes(changes: Sequence[Change], closer: Closer, times: Times) -> bool:
    """A person's order closes the carts they had in hand at that time; a cart's own order always does."""
    if closer.exact:
        return True
    before = [change.at for change in changes if change.at <= closer.at]
    return bool(before) and closer.at - before[-1] <= times.expired


def _read_segment(trail: str, segment: _Segment, times: Times, currency: str) -> Cart | None:
    changes, closer = segment.changes, segment.closer
    # What comes after the order (the shop empties the cart) says nothing of what was ordered.
    within = [change for change in changes if closer is None or change.at <= closer.at] or changes
    contents: dict[tuple[str, str, str], Item] = {}
    value: int | None = None
    abandoned_at, previous, held = None, None, False
    for change in within:
        if previous is not None and abandoned_at is None and (contents or value):
            abandoned_at = _left_alone(previous, change.at, times)
        value = _apply(contents, change, value)
        held = held or bool(contents) or change.kind in {ChangeKind.CHECKOUT, ChangeKind.STEP}
        previous = change.at
    if not held:
        return None
    if closer is not None and previous is not None and abandoned_at is None and (contents or value):
        abandoned_at = _left_alone(previous, closer.at, times)
    currency = _last(change.body.currency for change in within) or currency
    known = min(sum(amount_of(item) or 0 for item in contents.values()), _MOST_VALUE)
    start = _first_checkout(within)
    return Cart(
        key=trail + segment.suffix,
        trail=trail,
        cart_id=trail[2:] if trail.startswith("c:") else "",
        state=CartState.ACTIVE
        if closer is None
        else CartState.RECOVERED
        if abandoned_at
        else CartState.ORDERED,
        started_at=changes[0].at,
        changed_at=changes[-1].at,
        abandoned_at=abandoned_at,
        closed_at=closer.at if closer else None,
        order_id=closer.order_id if closer else "",
        items=tuple(contents.values()),
        currency=currency,
        value_minor=to_minor(max(known or value or 0, 0), currency),
        coupon=_read_coupon(within),
        user_id=_last(change.user_id for change in changes),
        anonymous_id=_last(change.anonymous_id for change in changes),
        email_key=_last(change.body.email_key for change in changes),
        checkout_id=_last(change.body.checkout_id for change in within),
        checkout_started_at=start,
        step=max(0, *(change.body.step or 0 for change in within)),
        shipping_method=_last(change.body.shipping_method for change in within),
        payment_method=_last(change.body.payment_method for change in within),
    )


def _left_alone(since: datetime, until: datetime, times: Times) -> datetime | None:
    return since + times.abandoned if until - since >= times.abandoned else None


def _apply(contents: dict[tuple[str, str, str], Item], change: Change, value: int | None) -> int | None:
    """Change the contents; return the cart's value as last stated, None once the contents moved on."""
    items = change.body.items
    if items is None:
        return change.body.value if change.body.value is not None else value
    if change.kind in {ChangeKind.SHOW, ChangeKind.CHECKOUT}:
        contents.clear()
        for item in items:
            _add(contents, item)
        return change.body.value
    for item in items:
        if change.kind is ChangeKind.ADD:
            _add(contents, item)
        else:
            _take(contents, item)
    return None


def _add(contents: dict[tuple[str, str, str], Item], item: Item) -> None:
    if item.quantity < 1:
        return
    key = (item.product_id, item.variant_id, item.sku)
    known = contents.get(key)
    if known is not None:
        price = known.unit_price if item.unit_price is None else item.unit_price
        item = msgspec.structs.replace(item, quantity=known.quantity + item.quantity, unit_price=price)
    contents[key] = item


def _take(contents: dict[tuple[str, str, str], Item], item: Item) -> None:
    """Take units out; 0 means all. A removal often names less than the addition did."""
    key = (item.product_id, item.variant_id, item.sku)
    if key not in contents:
        key = next((known for known in contents if known[0] == item.product_id), key)
    known = contents.pop(key, None)
    if known is not None and 0 < item.quantity < known.quantity:
        contents[key] = msgspec.structs.replace(known, quantity=known.quantity - item.quantity)


def _read_coupon(changes: Sequence[Change]) -> str:
    coupon = ""
    for change in changes:
        if change.kind is ChangeKind.COUPON_OFF:
            coupon = ""
        elif change.body.coupon:
            coupon = change.body.coupon
    return coupon


def _first_checkout(changes: Sequence[Change]) -> datetime | None:
    kinds = {ChangeKind.CHECKOUT, ChangeKind.STEP}
    return next((change.at for change in changes if change.kind in kinds), None)


def _last(texts: Iterator[str]) -> str:
    found = ""
    for text in texts:
        found = text or found
    return found


@dataclass(frozen=True, kw_only=True)
class Age:
    """Where an open cart stands at a moment, and when to look again (None: never)."""

    state: CartState
    due_at: datetime | None
    abandoned_at: datetime | None


def age_cart(
    *, changed_at: datetime, abandoned_at: datetime | None, is_empty: bool, now: datetime, times: Times
) -> Age:
    """Return the age of a cart that no order closed. An empty cart is never abandoned, only forgotten."""
    alone = now - changed_at
    left_at = changed_at + times.abandoned
    if alone >= times.expired:
        return Age(
            state=CartState.EXPIRED, due_at=None, abandoned_at=abandoned_at or (None if is_empty else left_at)
        )
    if alone >= times.abandoned and not is_empty:
        return Age(
            state=CartState.ABANDONED, due_at=changed_at + times.expired, abandoned_at=abandoned_at or left_at
        )
    if alone >= times.idle:
        due_at = changed_at + (times.expired if is_empty else times.abandoned)
        return Age(state=CartState.IDLE, due_at=due_at, abandoned_at=abandoned_at)
    return Age(state=CartState.ACTIVE, due_at=changed_at + times.idle, abandoned_at=abandoned_at)
