"""Alma's shop with one of everything, so that there is something for Edda not to see."""

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.test import Client

from commesso.collector import api as collector
from commesso.connectors import api as connectors
from commesso.connectors.contracts import Kind
from commesso.connectors.models import ImportRun
from commesso.discovery.actions import guides, merchant_rules, wishing
from commesso.discovery.contracts.recommending import MerchantRule, RuleAction
from commesso.discovery.queries.wishes import list_pins, list_redirects
from commesso.discovery.rules.recommending.wishing import StoredRule
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.infra.stream.consume import set_aside
from commesso.kernel.clock import now
from commesso.kernel.ids import ProfileId
from commesso.onsite import api as onsite
from commesso.profiles import api as profiles
from commesso.stores import api as stores
from commesso.stores.contracts import Role, Scope, StoreInfo
from commesso.stores.models import ApiKey

# Words in everything of Alma's shop. Whoever reads one has seen something of hers.
MARKS = ("zafferano", "bottega alma")


@dataclass(frozen=True)
class House:
    """Alma's shop, and what is in it by the name it has in addresses."""

    shop: StoreInfo
    values: dict[str, object]


def furnish(shop: StoreInfo, stream: Runner, alma: Client) -> House:
    values = {
        "slug": shop.slug,
        "rest": "nothing",
        **_accounts(shop, alma),
        **_keys(shop),
        **_things(shop, stream),
        **_imports(shop),
        **_set_aside(shop),
        **_panels(shop),
        **_wishes(shop, alma),
        **_rules(shop),
        **_guides(shop),
    }
    return House(shop, values)


def come_with_key(shop: StoreInfo) -> Client:
    """Return a program with a secret key of the shop that may do everything."""
    secret = stores.create_api_key(store_id=shop.id, name="Program", scopes=frozenset(Scope))
    return Client(raise_request_exception=False, headers={"authorization": f"Bearer {secret}"})


def _accounts(shop: StoreInfo, alma: Client) -> dict[str, object]:
    staff = stores.create_staff(email="zafferano@example.com", name="Zafferano")
    stores.put_member(store_id=shop.id, staff=staff, role=Role.AGENT)
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


def _things(shop: StoreInfo, stream: Runner) -> dict[str, object]:
    """Let Cleo look at a lamp, put it into her cart and buy it."""
    lamp = {
        "product_id": "lamp-1",
        "name": "Zafferano lamp",
        "price": 39.9,
        "quantity": 1,
        "category": "Lamps",
    }
    order = {"order_id": "1001", "cart_id": "c-1", "total": 39.9, "currency": "EUR", "products": [lamp]}
    calls: list[dict[str, object]] = [
        {"type": "identify", "traits": {"name": "Zafferano Cleo", "email": "zafferano@example.com"}},
        {"type": "track", "event": "Product Viewed", "properties": lamp},
        {"type": "track", "event": "Product Added", "properties": {"cart_id": "c-1", **lamp}},
        {"type": "track", "event": "Order Completed", "properties": order},
    ]
    cleo = _come_in(shop, stream, "u-1", calls)
    return {
        "profile_id": cleo,
        "customer_id": cleo,
        "product_id": "lamp-1",
        "order_id": "1001",
        "cart_id": "c-1",
        "key": "c-1",
        **_people(shop, stream, cleo),
    }


def _people(shop: StoreInfo, stream: Runner, cleo: ProfileId) -> dict[str, object]:
    """Two more accounts: one that has Cleo's address too, and one that staff joined to hers."""
    same = {"type": "identify", "traits": {"name": "Zafferano C.", "email": "zafferano@example.com"}}
    other = {"type": "identify", "traits": {"name": "Zafferano D."}}
    _come_in(shop, stream, "u-2", [same])
    third = _come_in(shop, stream, "u-3", [other])
    merge = profiles.merge_profiles(store_id=shop.id, profile_id=cleo, other_id=third, by="Alma")
    (suggestion,) = profiles.list_merge_suggestions(shop.id).items
    address = next(each for each in profiles.list_identifiers(shop.id, cleo) if each.kind == "email")
    return {"merge_id": merge.id, "suggestion_id": suggestion.id, "identifier_id": address.id}


def _come_in(
    shop: StoreInfo, stream: Runner, user_id: str, calls: Sequence[Mapping[str, object]]
) -> ProfileId:
    """Send what somebody did, as the shop does, and return who it was."""
    source = stores.create_source(store_id=shop.id, name="Zafferano shop")
    events, refused = collector.read_events(source, [{"userId": user_id, **call} for call in calls], now())
    assert not refused
    infra.append_offline(infra.MAIN, events)
    stream.drain()
    person = profiles.find_profile(shop.id, "user_id", user_id)
    assert person
    return person.id


def _panels(shop: StoreInfo) -> dict[str, object]:
    """Give the shop its ready panels, which say its name."""
    panel_id, *_ = onsite.open_ready_panels(shop)
    return {"panel_id": panel_id}


def _set_aside(shop: StoreInfo) -> dict[str, object]:
    """Set one of Cleo's events aside, as a room does that cannot take it."""
    event = next(each for each in infra.iter_recent(infra.MAIN) if each.store_id == shop.id)
    set_aside("orders", event, ValueError("Zafferano"))
    return {"set_aside_id": infra.list_set_aside(shop.id).items[0].id}


def _imports(shop: StoreInfo) -> dict[str, object]:
    """Import a file of two products, one of which cannot be taken."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "zafferano.csv"
        file.write_text("id,title,price\nlamp-2,Zafferano lamp,10\nlamp-3,Zafferano lamp,dear\n")
        file_map = connectors.find_map(Kind.PRODUCTS, file, told="", zone=shop.time_zone)
        run = connectors.import_file(shop.id, file, file_map).run
        assert run
        kept = Path(settings.DATA) / "imports" / "zafferano.rejects.csv"
        kept.write_bytes(Path(run.rejects_file).read_bytes())
    ImportRun.objects.for_store(shop.id).filter(pk=run.id).update(rejects_file=str(kept))
    return {"run_id": run.id}


def _rules(shop: StoreInfo) -> dict[str, object]:
    rule = MerchantRule(name="Zafferano first", action=RuleAction.BOOST, brand="Zafferano")
    return {"rule_id": merchant_rules.create_rule(store_id=shop.id, wish=StoredRule(id=0, rule=rule)).id}


def _wishes(shop: StoreInfo, alma: Client) -> dict[str, object]:
    """What the shop wishes of a query."""
    synonyms_id = wishing.add_synonyms(store_id=shop.id, phrases=("zafferano", "saffron"), one_way=False)
    wishing.put_redirect(store_id=shop.id, query="zafferano lamp", url="/lamps")
    (led,) = list_redirects(shop.id)
    alma.post(f"/s/{shop.slug}/find/search/redirects/{led.id}/remove")
    page = alma.get(f"/s/{shop.slug}/find/search/wishes").content.decode()
    undo = re.search(r"/find/search/restore/([^\"]+)", page)
    assert undo, "Removing a redirect offers to take it back."
    wishing.put_redirect(store_id=shop.id, query="zafferano lamp", url="/lamps")
    wishing.put_pin(store_id=shop.id, query="zafferano", product_ids=["lamp-1"])
    (led,), (pin,) = list_redirects(shop.id), list_pins(shop.id)
    return {"synonyms_id": synonyms_id, "redirect_id": led.id, "pin_id": pin.id, "wish": undo[1]}


def _guides(shop: StoreInfo) -> dict[str, object]:
    """A guide through the shop."""
    guide = guides.create_guide(store_id=shop.id, key="zafferano", name="Zafferano", category="")
    return {"guide_id": guide.id}
