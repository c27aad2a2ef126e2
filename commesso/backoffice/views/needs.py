"""What needs the merchant: set-up steps not done yet, and what went wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commesso.backoffice.queries.needs import State
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.ui import api as ui


@dataclass(frozen=True, kw_only=True)
class Need:
    """One thing to do: what, why, where."""

    icon: str
    title: str
    text: str
    action: str = ""
    url: str = ""
    is_wrong: bool = False


def list_needs(store: StoreInfo, actor: Actor, state: State) -> list[Need]:
    """Return what this person can do something about, mistakes first."""
    return [*_mistakes(store, actor, state), *_steps(store, actor, state)]


def _mistakes(store: StoreInfo, actor: Actor, state: State) -> Iterator[Need]:
    if state.refused:
        title = ngettext(
            "%(count)s event was refused in the last 7 days",
            "%(count)s events were refused in the last 7 days",
            state.refused,
        )
        yield Need(
            icon="alert-triangle",
            title=title % {"count": ui.number(state.refused)},
            text=_("The shop sent something that could not be taken. See which field, and what to mend."),
            action=_("See why"),
            url=find_url("collector:refused_events", store),
            is_wrong=True,
        )
    if state.set_aside:
        title = ngettext("%(count)s event was set aside", "%(count)s events were set aside", state.set_aside)
        may_mend = actor.role is not None and stores.may_act_as(actor.role, Role.MARKETER)
        yield Need(
            icon="archive",
            title=title % {"count": ui.number(state.set_aside)},
            text=_(
                "They are kept whole, but something in them could not be used. Tell whoever runs Commesso."
            ),
            action=_("See which"),
            url=find_url("backoffice:set_aside_events", store) if may_mend else "",
            is_wrong=True,
        )


def _steps(store: StoreInfo, actor: Actor, state: State) -> Iterator[Need]:
    if not state.has_events:
        yield Need(
            icon="plug-connected",
            title=_("Send your first event"),
            text=_(
                "Put one line into the pages of your shop, or connect a library it has. It takes a few minutes."
            ),
            action=_("Install"),
            url=find_url("stores:install", store),
        )
    if not _is_marketer(actor):
        return
    if not state.has_orders and (url := find_import_url(store, actor)):
        yield Need(
            icon="file-import",
            title=_("Bring in what you have"),
            text=_("Products, orders and customers of the past, from a file. This page counts them too."),
            action=_("Import"),
            url=url,
        )
    if not state.has_brand:
        yield Need(
            icon="palette",
            title=_("Give your shop its face"),
            text=_("Logo, colours and signature, used wherever Commesso speaks to your shoppers."),
            action=_("Brand"),
            url=find_url("stores:brand", store),
        )


def _is_marketer(actor: Actor) -> bool:
    return actor.role is not None and stores.may_act_as(actor.role, Role.MARKETER)


def find_import_url(store: StoreInfo, actor: Actor) -> str:
    """Return the address where files come in, or "" for whoever may not bring any."""
    return find_url("connectors:imports", store) if _is_marketer(actor) else ""


def find_url(name: str, store: StoreInfo, **parts: object) -> str:
    """Return the address of another room's page, or "" while that room has none."""
    try:
        return reverse(name, kwargs={"slug": store.slug, **parts})
    except NoReverseMatch:
        return ""
