"""What a catalogue's attributes are read as, and where numbers are cut."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.discovery.rules.guiding.bands import find_roundest, make_edges, place_in_bands
from commesso.discovery.rules.guiding.values import Quantity, convert, make_item, read_values, write_number

FINITE = st.floats(-1e6, 1e6, allow_nan=False, allow_subnormal=False)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (" Blown   glass ", ("Blown glass",)),
        ("7.5 cm", (Quantity(7.5, "cm"),)),
        ("7,5 cm", (Quantity(7.5, "cm"),)),
        ("1,200 lm", (Quantity(1200.0, "lm"),)),
        ("42", (Quantity(42.0, ""),)),
        ("-18°C", (Quantity(-18.0, "°C"),)),
        ("2 x 4 GB", ("2 x 4 GB",)),
        ("5G", (Quantity(5.0, "G"),)),
        ("Sì", (True,)),
        ("否", (False,)),
        (True, (True,)),
        (15, (Quantity(15.0, ""),)),
        (math.nan, ()),
        (10**400, ()),
        ("N/A", ()),
        ("", ()),
        (None, ()),
        ({"a": 1}, ()),
        (["Red", "Blue", "Red", ["deep"]], ("Red", "Blue")),
        ("a sentence that says so much that nobody would choose a product by it", ()),
    ],
)
def test_an_attribute_is_read_as_words_numbers_or_yes_and_no(raw: Any, read: tuple[Any, ...]) -> None:
    assert read_values(raw) == read


@pytest.mark.parametrize(
    ("quantity", "unit", "number"),
    [
        (Quantity(75, "mm"), "cm", 7.5),
        (Quantity(1.5, "kg"), "G", 1500),
        (Quantity(2, "TB"), "GB", 2000),
        (Quantity(3, "parsec"), "parsec", 3),
        (Quantity(3, "cm"), "kg", None),
        (Quantity(3, ""), "kg", None),
    ],
)
def test_units_of_one_kind_go_into_each_other(quantity: Quantity, unit: str, number: float | None) -> None:
    assert convert(quantity, unit) == number


@pytest.mark.parametrize(
    ("number", "written"), [(60.0, "60"), (7.5, "7.5"), (0.1 + 0.2, "0.3"), (1e6, "1000000"), (-0.0, "0")]
)
def test_a_number_is_written_as_people_write_it(number: float, written: str) -> None:
    assert write_number(number) == written


def test_a_product_has_what_any_of_its_variants_has() -> None:
    item = make_item(
        "cup",
        attributes={"colour": "white", "height": "9 cm"},
        options=[{"colour": "blue"}, {"colour": "white"}],
        brand=" Aurora ",
        groups=["Mugs", " "],
        price=12.5,
        currency="EUR",
    )
    assert item.values == {
        "colour": ("white", "blue"),
        "height": (Quantity(9.0, "cm"),),
        "brand": ("Aurora",),
        "category": ("Mugs",),
        "price": (Quantity(12.5, "EUR"),),
    }


def test_what_is_not_said_is_left_out() -> None:
    assert make_item("cup", attributes={"colour": "", " ": "x", "size": None}).values == {}


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (43, 61, 50),
        (17, 24, 20),
        (0.17, 0.24, 0.2),
        (88, 130, 100),
        (1203, 1498, 1400),
        (15.6, 15.6, 15.6),
        (-3, 4, 0),
        (-61, -43, -50),
        (9, 12, 10),
    ],
)
def test_a_cut_is_a_number_that_is_easily_said(low: float, high: float, said: float) -> None:
    assert find_roundest(low, high) == said


@given(FINITE, FINITE)
def test_a_cut_stays_between_its_bounds(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert low <= find_roundest(low, high) <= high


@given(st.lists(FINITE, max_size=200), st.integers(2, 6))
def test_every_band_holds_something(numbers: list[float], most: int) -> None:
    values = np.asarray(numbers, dtype=np.float64)
    edges = make_edges(values, most=most)
    assert len(edges) < most
    assert list(edges) == sorted(set(edges))
    if numbers:
        counts = np.bincount(place_in_bands(values, edges), minlength=len(edges) + 1)
        assert counts.min() > 0
        assert len(edges) > 0 or len(set(numbers)) == 1


def test_bands_hold_about_as_many_each() -> None:
    values = np.random.default_rng(1).lognormal(4, 1, 6000)
    edges = make_edges(values, most=6)
    counts = np.bincount(place_in_bands(values, edges))
    assert len(counts) == 6
    assert counts.min() > 500
    assert counts.max() < 1600
