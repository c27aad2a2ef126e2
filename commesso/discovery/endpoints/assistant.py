"""The assistant in the corner of a shop's pages."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

from commesso.discovery.actions.searching import recall_search
from commesso.discovery.endpoints.answering import answer, count_work
from commesso.discovery.endpoints.entering import enter
from commesso.discovery.forms.assisting import tell_desk
from commesso.discovery.forms.conversing import converse, find_model
from commesso.discovery.forms.talking import TalkAsk, tell_talk
from commesso.discovery.queries.assistant import AssistantDesk, find_desk, recall_desk
from commesso.discovery.rules.assisting.checking import can_check
from commesso.discovery.rules.guiding.wording import Voice
from commesso.discovery.rules.searching.counting import may_name_somebody
from commesso.infra.api import storefront
from commesso.kernel.errors import Invalid
from commesso.kernel.limits import Buckets
from commesso.stores.contracts import StoreInfo

_SECONDS = 300
# A model costs money and seconds. Who asks it more often is answered by plain rules.
_pace = storefront.Pace("questions", Buckets(rate=5, capacity=100), Buckets(rate=0.2, capacity=15))
# It has threads of its own: with all of them waiting, search and recommendations go on, and so do plain rules.
_MOST_AT_ONCE = 8
_pool = ThreadPoolExecutor(_MOST_AT_ONCE, thread_name_prefix="assistant")
room_for_model = threading.BoundedSemaphore(_MOST_AT_ONCE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,2}")


async def get_assistant(asked: storefront.Asked) -> storefront.Answer:
    """What the assistant says and offers; `?key=` is the write key, `&language=` the page's."""
    given = {name: values[0] for name, values in parse_qs(asked.query).items()}
    store = await enter(asked, given.get("key", ""))
    voice = voice_of(store, given.get("language", ""))
    return storefront.as_json(tell_desk(await desk_of(store), voice), cache=f"public, max-age={_SECONDS}")


async def post_talk(asked: storefront.Asked) -> storefront.Answer:
    """An answer to what a shopper typed: words, products, a guide, links. Nothing is kept of it."""
    ask = storefront.read_json(asked.body, TalkAsk)
    store = await enter(asked, ask.key)
    if store.gpc_means_no_analytics and asked.header(b"sec-gpc") == "1":
        ask.viewed = []
    try:
        ask.check()
    except Invalid as error:
        raise storefront.Refusal(400, str(error), field=error.field) from None
    desk, voice = await desk_of(store), voice_of(store, ask.language)
    model = find_model() if _may_go_out(asked, store, ask, desk, voice) else None
    if model is None or not _may_ask_model(asked, ask.key) or not room_for_model.acquire(blocking=False):
        return storefront.as_json(await _answer(store, ask, desk, voice))
    try:
        return storefront.as_json(
            await storefront.in_thread(converse, _pool)(model, ask, desk, voice, store=store)
        )
    finally:
        room_for_model.release()


async def _answer(store: StoreInfo, ask: TalkAsk, desk: AssistantDesk, voice: Voice) -> dict[str, Any]:
    return await answer(count_work(recall_search(store.id)), tell_talk, ask, desk, voice, store=store)


def _may_go_out(
    asked: storefront.Asked, store: StoreInfo, ask: TalkAsk, desk: AssistantDesk, voice: Voice
) -> bool:
    """Say whether the words may go to the model's server: not while the assistant is off, nor what may name somebody."""
    if store.gpc_means_no_analytics and asked.header(b"sec-gpc") == "1":
        return False
    return desk.info.is_on and not may_name_somebody(ask.text) and can_check(voice.language)


def _may_ask_model(asked: storefront.Asked, key: str) -> bool:
    try:
        _pace.keep(asked, key)
    except storefront.Refusal:
        return False
    return True


def voice_of(store: StoreInfo, language: str) -> Voice:
    own = store.languages[0]
    return Voice(language=language if _LANGUAGE.fullmatch(language) else own, otherwise=own)


async def desk_of(store: StoreInfo) -> AssistantDesk:
    return recall_desk(store.id) or await storefront.in_thread(find_desk)(store.id)


def forget_questions() -> None:
    """Forget who asked the model, as a new process does."""
    _pace.forget()
