"""An answer with a language model's help. It may understand and phrase; products, prices and stock come from the shop.

Its words are checked, and our own are said where they do not hold; where it is slow or down, plain rules answer.
"""

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInfo
from commesso.discovery.adapters.openai_chat import OpenAiChat
from commesso.discovery.forms.assisting import tell_guide
from commesso.discovery.forms.cards import tell_product
from commesso.discovery.forms.talking import SHOWN, TalkAsk, find_guide, search_goods, tell_answer, tell_talk
from commesso.discovery.queries.assistant import AssistantDesk
from commesso.discovery.queries.talking import find_product
from commesso.discovery.rules.assisting.checking import Good, Known, find_fault
from commesso.discovery.rules.assisting.data import clean
from commesso.discovery.rules.assisting.model import (
    OFFER,
    READ,
    SEARCH,
    ChatModel,
    ModelDown,
    ToolCall,
    begin,
    list_tools,
)
from commesso.discovery.rules.assisting.reading import Intent, asks_of_product, read
from commesso.discovery.rules.assisting.saying import choose_finding, say
from commesso.discovery.rules.guiding.wording import Voice
from commesso.stores.contracts import StoreInfo

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 4.0
_ROUNDS, _MOST_CALLS = 3, 3
_QUERY = 200  # letters
_MOST_ASKED = 10**7
_DETAILS = 12


def find_model() -> ChatModel | None:
    """Return the language model of the settings, or None."""
    if not settings.LLM_URL:
        return None
    return OpenAiChat(address=settings.LLM_URL, key=settings.LLM_KEY, model=settings.LLM_MODEL)


def converse(
    model: ChatModel, ask: TalkAsk, desk: AssistantDesk, voice: Voice, *, store: StoreInfo
) -> dict[str, Any]:
    """Answer with the model's help, or by plain rules where it cannot help."""
    heard = read(ask.text)
    is_about_goods = heard.intent in (Intent.SEARCH, Intent.GUIDE) and not asks_of_product(ask.text)
    if is_about_goods:
        try:
            talk = _Talk(ask=ask, desk=desk, voice=voice, store=store)
            words = talk.run(model)
            if talk.found is not None:
                return talk.tell(words)
        except ModelDown as error:
            log.warning("The assistant answers by its own rules: %s", error)
    return tell_talk(ask, desk, voice, store=store)


@dataclass
class _Talk:
    """One question to the model, with what its tools have found."""

    ask: TalkAsk
    desk: AssistantDesk
    voice: Voice
    store: StoreInfo
    found: dict[str, Any] | None = None
    guide_key: str = ""
    goods: dict[str, Good] = field(default_factory=dict)

    def run(self, model: ChatModel) -> str:
        """Return what the model says at the end; "" when it only asks for tools."""
        until = time.monotonic() + _PATIENCE_SECONDS
        messages = begin(self.ask.text, shop=self.store.name, language=self.voice.language)
        titles = {guide.key: self.voice.say(guide.titles) or guide.name for guide in self.desk.guides}
        for _ in range(_ROUNDS):
            reply = model.reply(messages, list_tools(titles, has_product=bool(self.ask.product)), until=until)
            if not reply.calls:
                return reply.words
            calls = reply.calls[:_MOST_CALLS]
            messages.append(
                {"role": "assistant", "content": None, "tool_calls": [_repeat(each) for each in calls]}
            )
            messages += [
                {
                    "role": "tool",
                    "tool_call_id": each.id,
                    "content": json.dumps(self._use(each), ensure_ascii=False),
                }
                for each in calls
            ]
        return ""

    def tell(self, words: str) -> dict[str, Any]:
        found = self.found or {}
        products = found["products"]
        known = Known(
            goods=tuple(self.goods[each["product_id"]] for each in products[:SHOWN]),
            shop=self.store.name,
            titles=tuple(self.voice.say(guide.titles) or guide.name for guide in self.desk.guides),
        )
        if fault := find_fault(words, known):
            log.info("A language model's words were not said: %s.", fault)
            words = say(choose_finding(found["matched"], is_anything=bool(products)), self.voice)
        chosen = next(
            (tell_guide(each, self.voice) for each in self.desk.guides if each.key == self.guide_key), None
        )
        guide = chosen or find_guide(
            found, self.ask.category, self.desk, self.voice, store=self.store, wants_guide=False
        )
        intent = Intent.GUIDE if chosen else Intent.SEARCH
        return tell_answer(intent, words, products=products, guide=guide)

    def _use(self, call: ToolCall) -> Mapping[str, Any]:
        if call.name == SEARCH:
            return self._search(call.arguments)
        if call.name == READ and (product := find_product(self.store.id, self.ask.product)):
            card = tell_product(product, self.voice.language, self.store)
            self.found = {"query": "", "matched": "all", "count": 1, "products": [card]}
            self.goods[product.product_id] = _describe(card, product)
            return _tell_model(self.goods[product.product_id])
        if call.name == OFFER and call.arguments.get("key") in [guide.key for guide in self.desk.guides]:
            self.guide_key = str(call.arguments["key"])
            return {"offered": True}
        return {"error": "There is no such tool, or not with this."}

    def _search(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        self.found = search_goods(
            self.ask,
            str(given.get("query", ""))[:_QUERY],
            low=_read_price(given.get("price_from")),
            high=_read_price(given.get("price_to")),
            language=self.voice.language,
            store=self.store,
        )
        shown = self.found["products"][:SHOWN]
        known = catalog.find_products(self.store.id, [each["product_id"] for each in shown])
        self.goods |= {each["product_id"]: _describe(each, known.get(each["product_id"])) for each in shown}
        told = [_tell_model(self.goods[each["product_id"]]) for each in shown]
        return {"products": told, "how_well_they_match": self.found["matched"]}


def _describe(card: Mapping[str, Any], product: ProductInfo | None) -> Good:
    price = card["price"]
    details = (
        []
        if product is None
        else [*product.categories, product.brand, *map(str, product.attributes.values())]
    )
    return Good(
        title=card["title"],
        price=None if price is None else Decimal(price["amount"]),
        currency="" if price is None else price["currency"],
        in_stock=card["in_stock"],
        text="" if product is None else clean(product.description),
        words=tuple(clean(each) for each in details[:_DETAILS] if each),
    )


def _tell_model(good: Good) -> dict[str, Any]:
    price = "" if good.price is None else f"{good.price} {good.currency}"
    return {
        "title": good.title,
        "price": price,
        "in_stock": good.in_stock,
        "details": good.words,
        "text": good.text,
    }


def _repeat(call: ToolCall) -> dict[str, Any]:
    function = {"name": call.name, "arguments": json.dumps(call.arguments)}
    return {"id": call.id, "type": "function", "function": function}


def _read_price(given: Any) -> Decimal | None:
    """Return a bound that the model named; None for anything that is no price."""
    try:
        price = Decimal(str(given))
    except InvalidOperation:
        return None
    return price if price.is_finite() and 0 < price < _MOST_ASKED else None
