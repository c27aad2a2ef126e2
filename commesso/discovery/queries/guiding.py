"""The families of a store's products, as guides see them."""

from collections.abc import Iterator
from dataclasses import dataclass

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductFilter, ProductInfo, ProductStatus
from commesso.discovery.rules.guiding.families import group_families, list_parts
from commesso.discovery.rules.guiding.values import Item, make_item
from commesso.kernel.ids import StoreId

_SOLD = ProductFilter(status=ProductStatus.ACTIVE)
_PAGE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """Products that can be compared, under their category path. "" holds those of no family."""

    path: str
    items: tuple[Item, ...]


def list_families(store_id: StoreId) -> list[Family]:
    """Return the store's families with the products that can be bought."""
    products = {product.product_id: product for product in _iter_products(store_id)}
    families = group_families({key: product.categories for key, product in products.items()})
    return [
        Family(path=path, items=tuple(_item(products[key], path) for key in sorted(keys)))
        for path, keys in families.items()
    ]


def _iter_products(store_id: StoreId) -> Iterator[ProductInfo]:
    cursor = ""
    while True:
        page = catalog.list_products(store_id, where=_SOLD, cursor=cursor, limit=_PAGE)
        yield from (product for product in page.items if product.in_stock is not False)
        cursor = page.next_cursor
        if not cursor:
            return


def _item(product: ProductInfo, family: str) -> Item:
    return make_item(
        product.product_id,
        attributes=product.attributes,
        options=[variant.options for variant in product.variants],
        brand=product.brand,
        groups=list_parts(family, product.categories),
        price=None if product.price is None else float(product.price.amount),
        currency="" if product.price is None else product.price.currency,
    )
