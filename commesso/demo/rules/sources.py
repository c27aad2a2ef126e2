"""Where a visit comes from."""

from datetime import UTC, datetime
from random import Random
from typing import NamedTuple

from commesso.demo.contracts import SHOP_URL
from commesso.demo.rules.people import Shopper

_MAILS = (
    "saldi-d-inverno",
    "san-valentino",
    "primavera",
    "pasqua",
    "festa-della-mamma",
    "estate",
    "saldi",
    "vacanze",
    "si-ricomincia",
    "autunno",
    "settimana-nera",
    "natale",
)


class Source(NamedTuple):
    """A way in. `campaign` is what the Segment libraries read from the address."""

    name: str
    referrer: str
    campaign: dict[str, str]
    query: str


_NEW = (
    (0.34, "search"), (0.42, "search_bing"), (0.58, "instagram"), (0.66, "pinterest"), (0.80, "ads_search"),
    (0.91, "ads_social"), (0.95, "blog"), (1.00, "direct"),
)  # fmt: skip
_BACK = ((0.30, "direct"), (0.55, "search"), (0.62, "instagram"), (0.70, "ads_social"), (1.00, "direct"))
_READERS = ((0.52, "mail"), (0.80, "direct"), (0.95, "search"), (1.00, "instagram"))


def pick_source(shopper: Shopper, moment: float, random: Random) -> Source:
    """Return where this visit comes from: new people are found, subscribers read mails."""
    table = _NEW if shopper.visits == 0 else _READERS if shopper.is_subscribed else _BACK
    chance = random.random()
    name = next(each for limit, each in table if chance <= limit)
    return make_source(name, moment)


def make_source(name: str, moment: float) -> Source:
    """Return a source by its name, with the campaign that ran at the time."""
    at = datetime.fromtimestamp(moment, UTC)
    if name == "mail":
        return _tagged(name, "", "newsletter", "email", f"{at.year}-{at.month:02}-{_MAILS[at.month - 1]}")
    if name == "cart_mail":
        return _tagged(name, "", "commesso", "email", "carrello")
    if name == "ads_search":
        return _tagged(name, "https://www.google.com/", "google", "cpc", "artigianato-italiano")
    if name == "ads_social":
        return _tagged(
            name, "https://l.facebook.com/", "meta", "paid_social", f"{_MAILS[at.month - 1]}-{at.year}"
        )
    return Source(name, _REFERRERS[name], {}, "")


_REFERRERS = {
    "search": "https://www.google.com/",
    "search_bing": "https://www.bing.com/",
    "instagram": "https://l.instagram.com/",
    "pinterest": "https://www.pinterest.it/",
    "blog": "https://casa-e-mani.example/cinque-botteghe",
    "direct": "",
}


def _tagged(name: str, referrer: str, source: str, medium: str, campaign: str) -> Source:
    query = f"?utm_source={source}&utm_medium={medium}&utm_campaign={campaign}"
    return Source(name, referrer, {"source": source, "medium": medium, "name": campaign}, query)


def page_of(path: str, title: str, source: Source | None = None, *, shop: str = SHOP_URL) -> dict[str, str]:
    """Return `context.page` of the Segment libraries."""
    query = source.query if source else ""
    page = {"path": path, "url": shop + path + query, "title": title, "search": query}
    page["referrer"] = source.referrer if source else shop + "/"
    return page
