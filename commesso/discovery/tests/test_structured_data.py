"""What search engines are told of a product."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.catalog import api as catalog
from commesso.catalog.contracts import (
    Image,
    ProductInfo,
    ProductInput,
    ProductStatus,
    Translation,
    VariantInfo,
    VariantInput,
)
from commesso.discovery.endpoints.entering import forget
from commesso.discovery.rules.structuring import describe_product, is_gtin
from commesso.discovery.tests.asking import Answered, ask
from commesso.kernel.clock import now
from commesso.kernel.money import Money
from commesso.stores.contracts import SourceInfo, StoreInfo

# The properties of schema.org that we write, by type.
_THING = {"name", "description", "url", "image"}
_PRODUCT = _THING | {
    "brand", "category", "sku", "gtin", "offers", "color", "size", "material", "pattern", "additionalProperty",
}  # fmt: skip
_KNOWN = {
    "Product": _PRODUCT,
    "ProductGroup": _PRODUCT | {"productGroupID", "variesBy", "hasVariant"},
    "Brand": {"name"},
    "Offer": {"url", "price", "priceCurrency", "availability", "priceSpecification"},
    "UnitPriceSpecification": {"priceType", "price", "priceCurrency"},
    "PropertyValue": {"name", "value"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}
# What Google needs of each type before it shows anything.
_NEEDED = {
    "Product": {"name"},
    "ProductGroup": {"name", "productGroupID", "hasVariant"},
    "Offer": {"price", "priceCurrency"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name"},
}


def make_variant(variant_id: str = "v1", **more: Any) -> VariantInfo:
    plain: dict[str, Any] = {
        "sku": "", "ean": "", "title": "", "options": {}, "price": Money(Decimal(40), "EUR"),
        "compare_at": None, "stock": 3,
    }  # fmt: skip
    return VariantInfo(variant_id=variant_id, **{**plain, **more})


def make_product(*variants: VariantInfo, **more: Any) -> ProductInfo:
    plain: dict[str, Any] = {
        "product_id": "lamp", "title": "Lampada", "description": "Ottone.", "brand": "Aurora",
        "url": "https://shop.example/it/lamp", "status": ProductStatus.ACTIVE, "categories": ("Casa > Lampade",),
        "languages": {"en": Translation(title="Lamp", url="https://shop.example/en/lamp")}, "attributes": {},
        "images": (Image(url="https://shop.example/lamp.jpg"),), "price": None, "compare_at": None, "in_stock": True,
        "source": "test", "version": 0, "created_at": datetime(2026, 1, 1, tzinfo=UTC),
        "updated_at": datetime(2026, 1, 1, tzinfo=UTC),
    }  # fmt: skip
    return ProductInfo(variants=variants, **{**plain, **more})


def describe(product: ProductInfo, **more: Any) -> list[Any]:
    graph: list[Any] = describe_product(product, **{"language": "it", "shop": "Bottega", **more})["@graph"]
    return graph


def iter_things(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for each in value.values():
            yield from iter_things(each)
    elif isinstance(value, list):
        for each in value:
            yield from iter_things(each)


def find_faults(graph: list[Any]) -> list[str]:
    """Say what schema.org does not know, and what Google lacks."""
    faults = []
    for thing in iter_things(graph):
        kind, names = thing["@type"], set(thing) - {"@type"}
        faults += [f"{kind} has no {name}" for name in names - _KNOWN[kind]]
        faults += [f"{kind} lacks {name}" for name in _NEEDED.get(kind, set()) - names]
    return faults


def test_a_product_is_told_with_its_offer_and_the_way_to_it() -> None:
    variant = make_variant(sku="L-1", ean="4006381333931", compare_at=Money(Decimal("49.50"), "EUR"))
    product, trail = describe(make_product(variant))
    assert product == {
        "@type": "Product",
        "name": "Lampada",
        "description": "Ottone.",
        "url": "https://shop.example/it/lamp",
        "image": ["https://shop.example/lamp.jpg"],
        "brand": {"@type": "Brand", "name": "Aurora"},
        "category": "Casa > Lampade",
        "sku": "L-1",
        "gtin": "4006381333931",
        "offers": {
            "@type": "Offer",
            "url": "https://shop.example/it/lamp",
            "price": "40.00",
            "priceCurrency": "EUR",
            "availability": "https://schema.org/InStock",
            "priceSpecification": {
                "@type": "UnitPriceSpecification",
                "priceType": "https://schema.org/StrikethroughPrice",
                "price": "49.50",
                "priceCurrency": "EUR",
            },
        },
    }
    assert [(each["name"], each.get("item")) for each in trail["itemListElement"]] == [
        ("Bottega", "https://shop.example/"),
        ("Lampada", None),
    ]


def test_variants_make_a_group_that_says_what_they_differ_in() -> None:
    small = make_variant("s", options={"Taglia": "S", "Colore": "blu", "Cavo": "2 m"})
    large = make_variant("l", options={"Taglia": "L", "Colore": "blu"}, stock=0)
    group = describe(make_product(small, large), language="en-GB")[0]
    assert (group["@type"], group["productGroupID"], group["name"]) == ("ProductGroup", "lamp", "Lamp")
    assert group["variesBy"] == ["https://schema.org/color", "https://schema.org/size"]
    first, second = group["hasVariant"]
    assert (first["name"], first["size"], first["color"]) == ("Lamp S blu 2 m", "S", "blu")
    assert first["additionalProperty"] == [{"@type": "PropertyValue", "name": "Cavo", "value": "2 m"}]
    assert second["offers"]["availability"] == "https://schema.org/OutOfStock"
    assert second["offers"]["url"] == "https://shop.example/en/lamp"


def test_the_way_leads_through_the_categories_where_their_addresses_are_known() -> None:
    trail = describe(make_product(make_variant()), categories="https://shop.example/c/{path}")[1]
    assert [each.get("item") for each in trail["itemListElement"]] == [
        "https://shop.example/",
        "https://shop.example/c/casa",
        "https://shop.example/c/casa/lampade",
        None,
    ]


@pytest.mark.parametrize(
    ("code", "good"),
    [("4006381333931", True), ("4006381333932", False), ("036000291452", True), ("96385074", True), ("", False),
     ("12345", False), ("400638133393X", False), ("٤٠٠٦٣٨١٣٣٣٩٣١", False)],
)  # fmt: skip
def test_only_a_true_code_is_told(code: str, good: bool) -> None:
    assert is_gtin(code) is good


_TEXT = st.text(max_size=30)
_MONEY = st.none() | st.decimals(0, 10_000, places=2).map(lambda amount: Money(amount, "EUR"))
_VARIANTS = st.lists(
    st.builds(
        make_variant, st.uuids().map(str), sku=_TEXT, ean=_TEXT, title=_TEXT, price=_MONEY, compare_at=_MONEY,
        options=st.dictionaries(st.sampled_from(["size", "Colour", "Weird"]), st.text(min_size=1, max_size=9)),
        stock=st.none() | st.integers(-5, 5),
    ),
    max_size=3,
)  # fmt: skip


@given(
    _VARIANTS,
    st.text(min_size=1, max_size=30),
    _TEXT,
    st.sampled_from(["", "/lamp", "https://shop.example/x"]),
)
def test_whatever_a_product_is_it_is_told_in_words_that_search_engines_know(
    variants: list[VariantInfo], title: str, description: str, url: str
) -> None:
    product = make_product(*variants, title=title, description=description, url=url, languages={})
    graph = describe(product, categories="https://shop.example/{name}")
    assert find_faults(graph) == []
    assert json.loads(json.dumps(graph)) == graph


def asked(source: SourceInfo, **more: str) -> Answered:
    forget()
    return ask(
        "structured-data?"
        + "&".join(f"{name}={value}" for name, value in {"key": source.write_key, **more}.items())
    )


@pytest.mark.django_db(transaction=True)
def test_a_shops_server_can_put_it_into_its_page(shop: StoreInfo, source: SourceInfo) -> None:
    lamp = ProductInput(
        product_id="lamp",
        title="</script><script>alert(1)</script>",
        url="https://shop.example/lamp",
        variants=(
            VariantInput(variant_id="s", options={"size": "S"}, price=Decimal(3), currency="EUR", stock=1),
            VariantInput(variant_id="l", options={"size": "L"}, price=Decimal(4), currency="EUR", stock=1),
        ),
    )
    hidden = ProductInput(product_id="hidden", title="Hidden", status=ProductStatus.HIDDEN)
    catalog.import_products(shop.id, [lamp, hidden], source="test", at=now())
    answer = asked(source, product_id="lamp")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/ld+json")
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert b"<" not in answer.body
    assert answer.json["@context"] == "https://schema.org"
    assert answer.json["@graph"][0]["name"] == "</script><script>alert(1)</script>"
    assert asked(source, product_id="hidden").status == 404
    assert asked(source, product_id="nothing").status == 404
    assert asked(source, product_id="lamp", categories="javascript:x").json["field"] == "categories"
    assert ask("structured-data?product_id=lamp").status == 401
