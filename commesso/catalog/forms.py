"""What the JSON API takes and gives for products."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from ninja import Field

from commesso.catalog.contracts import (
    Image,
    ProductFilter,
    ProductInput,
    ProductStatus,
    Translation,
    VariantInput,
)
from commesso.infra.api import jsonapi


class TranslationBody(jsonapi.Body):
    title: jsonapi.Label = ""
    description: str = Field("", max_length=100_000)
    url: str = Field("", max_length=2_000, pattern="^(https?://|$)")


class ImageBody(jsonapi.Body):
    url: str = Field(max_length=2_000, pattern="^https?://")
    alt: jsonapi.Label = ""


class VariantBody(jsonapi.Body):
    variant_id: jsonapi.Identifier
    sku: str = Field("", max_length=100)
    ean: str = Field("", max_length=100)
    title: jsonapi.Label = ""
    options: dict[str, jsonapi.Label] = {}
    price: jsonapi.MoneyBody | None = None
    compare_at: jsonapi.MoneyBody | None = Field(None, description="The price before, where it was higher.")
    stock: int | None = Field(None, ge=-(10**12), le=10**12, description="Null: unknown.")

    def read(self) -> VariantInput:
        money = self.price or self.compare_at
        return VariantInput(
            variant_id=self.variant_id,
            sku=self.sku,
            ean=self.ean,
            title=self.title,
            options=self.options,
            price=_amount(self.price),
            compare_at=_amount(self.compare_at),
            currency=money.currency if money else "",
            stock=self.stock,
        )


class ProductFields(jsonapi.Body):
    """A product as your shop knows it. What you leave out stays as it is; `variants` is the whole list."""

    title: jsonapi.Label = ""
    description: str = Field("", max_length=100_000)
    brand: jsonapi.Label = ""
    url: str = Field("", max_length=2_000, pattern="^(https?://.*)?$")
    status: ProductStatus | None = None
    categories: list[jsonapi.Label] | None = Field(
        None, max_length=50, description='Paths, like "Home > Lamps".'
    )
    languages: dict[str, TranslationBody] | None = None
    attributes: dict[str, Any] | None = None
    images: list[ImageBody] | None = Field(None, max_length=100)
    variants: list[VariantBody] | None = Field(None, max_length=500)
    created_at: jsonapi.Moment | None = None
    updated_at: jsonapi.Moment | None = Field(None, description="An older update never wins. Default: now.")
    version: int = Field(0, ge=0, le=2**53, description="Decides between equal `updated_at`.")

    def read(self, product_id: str) -> ProductInput:
        languages = self.languages
        return ProductInput(
            product_id=product_id,
            title=self.title,
            description=self.description,
            brand=self.brand,
            url=self.url,
            status=self.status,
            categories=None if self.categories is None else tuple(self.categories),
            languages=None if languages is None else _read_languages(languages),
            attributes=self.attributes,
            images=None
            if self.images is None
            else tuple(Image(url=each.url, alt=each.alt) for each in self.images),
            variants=None if self.variants is None else tuple(variant.read() for variant in self.variants),
            created_at=self.created_at,
            updated_at=self.updated_at,
            version=self.version,
        )


class ProductBody(ProductFields):
    product_id: jsonapi.Identifier


class ProductsBody(jsonapi.Body):
    products: list[ProductBody] = Field(min_length=1, max_length=500)


def _amount(money: jsonapi.MoneyBody | None) -> Decimal | None:
    return money.amount if money else None


def _read_languages(languages: Mapping[str, TranslationBody]) -> dict[str, Translation]:
    return {
        key: Translation(title=each.title, description=each.description, url=each.url)
        for key, each in languages.items()
    }


class ProductQuery(jsonapi.PageQuery):
    search: str = Field("", max_length=200, description="Words of the title, brand, id, SKU or EAN.")
    status: ProductStatus | None = None
    brand: jsonapi.Label = ""
    category: str = Field("", max_length=500, description="A path; its sub-categories count too.")
    in_stock: bool | None = None
    updated_from: jsonapi.Moment | None = None

    def read(self) -> ProductFilter:
        return ProductFilter(
            search=self.search,
            status=self.status,
            brand=self.brand,
            category=self.category,
            in_stock=self.in_stock,
            updated_from=self.updated_from,
        )


class TranslationAnswer(jsonapi.Answer):
    title: str
    description: str


class ImageAnswer(jsonapi.Answer):
    url: str
    alt: str


class VariantAnswer(jsonapi.Answer):
    variant_id: str
    sku: str
    ean: str
    title: str
    options: dict[str, str]
    price: jsonapi.MoneyAnswer | None
    compare_at: jsonapi.MoneyAnswer | None
    stock: int | None


class ProductAnswer(jsonapi.Answer):
    product_id: str
    title: str
    description: str
    brand: str
    url: str
    status: ProductStatus
    categories: list[str]
    languages: dict[str, TranslationAnswer]
    attributes: dict[str, Any]
    images: list[ImageAnswer]
    variants: list[VariantAnswer]
    price: jsonapi.MoneyAnswer | None
    compare_at: jsonapi.MoneyAnswer | None
    in_stock: bool | None
    source: str
    version: int
    created_at: datetime
    updated_at: datetime


class ProductPage(jsonapi.Answer):
    items: list[ProductAnswer]
    next_cursor: str


class ProductStored(jsonapi.Answer):
    """What became of the product, and how it stands now."""

    outcome: Literal["created", "changed", "unchanged", "stale"]
    product: ProductAnswer


class RejectedAnswer(jsonapi.Answer):
    index: int
    field: str
    reason: str


class CountAnswer(jsonapi.Answer):
    """How many rows were new, changed, equal, older than what we knew, or no products at all."""

    created: int
    changed: int
    unchanged: int
    stale: int
    rejected: list[RejectedAnswer]
