"""Filling a slot of a shop."""

from collections.abc import Collection, Sequence

from commesso.discovery.actions.fitting import prepare_shop
from commesso.discovery.contracts import MerchantRule, Recommended, SlotKind
from commesso.discovery.queries.shelves import list_cards
from commesso.discovery.rules.recommending.filling import fill_slot
from commesso.discovery.rules.recommending.shop import Asked, list_wishes
from commesso.kernel.ids import StoreId

_SPARE = 12  # products looked up again, in case some were sold out since their cards were read


def recommend(
    store_id: StoreId,
    *,
    kind: SlotKind,
    products: Sequence[str] = (),
    seen: Sequence[str] = (),
    person: str = "",
    on_page: Collection[str] = (),
    bought: Collection[str] = (),
    rules: Sequence[MerchantRule] = (),
    count: int = 8,
) -> list[Recommended]:
    """Return what a slot shows, the best first, each with its reason.

    `products` are those of the page or the cart, `seen` the visit so far, oldest first. `person` is the profile's id, and
    empty without consent. `bought` is what they bought since the last fit. Stock is looked up now.
    """
    shop = prepare_shop(store_id)
    asked = Asked(kind=kind, products=tuple(products), seen=tuple(seen), person=person, count=count + _SPARE)
    had = {*bought, *shop.behaviour.list_bought(person)}
    wishes = list_wishes(shop, asked)
    page = {*products, *on_page}
    consumables = shop.behaviour.consumables
    first = fill_slot(
        wishes,
        count=asked.count,
        cards=shop.cards,
        on_page=page,
        bought=had,
        consumables=consumables,
        rules=rules,
    )
    cards = list_cards(store_id, [each.product_id for each in first])
    return fill_slot(
        wishes, count=count, cards=cards, on_page=page, bought=had, consumables=consumables, rules=rules
    )
