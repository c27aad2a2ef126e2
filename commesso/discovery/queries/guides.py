"""Guides as merchants made them."""

import msgspec

from commesso.discovery.contracts.guiding import GuideInfo, GuideQuestion, GuideState, GuideWords
from commesso.discovery.models import Guide
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.kernel.memory import Memory

_active: Memory[StoreId, tuple[GuideInfo, ...]] = Memory(seconds=2)


def list_guides(store_id: StoreId) -> list[GuideInfo]:
    """Return a shop's guides: those switched on first, the newest first."""
    order = (GuideState.ACTIVE, GuideState.DRAFT, GuideState.PAUSED)
    rows = Guide.objects.for_store(store_id).filter(removed_at=None).order_by("-pk")
    return sorted((to_info(row) for row in rows), key=lambda guide: order.index(guide.state))


def get_guide(store_id: StoreId, guide_id: int) -> GuideInfo:
    return to_info(guide_for(store_id, guide_id))


def find_guide(store_id: StoreId, key: str) -> GuideInfo | None:
    row = Guide.objects.for_store(store_id).filter(removed_at=None, key=key).first()
    return None if row is None else to_info(row)


def guide_for(store_id: StoreId, guide_id: int, *, removed_too: bool = False) -> Guide:
    rows = Guide.objects.for_store(store_id).filter(pk=guide_id)
    row = (rows if removed_too else rows.filter(removed_at=None)).first()
    if row is None:
        raise NotFound(f"This shop has no guide with id {guide_id}.")
    return row


def recall_active_guides(store_id: StoreId) -> tuple[GuideInfo, ...] | None:
    """Return the guides that shoppers are asked by, if they were read a moment ago."""
    kept = _active.recall(store_id)
    return None if kept is None else kept.value


def read_active_guides(store_id: StoreId) -> tuple[GuideInfo, ...]:
    """Return the guides that shoppers are asked by, and remember them for a moment."""
    rows = Guide.objects.for_store(store_id).filter(removed_at=None, state=GuideState.ACTIVE).order_by("pk")
    return _active.keep(store_id, tuple(to_info(row) for row in rows))


def to_info(row: Guide) -> GuideInfo:
    return GuideInfo(
        id=row.pk,
        key=row.key,
        name=row.name,
        category=row.category,
        words={language: msgspec.convert(words, GuideWords) for language, words in row.words.items()},
        questions=msgspec.convert(row.questions, tuple[GuideQuestion, ...]),
        version=row.version,
        state=GuideState(row.state),
    )
