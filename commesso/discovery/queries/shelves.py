"""Products as recommendations need them: a card to decide by, and words to compare by."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInfo, ProductStatus
from commesso.discovery.contracts.recommending import ProductCard
from commesso.discovery.queries.catalogue import find_own_language, iter_products
from commesso.discovery.rules.recommending.content import Content
from commesso.discovery.rules.searching.documents import make_document
from commesso.kernel.ids import StoreId
from commesso.stores.contracts import StoreInfo


@dataclass(frozen=True, kw_only=True, eq=False)
class Shelf:
    """The products of a shop that shoppers may see. `language` is that of their own words."""

    language: str
    cards: Mapping[str, ProductCard]
    content: Content


def read_shelf(store: StoreInfo, *, most: int | None = None) -> Shelf:
    """Return every product that shoppers may see, or the `most` added last."""
    language = find_own_language(store)
    cards: dict[str, ProductCard] = {}
    words: dict[str, tuple[str, ...]] = {}
    for product in islice(iter_products(store.id), most):
        cards[product.product_id] = read_product_card(product)
        words[product.product_id] = _list_words(product, language)
    return Shelf(language=language, cards=cards, content=Content(words))


def renew_shelf(shelf: Shelf, store_id: StoreId, product_ids: Collection[str]) -> Shelf | None:
    """Return the shelf with these products as they are now.

    None where one has other words than before: then all products have to be compared anew.
    """
    found = catalog.find_products(store_id, product_ids)
    shown = [each for each in found.values() if each.status == ProductStatus.ACTIVE]
    if not all(shelf.content.knows(each.product_id, _list_words(each, shelf.language)) for each in shown):
        return None
    kept = {key: card for key, card in shelf.cards.items() if key not in product_ids}
    return replace(shelf, cards=kept | {each.product_id: read_product_card(each) for each in shown})


def read_product_card(product: ProductInfo) -> ProductCard:
    return ProductCard(
        product_id=product.product_id,
        is_shown=product.status == ProductStatus.ACTIVE,
        in_stock=product.in_stock,
        brand=product.brand,
        categories=product.categories,
        price_minor=None if product.price is None else product.price.minor,
        details={
            name: str(value) for name, value in product.attributes.items() if isinstance(value, str | int)
        },
    )


def _list_words(product: ProductInfo, language: str) -> tuple[str, ...]:
    document = make_document(product, language=language)
    return (*document.tokens, *document.details)
