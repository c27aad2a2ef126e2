"""Orders, products, and the search over everything."""

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from commesso.backoffice.tests.shopping import NOW, Street
from commesso.catalog import api as catalog
from commesso.catalog.contracts import Image, ProductInput, Translation, VariantInput
from commesso.events.stream import Kind
from commesso.kernel.ids import StoreId
from commesso.orders import api as orders
from commesso.orders.contracts import (
    Document,
    FulfilmentState,
    LineInput,
    OrderInput,
    PaymentInput,
    PaymentState,
    RefundInput,
)
from commesso.stores.contracts import StoreInfo

ORDERS = "/s/bottega/orders/"
PRODUCTS = "/s/bottega/products/"
SEARCH = "/s/bottega/search"
NOTHING = Decimal(0)
pytestmark = pytest.mark.usefixtures("event_store")


def place(
    store_id: StoreId,
    order_id: str,
    *,
    who: str = "cleo",
    paid: bool = True,
    number: str = "",
    back: Decimal = NOTHING,
) -> None:
    """Bring an order in as a shop's platform tells of it."""
    total = Decimal("99.00")
    order = OrderInput(
        order_id=order_id,
        number=number,
        placed_at=NOW - timedelta(hours=1),
        user_id=who,
        email=f"{who}@example.com",
        name=f"{who.title()} Verdi",
        total=total,
        subtotal=total,
        currency="EUR",
        payment_state=PaymentState.PAID if paid else PaymentState.PENDING,
        fulfilment_state=FulfilmentState.UNFULFILLED,
        shipping_address={"street": "Calle Lunga 5", "city": "Venezia"},
        lines=(
            LineInput(
                product_id="lamp", title="Oak lamp", sku="LMP-1", quantity=2, unit_price=Decimal("49.50")
            ),
        ),
        payments=(PaymentInput(payment_id=f"p-{order_id}", at=NOW, amount=total, method="card"),)
        if paid
        else (),
    )
    if back:
        refund = RefundInput(refund_id="r1", at=NOW, amount=back, reason="Broken")
        order = replace(order, refunds=(refund,))
    assert orders.import_orders(store_id, [order], source="till").rejected == []


def lamp(**changes: object) -> ProductInput:
    given: dict[str, object] = {
        "product_id": "lamp/oak",
        "title": "Oak lamp",
        "description": "Turned from one piece.",
        "brand": "Legno",
        "url": "https://bottega.example/lamp",
        "categories": ("Home > Lamps",),
        "languages": {"it": Translation(title="Lampada di rovere")},
        "attributes": {"wood": "oak", "colours": ["natural", "black"]},
        "images": (
            Image(url="https://bottega.example/lamp.jpg", alt="The lamp"),
            Image(url="javascript:alert(1)"),
        ),
        "variants": (
            VariantInput(
                variant_id="s", title="Small", price=Decimal("49.50"), compare_at=Decimal(60), stock=3
            ),
            VariantInput(variant_id="l", title="Large", price=Decimal(80), stock=0),
        ),
        "currency": "EUR",
    }
    return ProductInput(**{**given, **changes})  # type: ignore[arg-type]


def test_without_orders_the_page_teaches(alma: Client) -> None:
    assert "Your orders will stand here" in alma.get(ORDERS).content.decode()


def test_orders_are_found_and_narrowed_by_their_axes(shop: StoreInfo, bo: Client) -> None:
    place(shop.id, "A1")
    place(shop.id, "B2", who="gino", paid=False)
    assert "A1" in bo.get(ORDERS).content.decode()
    unpaid = bo.get(ORDERS, {"payment": "pending"}).content.decode()
    assert "B2" in unpaid
    assert ">A1<" not in unpaid
    assert ">B2<" not in bo.get(ORDERS, {"q": "cleo@"}).content.decode()
    assert "No order found" in bo.get(ORDERS, {"return": "returned"}).content.decode()
    assert bo.get(ORDERS, {"payment": "' OR 1=1", "cursor": "x"}).status_code == 200


def test_a_long_list_of_orders_goes_on(shop: StoreInfo, alma: Client) -> None:
    for number in range(55):
        place(shop.id, f"N{number:02}")
    first = alma.get(ORDERS).content.decode()
    following = re.search(r'href="(\?cursor=[^"]+)"', first)
    assert following
    second = alma.get(ORDERS + following[1]).content.decode()
    names = [set(re.findall(r'class="main" href="[^"]+">(N\d+)<', page)) for page in (first, second)]
    assert (len(names[0]), len(names[1]), names[0] & names[1]) == (50, 5, set())


def test_an_order_shows_lines_money_states_and_who(shop: StoreInfo, alma: Client) -> None:
    place(shop.id, "2026/17", number="17/2026", back=Decimal("49.50"))
    page = alma.get(ORDERS + "2026/17").content.decode()
    for text in (
        "Order 17/2026",
        "Oak lamp",
        "LMP-1",
        "€99.00",
        "card",
        "Broken",
        "€49.50",
        "Calle Lunga 5",
        "Cleo Verdi",
    ):
        assert text in page, text
    assert "Partly refunded" in page


def test_an_order_tells_what_happened_to_it_and_leads_to_its_customer(street: Street, alma: Client) -> None:
    street.send(
        Kind.IDENTIFY, "", {"email": "cleo@example.com", "name": "Cleo Verdi"}, who="phone", user="cleo"
    )
    street.track(
        "Product Added",
        who="phone",
        user="cleo",
        ago=timedelta(minutes=9),
        cart_id="c1",
        product_id="lamp",
        price=30,
    )
    street.track(
        "Order Completed", who="phone", user="cleo", ago=timedelta(minutes=5), order_id="E1", cart_id="c1",
        total=30, revenue=30, currency="EUR", products=[{"product_id": "lamp", "price": 30, "quantity": 1}],
    )  # fmt: skip
    street.track("Order Cancelled", who="phone", user="cleo", order_id="E1", total=30, currency="EUR")
    street.open()
    page = alma.get(ORDERS + "E1").content.decode()
    assert page.count("Ordered E1 (€30.00)") == 1
    assert page.count("Order E1 was cancelled") == 1
    assert "The cart it came from" in page
    assert re.search(r'href="/s/bottega/customers/[0-9a-f-]{36}/"', page)


def test_a_credit_note_is_no_order_and_says_so(shop: StoreInfo, alma: Client) -> None:
    credit = OrderInput(
        order_id="C1", placed_at=NOW, document=Document.CREDIT, total=Decimal(10), currency="EUR", lines=()
    )
    orders.import_orders(shop.id, [credit], source="till")
    assert "Credit note" in alma.get(ORDERS + "C1").content.decode()
    assert ">C1<" not in alma.get(ORDERS, {"document": "order"}).content.decode()


def test_without_products_the_page_teaches(alma: Client) -> None:
    assert "Your products will stand here" in alma.get(PRODUCTS).content.decode()


def test_a_product_shows_variants_stock_price_pictures_and_languages(shop: StoreInfo, alma: Client) -> None:
    catalog.import_products(shop.id, [lamp()], source="till", at=NOW)
    page = alma.get(PRODUCTS + "lamp/oak").content.decode()
    for text in (
        "Small",
        "Large",
        "€49.50",
        "€60.00",
        "Sold out",
        "wood",
        "natural, black",
        "Lampada di rovere",
        "Legno",
    ):
        assert text in page, text
    assert 'src="https://bottega.example/lamp.jpg"' in page
    assert 'loading="lazy"' in page
    assert 'referrerpolicy="no-referrer"' in page
    assert "javascript:" not in page, "a link of the shop's is followed only to the web"


def test_products_are_found_and_narrowed(shop: StoreInfo, alma: Client) -> None:
    vase = lamp(
        product_id="vase",
        title="Vase",
        categories=("Garden",),
        variants=(VariantInput(variant_id="v", stock=0),),
    )
    catalog.import_products(shop.id, [lamp(), vase], source="till", at=NOW)
    assert "Vase" not in alma.get(PRODUCTS, {"category": "Home"}).content.decode()
    assert "Oak lamp" not in alma.get(PRODUCTS, {"stock": "out"}).content.decode()
    assert "Vase" in alma.get(PRODUCTS, {"q": "vas"}).content.decode()
    assert "No product found" in alma.get(PRODUCTS, {"q": "zebra"}).content.decode()


def test_one_search_finds_customers_orders_and_products(street: Street, shop: StoreInfo, bo: Client) -> None:
    street.send(Kind.IDENTIFY, "", {"email": "oak@example.com", "name": "Oak Rossi"}, who="phone", user="oak")
    street.open()
    place(shop.id, "OAK-1")
    catalog.import_products(shop.id, [lamp()], source="till", at=NOW)
    page = bo.get(SEARCH, {"q": "oak"}).content.decode()
    for text in ("Oak Rossi", "OAK-1", "Oak lamp"):
        assert text in page, text
    assert "Nothing found" in bo.get(SEARCH, {"q": "zzz"}).content.decode()
    assert "What are you looking for?" in bo.get(SEARCH).content.decode()


def test_nobody_else_sees_what_the_shop_sells_and_sold(shop: StoreInfo, alma: Client, edda: Client) -> None:
    place(shop.id, "A1")
    catalog.import_products(shop.id, [lamp()], source="till", at=NOW)
    for address in (ORDERS, ORDERS + "A1", PRODUCTS, PRODUCTS + "lamp/oak", SEARCH + "?q=lamp"):
        assert edda.get(address).status_code == 404
        assert Client().get(address).status_code == 302
        assert alma.get(address).status_code == 200
    assert edda.get("/s/edda/orders/A1").status_code == 404
    assert edda.get("/s/edda/products/lamp/oak").status_code == 404
    assert "A1" not in edda.get("/s/edda/search?q=A1").content.decode().replace("“A1”", "").replace(
        '"A1"', ""
    )


def test_the_pages_are_in_the_navigation_with_their_keys(alma: Client) -> None:
    page = alma.get(ORDERS).content.decode()
    for keys in ("g h", "g c", "g o", "g p"):
        assert f'data-keys="{keys}"' in page or f"<kbd>{keys}</kbd>" in page, keys
    assert f'action="{SEARCH}"' in page
