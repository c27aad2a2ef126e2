from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from commesso.catalog import api as catalog
from commesso.catalog.contracts import (
    Image,
    ProductFilter,
    ProductInput,
    ProductStatus,
    Translation,
    VariantInput,
)
from commesso.catalog.subscribers import on_stream
from commesso.events.catalog import BackInStock, PriceDropped, ProductsChanged
from commesso.events.stream import Kind, StreamEvent
from commesso.infra import api as infra
from commesso.kernel.ids import SourceId, StoreId, VisitorId, new_event_id
from commesso.stores.contracts import StoreInfo

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LAMP = ProductInput(
    product_id="lamp",
    title="Oak lamp",
    description="Warm light.",
    brand="Bottega",
    url="https://shop.example/lamp",
    categories=("Home>Lamps", "Sale"),
    languages={"it": Translation(title="Lampada di rovere")},
    attributes={"wood": "oak", "watt": 7},
    images=(Image(url="https://shop.example/lamp.jpg", alt="The lamp"),),
    variants=(
        VariantInput(
            variant_id="lamp-s", sku="L1", ean="8001", options={"size": "S"}, price=Decimal("49.90"), stock=0
        ),
        VariantInput(variant_id="lamp-l", sku="L2", price=Decimal(59), compare_at=Decimal(79), stock=3),
    ),
)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def put(shop: StoreInfo, *rows: ProductInput, minutes: float = 0) -> Any:
    return catalog.import_products(shop.id, rows, "shopify", at(minutes))


def see(store_id: StoreId, name: str, minutes: float = 0, /, **props: Any) -> StreamEvent:
    return StreamEvent(
        id=new_event_id(),
        store_id=store_id,
        source_id=SourceId(1),
        kind=Kind.TRACK,
        name=name,
        at=at(minutes),
        received_at=at(minutes),
        visitor_id=VisitorId("a:cleo"),
        user_id="",
        anonymous_id="cleo",
        session_id="",
        props=msgspec.Raw(msgspec.json.encode(props)),
    )


def test_a_product_comes_back_as_it_was_given(shop: StoreInfo) -> None:
    count = put(shop, LAMP)
    lamp = catalog.get_product(shop.id, "lamp")
    assert (count.created, lamp.title, lamp.categories) == (1, "Oak lamp", ("Home > Lamps", "Sale"))
    assert lamp.languages["it"].title == "Lampada di rovere"
    assert [(variant.sku, str(variant.price), variant.stock) for variant in lamp.variants] == [
        ("L1", "EUR 49.90", 0),
        ("L2", "EUR 59.00", 3),
    ]
    assert (str(lamp.price), lamp.in_stock, lamp.attributes["watt"]) == ("EUR 49.90", True, 7)
    assert [fact.product_ids for fact in infra.list_waiting_facts() if isinstance(fact, ProductsChanged)] == [
        ("lamp",)
    ]


def test_a_second_import_changes_nothing(shop: StoreInfo) -> None:
    put(shop, LAMP)
    told = len(infra.list_waiting_facts())
    count = put(shop, LAMP)
    assert (count.unchanged, count.created, count.changed) == (1, 0, 0)
    assert len(infra.list_waiting_facts()) == told


def test_an_older_update_never_overwrites_a_newer_one(shop: StoreInfo) -> None:
    put(shop, LAMP, minutes=10)
    old = ProductInput(product_id="lamp", title="Old lamp", updated_at=at(5))
    assert put(shop, old).stale == 1
    assert catalog.get_product(shop.id, "lamp").title == "Oak lamp"


def test_what_a_row_does_not_say_stays(shop: StoreInfo) -> None:
    put(shop, LAMP)
    put(shop, ProductInput(product_id="lamp", brand="Alma", status=ProductStatus.HIDDEN), minutes=1)
    lamp = catalog.get_product(shop.id, "lamp")
    assert (lamp.brand, lamp.title, len(lamp.variants), lamp.status) == ("Alma", "Oak lamp", 2, "hidden")


def test_a_product_without_variants_is_its_own_variant(shop: StoreInfo) -> None:
    put(shop, ProductInput(product_id="bulb", title="Bulb", price=Decimal("3.5"), stock=9))
    put(shop, ProductInput(product_id="bulb", stock=8), minutes=1)
    [variant] = catalog.get_product(shop.id, "bulb").variants
    assert (variant.variant_id, str(variant.price), variant.stock) == ("bulb", "EUR 3.50", 8)


def test_a_lower_price_and_a_return_to_stock_are_told(shop: StoreInfo) -> None:
    put(shop, LAMP)
    assert LAMP.variants is not None
    small = VariantInput(variant_id="lamp-s", price=Decimal(40), stock=5)
    put(shop, ProductInput(product_id="lamp", variants=(small, LAMP.variants[1])), minutes=1)
    drops = [fact for fact in infra.list_waiting_facts() if isinstance(fact, PriceDropped)]
    backs = [fact for fact in infra.list_waiting_facts() if isinstance(fact, BackInStock)]
    assert [(fact.variant_id, fact.old_minor, fact.new_minor) for fact in drops] == [("lamp-s", 4990, 4000)]
    assert [(fact.variant_id, fact.quantity, fact.at) for fact in backs] == [("lamp-s", 5, at(1))]


def test_a_bad_row_is_rejected_with_its_reason_and_the_others_go_on(shop: StoreInfo) -> None:
    count = put(shop, ProductInput(product_id=" "), ProductInput(product_id="x", price=Decimal(-1)), LAMP)
    assert [(each.index, each.reason.split(".")[0]) for each in count.rejected] == [
        (0, "product_id is empty"),
        (1, "price=-1 is below 0"),
    ]
    assert count.created == 1


def test_products_are_found_by_words_category_and_stock(shop: StoreInfo, other_shop: StoreInfo) -> None:
    put(shop, LAMP, ProductInput(product_id="bulb", title="Bulb", categories=("Home",), stock=0))
    put(other_shop, ProductInput(product_id="shoe", title="Oak shoe"))

    def found(where: ProductFilter) -> list[str]:
        return [product.product_id for product in catalog.list_products(shop.id, where=where).items]

    assert found(ProductFilter(search="OAK 8001")) == ["lamp"]
    assert found(ProductFilter(category="Home")) == ["bulb", "lamp"]
    assert found(ProductFilter(category="Home > Lamps")) == ["lamp"]
    assert found(ProductFilter(in_stock=False)) == ["bulb"]
    assert catalog.count_products(shop.id) == 2
    assert [(each.path, each.product_count) for each in catalog.list_categories(shop.id)] == [
        ("Home", 1),
        ("Home > Lamps", 1),
        ("Sale", 1),
    ]


def test_pages_stay_whole_while_products_are_added(shop: StoreInfo) -> None:
    put(shop, *(ProductInput(product_id=f"p{number}") for number in range(5)))
    first = catalog.list_products(shop.id, limit=2)
    put(shop, ProductInput(product_id="new"))
    second = catalog.list_products(shop.id, limit=2, cursor=first.next_cursor)
    last = catalog.list_products(shop.id, limit=2, cursor=second.next_cursor)
    seen = [product.product_id for page in (first, second, last) for product in page.items]
    assert (seen, last.next_cursor) == (["p4", "p3", "p2", "p1", "p0"], "")


def test_events_tell_of_products_the_shop_never_sent(shop: StoreInfo) -> None:
    on_stream(
        [
            see(
                shop.id,
                "Product Viewed",
                5,
                product_id="p1",
                name="Lamp",
                price="12.50",
                currency="usd",
                category="Lamps",
            ),
            see(
                shop.id,
                "Product List Viewed",
                0,
                products=[{"product_id": "p1", "name": "Old", "price": 20}, "junk"],
            ),
            see(shop.id, "Product Viewed", 6, product_id={"a": 1}, name="Nobody"),
        ]
    )
    product = catalog.get_product(shop.id, "p1")
    assert (product.title, str(product.price), product.categories) == ("Lamp", "USD 12.50", ("Lamps",))
    assert catalog.count_products(shop.id) == 1


def test_events_fill_gaps_and_never_override_the_shop(shop: StoreInfo) -> None:
    put(shop, ProductInput(product_id="p1", title="Oak lamp", price=Decimal(50)))
    viewed = see(shop.id, "Product Viewed", 60, product_id="p1", name="Free lamp", brand="Bottega", price=0)
    on_stream([viewed])
    on_stream([viewed])
    product = catalog.get_product(shop.id, "p1")
    assert (product.title, product.brand, str(product.price)) == ("Oak lamp", "Bottega", "EUR 50.00")
    assert not [fact for fact in infra.list_waiting_facts() if isinstance(fact, PriceDropped)]


def test_the_shops_own_word_replaces_what_events_told(shop: StoreInfo) -> None:
    on_stream([see(shop.id, "Product Viewed", 60, product_id="p1", name="Lamp", price=9, variant="Black")])
    put(shop, ProductInput(product_id="p1", title="Oak lamp", price=Decimal(50)), minutes=-600)
    product = catalog.get_product(shop.id, "p1")
    assert (product.title, [variant.variant_id for variant in product.variants]) == ("Oak lamp", ["p1"])


def test_the_newest_event_is_believed_whatever_the_order(shop: StoreInfo) -> None:
    for minutes, name in ((10, "New name"), (0, "Old name")):
        on_stream([see(shop.id, "Product Viewed", minutes, product_id="p1", name=name, price=minutes + 1)])
    product = catalog.get_product(shop.id, "p1")
    assert (product.title, str(product.price)) == ("New name", "EUR 11.00")


def test_another_shops_products_are_not_seen(shop: StoreInfo, other_shop: StoreInfo) -> None:
    put(shop, LAMP)
    assert catalog.find_product(other_shop.id, "lamp") is None
    assert catalog.find_products(other_shop.id, ["lamp"]) == {}
