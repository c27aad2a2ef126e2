"""The columns of a file say what they mean by their names; a merchant corrects what is wrong."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.connectors.adapters.ready import list_ready_files, read_ready
from commesso.connectors.contracts import Kind
from commesso.connectors.forms import CHOICES
from commesso.connectors.rules.choices import KEEP, read_chosen, write_chosen
from commesso.connectors.rules.fields import SHAPES
from commesso.connectors.rules.guess import pick_ready, write_map
from commesso.connectors.rules.maps import parse_map
from commesso.connectors.rules.shaping import make_order


def test_a_map_guessed_from_columns_reads_them() -> None:
    text = write_map(
        Kind.ORDERS, ("Order ID", "Order Date", "Customer ID", "E-mail", "SKU", "Qty", "Unit Price")
    )
    file_map = parse_map(text, name="guessed")
    row = {
        "Order ID": "1",
        "Order Date": "2026-01-31",
        "Customer ID": "cleo",
        "E-mail": "c@example.com",
        "SKU": "TZ",
        "Qty": "2",
        "Unit Price": "9,50",
    }
    order = make_order(file_map, [row])
    assert file_map.group_by == ("Order ID",)
    assert (order.order_id, order.user_id, order.email) == ("1", "cleo", "c@example.com")
    assert order.lines is not None
    assert (order.lines[0].product_id, order.lines[0].unit_price) == ("TZ", Decimal("9.50"))


@given(
    st.sampled_from(list(Kind)),
    st.dictionaries(
        st.text(min_size=1), st.sampled_from(["", "keep", *CHOICES[Kind.PRODUCTS], *CHOICES[Kind.ORDERS]])
    ),
)
def test_whatever_is_chosen_for_whatever_columns_is_toml(kind: Kind, chosen: dict[str, str]) -> None:
    """It may be a map that says too little, but never one that cannot be read."""
    assert tomllib.loads(write_chosen(kind, chosen))["kind"] == kind


@pytest.mark.parametrize("kind", list(Kind))
def test_each_choice_is_a_field(kind: Kind) -> None:
    for choice in CHOICES[kind]:
        section, _, name = choice.rpartition(".")
        shape = SHAPES[kind]
        known = {"": shape.fields, **shape.repeated}.get(section)
        assert choice == KEEP or section in shape.free or (known and name in known), choice


def test_choices_are_read_back_from_the_map_they_wrote() -> None:
    chosen = {"nr": "order_id", "data": "placed_at", "mail": "email", "art": "lines.product_id", "nota": ""}
    file_map = parse_map(write_chosen(Kind.ORDERS, chosen), name="chosen")
    assert read_chosen(file_map) == {column: choice for column, choice in chosen.items() if choice}


GOOGLE = [
    "id",
    "title",
    "description",
    "link",
    "image_link",
    "availability",
    "price",
    "brand",
    "gtin",
    "condition",
]
SHOPIFY_ORDERS = [
    "Name",
    "Email",
    "Financial Status",
    "Paid at",
    "Fulfillment Status",
    "Currency",
    "Subtotal",
    "Shipping",
]
SHOPIFY_ORDERS += [
    "Taxes",
    "Total",
    "Discount Code",
    "Discount Amount",
    "Created at",
    "Lineitem quantity",
    "Lineitem name",
]
SHOPIFY_ORDERS += [
    "Lineitem price",
    "Lineitem sku",
    "Billing Name",
    "Shipping Name",
    "Shipping City",
    "Cancelled at",
    "Id",
]
WOO = ["ID", "Type", "SKU", "Name", "Published", "Short description", "Description", "Stock", "Sale price"]
WOO += ["Regular price", "Categories", "Tags", "Images", "Parent", "Attribute 1 name", "Attribute 1 value(s)"]


@pytest.mark.parametrize(
    ("kind", "columns", "name"),
    [
        (Kind.PRODUCTS, GOOGLE, "google_merchant"),
        (Kind.ORDERS, SHOPIFY_ORDERS, "shopify_csv"),
        (Kind.PRODUCTS, WOO, "woocommerce_csv"),
        (Kind.PRODUCTS, ["id", "title", "price", "brand", "description"], None),
        (Kind.CUSTOMERS, ["id", "email", "name", "city"], None),
    ],
)
def test_a_platforms_export_is_known_by_its_columns(kind: Kind, columns: list[str], name: str | None) -> None:
    ready = (read_ready(of, each, zone="UTC") for of, each in list_ready_files() if of is kind)
    found = pick_ready(ready, columns)
    assert (found.name if found else None) == name
