"""What a shopper says to the assistant, and what it answers. Nothing is kept of it."""

from decimal import Decimal
from itertools import chain
from typing import Any

import msgspec

from commesso.discovery.actions.searching import open_search, recall_search
from commesso.discovery.contracts.assisting import Situation
from commesso.discovery.forms.assisting import tell_guide
from commesso.discovery.forms.cards import tell_product
from commesso.discovery.forms.searching import SearchAsk, tell_goods, tell_plain_result
from commesso.discovery.queries.assistant import AssistantDesk
from commesso.discovery.queries.talking import find_product, is_in, measure_families
from commesso.discovery.queries.wishes import recall_wishes
from commesso.discovery.rules.assisting.greeting import fill_link, say_words
from commesso.discovery.rules.assisting.reading import LONGEST, Heard, Intent, asks_of_product, read
from commesso.discovery.rules.assisting.saying import Saying, choose_finding, choose_guide, say
from commesso.discovery.rules.guiding.wording import Voice
from commesso.kernel.errors import Invalid
from commesso.stores.contracts import StoreInfo

SHOWN = 6
_LOOKED_AT = 12  # products that say which family was meant
_ID = 200


class TalkAsk(msgspec.Struct, kw_only=True):
    """What was typed, the product of the page, and what was looked at in this visit."""

    key: str
    text: str = ""
    language: str = ""
    product: str = ""
    category: str = ""
    viewed: list[str] = []

    def check(self) -> None:
        """Raise Invalid with the field that cannot be taken."""
        for name, most in (("text", LONGEST), ("product", _ID), ("category", LONGEST)):
            if len(getattr(self, name)) > most:
                raise Invalid(f"{name} is longer than {most} letters. Send less.", field=name)


def tell_talk(ask: TalkAsk, desk: AssistantDesk, voice: Voice, *, store: StoreInfo) -> dict[str, Any]:
    """Answer by plain rules."""
    heard = read(ask.text)
    match heard.intent:
        case Intent.GREETING:
            return tell_answer(heard.intent, say_words(desk.info, Situation.NEW, voice))
        case Intent.THANKS:
            return tell_answer(heard.intent, say(Saying.THANKS, voice))
        case Intent.HELP:
            return tell_answer(heard.intent, say(Saying.HELP, voice))
        case Intent.CONTACT:
            return _tell_errand(heard.intent, desk, voice, store)
        case Intent.ORDER if heard.is_sure:
            return _tell_errand(heard.intent, desk, voice, store)
    return _tell_of_product(ask, voice, store) or _tell_goods(ask, heard, desk, voice, store)


def search_goods(
    ask: TalkAsk, query: str, *, low: Decimal | None, high: Decimal | None, language: str, store: StoreInfo
) -> dict[str, Any]:
    """Search as the search door does, with the taste of the visit."""
    wanted = SearchAsk(
        key="",
        query=query,
        language=language,
        limit=_LOOKED_AT,
        price_from="" if low is None else str(low),
        price_to="" if high is None else str(high),
        viewed=ask.viewed,
    )
    search, wishes = recall_search(store.id) or open_search(store), recall_wishes(store.id)
    if search is None:
        return tell_plain_result(wanted, store=store, wishes=wishes)
    return tell_goods(search, wanted, store=store, wishes=wishes)


def list_links(desk: AssistantDesk, voice: Voice) -> list[dict[str, str]]:
    found = (("order", desk.info.order_url), ("contact", desk.info.contact_url))
    return [{"kind": kind, "url": fill_link(url, voice.language)} for kind, url in found if url]


def _tell_errand(intent: Intent, desk: AssistantDesk, voice: Voice, store: StoreInfo) -> dict[str, Any]:
    links = list_links(desk, voice)
    if intent is Intent.CONTACT:
        links = [link for link in links if link["kind"] == "contact"]
        saying = Saying.CONTACT_LINK if links else Saying.CONTACT
    else:
        saying = Saying.ORDER_LINK if desk.info.order_url else Saying.ORDER
    return tell_answer(intent, say(saying, voice, shop=store.name), links=links)


def _tell_of_product(ask: TalkAsk, voice: Voice, store: StoreInfo) -> dict[str, Any] | None:
    """Answer what a short question can only mean of the product on the page."""
    asked = asks_of_product(ask.text)
    product = find_product(store.id, ask.product) if asked else None
    if product is None:
        return None
    has_stock = product.in_stock is not False
    saying = Saying.PRICE if asked == "price" else Saying.IN_STOCK if has_stock else Saying.SOLD_OUT
    return tell_answer(
        Intent.PRODUCT, say(saying, voice), products=[tell_product(product, voice.language, store)]
    )


def _tell_goods(
    ask: TalkAsk, heard: Heard, desk: AssistantDesk, voice: Voice, store: StoreInfo
) -> dict[str, Any]:
    found = search_goods(
        ask, heard.query, low=heard.price_from, high=heard.price_to, language=voice.language, store=store
    )
    if not heard.is_sure and found["matched"] != "all":
        return _tell_errand(heard.intent, desk, voice, store)
    products = found["products"]
    guide = find_guide(found, ask.category, desk, voice, store=store, wants_guide=heard.wants_guide)
    if heard.wants_guide and guide is not None:
        words = say(Saying.ASK, voice)
        return tell_answer(Intent.GUIDE, words, products=products if heard.query else [], guide=guide)
    saying = choose_finding(found["matched"], is_anything=bool(products))
    return tell_answer(Intent.SEARCH, say(saying, voice), products=products, guide=guide)


def find_guide(
    found: dict[str, Any],
    category: str,
    desk: AssistantDesk,
    voice: Voice,
    *,
    store: StoreInfo,
    wants_guide: bool,
) -> dict[str, str] | None:
    """Return the guide to offer with what was found, on a page about a category."""
    is_found = found["matched"] in ("all", "slipped") and bool(found["query"])
    ids = [product["product_id"] for product in found["products"]] if is_found else []
    key = choose_guide(
        measure_families(store.id, ids, desk.guides),
        otherwise=_choose_without_words(desk, category),
        wants_guide=wants_guide,
        count=found["count"],
    )
    return next((tell_guide(guide, voice) for guide in desk.guides if guide.key == key), None)


def _choose_without_words(desk: AssistantDesk, category: str) -> str:
    """Return the guide of the page's family, else the one through the whole shop, else the only one."""
    of_page = (guide.key for guide in desk.guides if guide.category and is_in(category, guide.category))
    of_shop = (guide.key for guide in desk.guides if not guide.category)
    only = (guide.key for guide in desk.guides if len(desk.guides) == 1)
    return next(chain(of_page, of_shop, only), "")


def tell_answer(
    intent: Intent,
    words: str,
    *,
    products: list[dict[str, Any]] | None = None,
    guide: dict[str, str] | None = None,
    links: list[dict[str, str]] | None = None,
) -> dict[str, Any]:
    return {
        "intent": intent.value,
        "words": words,
        "products": (products or [])[:SHOWN],
        "guide": guide,
        "links": links or [],
    }
