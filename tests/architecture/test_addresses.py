"""Opens every address as a stranger and as Edda, who works in another shop."""

import pytest
from django.http import HttpResponse
from django.test import Client

from commesso.stores.contracts import StoreInfo
from tests.architecture.addresses import Address, list_addresses
from tests.architecture.house import MARKS, House, furnish, work_in

# What a stranger may open, and why. Everything else asks for a sign-in or a key.
PUBLIC = {
    "stores:sign_in": "strangers sign in here",
    "stores:sign_in_code": "the second step of signing in",
    "stores:sign_out": "signing out twice does no harm",
    "stores:forgot_password": "whoever forgot a password is a stranger",
    "stores:set_password": "the link in the mail is the proof",
    "stores:logo": "a shop's logo stands in its mails",
    "infra:health": "a load balancer asks without a key",
    "infra:ready": "a load balancer asks without a key",
    "infra:metrics": "figures of the installation, without anybody's data; a proxy can close it",
}
ADDRESSES = list_addresses()
METHODS = ("get", "post", "put", "patch", "delete")
CLOSED = {401, 403, 404, 405}


def name_of(address: Address) -> str:
    return address.name or address.route


@pytest.fixture
def house(shop: StoreInfo) -> House:
    return furnish(shop)


def text_of(response: HttpResponse) -> str:
    body = response.getvalue()  # of a stream too
    return body.decode("utf-8", "replace").lower()


def test_every_part_of_an_address_has_a_value_of_almas(house: House) -> None:
    keys = {key for address in ADDRESSES for key in address.keys}
    missing = sorted(keys - set(house.values))
    assert not missing, f"Put one of Alma's into tests/architecture/house.py for {', '.join(missing)}."


def test_the_list_of_public_addresses_names_what_exists() -> None:
    assert set(PUBLIC) <= {address.name for address in ADDRESSES}


@pytest.mark.parametrize("address", ADDRESSES, ids=name_of)
def test_a_stranger_gets_in_nowhere(house: House, address: Address) -> None:
    stranger = Client(raise_request_exception=False)
    for method in METHODS:
        response = getattr(stranger, method)(address.fill(house.values))
        assert response.status_code != 500, f"{method} {address.route} failed."
        if address.name in PUBLIC or response.status_code in CLOSED:
            continue
        assert response.status_code == 302, (
            f"{method} {address.route} let a stranger in ({response.status_code})."
        )
        assert response["Location"].startswith("/sign-in"), (
            f"{method} {address.route} led to {response['Location']}."
        )


@pytest.mark.parametrize("address", ADDRESSES, ids=name_of)
def test_edda_sees_nothing_of_almas_shop(house: House, other_shop: StoreInfo, address: Address) -> None:
    edda = work_in(other_shop, "edda@example.com")
    for method in METHODS:
        response = getattr(edda, method)(address.fill(house.values))
        assert response.status_code != 500, f"{method} {address.route} failed."
        text = text_of(response)
        assert not [mark for mark in MARKS if mark in text], (
            f"{method} {address.route} showed Edda Alma's shop."
        )
        if address.is_of_a_shop:
            assert response.status_code in {404, 405}, (
                f"{method} {address.route}: {response.status_code}, not 404."
            )


@pytest.mark.parametrize("address", [each for each in ADDRESSES if each.is_of_a_shop], ids=name_of)
def test_alma_gets_in(house: House, address: Address) -> None:
    """Else the test above would say nothing: a wrong id is a 404 for everybody."""
    alma = work_in(house.shop, "alma@example.com")
    response = alma.get(address.fill(house.values))
    if response.status_code == 405:
        response = alma.post(address.fill(house.values))
    assert response.status_code not in {401, 403, 404, 500}, f"{address.route}: {response.status_code}"
