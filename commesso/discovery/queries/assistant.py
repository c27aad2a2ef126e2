"""A shop's assistant, and the guides it may offer; kept in memory for a moment, since every page asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commesso.discovery.contracts.assisting import AssistantInfo
from commesso.discovery.contracts.guiding import GuideState
from commesso.discovery.models import Assistant, Guide
from commesso.kernel.ids import StoreId
from commesso.kernel.memory import Memory

_MOST_GUIDES = 6


@dataclass(frozen=True, kw_only=True)
class GuideOffer:
    """A guide that is asked in the shop. `titles` by language."""

    key: str
    name: str
    category: str
    titles: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class AssistantDesk:
    """What the assistant's doors need of a shop."""

    info: AssistantInfo
    guides: tuple[GuideOffer, ...]


_desks: Memory[StoreId, AssistantDesk] = Memory(seconds=2)


def recall_desk(store_id: StoreId) -> AssistantDesk | None:
    """Return the shop's assistant if it was asked for a moment ago."""
    kept = _desks.recall(store_id)
    return None if kept is None else kept.value


def find_desk(store_id: StoreId) -> AssistantDesk:
    """Return the shop's assistant and what it offers, and remember it."""
    info = get_assistant(store_id)
    guides = list_offers(store_id)
    if info.guide_key:
        guides = [guide for guide in guides if guide.key == info.guide_key]
    return _desks.keep(store_id, AssistantDesk(info=info, guides=tuple(guides[:_MOST_GUIDES])))


def get_assistant(store_id: StoreId) -> AssistantInfo:
    """Return the shop's assistant; off and in our words where nobody has touched it yet."""
    row = Assistant.objects.for_store(store_id).first()
    return AssistantInfo() if row is None else to_info(row)


def has_assistant(store_id: StoreId) -> bool:
    """Say whether anybody has touched the shop's assistant yet."""
    return Assistant.objects.for_store(store_id).exists()


def to_info(row: Assistant) -> AssistantInfo:
    return AssistantInfo(
        is_on=row.is_on,
        side=row.side,
        words=row.words,
        guide_key=row.guide_key,
        order_url=row.order_url,
        contact_url=row.contact_url,
    )


def list_offers(store_id: StoreId) -> list[GuideOffer]:
    """Return the guides that are asked in the shop, the oldest first."""
    rows = Guide.objects.for_store(store_id).filter(state=GuideState.ACTIVE, removed_at=None).order_by("pk")
    return [
        GuideOffer(key=row.key, name=row.name, category=row.category, titles=_read_titles(row.words))
        for row in rows
    ]


def _read_titles(words: Mapping[str, Any]) -> dict[str, str]:
    titles = {language: said.get("title", "") for language, said in words.items() if isinstance(said, dict)}
    return {language: title for language, title in titles.items() if title}
