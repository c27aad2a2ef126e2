"""Who asks for recommendations, as far as they agreed to be known, kept in memory for the pages of a moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from commesso.discovery.rules.recommending.usual import Purchase
from commesso.kernel.ids import ProfileId, StoreId
from commesso.kernel.memory import Memory
from commesso.orders import api as orders
from commesso.orders.contracts import Document, OrderInfo, OrderState
from commesso.profiles import api as profiles
from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL, USER_ID, ProfileInfo

PURPOSE = "personalisation"
_ORDERS = 50


@dataclass(frozen=True, kw_only=True)
class Shopper:
    """`person` is the profile's id, empty for somebody of whom nothing is known."""

    person: str = ""
    purchases: tuple[Purchase, ...] = ()


_shoppers: Memory[tuple[StoreId, str, bool], Shopper] = Memory(seconds=10)


def get_shopper(store_id: StoreId, anonymous_id: str, *, is_vouched: bool) -> Shopper:
    """Return what the owner of a device bought, if they said yes to personal recommendations.

    Anybody can say to be somebody else's customer. So unless the shop's own server vouches for them, what was bought on
    this very device counts alone.
    """
    if not anonymous_id:
        return Shopper()
    key = (store_id, anonymous_id, is_vouched)
    return _shoppers.read(key, lambda: _read_shopper(*key))


def get_shopper_of(store_id: StoreId, profile_id: ProfileId) -> Shopper:
    """Return what a person bought, if they said yes to personal recommendations. Raise NotFound."""
    profile = profiles.get_profile(store_id, profile_id)
    return _read_person(store_id, profile) if _agrees(store_id, profile) else Shopper()


def _read_shopper(store_id: StoreId, anonymous_id: str, is_vouched: bool) -> Shopper:
    profile = profiles.find_profile(store_id, ANONYMOUS_ID, anonymous_id)
    if profile is None or not _agrees(store_id, profile):
        return Shopper()
    known = profiles.list_identifiers(store_id, profile.id)
    if is_vouched or all(each.kind == ANONYMOUS_ID for each in known):
        return _read_person(store_id, profile)
    bought = orders.orders_for(store_id, anonymous_ids=[anonymous_id], limit=_ORDERS)
    # Orders are filed under the person too, whom anybody may say to be: the device they name is what counts.
    return Shopper(
        purchases=_list_purchases([order for order in bought if order.anonymous_id == anonymous_id])
    )


def _agrees(store_id: StoreId, profile: ProfileInfo) -> bool:
    return profiles.has_consent(store_id, profile.id, purpose=PURPOSE) is True


def _read_person(store_id: StoreId, profile: ProfileInfo) -> Shopper:
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
    return Shopper(person=str(profile.id), purchases=_list_purchases(bought))


def _list_purchases(bought: Sequence[OrderInfo]) -> tuple[Purchase, ...]:
    return tuple(
        Purchase(product_id=line.product_id, quantity=line.quantities.ordered, at=order.placed_at)
        for order in bought
        if order.document is Document.ORDER and order.order_state is not OrderState.CANCELLED
        for line in order.lines
        if line.product_id
    )
