"""From what a platform or a file says to the values of a product: texts cleaned, amounts exact."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from commesso.catalog.contracts import ProductInput, Translation, VariantInput
from commesso.kernel.errors import Invalid
from commesso.kernel.ids import digest
from commesso.kernel.money import Money, clean_currency

_ID = 100
_TITLE = 500
_PATH = 500
_DESCRIPTION = 100_000
_MOST_STOCK = 10**12


class VariantDraft(msgspec.Struct, kw_only=True, gc=False):
    variant_id: str
    sku: str
    ean: str
    title: str
    options: dict[str, str]
    price_minor: int | None
    compare_at_minor: int | None
    currency: str
    stock: int | None


class ProductDraft(msgspec.Struct, kw_only=True, gc=False):
    """A row, read. `values` holds only the fields that were said."""

    product_id: str
    values: dict[str, Any]
    variants: tuple[VariantDraft, ...] | None
    created_at: datetime | None
    updated_at: datetime
    version: int


def read_product(row: ProductInput, *, at: datetime, currency: str) -> ProductDraft:
    """Return the row with clean values. `currency` is the store's. Raise Invalid that names the field."""
    product_id = clean_id(row.product_id)
    if not product_id:
        raise Invalid("product_id is empty. Every product needs the shop's own id.", field="product_id")
    updated_at = row.updated_at or at
    if updated_at.tzinfo is None:
        raise Invalid(f"updated_at={updated_at} has no time zone. Add one, like +00:00.", field="updated_at")
    said: dict[str, Any] = {
        "title": clean_text(row.title, _TITLE),
        "description": clean_text(row.description, _DESCRIPTION),
        "brand": clean_text(row.brand, _TITLE),
        "url": clean_url(row.url),
        "status": row.status,
        "categories": None if row.categories is None else clean_paths(row.categories),
        "languages": None
        if row.languages is None
        else {key: _read_words(each) for key, each in row.languages.items()},
        "attributes": None if row.attributes is None else dict(row.attributes),
        "images": None if row.images is None else [asdict(image) for image in row.images],
    }
    return ProductDraft(
        product_id=product_id,
        values={name: value for name, value in said.items() if value is not None and value != ""},
        variants=_read_variants(row, product_id, currency),
        created_at=row.created_at,
        updated_at=updated_at,
        version=row.version,
    )


def _read_variants(row: ProductInput, product_id: str, currency: str) -> tuple[VariantDraft, ...] | None:
    listed = row.variants
    if listed is None:
        own = (row.sku, row.ean, row.price, row.compare_at, row.stock)
        if all(value is None or value == "" for value in own):
            return None
        listed = (
            VariantInput(
                variant_id=product_id,
                sku=row.sku,
                ean=row.ean,
                price=row.price,
                compare_at=row.compare_at,
                currency=row.currency,
                stock=row.stock,
            ),
        )
    drafts = tuple(_read_variant(variant, row.currency or currency) for variant in listed)
    ids = {draft.variant_id for draft in drafts}
    if len(ids) < len(drafts):
        raise Invalid(
            f"product {product_id!r} lists a variant_id twice. Give each its own.",
            field="variants.variant_id",
        )
    return drafts


def _read_variant(variant: VariantInput, currency: str) -> VariantDraft:
    variant_id = clean_id(variant.variant_id)
    if not variant_id:
        raise Invalid(
            "variant_id is empty. Every variant needs the shop's own id.", field="variants.variant_id"
        )
    if variant.stock is not None and abs(variant.stock) > _MOST_STOCK:
        raise Invalid(f"stock={variant.stock} is out of range. Use at most 10^12.", field="variants.stock")
    code = clean_currency(variant.currency or currency)
    return VariantDraft(
        variant_id=variant_id,
        sku=clean_id(variant.sku),
        ean=clean_id(variant.ean),
        title=clean_text(variant.title, _TITLE),
        options={clean_text(key, _ID): clean_text(value, _TITLE) for key, value in variant.options.items()},
        price_minor=_read_price(variant.price, code, "price"),
        compare_at_minor=_read_price(variant.compare_at, code, "compare_at"),
        currency=code,
        stock=variant.stock,
    )


def _read_price(value: Decimal | None, currency: str, name: str) -> int | None:
    if value is None:
        return None
    price = Money.of(value, currency)
    if price.amount < 0:
        raise Invalid(
            f"{name}={value} is below 0. Leave it out where there is no price.", field=f"variants.{name}"
        )
    return price.minor


def clean_text(value: str, limit: int) -> str:
    return value.replace("\0", "").strip()[:limit]


def clean_id(value: str) -> str:
    """Return an id of at most 100 characters; a longer one keeps its head and a digest."""
    text = value.replace("\0", "").strip()
    return text if len(text) <= _ID else text[: _ID - 33] + "~" + digest(text)


def _read_words(words: Translation) -> dict[str, str]:
    told = {**asdict(words), "url": clean_url(words.url)}
    return {name: text for name, text in told.items() if text or name != "url"}


def clean_url(value: str) -> str:
    """Return a web address or path; "" for what a browser would run instead of open."""
    text = clean_text(value, 2_000)
    return text if text.startswith(("http://", "https://", "/")) else ""


def clean_paths(paths: Any) -> list[str]:
    """Return category paths with one spelling of the separator, each once."""
    return list(dict.fromkeys(path for path in (clean_path(each) for each in paths) if path))


def clean_path(path: str) -> str:
    return " > ".join(part.strip() for part in clean_text(path, _PATH).split(">") if part.strip())


def make_search_text(values: Mapping[str, Any], product_id: str, codes: list[str]) -> str:
    """Return what the search looks through."""
    words = [values.get("title", ""), values.get("brand", ""), product_id, *codes]
    return "\n".join(dict.fromkeys(word.lower() for word in words if word))[:5_000]
