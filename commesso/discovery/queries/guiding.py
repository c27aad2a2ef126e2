"""The families of a store's products, as guides see them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductFilter, ProductInfo, ProductStatus
from commesso.discovery.rules.guiding.families import group_families, list_parts
from commesso.discovery.rules.guiding.values import Item, make_item
from commesso.kernel.ids import StoreId
from commesso.kernel.money import Money

_PAGE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """Products that can be compared, under their category path. "" holds those of no family."""

    path: str
    items: tuple[Item, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A product as a shopper is shown it. `titles` and `urls` by language; "" is the product's own."""

    product_id: str
    titles: Mapping[str, str]
    urls: Mapping[str, str]
    image: str
    price: Money | None

    def title_in(self, language: str) -> str:
        return _pick(self.titles, language)

    def url_in(self, language: str) -> str:
        return _pick(self.urls, language)


def _pick(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language ("it-IT" too), else the product's own."""
    return texts.get(language) or texts.get(language[:2]) or texts[""]


def list_families(store_id: StoreId) -> list[Family]:
    """Return the store's families with the products that can be bought."""
    products = {product.product_id: product for product in iter_buyable(store_id)}
    families = group_families({key: product.categories for key, product in products.items()})
    return [
        Family(path=path, items=tuple(read_item(products[key], path) for key in sorted(keys)))
        for path, keys in families.items()
    ]


def iter_buyable(store_id: StoreId, category: str = "") -> Iterator[ProductInfo]:
    """Yield the products that can be bought, of a category and those below it, or of all."""
    where, cursor = ProductFilter(status=ProductStatus.ACTIVE, category=category), ""
    while True:
        page = catalog.list_products(store_id, where=where, cursor=cursor, limit=_PAGE)
        yield from (product for product in page.items if product.in_stock is not False)
        cursor = page.next_cursor
        if not cursor:
            return


def read_item(product: ProductInfo, family: str) -> Item:
    """Return the product as a guide sees it."""
    return make_item(
        product.product_id,
        attributes=product.attributes,
        options=[variant.options for variant in product.variants],
        brand=product.brand,
        groups=list_parts(family, product.categories),
        price=None if product.price is None else float(product.price.amount),
        currency="" if product.price is None else product.price.currency,
    )


def read_card(product: ProductInfo) -> Card:
    """Return the product as a shopper sees it."""
    titles = {language: words.title for language, words in product.languages.items() if words.title}
    urls = {language: words.url for language, words in product.languages.items() if words.url}
    return Card(
        product_id=product.product_id,
        titles={**titles, "": product.title},
        urls={**urls, "": product.url},
        image=product.images[0].url if product.images else "",
        price=product.price,
    )
