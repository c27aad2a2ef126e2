"""Products as recommendations need them: a card to decide by, and words to compare by."""

from itertools import islice

from commesso.catalog.contracts import ProductInfo, ProductStatus
from commesso.discovery.contracts.recommending import ProductCard
from commesso.discovery.queries.catalogue import find_own_language, iter_products
from commesso.discovery.rules.searching.documents import make_document
from commesso.stores.contracts import StoreInfo


def list_shelf(
    store: StoreInfo, *, most: int | None = None
) -> tuple[dict[str, ProductCard], dict[str, tuple[str, ...]]]:
    """Return the card and the words of every product that shoppers may see, or of the `most` added last."""
    language = find_own_language(store)
    cards: dict[str, ProductCard] = {}
    words: dict[str, tuple[str, ...]] = {}
    for product in islice(iter_products(store.id), most):
        document = make_document(product, language=language)
        cards[product.product_id] = read_product_card(product)
        words[product.product_id] = (*document.tokens, *document.details)
    return cards, words


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
