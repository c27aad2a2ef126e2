"""A map says what columns mean; a wrong one is named with its line and the right values."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from commesso.connectors.adapters.ready import list_ready_files, read_ready
from commesso.connectors.contracts import Kind, MapError, RowError
from commesso.connectors.rules.maps import check_columns, parse_map
from commesso.connectors.rules.shaping import make_customer, make_event, make_order, make_product
from commesso.connectors.rules.transforms import TRANSFORMS
from commesso.orders.contracts import Document

BASE = 'kind = "products"\n\n[fields]\nproduct_id = "id"\n'


def transform(name: str, value: Any, **options: Any) -> Any:
    return TRANSFORMS[name][0](options)(value)


@pytest.mark.parametrize(
    ("name", "value", "options", "expected"),
    [
        ("text", " a ", {}, "a"),
        ("text", 17850.0, {}, "17850"),
        ("text", "'123", {"strip": "'"}, "123"),
        ("lower", "Ab", {}, "ab"),
        ("upper", "Ab", {}, "AB"),
        ("whole", "12", {}, 12),
        ("whole", "12.0", {}, 12),
        ("decimal", 2.55, {}, Decimal("2.55")),
        ("number", "12.50", {}, 12.5),
        ("number", "12", {}, 12),
        ("money", "€ 1.234,50", {}, Decimal("1234.50")),
        ("money", "1,234.50 USD", {}, Decimal("1234.50")),
        ("money", "1,234", {}, Decimal(1234)),
        ("money", "12,5", {}, Decimal("12.5")),
        ("money", "1'234.50", {}, Decimal("1234.50")),
        ("money", "1.234.567", {}, Decimal(1234567)),
        ("money", "-3.20", {}, Decimal("-3.20")),
        ("minor", 4995, {"currency": "USD"}, Decimal("49.95")),
        ("minor", 500, {"currency": "JPY"}, Decimal(500)),
        ("currency", "15.00 usd", {}, "USD"),
        ("currency", "€ 12", {}, "EUR"),
        ("date", "2026-01-31T12:00:00Z", {}, datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("date", "2026-01-31 12:00:00 +0100", {}, datetime(2026, 1, 31, 11, tzinfo=UTC)),
        ("date", "2026-01-31 12:00", {"zone": "Europe/Rome"}, datetime(2026, 1, 31, 11, tzinfo=UTC)),
        ("date", "31/01/2026", {"format": "%d/%m/%Y"}, datetime(2026, 1, 31, tzinfo=UTC)),
        ("date", 1769860800, {}, datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("date", "1769860800000", {}, datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("boolean", "Sì", {}, True),
        ("boolean", "no", {}, False),
        ("split", "a, b,,c", {}, ("a", "b", "c")),
        ("split", ["a", "b"], {}, ("a", "b")),
        ("path", "Casa>Lampade", {}, ("Casa > Lampade",)),
        ("first", ["a", "b"], {}, "a"),
        ("country", "Germania", {}, "DE"),
        ("country", "gb", {}, "GB"),
        ("country", "EIRE", {}, "IE"),
        ("country", "Unspecified", {}, ""),
        ("stock", "in stock", {}, None),
        ("stock", "out_of_stock", {}, 0),
        ("stock", "7", {}, 7),
        ("table", "A", {"values": {"a": "x"}}, "x"),
        ("table", "b", {"values": {"a": "x"}, "otherwise": "y"}, "y"),
        ("prefix", "C123", {"prefix": "C", "yes": "credit", "no": "order"}, "credit"),
    ],
)
def test_a_value_is_read(name: str, value: Any, options: dict[str, Any], expected: Any) -> None:
    assert transform(name, value, **options) == expected


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("whole", "1.5", "whole number"),
        ("money", "free", "not an amount"),
        ("decimal", "1,5", "'money'"),
        ("decimal", "NaN", "not a number"),
        ("date", "yesterday", "not a date"),
        ("boolean", "perhaps", "neither yes nor no"),
        ("currency", "12", "no currency"),
        ("table", "c", "Use one of a"),
    ],
)
def test_a_value_that_cannot_be_read_says_what_would_be_right(name: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        transform(name, value, values={"a": "x"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('kind = "product"', "line 1: kind='product' is not known. Use one of products"),
        ('kind = "products"\n[fields]\ntitle = "t"', "does not fill product_id"),
        (BASE + 'titel = "t"', "line 5: 'titel' is not known in .fields.. Did you mean 'title'"),
        (BASE + 'price = { from = "p", as = "mony" }', "line 5: as='mony' of price.*Did you mean 'money'"),
        (BASE + 'price = { from = "p", zone = "x" }', "line 5: 'zone' of price is not known for 'money'"),
        (BASE + 'created_at = { from = "p", zone = "Rome" }', "line 5: created_at:.*Europe/Rome"),
        (BASE + 'price = { value = "cheap" }', "line 5: price='cheap' is not an amount"),
        (BASE + "price = { }", "line 5: price needs one of from, value or template"),
        (BASE + "price = 12", "line 5: price must be a column"),
        (BASE + 'title = { template = "x" }', "names no column"),
        (BASE + 'status = { from = "s", as = "table" }', "'table' of status needs 'values'"),
        (BASE + '[variants]\nsku = "s"', "does not fill variant_id"),
        (BASE + '[languages.it]\nname = "n"', "line 6: 'name' is not known in .languages.it."),
        (BASE + '[file]\nseparator = ";"', "line 6: 'separator' is not known in .file."),
        (BASE + '[colours]\nx = "y"', "line 5: 'colours' is not known"),
        (BASE + "title = x", "is not TOML: .*line 5"),
        (
            'kind = "events"\n[fields]\ntype = { value = "track" }\ntimestamp = { from = "d", as = "invented_time" }',
            "line 4",
        ),
    ],
)
def test_a_wrong_map_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(MapError, match=message):
        parse_map(text, name="mine.toml")


def test_a_column_the_file_does_not_have_is_named_with_the_nearest() -> None:
    file_map = parse_map(BASE + 'title = "Titolo"\n', name="mine.toml")
    with pytest.raises(MapError, match=r"title reads the column 'Titolo'.*Did you mean 'titolo'.*id, titolo"):
        check_columns(file_map, ("id", "titolo"))


@pytest.mark.parametrize(("kind", "name"), list(list_ready_files()), ids=str)
def test_a_ready_map_can_be_read_and_says_what_it_is_for(kind: Kind, name: str) -> None:
    file_map = read_ready(kind, name, zone="Europe/Rome")
    assert file_map.kind is kind
    assert file_map.title != name
    assert file_map.about


def test_a_map_that_is_not_known_is_told_with_the_known_ones() -> None:
    with pytest.raises(MapError, match=r"'ucy' is not known for orders. Use one of .*uci"):
        read_ready(Kind.ORDERS, "ucy", zone="UTC")


def test_lines_with_a_c_in_front_are_a_credit() -> None:
    uci = read_ready(Kind.ORDERS, "uci", zone="UTC")
    row = {
        "InvoiceNo": "C536379", "StockCode": "D", "Description": "Discount", "Quantity": -1,
        "InvoiceDate": "2010-12-01 09:41:00", "UnitPrice": 27.5, "CustomerID": 14527, "Country": "EIRE",
    }  # fmt: skip
    order = make_order(uci, [row])
    assert (order.document, order.user_id, order.country, order.currency) == (
        Document.CREDIT,
        "14527",
        "IE",
        "GBP",
    )
    assert order.lines is not None
    assert (order.lines[0].quantity, order.lines[0].unit_price) == (-1, Decimal("27.5"))


def test_rows_of_one_feed_group_are_variants() -> None:
    feed = read_ready(Kind.PRODUCTS, "google_merchant", zone="UTC")
    rows = [
        {
            "id": "1-s",
            "item_group_id": "1",
            "title": "Shirt",
            "price": "20.00 EUR",
            "sale_price": "15.00 EUR",
            "size": "S",
        },
        {
            "id": "1-m",
            "item_group_id": "1",
            "title": "Shirt",
            "price": "20.00 EUR",
            "size": "M",
            "availability": "out of stock",
        },
    ]
    product = make_product(feed, rows)
    assert product.product_id == "1"
    assert product.variants is not None
    small, medium = product.variants
    assert (small.price, small.compare_at, small.currency, small.stock) == (
        Decimal("15.00"),
        Decimal("20.00"),
        "EUR",
        None,
    )
    assert (medium.price, medium.compare_at, medium.stock) == (Decimal("20.00"), None, 0)
    assert medium.options == {"size": "M"}


def test_a_shopify_product_has_a_variant_for_each_row_with_options() -> None:
    shopify = read_ready(Kind.PRODUCTS, "shopify_csv", zone="UTC")
    rows = [
        {
            "Handle": "tazza",
            "Title": "Tazza",
            "Option1 Value": "Blu",
            "Variant Price": "18.00",
            "Image Src": "https://x/1.jpg",
        },
        {"Handle": "tazza", "Title": "", "Option1 Value": "Verde", "Variant Price": "19.00", "Image Src": ""},
        {
            "Handle": "tazza",
            "Title": "",
            "Option1 Value": "",
            "Variant Price": "",
            "Image Src": "https://x/2.jpg",
        },
    ]
    product = make_product(shopify, rows)
    assert product.variants is not None
    assert [variant.variant_id for variant in product.variants] == ["tazza/Blu", "tazza/Verde"]
    assert product.images is not None
    assert [image.url for image in product.images] == ["https://x/1.jpg", "https://x/2.jpg"]


def test_a_woocommerce_variation_comes_under_its_product() -> None:
    woo = read_ready(Kind.PRODUCTS, "woocommerce_csv", zone="UTC")
    rows = [
        {
            "ID": "10",
            "Type": "variable",
            "SKU": "TZ",
            "Name": "Tazza",
            "Published": "1",
            "Categories": "Casa > Tazze, Regali",
        },
        {
            "ID": "11",
            "Type": "variation",
            "SKU": "TZ-B",
            "Name": "Tazza Blu",
            "Parent": "TZ",
            "Regular price": "18",
            "Stock": "3",
        },
    ]
    product = make_product(woo, rows)
    assert product.variants is not None
    assert product.product_id == "10"
    assert [(variant.variant_id, variant.stock) for variant in product.variants] == [("11", 3)]
    assert product.categories == ("Casa > Tazze", "Regali")


def test_a_shopify_customers_consents_are_read_for_each_channel() -> None:
    shopify = read_ready(Kind.CUSTOMERS, "shopify_csv", zone="UTC")
    row = {
        "Customer ID": "'77",
        "Email": "Cleo@Example.com",
        "Accepts Email Marketing": "yes",
        "Accepts SMS Marketing": "no",
    }
    customer = make_customer(shopify, [row])
    assert (customer.user_id, customer.email) == ("77", "cleo@example.com")
    assert {(each.purpose, each.channel, each.granted) for each in customer.consents} == {
        ("marketing", "email", True),
        ("marketing", "sms", False),
    }


def test_a_row_about_nobody_is_refused() -> None:
    shopify = read_ready(Kind.CUSTOMERS, "shopify_csv", zone="UTC")
    with pytest.raises(RowError, match="nobody is meant"):
        make_customer(shopify, [{"Customer ID": "", "Email": ""}])


def test_an_event_without_an_id_gets_the_same_one_each_time() -> None:
    segment = read_ready(Kind.EVENTS, "segment", zone="UTC")
    row = {"type": "track", "event": "Product Viewed", "userId": "cleo", "properties": {"b": 1, "a": 2}}
    turned = {"userId": "cleo", "event": "Product Viewed", "properties": {"a": 2, "b": 1}, "type": "track"}
    assert make_event(segment, [row])["messageId"] == make_event(segment, [turned])["messageId"]
    assert make_event(segment, [{**row, "messageId": "m1"}])["messageId"] == "m1"


def test_clicks_of_one_visit_keep_their_order_though_their_times_are_invented() -> None:
    clicks = read_ready(Kind.EVENTS, "eshop2008", zone="UTC")
    row = {
        "year": "2008",
        "month": "4",
        "day": "1",
        "session_id": "7",
        "main_category": "1",
        "clothing_model": "A13",
    }
    events = [make_event(clicks, [{**row, "order": str(order)}]) for order in (1, 2, 3)]
    assert [event["timestamp"][:10] for event in events] == ["2008-04-01"] * 3
    assert sorted(event["timestamp"] for event in events) == [event["timestamp"] for event in events]
    assert {event["context"]["sessionId"] for event in events} == {"7"}
