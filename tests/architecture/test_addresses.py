"""Opens every address as a stranger and as Edda, who works in another shop."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from commesso.infra.api import Runner
from commesso.stores.contracts import StoreInfo
from tests.architecture.addresses import Address, list_addresses
from tests.architecture.house import MARKS, House, come_with_key, furnish

# What a stranger may open, and why. Everything else asks for a sign-in or a key.
PUBLIC = {
    "stores:sign_in": "strangers sign in here",
    "stores:sign_in_code": "the second step of signing in",
    "stores:sign_out": "signing out twice does no harm",
    "stores:forgot_password": "whoever forgot a password is a stranger",
    "stores:set_password": "the link in the mail is the proof",
    "stores:logo": "a shop's logo stands in its mails",
    "onsite:confirm": "the link in the mail is the proof; opening it changes nothing",
    "onsite:leave": "the same; a mail program leaves with one click and no cookie",
    "api:openapi-json": "what the API can do is no secret",
    "api:openapi-view": "the same, to read",
    "infra:health": "a load balancer asks without a key",
    "infra:ready": "a load balancer asks without a key",
    "infra:metrics": "figures of the installation, without anybody's data; a proxy can close it",
}
# Addresses that answer 404 to everybody: the root of the API, and whatever has no address in it.
NOT_THERE = {"api:api-root", ""}
ADDRESSES = list_addresses()
API = [each for each in ADDRESSES if each.is_of_the_api and each.name not in PUBLIC]
METHODS = ("get", "post", "put", "patch", "delete")
CLOSED = {401, 403, 404, 405}


@pytest.fixture
def house(shop: StoreInfo, stream: Runner, alma: Client) -> House:
    return furnish(shop, stream, alma)


def open_address(client: Client, method: str, address: Address, house: House) -> HttpResponse:
    """Send an empty request, and take back what it did, so that the next one finds the house as it was."""
    with transaction.atomic():
        response: HttpResponse = getattr(client, method)(address.fill(house.values))
        transaction.set_rollback(True)
    return response


def text_of(response: HttpResponse) -> str:
    body = response.getvalue()  # of a stream too
    return body.decode("utf-8", "replace").lower()


def test_the_list_of_public_addresses_names_what_exists() -> None:
    assert set(PUBLIC) <= {address.name for address in ADDRESSES}


def test_every_part_of_an_address_has_a_value_of_almas(house: House) -> None:
    keys = {key for address in ADDRESSES for key in address.keys}
    missing = sorted(keys - set(house.values))
    assert not missing, f"Put one of Alma's into tests/architecture/house.py for {', '.join(missing)}."


def test_a_stranger_gets_in_nowhere(house: House) -> None:
    stranger = Client(raise_request_exception=False)
    faults = []
    for address in ADDRESSES:
        for method in METHODS:
            response = open_address(stranger, method, address, house)
            led_to_sign_in = response.status_code == 302 and response["Location"].startswith("/sign-in")
            is_closed = response.status_code in CLOSED or led_to_sign_in
            if response.status_code == 500 or not (is_closed or address.name in PUBLIC):
                faults.append(f"{method} {address.route} let a stranger in ({response.status_code}).")
    assert not faults, "\n".join(faults)


def test_edda_sees_nothing_of_almas_shop(house: House, edda: Client) -> None:
    edda.raise_request_exception = False
    faults = []
    for address in ADDRESSES:
        for method in METHODS:
            response = open_address(edda, method, address, house)
            text = text_of(response)
            is_hidden = response.status_code in {404, 405} or not address.is_of_a_shop
            if response.status_code == 500 or not is_hidden or any(mark in text for mark in MARKS):
                faults.append(f"{method} {address.route} showed Edda Alma's shop ({response.status_code}).")
    assert not faults, "\n".join(faults)


def test_alma_gets_in_everywhere(house: House, alma: Client) -> None:
    """Else the test above would say nothing: a wrong id is a 404 for everybody."""
    alma.raise_request_exception = False
    faults = []
    for address in [each for each in ADDRESSES if each.is_of_a_shop]:
        response = open_address(alma, "get", address, house)
        if response.status_code == 405:
            response = open_address(alma, "post", address, house)
        if response.status_code in {401, 403, 404, 405, 500}:
            faults.append(f"{address.route} kept Alma out ({response.status_code}).")
    assert not faults, "\n".join(faults)


def test_a_key_of_eddas_shop_opens_nothing_of_almas(house: House, other_shop: StoreInfo) -> None:
    program = come_with_key(other_shop)
    faults = []
    for address in API:
        for method in METHODS:
            response = open_address(program, method, address, house)
            is_hidden = response.status_code >= 400 or not address.keys
            if (
                response.status_code == 500
                or not is_hidden
                or any(mark in text_of(response) for mark in MARKS)
            ):
                faults.append(f"{method} {address.route} gave away Alma's ({response.status_code}).")
    assert not faults, "\n".join(faults)


def test_a_key_of_almas_shop_opens_everything_of_hers(house: House) -> None:
    program = come_with_key(house.shop)
    faults = []
    for address in API:
        if address.name in NOT_THERE:
            continue
        response = open_address(program, "get", address, house)
        if response.status_code not in {200, 405}:  # what only changes things is tried above
            faults.append(f"{address.route} kept Alma's key out ({response.status_code}).")
    assert not faults, "\n".join(faults)
