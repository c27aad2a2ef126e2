"""Who asks for recommendations, as far as they agreed to be known, kept in memory for the pages of a moment."""

import time
from dataclasses import dataclass

from commesso.discovery.rules.recommending.usual import Purchase
from commesso.kernel.ids import StoreId
from commesso.orders import api as orders
from commesso.orders.contracts import Document, OrderState
from commesso.profiles import api as profiles
from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL, USER_ID

PURPOSE = "personalisation"
_SECONDS = 10.0
_MOST, _ORDERS = 10_000, 50
_known: dict[tuple[StoreId, str], tuple["Shopper", float]] = {}


@dataclass(frozen=True, kw_only=True)
class Shopper:
    """`person` is the profile's id, empty for somebody of whom nothing is known."""

    person: str = ""
    purchases: tuple[Purchase, ...] = ()


def get_shopper(store_id: StoreId, anonymous_id: str) -> Shopper:
    """Return what the owner of a device bought, if they said yes to personal recommendations."""
    key, at = (store_id, anonymous_id), time.monotonic()
    found, until = _known.get(key, (Shopper(), 0.0))
    if until > at:
        return found
    shopper = _read_shopper(store_id, anonymous_id) if anonymous_id else Shopper()
    if len(_known) >= _MOST:
        _known.clear()
    _known[key] = (shopper, at + _SECONDS)
    return shopper


def forget_shoppers() -> None:
    """Begin with an empty memory, as a new process does."""
    _known.clear()


def _read_shopper(store_id: StoreId, anonymous_id: str) -> Shopper:
    profile = profiles.find_profile(store_id, ANONYMOUS_ID, anonymous_id)
    if profile is None or not profiles.has_consent(store_id, profile.id, purpose=PURPOSE):
        return Shopper()
    known = profiles.list_identifiers(store_id, profile.id)
    by_kind = {
        kind: [each.value for each in known if each.kind == kind] for kind in (USER_ID, ANONYMOUS_ID, EMAIL)
    }
    bought = orders.orders_for(
        store_id,
        user_ids=by_kind[USER_ID],
        anonymous_ids=by_kind[ANONYMOUS_ID],
        emails=by_kind[EMAIL],
        limit=_ORDERS,
    )
    return Shopper(
        person=str(profile.id),
        purchases=tuple(
            Purchase(product_id=line.product_id, quantity=line.quantities.ordered, at=order.placed_at)
            for order in bought
            if order.document is Document.ORDER and order.order_state is not OrderState.CANCELLED
            for line in order.lines
            if line.product_id
        ),
    )
