"""What Bottega Aurora sells, read from the files in `catalogue/`: they are constants, as code is, and read once."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

Words = Mapping[str, str]  # language -> text

# In the order in which the shop shows them.
FAMILIES = (
    "ceramics",
    "leather",
    "lamps",
    "textiles",
    "jewellery",
    "kitchen",
    "stationery",
    "garden",
)
_COLOURED = ("colour", "leather", "metal", "wood", "stone", "glaze", "finish", "material", "paper")
_PLAIN = "#b9a48c"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an attribute or an option; `hex` where it has a colour."""

    key: str
    words: Words
    hex: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """What is said of a product. `kind` is choice, number or yes_no."""

    key: str
    kind: str
    label: Words
    unit: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Option:
    """What a shopper chooses."""

    key: str
    label: Words
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Variant:
    sku: str
    options: Mapping[str, str]
    cents: int
    was_cents: int  # 0: never dearer
    stock: int  # how many lay in the shop when it opened


@dataclass(frozen=True, slots=True)
class Product:
    id: str
    family: str
    form: str
    line: str
    cents: int
    was_cents: int  # 0: never dearer
    tags: tuple[str, ...]
    seasons: tuple[str, ...]
    name: Words
    text: Words
    attributes: Mapping[str, Any]
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Family:
    key: str
    name: Words
    lead: Words
    care: Words
    sizes: Words  # "" where sizes mean nothing
    attributes: Mapping[str, Attribute]
    options: Mapping[str, Option]
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    families: Mapping[str, Family]
    products: Mapping[str, Product]
    by_sku: Mapping[str, tuple[Product, Variant]]

    def family_of(self, product: Product) -> Family:
        return self.families[product.family]


@cache
def get_catalogue() -> Catalogue:
    """Return everything the shop sells."""
    return collect([read_family(text) for text in list_texts().values()])


def list_texts() -> dict[str, str]:
    """Return the text of every family's file that is there, by family."""
    folder = resources.files("commesso.demo").joinpath("catalogue")
    files = {key: folder.joinpath(f"{key}.toml") for key in FAMILIES}
    return {key: file.read_text(encoding="utf-8") for key, file in files.items() if file.is_file()}


def collect(families: list[Family]) -> Catalogue:
    products = {product.id: product for family in families for product in family.products}
    return Catalogue(
        families={family.key: family for family in families},
        products=products,
        by_sku={
            variant.sku: (product, variant) for product in products.values() for variant in product.variants
        },
    )


def read_family(text: str) -> Family:
    """Read a file that `faults.find_faults` has nothing to say about."""
    raw = tomllib.loads(text)
    return Family(
        key=raw["key"],
        name=raw["name"],
        lead=raw["lead"],
        care=raw["care"],
        sizes=raw["sizes"],
        attributes={key: _read_attribute(key, each) for key, each in raw["attributes"].items()},
        options={
            key: Option(key, each["label"], dict(_read_values(each["values"])))
            for key, each in raw.get("options", {}).items()
        },
        products=tuple(_read_product(raw["key"], each) for each in raw["products"]),
    )


def _read_attribute(key: str, raw: Mapping[str, Any]) -> Attribute:
    values = dict(_read_values(raw.get("values", {})))
    return Attribute(key, raw["kind"], raw["label"], raw.get("unit", ""), values)


def _read_values(raw: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    for key, each in raw.items():
        words = {language: text for language, text in each.items() if language != "hex"}
        yield key, Value(key, words, each.get("hex", ""))


def _read_product(family: str, raw: Mapping[str, Any]) -> Product:
    return Product(
        id=raw["id"],
        family=family,
        form=raw["form"],
        line=raw["line"],
        cents=raw["price"],
        was_cents=raw.get("was", 0),
        tags=tuple(raw.get("tags", ())),
        seasons=tuple(raw.get("seasons", ())),
        name=raw["name"],
        text=raw["text"],
        attributes=raw["attributes"],
        variants=tuple(_read_variant(raw, each) for each in raw["variants"]),
    )


def _read_variant(product: Mapping[str, Any], raw: Mapping[str, Any]) -> Variant:
    cents = raw.get("price", product["price"])
    was = product.get("was", 0)
    return Variant(
        sku=raw["sku"],
        options=raw.get("options", {}),
        cents=cents,
        # The same part dearer for every variant, in whole half euros.
        was_cents=max(cents, round(was * cents / product["price"] / 50) * 50) if was else 0,
        stock=raw["stock"],
    )


def colours_of(family: Family, product: Product, variant: Variant) -> tuple[str, str]:
    """Return the colour a variant is drawn in, and the one beside it."""
    found = [
        *(family.options[key].values[value].hex for key, value in variant.options.items()),
        *(
            family.attributes[key].values[product.attributes[key]].hex
            for key in sorted(product.attributes, key=_by_weight)
            if family.attributes[key].kind == "choice"
        ),
    ]
    colours = [*dict.fromkeys(each for each in found if each), "", ""]
    return colours[0] or _PLAIN, colours[1]


def _by_weight(key: str) -> int:
    return _COLOURED.index(key) if key in _COLOURED else len(_COLOURED)
