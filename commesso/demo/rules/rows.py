"""The shop's products and its map of them, as its own file would have them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from commesso.demo.contracts import CURRENCY, LANGUAGES, SHOP_NAME, Row
from commesso.demo.rules.catalogue import FAMILIES, Catalogue, Family, Product, Variant
from commesso.demo.rules.telling import name_variant

_HEAD = """
title = "The products of Bottega Aurora"
kind = "products"

[fields]
product_id = "id"
title = "title.it"
description = "description.it"
brand = "brand"
url = "url.it"
images = "images"
categories = "category"
currency = "currency"

[variants]
each = "variants"
variant_id = "id"
sku = "sku"
title = "title.it"
price = "price"
compare_at = "compare_at_price"
currency = { value = "EUR" }
stock = "stock"
"""


def write_map(catalogue: Catalogue) -> str:
    """Return what the file's columns mean, as the shop's owner would tell Commesso."""
    languages = (
        f"\n[languages.{language}]\n"
        + "".join(f'{word} = "{word}.{language}"\n' for word in ("title", "description", "url"))
        for language in LANGUAGES[1:]
    )
    families = catalogue.families.values()
    attributes = dict.fromkeys(key for family in families for key in family.attributes)
    options = dict.fromkeys(key for family in families for key in family.options)
    return "".join(
        [
            _HEAD,
            "\n[variants.options]\n",
            *(f'{key} = "options.{key}"\n' for key in options),
            *languages,
            "\n[attributes]\n",
            'family = "family"\nline = "line"\n',
            *(f'{key} = "attributes.{key}"\n' for key in attributes),
        ]
    )


def list_rows(catalogue: Catalogue, *, shop: str, picture: Callable[[str], str]) -> Iterator[Row]:
    """Yield the products, family by family. `shop` is its address, `picture` says where there a variant's stands."""
    for key in FAMILIES:
        family = catalogue.families[key]
        for product in family.products:
            yield _write_row(family, product, shop, picture)


def _write_row(family: Family, product: Product, shop: str, picture: Callable[[str], str]) -> Row:
    return {
        "id": product.id,
        "title": dict(product.name),
        "description": dict(product.text),
        "category": family.name["it"],
        "brand": SHOP_NAME,
        "url": {language: f"{shop}/{language}/products/{product.id}" for language in LANGUAGES},
        "images": [shop + picture(variant.sku) for variant in product.variants],
        "currency": CURRENCY,
        "family": family.key,
        "line": product.line,
        "attributes": {key: _say(family, key, value) for key, value in product.attributes.items()},
        "variants": [_write_variant(family, variant) for variant in product.variants],
    }


def _write_variant(family: Family, variant: Variant) -> Mapping[str, Any]:
    return {
        "id": variant.sku,
        "sku": variant.sku,
        "title": {language: name_variant(family, variant, language) for language in LANGUAGES},
        "options": {
            key: family.options[key].values[value].words["it"] for key, value in variant.options.items()
        },
        "price": f"{variant.cents / 100:.2f}",
        "compare_at_price": f"{variant.was_cents / 100:.2f}" if variant.was_cents else "",
        "stock": variant.stock,
    }


def _say(family: Family, key: str, value: Any) -> str:
    """Return an attribute as the shop's file has it: in Italian words, a number with its unit."""
    attribute = family.attributes[key]
    if attribute.kind == "choice":
        return attribute.values[value].words["it"]
    if attribute.kind == "yes_no":
        return "sì" if value else "no"
    return f"{value} {attribute.unit}".strip()
