"""The products of the invented shop."""

from dataclasses import dataclass
from random import Random

from commesso.demo.contracts import CURRENCY, SHOP_NAME, SHOP_URL, Row
from commesso.demo.rules.families import FAMILIES, Collection, Family, Thing

_SIZES = {"Small": 0.7, "Medium": 1.0, "Large": 1.6}


@dataclass(frozen=True, slots=True)
class Variant:
    id: str
    sku: str
    it: str
    en: str
    cents: int
    stock: int


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the shoppers see it. `appeal` says how often it is looked at."""

    id: str
    it: str
    en: str
    family: Family
    collection: Collection
    cents: int
    was_cents: int  # 0: never dearer
    path: str
    appeal: float
    variants: tuple[Variant, ...]
    text_it: str
    text_en: str


def make_products(seed: int) -> tuple[Product, ...]:
    """Return all products, always the same for a seed."""
    random = Random(seed)  # noqa: S311 an invented shop keeps no secret
    return tuple(
        _product(random, family, collection, thing)
        for family in FAMILIES
        for collection in family.collections
        for thing in family.things
    )


def _product(random: Random, family: Family, collection: Collection, thing: Thing) -> Product:
    number = family.things.index(thing) + 1
    product_id = f"{family.key[:3]}-{collection.name[:3].lower()}-{number:02}"
    cents = round(thing.cents * collection.factor / 50) * 50
    on_sale = random.random() < 0.12
    options = family.options if number % 5 else family.options[:1]
    return Product(
        id=product_id,
        it=f"{thing.it} {collection.name}",
        en=f"{thing.en} {collection.name}",
        family=family,
        collection=collection,
        cents=cents,
        was_cents=round(cents * 1.25 / 100) * 100 if on_sale else 0,
        path=f"/products/{product_id}",
        appeal=random.paretovariate(1.6),
        variants=tuple(
            Variant(
                id=f"{product_id}-{place}",
                sku=f"{family.key[:2]}{collection.name[:2]}{number:02}{place}".upper(),
                it=it,
                en=en,
                cents=round(cents * _SIZES.get(en, 1.0) / 50) * 50,
                stock=0
                if random.random() < 0.06
                else max(1, round(random.gauss(family.stock, family.stock / 3))),
            )
            for place, (it, en) in enumerate(options, 1)
        ),
        text_it=f"{thing.it} della collezione {collection.name}, {collection.it}. "
        f"In {family.material_it}, fatta a mano nella nostra bottega.",
        text_en=f"{thing.en} of the {collection.name} collection, {collection.en}. "
        f"In {family.material_en}, made by hand in our workshop.",
    )


def to_row(product: Product) -> Row:
    """Write a product as the shop's own file has it."""
    family = product.family
    return {
        "id": product.id,
        "title": {"it": product.it, "en": product.en},
        "description": {"it": product.text_it, "en": product.text_en},
        "category": family.it,
        "brand": SHOP_NAME,
        "url": SHOP_URL + product.path,
        "currency": CURRENCY,
        "attributes": {"material": family.material_en, "collection": product.collection.name},
        "variants": [
            {
                "id": variant.id,
                "sku": variant.sku,
                "title": {"it": variant.it, "en": variant.en},
                "options": {family.option: variant.en},
                "price": f"{variant.cents / 100:.2f}",
                "compare_at_price": _before(product, variant),
                "stock": variant.stock,
            }
            for variant in product.variants
        ],
    }


def _before(product: Product, variant: Variant) -> str:
    """The price before a sale, the same part dearer for every variant."""
    if not product.was_cents:
        return ""
    return f"{round(product.was_cents * variant.cents / product.cents / 100)}.00"
