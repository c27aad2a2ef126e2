"""What a guide's answers tell of shoppers."""

from typing import Any

import pytest

from commesso.collector import api as collector
from commesso.discovery.actions.guides import create_guide
from commesso.discovery.contracts.guiding import GuideInfo
from commesso.discovery.rules.guiding.learning import learn
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.profiles import api as profiles
from commesso.profiles.contracts import ANONYMOUS_ID
from commesso.stores.contracts import SourceInfo, StoreInfo

LAMPS = GuideInfo(id=1, key="lamps", name="Lamps", category="Home > Lamps")
SHOP = GuideInfo(id=2, key="shop", name="All")


@pytest.mark.parametrize(
    ("guide", "question", "option", "traits"),
    [
        (LAMPS, "room", "bedroom", {"looking_for": "Lamps", "guide_lamps_room": "bedroom"}),
        (LAMPS, "Bulb socket", "*any", {"looking_for": "Lamps", "guide_lamps_bulb_socket": None}),
        (LAMPS, "height>..15", "5..10", {"looking_for": "Lamps", "guide_lamps_height_15": "5..10"}),
        (SHOP, "*family", "Home > Rugs", {"looking_for": "Rugs"}),
        (SHOP, "*family > Home", "*unknown", {}),
        (SHOP, "room", "bedroom", {"guide_shop_room": "bedroom"}),
    ],
)
def test_an_answer_becomes_traits(
    guide: GuideInfo, question: str, option: str, traits: dict[str, str | None]
) -> None:
    assert learn(guide, question=question, option=option) == traits


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_allowed", [True, False])
def test_answers_are_kept_of_who_allows_it(
    shop: StoreInfo, source: SourceInfo, stream: Runner, event_store: Any, is_allowed: bool
) -> None:
    create_guide(store_id=shop.id, key="lamps", name="Lamps", category="Casa > Lampade")
    tell(source, "page", {})
    tell(source, "track", {"purpose": "personalisation", "granted": is_allowed}, event="Consent Updated")
    stream.drain()
    answer(source, "lamps", "room", "camera")
    answer(source, "gone", "room", "camera")
    stream.drain()
    answer(source, "lamps", "room", "bagno")
    stream.drain()
    cleo = profiles.find_profile(shop.id, ANONYMOUS_ID, "cleo")
    assert cleo is not None
    traits = {each.name: each.value for each in profiles.list_traits(shop.id, cleo.id)}
    assert traits == ({"looking_for": "Lampade", "guide_lamps_room": "bagno"} if is_allowed else {})


def answer(source: SourceInfo, guide: str, question: str, option: str) -> None:
    props = {"guide": guide, "version": 1, "question": question, "option": option, "label": option}
    tell(source, "track", props, event="Guide Question Answered")


def tell(source: SourceInfo, kind: str, props: dict[str, Any], *, event: str = "") -> None:
    body = {"type": kind, "anonymousId": "cleo", "properties": props, "timestamp": now().isoformat()}
    events, _ = collector.read_events(source, [{**body, **({"event": event} if event else {})}], now())
    infra.append_offline(infra.MAIN, events)
