"""Alma's shop with one of everything, so that there is something for Edda not to see."""

import re
from dataclasses import dataclass

from django.test import Client

from commesso.infra.api import Runner
from commesso.stores import api as stores
from commesso.stores.contracts import Role, StoreInfo
from commesso.stores.models import ApiKey

# Words in everything of Alma's shop. Whoever reads one has seen something of hers.
MARKS = ("zafferano", "bottega alma")


@dataclass(frozen=True)
class House:
    """Alma's shop, and what is in it by the name it has in addresses."""

    shop: StoreInfo
    values: dict[str, object]


def furnish(shop: StoreInfo, stream: Runner) -> House:
    stream.drain()
    return House(shop, {"slug": shop.slug, **_accounts(shop), **_keys(shop)})


def work_in(shop: StoreInfo, email: str) -> Client:
    """Return the browser of an owner of the shop, signed in."""
    staff = stores.create_staff(email=email, name=email.partition("@")[0].title())
    stores.put_member(store_id=shop.id, staff=staff, role=Role.OWNER)
    client = Client(raise_request_exception=False)
    client.force_login(staff)
    return client


def _accounts(shop: StoreInfo) -> dict[str, object]:
    staff = stores.create_staff(email="zafferano@example.com", name="Zafferano")
    stores.put_member(store_id=shop.id, staff=staff, role=Role.AGENT)
    alma = work_in(shop, "alma@example.com")
    alma.post(f"/s/{shop.slug}/settings/staff/{staff.pk}/remove")
    page = alma.get(f"/s/{shop.slug}/settings/staff").content.decode()
    undo = re.search(r"/staff/restore/([^\"]+)", page)
    assert undo, "Removing a colleague offers to take it back."
    stores.put_member(store_id=shop.id, staff=staff, role=Role.AGENT)
    return {
        "uid": "MQ",
        "token": "set-password",
        "ticket": undo[1],
        "staff_id": staff.pk,
        "name": "zafferano.png",
    }


def _keys(shop: StoreInfo) -> dict[str, object]:
    source = stores.create_source(store_id=shop.id, name="Zafferano server")
    stores.create_api_key(store_id=shop.id, name="Zafferano till", scopes=frozenset())
    key = ApiKey.objects.for_store(shop.id).get()
    return {"source_id": source.id, "key_id": key.pk}
