"""What may cross the doors of catalog."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from commesso.kernel.money import Money


class ProductStatus(StrEnum):
    ACTIVE = "active"
    HIDDEN = "hidden"


@dataclass(frozen=True, kw_only=True, slots=True)
class Translation:
    """A product's words in one language, and its page in it. "" falls back to the product's own."""

    title: str = ""
    description: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Image:
    url: str
    alt: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class VariantInput:
    """What can be put in a cart: a size, a colour. `stock` None means unknown, not none left."""

    variant_id: str
    sku: str = ""
    ean: str = ""
    title: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    price: Decimal | None = None
    compare_at: Decimal | None = None
    currency: str = ""
    stock: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProductInput:
    """A product as its platform or a file knows it.

    None and "" mean "not said": what is known stays. `variants` is the whole list; a product without
    variants gives `sku`, `ean`, `price`, `compare_at`, `currency` and `stock` here instead and gets
    one variant under its own id. `updated_at` (default: the import's `at`), then `version`, decide
    which of two rows is newer; an older one changes nothing. A category is a path: "Home > Lamps".
    """

    product_id: str
    title: str = ""
    description: str = ""
    brand: str = ""
    url: str = ""
    status: ProductStatus | None = None
    categories: tuple[str, ...] | None = None
    languages: Mapping[str, Translation] | None = None
    attributes: Mapping[str, Any] | None = None
    images: tuple[Image, ...] | None = None
    variants: tuple[VariantInput, ...] | None = None
    sku: str = ""
    ean: str = ""
    price: Decimal | None = None
    compare_at: Decimal | None = None
    currency: str = ""
    stock: int | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """A row that was not taken: its place among the rows given (from 0), and why."""

    index: int
    reason: str
    field: str = ""


@dataclass(kw_only=True)
class ImportCount:
    """What became of the rows of an import."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    stale: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return self.created + self.changed + self.unchanged + self.stale

    @property
    def outcome(self) -> str:
        """What became of a single row."""
        return next(
            (name for name in ("created", "changed", "unchanged", "stale") if getattr(self, name)), "rejected"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class VariantInfo:
    variant_id: str
    sku: str
    ean: str
    title: str
    options: Mapping[str, str]
    price: Money | None
    compare_at: Money | None
    stock: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProductInfo:
    """A product as the other rooms see it. `price` is the lowest of its variants."""

    product_id: str
    title: str
    description: str
    brand: str
    url: str
    status: ProductStatus
    categories: tuple[str, ...]
    languages: Mapping[str, Translation]
    attributes: Mapping[str, Any]
    images: tuple[Image, ...]
    variants: tuple[VariantInfo, ...]
    price: Money | None
    compare_at: Money | None
    in_stock: bool | None
    source: str
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class ProductFilter:
    """Which products a list shows. `category` lets its sub-categories through too."""

    search: str = ""
    status: ProductStatus | None = None
    brand: str = ""
    category: str = ""
    in_stock: bool | None = None
    updated_from: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CategoryInfo:
    path: str
    product_count: int
