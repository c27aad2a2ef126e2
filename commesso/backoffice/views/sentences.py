"""Events and facts as sentences a merchant reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from commesso.backoffice.contracts import Happening
from commesso.backoffice.rules.sentences import (
    canonical_name,
    count_items,
    drop_echoes,
    find_money,
    find_text,
    list_details,
    read_body,
)
from commesso.kernel.clock import now
from commesso.ui import api as ui
from commesso.ui.contracts import Fact, Moment, Tone

Props = Mapping[str, Any]


@dataclass(frozen=True)
class _Said:
    """How one kind of event is told: words with %(…)s, an icon, a tone, and what stands below."""

    words: object
    icon: str
    tone: Tone = ""
    detail: "Callable[[Props, str], str] | None" = None


def _items(props: Props, _currency: str) -> str:
    count = count_items(props)
    return (
        ngettext("%(count)s piece", "%(count)s pieces", count) % {"count": ui.number(count)} if count else ""
    )


def _only(*names: str) -> Callable[[Props, str], str]:
    return lambda props, _currency: find_text(props, *names)


def _how(props: Props, _currency: str) -> str:
    ways = (find_text(props, "shipping_method"), find_text(props, "payment_method"))
    return " · ".join(way for way in ways if way)


def _narrowed(props: Props, _currency: str) -> str:
    found = [*_list_of(props, "filters"), *_list_of(props, "sorts")]
    return ", ".join(f"{find_text(each, 'type')}: {find_text(each, 'value')}" for each in found)


def _list_of(props: Props, name: str) -> list[dict[str, Any]]:
    value = props.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _less(props: Props, currency: str) -> str:
    discount = find_money(props, currency, "discount")
    return _("%(money)s less") % {"money": ui.money(discount)} if discount and discount.amount else ""


_TRACK: dict[str, _Said] = {
    "Products Searched": _Said(lazy("Searched for “%(query)s”"), icon="search"),
    "Product List Viewed": _Said(lazy("Looked through %(list)s"), icon="list"),
    "Product List Filtered": _Said(lazy("Narrowed down %(list)s"), icon="filter", detail=_narrowed),
    "Promotion Viewed": _Said(lazy("Saw the promotion %(promotion)s"), icon="speakerphone"),
    "Promotion Clicked": _Said(lazy("Followed the promotion %(promotion)s"), icon="speakerphone"),
    "Product Clicked": _Said(lazy("Picked %(product)s from a list"), icon="click"),
    "Product Viewed": _Said(lazy("Looked at %(product)s"), icon="eye"),
    "Product Added": _Said(lazy("Put %(product)s into the cart"), icon="shopping-cart-plus", tone="accent"),
    "Product Removed": _Said(lazy("Took %(product)s out of the cart"), icon="shopping-cart-minus"),
    "Cart Viewed": _Said(lazy("Looked at the cart"), icon="shopping-cart", detail=_items),
    "Checkout Started": _Said(
        lazy("Began the checkout%(for)s"), icon="credit-card", tone="accent", detail=_items
    ),
    "Checkout Step Viewed": _Said(
        lazy("Came to step %(step)s of the checkout"), icon="credit-card", detail=_how
    ),
    "Checkout Step Completed": _Said(
        lazy("Finished step %(step)s of the checkout"), icon="credit-card", detail=_how
    ),
    "Payment Info Entered": _Said(lazy("Said how to pay"), icon="credit-card", detail=_how),
    "Order Updated": _Said(lazy("Order %(order)s was changed%(for)s"), icon="edit"),
    "Order Completed": _Said(
        lazy("Ordered %(order)s%(for)s"), icon="shopping-bag", tone="good", detail=_items
    ),
    "Order Refunded": _Said(
        lazy("Money went back for order %(order)s%(for)s"), icon="receipt-refund", tone="warning"
    ),
    "Order Cancelled": _Said(lazy("Order %(order)s was cancelled"), icon="circle-x", tone="bad"),
    "Coupon Entered": _Said(lazy("Typed the coupon %(coupon)s"), icon="ticket"),
    "Coupon Applied": _Said(lazy("Used the coupon %(coupon)s"), icon="ticket", tone="good", detail=_less),
    "Coupon Denied": _Said(
        lazy("The coupon %(coupon)s was not accepted"),
        icon="ticket-off",
        tone="warning",
        detail=_only("reason"),
    ),
    "Coupon Removed": _Said(lazy("Took back the coupon %(coupon)s"), icon="ticket-off"),
    "Product Added to Wishlist": _Said(lazy("Wished for %(product)s"), icon="heart", tone="accent"),
    "Product Removed from Wishlist": _Said(lazy("No longer wishes for %(product)s"), icon="heart-off"),
    "Wishlist Product Added to Cart": _Said(
        lazy("Put %(product)s from the wish list into the cart"), icon="shopping-cart-plus", tone="accent"
    ),
    "Product Shared": _Said(lazy("Shared %(product)s"), icon="share", detail=_only("share_via")),
    "Cart Shared": _Said(lazy("Shared the cart"), icon="share", detail=_only("share_via")),
    "Product Reviewed": _Said(
        lazy("Reviewed %(product)s%(rating)s"), icon="star", detail=_only("review_body")
    ),
    "Experiment Viewed": _Said(
        lazy("Came into the experiment %(experiment)s"),
        icon="flask",
        detail=_only("variation_name", "variation_id"),
    ),
    "Signed In": _Said(lazy("Signed in"), icon="login"),
    "Signed Up": _Said(lazy("Opened an account"), icon="user-plus", tone="good"),
    "Consent Updated": _Said(lazy("Chose what they allow"), icon="adjustments-check"),
    "Consent Preference Updated": _Said(lazy("Chose what they allow"), icon="adjustments-check"),
    "Signed Out": _Said(lazy("Signed out"), icon="logout"),
}
_FACTS: dict[str, _Said] = {
    "OrderPlaced": _Said(lazy("Ordered %(order)s%(for)s"), icon="shopping-bag", tone="good"),
    "OrderChanged": _Said(lazy("Order %(order)s was changed%(for)s"), icon="edit"),
    "OrderCancelled": _Said(lazy("Order %(order)s was cancelled"), icon="circle-x", tone="bad"),
    "OrderRefunded": _Said(
        lazy("Money went back for order %(order)s%(for)s"), icon="receipt-refund", tone="warning"
    ),
    "CartAbandoned": _Said(lazy("Left a cart behind%(for)s"), icon="shopping-cart-off", tone="warning"),
    "CartRecovered": _Said(lazy("Came back and bought%(for)s"), icon="shopping-cart-check", tone="good"),
    "ProfilesMerged": _Said(lazy("Two profiles became one"), icon="users"),
    "MergeUndone": _Said(lazy("A merge of profiles was undone"), icon="user-x"),
}
_RECENT = timedelta(days=1)  # so long the time is told both ways
_MONEY = ("refund_minor", "total_minor", "value_minor", "total", "value", "revenue")


def _identify(_happening: Happening, _props: Props) -> _Said:
    told = _only("email", "name", "phone")
    return _Said(lazy("Said who they are"), icon="user-check", tone="accent", detail=told)


def _group(_happening: Happening, _props: Props) -> _Said:
    return _Said(lazy("Belongs to a group"), icon="users-group", detail=_only("name"))


def _alias(_happening: Happening, _props: Props) -> _Said:
    return _Said(lazy("Two of their ids are one person"), icon="link")


def _track(happening: Happening, _props: Props) -> _Said:
    return _TRACK.get(canonical_name(happening.name)) or _Said(_plain(happening.name), icon="point")


def _fact(happening: Happening, props: Props) -> _Said:
    if happening.name == "ConsentChanged":
        return _consent(props)
    return _FACTS.get(happening.name) or _Said(_plain(happening.name), icon="point")


def _page(happening: Happening, props: Props) -> _Said:
    path = happening.path or find_text(props, "path")
    where = find_text(props, "title", "name") or happening.name or path
    words = _("Visited “%(page)s”") % {"page": where} if where else _("Visited a page")
    return _Said(_plain(words), icon="file", detail=lambda _props, _currency: path)


def _screen(happening: Happening, _props: Props) -> _Said:
    words = _("Opened the screen “%(screen)s”") % {"screen": happening.name or "–"}
    return _Said(_plain(words), icon="device-mobile")


_BY_KIND: dict[str, Callable[[Happening, Props], _Said]] = {
    "track": _track,
    "fact": _fact,
    "page": _page,
    "screen": _screen,
    "identify": _identify,
    "group": _group,
    "alias": _alias,
}


def tell(happening: Happening, *, currency: str) -> Moment:
    """Return an event as a moment of a timeline."""
    props = read_body(happening.body)
    said = _BY_KIND.get(happening.kind, _track)(happening, props)
    words = str(said.words) % _parts(props, currency) if "%(" in str(said.words) else str(said.words)
    return Moment(
        at=timezone.localtime(happening.at),  # days are the shop's
        text=words,
        icon=said.icon,
        tone=said.tone,
        detail=said.detail(props, currency) if said.detail else "",
        facts=_facts(happening, props, currency),
    )


def _facts(happening: Happening, props: Props, currency: str) -> list[Fact]:
    """What stands under "Details": the shop's own names; of our facts, without what is for machines."""
    if happening.kind != "fact":
        return [Fact(label=name, value=_plainly(text)) for name, text in list_details(props)]
    facts = []
    for name, text in list_details({key: value for key, value in props.items() if key != "room"}):
        amount = find_money(props, currency, name) if name.endswith("_minor") else None
        facts.append(
            Fact(label=name.removesuffix("_minor"), value=ui.money(amount) if amount else _plainly(text))
        )
    return facts


def _plainly(text: str) -> str:
    """Return what a yes or no of a program is to a reader."""
    return {"True": _("yes"), "False": _("no")}.get(text, text)


def story_context(happenings: Sequence[Happening], *, currency: str) -> dict[str, object]:
    """What `backoffice/story.html` draws: sentences, without what repeats itself."""
    return {
        "moments": [tell(each, currency=currency) for each in drop_echoes(happenings)],
        "recent_from": now() - _RECENT,
    }


def _consent(props: Props) -> _Said:
    named = {
        "purpose": find_text(props, "purpose"),
        "channel": find_text(props, "channel") or _("every channel"),
    }
    if props.get("granted"):
        return _Said(_plain(_("Said yes to %(purpose)s (%(channel)s)") % named), icon="thumb-up", tone="good")
    words = _plain(_("Said no to %(purpose)s (%(channel)s)") % named)
    return _Said(words, icon="thumb-down", tone="warning")


def _plain(text: str) -> str:
    """Keep a shop's own words from being read as a pattern."""
    return text.replace("%(", "% (")


def _parts(props: Props, currency: str) -> dict[str, str]:
    amount = find_money(props, currency, *_MONEY)
    rating = find_text(props, "rating")
    return {
        "product": _product(props, currency),
        "query": find_text(props, "query") or "…",
        "list": find_text(props, "category", "list_id") or _("a list"),
        "promotion": find_text(props, "name", "creative", "promotion_id") or "–",
        "order": find_text(props, "order_id") or "–",
        "coupon": find_text(props, "coupon_name", "coupon_id", "coupon") or "–",
        "step": find_text(props, "step") or "–",
        "experiment": find_text(props, "experiment_name", "experiment_id") or "–",
        "for": f" ({ui.money(amount)})" if amount else "",
        "rating": _(": %(rating)s of 5") % {"rating": rating} if rating else "",
    }


def _product(props: Props, currency: str) -> str:
    name = find_text(props, "name", "title", "product_id", "sku") or _("a product")
    price = find_money(props, currency, "price")
    return f"{name} ({ui.money(price)})" if price else name
