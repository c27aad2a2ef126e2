"""Products in a mail to Cleo."""

from typing import Any

import pytest

from commesso.discovery import api as discovery
from commesso.discovery.actions.fitting import forget_shops
from commesso.discovery.contracts.recommending import Recommendation, SlotKind
from commesso.discovery.tests.shoppers import GOODS, buy, open_busily, stock
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import ProfileId
from commesso.profiles import api as profiles
from commesso.stores.contracts import StoreInfo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def busy(stream: Runner, shop: StoreInfo) -> StoreInfo:
    forget_shops()
    open_busily(stream, shop)
    for each in GOODS:
        stock(shop, each, url=f"https://shop.example/{each}", version=2)
    stream.drain()
    return shop


def cleo(shop: StoreInfo, *, agrees: bool) -> ProfileId:
    profile = profiles.find_profile(shop.id, "anonymous_id", "shopper0")
    assert profile is not None
    profiles.record_consent(
        store_id=shop.id,
        profile_id=profile.id,
        purpose="personalisation",
        granted=agrees,
        source="test",
        at=now(),
    )
    return profile.id


def mailed(shop: StoreInfo, profile_id: ProfileId, **more: Any) -> list[Recommendation]:
    return discovery.recommend_to(store_id=shop.id, profile_id=profile_id, language="it", at=now(), **more)


def test_a_mail_about_a_cart_completes_it(busy: StoreInfo) -> None:
    found = mailed(busy, cleo(busy, agrees=False), kind=SlotKind.CART, products=["desk-lamp"], count=2)
    assert {each.product_id for each in found} == {"bulb", "coffee"}
    assert all(each.url.startswith("https://shop.example/") and each.reason for each in found)


def test_what_a_person_has_is_not_mailed_to_them_if_they_let_us_look(stream: Runner, busy: StoreInfo) -> None:
    buy(busy, 3_000, "shopper0", "floor-lamp")
    stream.drain()
    assert "floor-lamp" in {each.product_id for each in mailed(busy, cleo(busy, agrees=False), count=6)}
    assert "floor-lamp" not in {each.product_id for each in mailed(busy, cleo(busy, agrees=True), count=6)}


def test_what_is_sold_out_by_now_is_not_mailed(stream: Runner, busy: StoreInfo) -> None:
    stock(busy, "bulb", stock=0, version=3)
    stream.drain()
    found = mailed(busy, cleo(busy, agrees=False), kind=SlotKind.CART, products=["desk-lamp"])
    assert "bulb" not in {each.product_id for each in found}


def test_nobody_of_another_shop_is_mailed(busy: StoreInfo, other_shop: StoreInfo) -> None:
    with pytest.raises(NotFound):
        mailed(other_shop, cleo(busy, agrees=True))
