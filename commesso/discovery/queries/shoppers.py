"""Who asks for recommendations, as far as they agreed to be known, kept in memory for the pages of a moment."""

from dataclasses import dataclass

from commesso.discovery.rules.recommending.usual import Purchase
from commesso.kernel.ids import ProfileId, StoreId
from commesso.kernel.memory import Memory
from commesso.orders import api as orders
from commesso.orders.contracts import Document, OrderState
from commesso.profiles import api as profiles
from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL, USER_ID, ProfileInfo

PURPOSE = "personalisation"
_ORDERS = 50


@dataclass(frozen=True, kw_only=True)
class Shopper:
    """`person` is the profile's id, empty for somebody of whom nothing is known."""

    person: str = ""
    purchases: tuple[Purchase, ...] = ()


_shoppers: Memory[tuple[StoreId, str], Shopper] = Memory(seconds=10)


def get_shopper(store_id: StoreId, anonymous_id: str) -> Shopper:
    """Return what the owner of a device bought, if they said yes to personal recommendations."""
    if not anonymous_id:
        return Shopper()
    return _shoppers.read((store_id, anonymous_id), lambda: _read_shopper(store_id, anonymous_id))


def get_shopper_of(store_id: StoreId, profile_id: ProfileId) -> Shopper:
    """Return what a person bought, if they said yes to personal recommendations. Raise NotFound."""
    return _read_person(store_id, profiles.get_profile(store_id, profile_id))


def forget_shoppers() -> None:
    """Begin with an empty memory, as a new process does."""
    _shoppers.forget_all()


def _read_shopper(store_id: StoreId, anonymous_id: str) -> Shopper:
    profile = profiles.find_profile(store_id, ANONYMOUS_ID, anonymous_id)
    return Shopper() if profile is None else _read_person(store_id, profile)


def _read_person(store_id: StoreId, profile: ProfileInfo) -> Shopper:
    if not profiles.has_consent(store_id, profile.id, purpose=PURPOSE):
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
