"""Products as recommendations need them: a card to decide by, and words to compare by."""

from collections.abc import Collection

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInfo, ProductStatus
from commesso.discovery.contracts import ProductCard
from commesso.discovery.queries.catalogue import find_own_language, iter_products
from commesso.discovery.rules.searching.documents import make_document
from commesso.kernel.ids import StoreId
from commesso.stores.contracts import StoreInfo


def list_shelf(store: StoreInfo) -> tuple[dict[str, ProductCard], dict[str, tuple[str, ...]]]:
    """Return the card and the words of every product that shoppers may see, the last added first."""
    language = find_own_language(store)
    cards: dict[str, ProductCard] = {}
    words: dict[str, tuple[str, ...]] = {}
    for product in iter_products(store.id):
        document = make_document(product, language=language)
        cards[product.product_id] = read_product_card(product)
        words[product.product_id] = (*document.tokens, *document.details)
    return cards, words


def list_cards(store_id: StoreId, product_ids: Collection[str]) -> dict[str, ProductCard]:
    """Return the cards of these products as they are now."""
    found = catalog.find_products(store_id, product_ids)
    return {product_id: read_product_card(product) for product_id, product in found.items()}


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
