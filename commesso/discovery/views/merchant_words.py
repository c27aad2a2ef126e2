"""What rules and reasons are called on staff pages."""

from django.utils.translation import gettext as _

from commesso.discovery.contracts.recommending import Recommended
from commesso.discovery.forms.merchant_rules import ACTIONS, SLOTS
from commesso.discovery.rules.recommending.reasons import Reason, find_reason
from commesso.discovery.rules.recommending.wishing import StoredRule
from commesso.kernel.clock import now
from commesso.kernel.money import Money
from commesso.stores.contracts import StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Chip


def state_chip(stored: StoredRule) -> Chip:
    if not stored.is_active:
        return Chip(label=_("Paused"), tone="warning")
    if stored.active_until is not None and stored.active_until <= now():
        return Chip(label=_("Ended"), tone="warning")
    if stored.active_from is not None and stored.active_from > now():
        return Chip(label=_("Planned"), tone="warning")
    return Chip(label=_("On"), tone="good")


def describe_rule(stored: StoredRule, store: StoreInfo) -> str:
    """Say what a rule does: "Show sooner: Lamps, from € 20 · in: For you"."""
    rule = stored.rule
    means = [*([rule.brand] if rule.brand else []), *([rule.category] if rule.category else [])]
    if rule.product_ids:
        names = sorted(rule.product_ids)
        more = _(" and %(count)s more") % {"count": ui.number(len(names) - 3)} if len(names) > 3 else ""
        means.append(", ".join(names[:3]) + more)
    if rule.price_from is not None:
        means.append(_("from %(price)s") % {"price": _price(rule.price_from, store)})
    if rule.price_to is not None:
        means.append(_("up to %(price)s") % {"price": _price(rule.price_to, store)})
    means += [f"{name}: {value}" for name, value in rule.details.items()]
    everything = _("all products")
    said = f"{ACTIONS[rule.action]}: {', '.join(means) or everything}"
    rows = ", ".join(str(SLOTS[each]) for each in SLOTS if each in stored.slots)
    return f"{said} · {rows}" if rows else said


def reason_name(why: Recommended) -> str:
    """Say why a product is in a row, to staff."""
    return {
        Reason.BOUGHT_TOGETHER: _("Bought together"),
        Reason.VIEWED_TOGETHER: _("Looked at in the same visits"),
        Reason.SIMILAR: _("Its words are alike"),
        Reason.BETTER: _("Alike, and dearer"),
        Reason.SIMPLER: _("Alike, and cheaper"),
        Reason.SEEN: _("Looked at in this visit"),
        Reason.BOUGHT_BEFORE: _("Bought before"),
        Reason.FITS_VISIT: _("What visits like this looked at next"),
        Reason.FITS_PERSON: _("What this person likes"),
        Reason.TRENDING: _("Wanted most these days"),
        Reason.POPULAR: _("Popular in the shop"),
        Reason.CHOSEN: _("Put here by a rule"),
        Reason.OTHER: _("Fills an empty place"),
    }[find_reason(why.reason)]


def _price(minor: int, store: StoreInfo) -> str:
    return ui.money(Money.from_minor(minor, store.currency))
