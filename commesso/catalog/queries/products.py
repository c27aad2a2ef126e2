from collections import defaultdict
from collections.abc import Collection, Sequence

from django.db.models import Count, Q, QuerySet

from commesso.catalog.contracts import (
    CategoryInfo,
    Image,
    ProductFilter,
    ProductInfo,
    ProductStatus,
    Translation,
    VariantInfo,
)
from commesso.catalog.models import Category, Product, ProductCategory, Variant
from commesso.infra import api as infra
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.kernel.money import Money
from commesso.kernel.pages import Page, read_cursor, write_cursor

ALL = ProductFilter()


def get_product(store_id: StoreId, product_id: str) -> ProductInfo:
    """Return the product with its variants. Raise NotFound."""
    found = find_product(store_id, product_id)
    if found is None:
        raise NotFound(f"There is no product {product_id!r}.")
    return found


def find_product(store_id: StoreId, product_id: str) -> ProductInfo | None:
    return find_products(store_id, [product_id]).get(product_id)


def find_products(store_id: StoreId, product_ids: Collection[str]) -> dict[str, ProductInfo]:
    """Return those of the products that we know, by id, in a few queries however many are asked."""
    rows = list(list_product_rows(store_id, product_ids).values())
    return {product.product_id: product for product in with_variants(store_id, rows)}


def list_products(
    store_id: StoreId, *, where: ProductFilter = ALL, cursor: str = "", limit: int = 50
) -> Page[ProductInfo]:
    """Return products, the last added first."""
    rows = _filter(store_id, where)
    keys = read_cursor(cursor, int)
    if keys:
        rows = rows.filter(id__lt=keys[0])
    found = list(rows.order_by("-id")[: limit + 1])
    shown = found[:limit]
    more = write_cursor(shown[-1].pk) if len(found) > limit else ""
    return Page(items=tuple(with_variants(store_id, shown)), next_cursor=more)


def count_products(store_id: StoreId, *, where: ProductFilter = ALL) -> int:
    return _filter(store_id, where).count()


def list_categories(store_id: StoreId) -> list[CategoryInfo]:
    """Return every category path with the number of products that stand right in it."""
    links = ProductCategory.objects.for_store(store_id).values("category__path").annotate(count=Count("id"))
    counted = links.order_by("category__path").values_list("category__path", "count")
    return [CategoryInfo(path=path, product_count=count) for path, count in counted]


def _filter(store_id: StoreId, where: ProductFilter) -> QuerySet[Product]:
    rows = Product.objects.for_store(store_id)
    if where.status is not None:
        rows = rows.filter(status=where.status)
    if where.brand:
        rows = rows.filter(brand=where.brand)
    if where.in_stock is not None:
        rows = rows.filter(in_stock=where.in_stock)
    if where.updated_from is not None:
        rows = rows.filter(updated_at__gte=where.updated_from)
    if where.category:
        inside = Q(path=where.category) | Q(path__startswith=where.category + " > ")
        categories = Category.objects.for_store(store_id).filter(inside)
        links = ProductCategory.objects.for_store(store_id).filter(category__in=categories)
        rows = rows.filter(id__in=links.values("product"))
    for word in where.search.replace("\0", "").lower().split()[:5]:
        rows = rows.filter(search_text__contains=word)
    return rows


def list_product_rows(store_id: StoreId, product_ids: Collection[str]) -> dict[str, Product]:
    return {
        row.product_id: row for row in infra.list_rows(Product, store_id, by="product_id", values=product_ids)
    }


def list_variant_rows(store_id: StoreId, product_pks: Collection[int]) -> dict[int, list[Variant]]:
    """Return the variants of each product (by its row's id), in their order."""
    found: dict[int, list[Variant]] = defaultdict(list)
    rows = infra.list_rows(Variant, store_id, by="product_id", values=product_pks)
    for variant in sorted(rows, key=lambda each: (each.position, each.pk)):
        found[variant.product_id].append(variant)
    return found


def find_product_pks(store_id: StoreId, product_ids: Collection[str]) -> dict[str, int]:
    return dict(infra.list_values(Product, "product_id id", store_id, by="product_id", values=product_ids))


def find_category_pks(store_id: StoreId, paths: Collection[str]) -> dict[str, int]:
    return dict(infra.list_values(Category, "path id", store_id, by="path", values=paths))


def with_variants(store_id: StoreId, rows: Sequence[Product]) -> list[ProductInfo]:
    variants = list_variant_rows(store_id, [row.pk for row in rows])
    return [_info(row, variants[row.pk]) for row in rows]


def _info(row: Product, variants: Sequence[Variant]) -> ProductInfo:
    return ProductInfo(
        product_id=row.product_id,
        title=row.title,
        description=row.description,
        brand=row.brand,
        url=row.url,
        status=ProductStatus(row.status),
        categories=tuple(row.categories),
        languages={language: Translation(**words) for language, words in row.languages.items()},
        attributes=row.attributes,
        images=tuple(Image(**image) for image in row.images),
        variants=tuple(_variant(variant) for variant in variants),
        price=_money(row.price_minor, row.currency),
        compare_at=_money(row.compare_at_minor, row.currency),
        in_stock=row.in_stock,
        source=row.source,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _variant(row: Variant) -> VariantInfo:
    return VariantInfo(
        variant_id=row.variant_id,
        sku=row.sku,
        ean=row.ean,
        title=row.title,
        options=row.options,
        price=_money(row.price_minor, row.currency),
        compare_at=_money(row.compare_at_minor, row.currency),
        stock=row.stock,
    )


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money.from_minor(minor, currency)
