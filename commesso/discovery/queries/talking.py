"""What the assistant looks up in the shop."""

from collections.abc import Mapping, Sequence

from commesso.catalog.contracts import ProductInfo, ProductStatus
from commesso.discovery.queries.assistant import GuideOffer
from commesso.discovery.queries.products import find_products
from commesso.kernel.ids import StoreId

_STEP = " > "


def find_product(store_id: StoreId, product_id: str) -> ProductInfo | None:
    """Return a product that shoppers may see."""
    product = find_products(store_id, [product_id]).get(product_id) if product_id else None
    return product if product is not None and product.status == ProductStatus.ACTIVE else None


def measure_families(
    store_id: StoreId, product_ids: Sequence[str], guides: Sequence[GuideOffer]
) -> Mapping[str, float]:
    """Return, of each guide through a family, which share of the products is in that family."""
    found = find_products(store_id, product_ids) if guides and product_ids else {}
    return {
        guide.key: sum(
            any(is_in(path, guide.category) for path in product.categories) for product in found.values()
        )
        / len(found)
        for guide in guides
        if guide.category and found
    }


def is_in(path: str, family: str) -> bool:
    """Say whether a category is a family or below it."""
    return path == family or path.startswith(family + _STEP)
