"""What panels and their parts are called on staff pages."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commesso.kernel.clock import now
from commesso.onsite.contracts import Asks, Content, PanelInfo, PanelKind, PanelState
from commesso.onsite.rules.choosing import is_on
from commesso.onsite.rules.contents import list_missing
from commesso.ui import api as ui
from commesso.ui.contracts import Chip


def kind_name(kind: PanelKind) -> str:
    return {
        PanelKind.BAR: _("Bar"),
        PanelKind.CORNER: _("Corner card"),
        PanelKind.MODAL: _("Window"),
        PanelKind.INLINE: _("In the page"),
        PanelKind.PAGE: _("Full page"),
    }[kind]


def state_chip(panel: PanelInfo) -> Chip:
    if panel.state is PanelState.ACTIVE and not is_on(panel, now()):
        over = panel.active_until is not None and panel.active_until <= now()
        return Chip(label=_("Ended") if over else _("Planned"), tone="warning")
    return {
        PanelState.ACTIVE: Chip(label=_("On"), tone="good"),
        PanelState.DRAFT: Chip(label=_("Draft")),
        PanelState.PAUSED: Chip(label=_("Paused"), tone="warning"),
    }[panel.state]


def missing_names(names: Iterable[str]) -> str:
    """Return the fields a panel lacks, as its form calls them: "Title, Button that closes"."""
    known = {
        "title": _("Title"),
        "text": _("Text"),
        "action_label": _("Button"),
        "action_url": _("Button leads to"),
        "dismiss": _("Button that closes"),
        "email_label": _("Label of the address field"),
        "consent_label": _("What they agree to"),
        "submit": _("Button that sends"),
        "done": _("Afterwards"),
    }
    return ", ".join(known[name] for name in names)


def lacks(content: Content | None, *, kind: PanelKind, asks: Asks) -> str:
    """Return what a panel lacks in a language, as words for staff; "" when nothing."""
    return missing_names(list_missing(content or Content(), kind=kind, asks=asks))


def language_name(code: str) -> str:
    name = ui.language(code)
    return name[:1].upper() + name[1:]
