"""Making, changing and switching panels."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from commesso.kernel.clock import now
from commesso.kernel.errors import Conflict
from commesso.kernel.ids import StoreId
from commesso.onsite.actions.ready import READY
from commesso.onsite.contracts import Content, PanelId, PanelInfo, PanelState
from commesso.onsite.models import Panel
from commesso.onsite.queries.panels import list_panels, panel_for, to_info
from commesso.onsite.rules.contents import list_missing
from commesso.stores.contracts import StoreInfo

# What shoppers see: a change of it is a new version.
_SHOWN = ("kind", "slot", "contents")


@transaction.atomic
def create_panel(*, store: StoreInfo, ready: str) -> PanelInfo:
    """Make a panel from a ready one, as a draft."""
    made = READY[ready](store)
    row = Panel(
        store_id=store.id,
        name=made.name,
        kind=made.kind,
        asks=made.asks,
        contents=_to_json(made.contents),
        trigger=asdict(made.trigger),
        audience=asdict(made.audience),
        frequency=asdict(made.frequency),
    )
    row.save()
    return to_info(row)


@transaction.atomic
def save_panel(*, store_id: StoreId, panel_id: int, values: Mapping[str, Any]) -> PanelInfo:
    """Write what staff say of a panel. `values` are fields of `PanelInfo`."""
    row = panel_for(store_id, panel_id)
    before = tuple(getattr(row, name) for name in _SHOWN)
    row.name = values["name"]
    row.kind, row.slot = values["kind"], values["slot"]
    row.contents = _to_json(values["contents"])
    row.trigger = asdict(values["trigger"])
    row.audience = asdict(values["audience"])
    row.frequency = asdict(values["frequency"])
    row.active_from, row.active_until = values["active_from"], values["active_until"]
    if tuple(getattr(row, name) for name in _SHOWN) != before:
        row.version += 1
    row.save()
    return to_info(row)


def _to_json(contents: Mapping[str, Content]) -> dict[str, dict[str, str]]:
    return {language: asdict(content) for language, content in contents.items() if content != Content()}


@transaction.atomic
def activate_panel(*, store: StoreInfo, panel_id: int) -> None:
    """Show a panel to shoppers. Raise Conflict when it lacks words in the shop's main language."""
    row = panel_for(store.id, panel_id)
    panel = to_info(row)
    content = panel.contents.get(store.languages[0], Content())
    missing = list_missing(content, kind=panel.kind, asks=panel.asks)
    if missing:
        raise Conflict(f"The panel lacks {', '.join(missing)} in {store.languages[0]!r}. Write that first.")
    row.state, row.activated_at = PanelState.ACTIVE, now()
    row.save(update_fields=("state", "activated_at"))


@transaction.atomic
def pause_panel(*, store_id: StoreId, panel_id: int) -> None:
    row = panel_for(store_id, panel_id)
    row.state = PanelState.PAUSED
    row.save(update_fields=("state",))


@transaction.atomic
def remove_panel(*, store_id: StoreId, panel_id: int) -> None:
    """Take a panel away; `restore_panel` takes that back."""
    row = panel_for(store_id, panel_id)
    row.removed_at = now()
    row.save(update_fields=("removed_at",))


@transaction.atomic
def restore_panel(*, store_id: StoreId, panel_id: int) -> PanelInfo:
    row = panel_for(store_id, panel_id, removed_too=True)
    row.removed_at = None
    row.save(update_fields=("removed_at",))
    return to_info(row)


@transaction.atomic
def open_ready_panels(store: StoreInfo) -> list[PanelId]:
    """Make every ready panel and switch it on, unless the shop has panels already."""
    if list_panels(store.id):
        return []
    made = [create_panel(store=store, ready=name).id for name in ("welcome_bar", "sign_up_card")]
    for panel_id in made:
        activate_panel(store=store, panel_id=panel_id)
    return made
