"""Opens every address as a stranger and as Edda, who works in another shop."""

from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client

from commesso.stores.contracts import Role, StoreInfo
from commesso.stores.models import Membership, Staff
from tests.architecture.addresses import Address, list_addresses

# Words in everything of Alma's shop. Whoever reads one has seen something of hers.
MARKS = ("zafferano", "bottega alma")

# What a stranger may open, and why. Everything else asks for a sign-in or a key.
PUBLIC = {
    "stores:sign_in": "strangers sign in here",
    "stores:sign_in_code": "the second step of signing in",
    "stores:sign_out": "signing out twice does no harm",
    "stores:forgot_password": "whoever forgot a password is a stranger",
    "stores:set_password": "the link in the mail is the proof",
    "infra:health": "a load balancer asks without a key",
    "infra:ready": "a load balancer asks without a key",
    "infra:metrics": "figures of the installation, without anybody's data; a proxy can close it",
}
ADDRESSES = list_addresses()
METHODS = ("get", "post", "put", "patch", "delete")
CLOSED = {401, 403, 404, 405}


@dataclass
class House:
    """Alma's shop, with one of everything, and the keys to it by the name they have in addresses."""

    shop: StoreInfo
    values: dict[str, object]


def name_of(address: Address) -> str:
    return address.name or address.route


def work_in(shop: StoreInfo, email: str) -> Client:
    """Return the browser of an owner of the shop, signed in."""
    staff = Staff.objects.create(email=email, name=email.partition("@")[0].title())
    Membership.objects.create(store_id=shop.id, staff=staff, role=Role.OWNER)
    client = Client(raise_request_exception=False)
    client.force_login(staff)
    return client


@pytest.fixture
def house(shop: StoreInfo) -> House:
    values: dict[str, object] = {"slug": shop.slug, "uid": "MQ", "token": "set-password"}
    return House(shop, values)


def text_of(response: HttpResponse) -> str:
    body = response.getvalue()  # of a stream too
    return body.decode("utf-8", "replace").lower()


def test_every_part_of_an_address_has_a_value_of_almas(house: House) -> None:
    keys = {key for address in ADDRESSES for key in address.keys}
    missing = sorted(keys - set(house.values))
    assert not missing, (
        f"Give the fixture 'house' one of Alma's for {', '.join(missing)}, so that Edda can try it."
    )


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
    assert response.status_code in {200, 302, 405}, f"{address.route}: {response.status_code}"
