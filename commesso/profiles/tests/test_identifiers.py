"""What counts as an identifier."""

import pytest

from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL, PHONE, USER_ID, Node
from commesso.profiles.rules.identifiers import clean_email, clean_id, clean_phone, make_node, strength


@pytest.mark.parametrize(
    "junk",
    [
        *("", "  ", "null", "NULL", "undefined", "None", "0", "000", "unknown", "guest", "-1", "NaN"),
        *("[object Object]", "00000000-0000-0000-0000-000000000000", "x" * 255),
    ],
)
def test_an_id_that_identifies_nobody_is_no_id(junk: str) -> None:
    assert clean_id(junk) == ""


@pytest.mark.parametrize(
    "text", ["1", " 42 ", "cleo", "3f0c", "guest-17", "00000000-0000-0000-0000-000000000001"]
)
def test_an_id_is_kept_without_the_blanks_round_it(text: str) -> None:
    assert clean_id(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Cleo@Example.COM ", "cleo@example.com"),
        ("cleo+shop@example.co.uk", "cleo+shop@example.co.uk"),
        ("cleo@example", ""),
        ("cleo", ""),
        ("a@b@c.it", ""),
        ("noreply@shop.example", ""),
        ("test@test.com", ""),
        ("Cleo <cleo@example.com>", ""),
        ("null@example.com", ""),
    ],
)
def test_an_address_is_written_one_way(text: str, clean: str) -> None:
    assert clean_email(text) == clean


@pytest.mark.parametrize(
    ("text", "region", "clean"),
    [
        ("+39 02 1234567", "", "+39021234567"),
        ("0039 02 1234567", "", "+39021234567"),
        ("02 1234567", "IT", "+39021234567"),
        ("333 1234567", "IT", "+393331234567"),
        ("+44 (0)20 7946 0958", "", "+442079460958"),
        ("333 1234567", "", ""),
        ("0000000", "IT", ""),
        ("call me", "IT", ""),
        ("+1", "", ""),
    ],
)
def test_a_phone_is_written_as_e164_or_left_out(text: str, region: str, clean: str) -> None:
    assert clean_phone(text, region) == clean


def test_a_kind_nobody_knows_is_no_identifier() -> None:
    assert make_node("shoe_size", "42") is None
    assert make_node("external:erp", "42") == Node("external:erp", "42")


def test_who_signed_in_is_stronger_than_an_address_and_an_address_than_a_device() -> None:
    kinds = [PHONE, USER_ID, "external:erp", ANONYMOUS_ID, EMAIL, "external:app"]
    assert sorted(kinds, key=strength) == [
        ANONYMOUS_ID,
        "external:app",
        "external:erp",
        PHONE,
        EMAIL,
        USER_ID,
    ]
