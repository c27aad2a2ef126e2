"""What the tag asks of its shop. Each is answered out of memory wherever that is possible."""

from urllib.parse import parse_qs

from django.conf import settings
from django.http.request import validate_host

from commesso.infra.api import storefront
from commesso.kernel.clock import now
from commesso.kernel.errors import Invalid
from commesso.kernel.limits import Buckets
from commesso.kernel.memory import forget_everything
from commesso.onsite.actions.sign_ups import ask_for_mail
from commesso.onsite.contracts import Person, ShopFloor
from commesso.onsite.forms.asking import PanelsAsk, SignUpAsk
from commesso.onsite.forms.telling import tell_config, tell_panel
from commesso.onsite.queries.people import get_person
from commesso.onsite.queries.shop_floor import find_shop_floor, recall_shop_floor
from commesso.onsite.rules.choosing import choose_panels, list_candidates, needs_person
from commesso.ui import api as ui

CONFIG_SECONDS = 300
# A page asks once. A shop's busiest minute is far below; a phone network's address stands for many people.
_pace = storefront.Pace("requests", Buckets(rate=500, capacity=5_000), Buckets(rate=20, capacity=200))
_sign_up_pace = storefront.Pace("sign-ups", Buckets(rate=10, capacity=300), Buckets(rate=0.2, capacity=10))


async def get_config(asked: storefront.Asked) -> storefront.Answer:
    """What the tag must know of a shop before it does anything; `?key=` is the write key."""
    key = parse_qs(asked.query).get("key", [""])[0]
    floor = await _enter(asked, key)
    base = str(settings.PUBLIC_URL) or f"{asked.served_over}://{_own_host(asked)}"
    return storefront.as_json(tell_config(floor, base=base), cache=f"public, max-age={CONFIG_SECONDS}")


async def post_panels(asked: storefront.Asked) -> storefront.Answer:
    """Which panels to show on this page. Without an `anonymous_id`, only what the page alone decides."""
    ask = storefront.read_json(asked.body, PanelsAsk)
    floor = await _enter(asked, ask.key)
    anonymous_id = ask.anonymous_id or ""
    if floor.store.gpc_means_no_analytics and asked.header(b"sec-gpc") == "1":
        anonymous_id = ""
    at = now()
    visit = ask.read(is_recognised=bool(anonymous_id))
    candidates = list_candidates(floor.panels, visit, at)
    person: Person | None = None
    if anonymous_id and any(map(needs_person, candidates)):
        person = await storefront.in_thread(get_person)(floor.store.id, anonymous_id[:200])
    chosen = choose_panels(
        candidates, visit, person=person, default_language=floor.store.languages[0], now=at
    )
    return storefront.as_json(
        {"panels": [tell_panel(choice, privacy_url=floor.store.privacy_url) for choice in chosen]}
    )


async def post_sign_ups(asked: storefront.Asked) -> storefront.Answer:
    """Sign an address up for mail. It gets a link to confirm; the answer is the same for every address."""
    ask = storefront.read_json(asked.body, SignUpAsk)
    floor = await _enter(asked, ask.key)
    _sign_up_pace.keep(asked, ask.key)
    panel = next((each for each in floor.panels if str(each.id) == ask.panel), None)
    if panel is None:
        raise storefront.Refusal(
            400, f"panel={ask.panel[:40]!r} is not shown in this shop now.", field="panel"
        )
    base_url = ui.trusted_base(scheme=asked.served_over, host=_own_host(asked))
    if not base_url:
        raise storefront.Refusal(
            503, "This server does not know its own address. Whoever runs it sets COMMESSO_URL."
        )
    try:
        message = await storefront.in_thread(ask_for_mail)(
            store=floor.store,
            panel=panel,
            email=ask.email,
            language=ask.language or "",
            anonymous_id=ask.anonymous_id or "",
            base_url=base_url,
            at=now(),
        )
    except Invalid as error:
        raise storefront.Refusal(400, str(error), field=error.field) from None
    return storefront.as_json({"message": message}, status=202)


async def _enter(asked: storefront.Asked, key: str) -> ShopFloor:
    """Let a request in by its write key. Raise Refusal for an unknown key, and for one that asks too often."""
    _pace.keep(asked, key)
    return await storefront.open_shop(key, recall=recall_shop_floor, find=find_shop_floor)


def _own_host(asked: storefront.Asked) -> str:
    """Return the name this server was reached by. Raise Refusal for one that is not its own."""
    host = asked.host
    if not host or not validate_host(host.rpartition(":")[0] or host, settings.ALLOWED_HOSTS):
        raise storefront.Refusal(
            400, "This host name is not one of this server's. COMMESSO_HOSTS lists them."
        )
    return host


def forget() -> None:
    """Begin with an empty memory, as a new process does."""
    forget_everything()
    _pace.forget()
    _sign_up_pace.forget()
