"""Filling a slot of a shop."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import tee

from commesso.catalog.contracts import ProductInfo
from commesso.discovery.actions.fitting import prepare_shop
from commesso.discovery.contracts.recommending import MerchantRule, ProductCard, Recommended, SlotKind, Wish
from commesso.discovery.queries.products import find_products
from commesso.discovery.queries.shelves import read_product_card
from commesso.discovery.rules.recommending.filling import fill_slot
from commesso.discovery.rules.recommending.shop import Asked, Shop, iter_wishes
from commesso.discovery.rules.recommending.usual import Usual
from commesso.kernel.ids import StoreId

_SPARE = 12  # products looked up again, in case some were sold out since their cards were read


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A product in a slot as it is now, and why it is there."""

    product: ProductInfo
    why: Recommended
    usual: Usual | None = None


def recommend(
    store_id: StoreId,
    *,
    kind: SlotKind,
    products: Sequence[str] = (),
    seen: Sequence[str] = (),
    person: str = "",
    on_page: Collection[str] = (),
    bought: Collection[str] = (),
    usual: Sequence[Usual] = (),
    rules: Sequence[MerchantRule] = (),
    count: int = 8,
) -> list[Recommended]:
    """Return what a slot shows, the best first, each with its reason.

    `products` are those of the page or the cart, `seen` the visit so far, oldest first. `person` is the profile's id, and
    empty without consent. `bought` is what they bought since the last fit, `usual` all of it with its rhythm. Stock is
    looked up now.
    """
    shown = show_slot(
        prepare_shop(store_id),
        store_id,
        asked=Asked(kind=kind, products=tuple(products), seen=tuple(seen), person=person, count=count),
        on_page=on_page,
        bought=bought,
        usual=usual,
        rules=rules,
    )
    return [each.why for each in shown]


def show_slot(
    shop: Shop,
    store_id: StoreId,
    *,
    asked: Asked,
    on_page: Collection[str] = (),
    bought: Collection[str] = (),
    usual: Sequence[Usual] = (),
    rules: Sequence[MerchantRule] = (),
) -> list[Shown]:
    """Return what a slot shows, with the products as they are now. The other words are those of `recommend`."""
    known = shop.behaviour
    habits = {each.product_id: each for each in usual}
    wished = Asked(
        kind=asked.kind,
        products=asked.products,
        seen=asked.seen,
        person=asked.person,
        usual=tuple(key for key, each in habits.items() if each.is_habit or key in known.consumables),
        count=asked.count + _SPARE,
    )
    first, then = tee(iter_wishes(shop, wished))
    had = {*bought, *habits, *known.list_bought(asked.person)}
    may_return = {*known.consumables, *wished.usual}
    page = {*asked.products, *on_page}

    def fill(
        wishes: Iterable[Sequence[Wish]], count: int, cards: Mapping[str, ProductCard]
    ) -> list[Recommended]:
        return fill_slot(
            wishes, count=count, cards=cards, on_page=page, bought=had, consumables=may_return, rules=rules
        )

    likely = fill(first, wished.count, shop.cards)
    found = find_products(store_id, [each.product_id for each in likely])
    cards = {key: read_product_card(product) for key, product in found.items()}
    return [
        Shown(product=found[each.product_id], why=each, usual=habits.get(each.product_id))
        for each in fill(then, asked.count, cards)
    ]
