from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.onsite.contracts import (
    Asks,
    Audience,
    Content,
    Frequency,
    PanelId,
    PanelInfo,
    PanelKind,
    PanelState,
    Trigger,
)
from commesso.onsite.models import Panel

T = TypeVar("T")


def list_panels(store_id: StoreId) -> list[PanelInfo]:
    """Return a shop's panels: those switched on first, the newest first."""
    order = (PanelState.ACTIVE, PanelState.DRAFT, PanelState.PAUSED)
    rows = Panel.objects.for_store(store_id).filter(removed_at=None).order_by("-pk")
    return sorted((to_info(row) for row in rows), key=lambda panel: order.index(panel.state))


def list_active_panels(store_id: StoreId) -> list[PanelInfo]:
    rows = Panel.objects.for_store(store_id).filter(removed_at=None, state=PanelState.ACTIVE)
    return [to_info(row) for row in rows]


def get_panel(store_id: StoreId, panel_id: int) -> PanelInfo:
    return to_info(panel_for(store_id, panel_id))


def panel_for(store_id: StoreId, panel_id: int, *, removed_too: bool = False) -> Panel:
    rows = Panel.objects.for_store(store_id).filter(pk=panel_id)
    row = (rows if removed_too else rows.filter(removed_at=None)).first()
    if row is None:
        raise NotFound(f"This shop has no panel with id {panel_id}.")
    return row


def to_info(row: Panel) -> PanelInfo:
    return PanelInfo(
        id=PanelId(row.pk),
        version=row.version,
        name=row.name,
        kind=PanelKind(row.kind),
        slot=row.slot,
        asks=Asks(row.asks),
        contents={language: _read(content, Content) for language, content in row.contents.items()},
        trigger=_read(row.trigger, Trigger),
        audience=_read(row.audience, Audience),
        frequency=_read(row.frequency, Frequency),
        active_from=row.active_from,
        active_until=row.active_until,
        state=PanelState(row.state),
        activated_at=row.activated_at,
    )


def _read(stored: Mapping[str, Any], kind: type[T]) -> T:
    return msgspec.convert(stored, kind)
