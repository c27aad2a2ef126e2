"""A product as search engines read it: JSON-LD in the words of schema.org, with what Google asks of a product page.

A product with several variants is a ProductGroup. What is not known is left out, never guessed: no availability where
stock is unknown, no gtin whose check digit is wrong. Google's page on it: "Product variant structured data".
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from commesso.catalog.contracts import ProductInfo, VariantInfo
from commesso.kernel.money import Money, exponent

_SCHEMA = "https://schema.org"
_DESCRIPTION = 5_000  # letters, as Google's merchant listings take
_IMAGES = 10
_GTIN = frozenset({8, 12, 13, 14})  # digits
# The options that search engines know, and how shops call them.
_OPTIONS: Mapping[str, str] = {
    name: known
    for known, names in {
        "color": "color colour colore couleur farbe 颜色",
        "size": "size taglia misura talla taille grosse größe 尺码 尺寸",
        "material": "material materiale matière 材质",
        "pattern": "pattern fantasia motivo patrón muster 图案",
    }.items()
    for name in names.split()
}
Thing = dict[str, Any]


def describe_product(product: ProductInfo, *, language: str, shop: str, categories: str = "") -> Thing:
    """Return the product, or the group of its variants, and the way to it, as one JSON-LD document.

    `categories` is the address of the shop's category pages with "{path}" ("home/lamps") or "{name}" ("Lamps") in it;
    without it the way has the shop and the product alone, since a step without an address is not valid.
    """
    words = product.languages.get(language) or product.languages.get(language[:2])
    title = (words and words.title) or product.title
    url = (words and words.url) or product.url
    about: Thing = {
        "name": title,
        "description": ((words and words.description) or product.description)[:_DESCRIPTION],
        "url": url,
        "image": [each.url for each in product.images[:_IMAGES]],
        "brand": {"@type": "Brand", "name": product.brand} if product.brand else None,
        "category": product.categories[0] if product.categories else "",
    }
    if len(product.variants) > 1:
        thing = _write_group(product, about, title, url)
    else:
        variant = product.variants[0] if product.variants else None
        thing = {"@type": "Product", **about, **(_write_codes(variant, url) if variant else {})}
    trail = _write_trail(product, title, url, shop, categories)
    graph = [_without_gaps(each) for each in (thing, trail) if each]
    return {"@context": _SCHEMA, "@graph": graph}


def _write_group(product: ProductInfo, about: Thing, title: str, url: str) -> Thing:
    varies = {_OPTIONS.get(name.casefold()) for variant in product.variants for name in variant.options}
    return {
        "@type": "ProductGroup",
        **about,
        "productGroupID": product.product_id,
        "variesBy": [f"{_SCHEMA}/{each}" for each in sorted(filter(None, varies))],
        "hasVariant": [
            {
                "@type": "Product",
                "name": " ".join(filter(None, (title, variant.title or " ".join(variant.options.values())))),
                "image": about["image"][:1],
                **_write_options(variant.options),
                **_write_codes(variant, url),
            }
            for variant in product.variants
        ],
    }


def _write_options(options: Mapping[str, str]) -> Thing:
    told: Thing = {}
    others = []
    for name, value in options.items():
        known = _OPTIONS.get(name.casefold())
        if known:
            told[known] = value
        else:
            others.append({"@type": "PropertyValue", "name": name, "value": value})
    return {**told, "additionalProperty": others}


def _write_codes(variant: VariantInfo, url: str) -> Thing:
    return {
        "sku": variant.sku or variant.variant_id,
        "gtin": variant.ean if is_gtin(variant.ean) else "",
        "offers": None if variant.price is None else _write_offer(variant, variant.price, url),
    }


def _write_offer(variant: VariantInfo, price: Money, url: str) -> Thing:
    offer: Thing = {
        "@type": "Offer",
        "url": url,
        "price": _write_amount(price),
        "priceCurrency": price.currency,
        "availability": "",
    }
    if variant.stock is not None:
        offer["availability"] = f"{_SCHEMA}/{'InStock' if variant.stock > 0 else 'OutOfStock'}"
    before = variant.compare_at
    if before is not None and before.currency == price.currency and before.amount > price.amount:
        offer["priceSpecification"] = {
            "@type": "UnitPriceSpecification",
            "priceType": f"{_SCHEMA}/StrikethroughPrice",
            "price": _write_amount(before),
            "priceCurrency": before.currency,
        }
    return offer


def _write_trail(product: ProductInfo, title: str, url: str, shop: str, categories: str) -> Thing | None:
    parts = urlsplit(url)
    if not parts.netloc:
        return None
    steps = [(shop, f"{parts.scheme}://{parts.netloc}/")]
    path = product.categories[0].split(" > ") if product.categories and categories else []
    steps += [(name, _write_address(categories, path[:depth])) for depth, name in enumerate(path, start=1)]
    listed = [
        {"@type": "ListItem", "position": place, "name": name, "item": item}
        for place, (name, item) in enumerate(steps, start=1)
    ]
    last = {
        "@type": "ListItem",
        "position": len(steps) + 1,
        "name": title,
    }  # the page itself needs no address
    return {"@type": "BreadcrumbList", "itemListElement": [*listed, last]}


def _write_address(categories: str, path: Sequence[str]) -> str:
    slugs = "/".join(_slug(name) for name in path)
    return categories.replace("{path}", slugs).replace("{name}", quote(path[-1], safe=""))


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or quote(name, safe="")


def is_gtin(code: str) -> bool:
    """Say whether a code is a GTIN (EAN, UPC) with a true check digit, as GS1 defines it."""
    if not (code.isascii() and code.isdigit() and len(code) in _GTIN):
        return False
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(code)))
    return weighted % 10 == 0


def _write_amount(money: Money) -> str:
    return f"{money.amount:.{exponent(money.currency)}f}"


def _without_gaps(value: Any) -> Any:
    """Leave out what is empty."""
    if isinstance(value, dict):
        full = {name: _without_gaps(each) for name, each in value.items()}
        return {name: each for name, each in full.items() if each not in (None, "", [], {})}
    return [_without_gaps(each) for each in value] if isinstance(value, list) else value
