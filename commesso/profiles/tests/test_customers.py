"""Customers from files and by staff; lists and search."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.kernel.errors import Invalid
from commesso.profiles import api as profiles
from commesso.profiles.contracts import EMAIL, USER_ID, ConsentInput, CustomerInput, ProfileFilters
from commesso.profiles.models import Consent, Identifier, Profile, Trait
from commesso.profiles.rules.traits import fold
from commesso.profiles.tests.making import NOON, hear, identify, page
from commesso.stores.contracts import StoreInfo

YEARS_AGO = datetime(2019, 5, 1, tzinfo=UTC)
CLEO = CustomerInput(
    user_id="cleo",
    email="Cleo@Example.com",
    phone="333 1234567",
    external_ids={"erp": "77"},
    traits={"name": "Cleo Rossi", "country": "IT"},
    consents=(ConsentInput(purpose="marketing", channel="email", granted=True, text="Send me news."),),
    created_at=YEARS_AGO,
)


def names(shop: StoreInfo, **values: Any) -> list[str]:
    return [each.name for each in profiles.list_profiles(shop.id, **values).items]


def test_a_customer_from_a_file_is_found_by_everything_they_are_known_by(shop: StoreInfo) -> None:
    count = profiles.import_customers(shop.id, [CLEO], "file")
    assert (count.created, count.changed, count.rejected) == (1, 0, [])
    cleo = profiles.find_profile(shop.id, EMAIL, "cleo@example.com")
    assert cleo
    assert (cleo.name, cleo.phone, cleo.country, cleo.is_known) == ("Cleo Rossi", "+393331234567", "IT", True)
    assert (cleo.first_seen_at, cleo.last_seen_at) == (YEARS_AGO, YEARS_AGO)
    for kind, value in ((USER_ID, "cleo"), ("phone", "+39 333 1234567"), ("external:erp", "77")):
        assert profiles.find_profile(shop.id, kind, value) == cleo
    [consent] = profiles.current_consents(shop.id, cleo.id)
    assert (consent.purpose, consent.channel, consent.granted, consent.text) == (
        "marketing",
        "email",
        True,
        "Send me news.",
    )


def test_a_second_import_changes_nothing(shop: StoreInfo) -> None:
    profiles.import_customers(shop.id, [CLEO, CLEO], "file")
    before = (Profile, Identifier, Trait, Consent)
    counts = [table.objects.for_store(shop.id).count() for table in before]
    count = profiles.import_customers(shop.id, [CLEO], "file")
    assert (count.created, count.changed, count.unchanged) == (0, 0, 1)
    assert [table.objects.for_store(shop.id).count() for table in before] == counts


@pytest.mark.parametrize(
    "news",
    [
        {"traits": {"country": "FR"}},
        {"traits": {"size": "M"}},
        {"phone": "+39 02 12345678"},
        {"consents": (ConsentInput(purpose="marketing", channel="email", granted=False),)},
        {"created_at": YEARS_AGO.replace(year=2018)},
        {"at": NOON},
    ],
)
def test_a_row_with_any_news_counts_as_changed(shop: StoreInfo, news: dict[str, Any]) -> None:
    others = [replace(CLEO, user_id="dario", email="", phone="", external_ids={})]
    profiles.import_customers(shop.id, [CLEO, *others], "file")
    count = profiles.import_customers(shop.id, [replace(CLEO, **news), *others], "file")
    assert (count.created, count.changed, count.unchanged) == (0, 1, 1)


def test_a_row_without_a_date_is_no_visit(shop: StoreInfo) -> None:
    hear(identify(user="cleo", store_id=shop.id))
    undated = CustomerInput(user_id="cleo", traits={"size": "M"})
    counts = [profiles.import_customers(shop.id, [undated, undated], "file") for _ in range(2)]
    assert [(count.changed, count.unchanged) for count in counts] == [(2, 0), (0, 2)]
    cleo = profiles.find_profile(shop.id, USER_ID, "cleo")
    assert cleo
    assert (cleo.first_seen_at, cleo.last_seen_at) == (NOON, NOON)


def test_what_a_file_restates_is_written_again_when_it_was_otherwise_meanwhile(shop: StoreInfo) -> None:
    row = CustomerInput(user_id="cleo", traits={"size": "M"})
    for traits in ({"size": "M"}, {"size": "L"}, {"size": "M"}):
        profiles.import_customers(shop.id, [replace(row, traits=traits)], "file")
    cleo = profiles.find_profile(shop.id, USER_ID, "cleo")
    assert cleo
    assert [each.value for each in profiles.list_traits(shop.id, cleo.id)] == ["M"]


def test_a_row_that_names_nobody_is_rejected_with_its_place_and_reason(shop: StoreInfo) -> None:
    rows = [CLEO, CustomerInput(traits={"name": "Nobody"}), CustomerInput(email="not an address")]
    count = profiles.import_customers(shop.id, rows, "file")
    assert count.created == 1
    assert [each.index for each in count.rejected] == [1, 2]
    assert count.rejected[1].reason == "email='not an address' identifies nobody."


def test_an_old_file_does_not_overwrite_what_the_shopper_said_since(shop: StoreInfo) -> None:
    hear(identify({"name": "Cleo Bianchi"}, user="cleo", store_id=shop.id))
    old = CustomerInput(user_id="cleo", traits={"name": "Cleo Rossi", "size": "M"}, at=YEARS_AGO)
    profiles.import_customers(shop.id, [old], "file")
    cleo = profiles.find_profile(shop.id, USER_ID, "cleo")
    assert cleo
    assert (cleo.name, cleo.first_seen_at) == ("Cleo Bianchi", YEARS_AGO)
    assert [(each.name, each.value) for each in profiles.list_traits(shop.id, cleo.id)] == [
        ("name", "Cleo Bianchi"),
        ("size", "M"),
    ]


def test_a_changed_consent_in_a_later_file_is_a_new_record(shop: StoreInfo) -> None:
    profiles.import_customers(shop.id, [CLEO], "file")
    profiles.import_customers(shop.id, [CLEO], "file")
    no = CustomerInput(
        user_id="cleo", consents=(ConsentInput(purpose="marketing", channel="email", granted=False),)
    )
    profiles.import_customers(shop.id, [no], "file")
    cleo = profiles.find_profile(shop.id, USER_ID, "cleo")
    assert cleo
    assert [each.granted for each in profiles.list_consents(shop.id, cleo.id)] == [False, True]


def test_staff_write_and_take_back_a_trait(shop: StoreInfo) -> None:
    profiles.import_customers(shop.id, [CLEO], "file")
    cleo = profiles.find_profile(shop.id, USER_ID, "cleo")
    assert cleo
    new = {"name": "Cleo R.", "email": "new@example.com"}
    profiles.set_traits(store_id=shop.id, profile_id=cleo.id, traits=new, by="Bo")
    after = profiles.find_profile(shop.id, EMAIL, "new@example.com")
    assert after
    assert (after.id, after.name, after.email, after.last_seen_at) == (
        cleo.id,
        "Cleo R.",
        "new@example.com",
        YEARS_AGO,
    )
    profiles.set_traits(store_id=shop.id, profile_id=cleo.id, traits={"country": None}, by="Bo")
    assert profiles.get_profile(shop.id, cleo.id).country == ""
    with pytest.raises(Invalid):
        profiles.set_traits(store_id=shop.id, profile_id=cleo.id, traits={"": 1}, by="Bo")


def test_an_address_of_another_person_is_written_as_a_trait_but_stays_theirs(shop: StoreInfo) -> None:
    profiles.import_customers(shop.id, [CLEO, CustomerInput(user_id="dario")], "file")
    dario = profiles.find_profile(shop.id, USER_ID, "dario")
    assert dario
    profiles.set_traits(store_id=shop.id, profile_id=dario.id, traits={"email": "cleo@example.com"}, by="Bo")
    owner = profiles.find_profile(shop.id, EMAIL, "cleo@example.com")
    assert owner
    assert owner.name == "Cleo Rossi"
    assert profiles.get_profile(shop.id, dario.id).email == "cleo@example.com"


def people(shop: StoreInfo) -> None:
    rows = [
        CustomerInput(
            user_id="101", email="maria.rossi@example.com", traits={"name": "Mária Rossi", "country": "IT"}
        ),
        CustomerInput(
            user_id="102", email="rosa@example.com", traits={"name": "Rosa Bianchi", "country": "IT"}
        ),
        CustomerInput(user_id="103", phone="+39 333 1234567", traits={"name": "Luca Rossi", "country": "FR"}),
    ]
    dated = [
        CustomerInput(
            user_id=row.user_id,
            email=row.email,
            phone=row.phone,
            traits=row.traits,
            at=NOON.replace(hour=hour),
        )
        for hour, row in enumerate(rows)
    ]
    profiles.import_customers(shop.id, dated, "file")


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("rossi", ["Luca Rossi", "Mária Rossi"]),
        ("maria ros", ["Mária Rossi"]),
        ("MARIA.ROSSI@", ["Mária Rossi"]),
        ("ros", ["Rosa Bianchi", "Luca Rossi", "Mária Rossi"]),
        ("102", ["Rosa Bianchi"]),
        ("+39333", ["Luca Rossi"]),
        ("+39 333 123 4567", ["Luca Rossi"]),
        ("+39 333 12", ["Luca Rossi"]),
        ("0039 333/123.45-67", ["Luca Rossi"]),
        ("333 123 4567", ["Luca Rossi"]),
        ("(333) 1234567", ["Luca Rossi"]),
        ("luca 333 123", ["Luca Rossi"]),
        ("maria 333 123", []),
        ("334 123 4567", []),
        ("102 rosa", ["Rosa Bianchi"]),
        ("rosa bianchi", ["Rosa Bianchi"]),
        ("rosa rossi", []),
        ("zz", []),
        ("%", []),
    ],
)
def test_people_are_found_by_the_beginning_of_what_they_are_called(
    shop: StoreInfo, search: str, found: list[str]
) -> None:
    people(shop)
    assert sorted(names(shop, search=search)) == sorted(found)


def test_a_search_comes_in_pages_without_anybody_twice(shop: StoreInfo) -> None:
    people(shop)
    first = profiles.list_profiles(shop.id, search="ros", limit=2)
    second = profiles.list_profiles(shop.id, search="ros", limit=2, cursor=first.next_cursor)
    assert sorted(each.name for each in (*first.items, *second.items)) == [
        "Luca Rossi",
        "Mária Rossi",
        "Rosa Bianchi",
    ]
    assert second.next_cursor == ""


def test_the_last_seen_come_first_page_by_page(shop: StoreInfo) -> None:
    people(shop)
    hear(page(anonymous="somebody", minute=-650, store_id=shop.id))
    cursor, listed = "", []
    while True:
        found = profiles.list_profiles(shop.id, limit=1, cursor=cursor)
        listed += [each.name for each in found.items]
        cursor = found.next_cursor
        if not cursor:
            break
    assert listed == ["Luca Rossi", "", "Rosa Bianchi", "Mária Rossi"]
    assert names(shop, filters=ProfileFilters(is_known=True)) == ["Luca Rossi", "Rosa Bianchi", "Mária Rossi"]


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        (ProfileFilters(), 3),
        (ProfileFilters(country="IT"), 2),
        (ProfileFilters(has_email=True), 2),
        (ProfileFilters(has_phone=True, country="IT"), 0),
        (ProfileFilters(is_known=False), 0),
        (ProfileFilters(seen_after=NOON.replace(hour=1)), 2),
        (ProfileFilters(seen_before=NOON.replace(hour=1)), 1),
    ],
)
def test_filters_show_and_count_the_same(shop: StoreInfo, filters: ProfileFilters, number: int) -> None:
    people(shop)
    assert len(names(shop, filters=filters)) == number
    assert profiles.count_profiles(shop.id, filters=filters) == number


def test_edda_finds_nobody_of_another_shop(shop: StoreInfo, other_shop: StoreInfo) -> None:
    people(shop)
    assert names(other_shop) == []
    assert names(other_shop, search="rossi") == []
    assert profiles.count_profiles(other_shop.id) == 0


def test_a_cursor_that_is_not_ours_is_refused(shop: StoreInfo) -> None:
    with pytest.raises(Invalid):
        profiles.list_profiles(shop.id, cursor="nonsense")


@given(st.text(), st.text())
def test_the_beginning_of_a_word_folds_to_the_beginning_of_its_fold(word: str, rest: str) -> None:
    whole = fold(word + rest)
    begun = fold(word)
    # What follows may change the last letter's form (an accent that comes after it).
    assert whole.startswith(begun[: max(0, len(begun) - 8)])
