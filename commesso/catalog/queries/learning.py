"""What is known of products, as far as events may add to it: no row is read whole that stays as it is."""

from collections import defaultdict
from collections.abc import Collection

from commesso.catalog.models import Product, Variant
from commesso.catalog.rules.learning import EVENT, Known, first_image
from commesso.catalog.rules.learning import Variant as KnownVariant
from commesso.infra import api as infra
from commesso.kernel.ids import StoreId

_PRODUCT = "id product_id source title brand url images categories learned"
_VARIANT = "product_id variant_id price_minor currency sku learned_at"


def list_known(store_id: StoreId, product_ids: Collection[str]) -> dict[str, Known]:
    """Return those of the products that we know, by id."""
    rows = list(infra.list_values(Product, _PRODUCT, store_id, by="product_id", values=product_ids))
    variants = _list_variants(store_id, [row[0] for row in rows if row[2] == EVENT])
    return {
        product_id: Known(
            source,
            {
                "title": title,
                "brand": brand,
                "url": url,
                "image": first_image(images),
                "category": categories[0] if categories else "",
            },
            learned,
            variants[pk],
        )
        for pk, product_id, source, title, brand, url, images, categories, learned in rows
    }


def _list_variants(store_id: StoreId, product_pks: Collection[int]) -> dict[int, dict[str, KnownVariant]]:
    found: dict[int, dict[str, KnownVariant]] = defaultdict(dict)
    for pk, variant_id, *known in infra.list_values(
        Variant, _VARIANT, store_id, by="product_id", values=product_pks
    ):
        found[pk][variant_id] = KnownVariant(*known)
    return found
