"""Products with their variants and categories, written in bulk."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from commesso.catalog.models import Category, Product, ProductCategory, Variant
from commesso.catalog.queries.products import find_category_pks, find_product_pks
from commesso.catalog.rules.reading import make_search_text
from commesso.catalog.rules.summary import summarise
from commesso.events.catalog import ProductsChanged
from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.stores.contracts import StoreInfo

# Five hundred ids fit a fact comfortably.
_FACT_IDS = 500


@dataclass(kw_only=True)
class Edit:
    """A product on its way into the table."""

    row: Product
    variants: list[Variant]
    gone: list[Variant] = field(default_factory=list)
    is_new: bool = False
    is_changed: bool = False  # something a reader would notice
    is_stamped: bool = False  # only source, version or time of the update
    has_new_categories: bool = False
    has_new_variants: bool = False

    def summarise(self) -> None:
        """Bring what the product shows of its variants up to date."""
        found = summarise(self.variants)
        codes = [code for variant in self.variants for code in (variant.variant_id, variant.sku, variant.ean)]
        values = {
            "price_minor": found.price_minor,
            "compare_at_minor": found.compare_at_minor,
            "currency": found.currency,
            "in_stock": found.in_stock,
            "search_text": make_search_text(
                {"title": self.row.title, "brand": self.row.brand}, self.row.product_id, codes
            ),
        }
        self.is_changed |= infra.put(self.row, values)


def write_edits(store: StoreInfo, edits: Sequence[Edit]) -> None:
    """Write what changed and tell of it. Call it inside a transaction."""
    infra.upsert(
        Product,
        [edit.row for edit in edits if edit.is_new or edit.is_changed or edit.is_stamped],
        unique=("store_id", "product_id"),
    )
    fresh = [edit for edit in edits if edit.is_new]
    pks = find_product_pks(store.id, {edit.row.product_id for edit in fresh})
    for edit in fresh:
        edit.row.pk = pks[edit.row.product_id]
        for variant in edit.variants:
            variant.product_id = edit.row.pk
    infra.delete_rows(Variant, store.id, [variant.pk for edit in edits for variant in edit.gone])
    variants = [variant for edit in edits if edit.has_new_variants for variant in edit.variants]
    infra.upsert(Variant, variants, unique=("product_id", "variant_id"))
    _write_categories(store, [edit.row for edit in edits if edit.has_new_categories])
    _tell(store, [edit.row.product_id for edit in edits if edit.is_new or edit.is_changed])


def _write_categories(store: StoreInfo, products: Collection[Product]) -> None:
    if not products:
        return
    paths = {path for product in products for path in product.categories}
    known = find_category_pks(store.id, paths)
    fresh = ((store.id, path) for path in sorted(paths - set(known)))
    infra.write_rows(Category, "store_id path", fresh, unique=("store_id", "path"))
    known = find_category_pks(store.id, paths)
    for part in infra.slices([product.pk for product in products]):
        ProductCategory.objects.for_store(store.id).filter(product__in=part).delete()
    links = ((store.id, product.pk, known[path]) for product in products for path in product.categories)
    infra.write_rows(
        ProductCategory, "store_id product_id category_id", links, unique=("category_id", "product_id")
    )


def _tell(store: StoreInfo, product_ids: Sequence[str]) -> None:
    at = now()
    infra.publish(
        *(
            ProductsChanged(
                store_id=store.id, at=at, product_ids=tuple(product_ids[start : start + _FACT_IDS])
            )
            for start in range(0, len(product_ids), _FACT_IDS)
        )
    )
