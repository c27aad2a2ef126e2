"""One shopper of today, who walks through the shop's real pages. Each step ends with the seconds until the next."""

import time
from collections.abc import Iterator
from random import Random

from commesso.demo.adapters.browser import Browser, Page
from commesso.demo.adapters.commesso import send_batch
from commesso.demo.contracts import Here
from commesso.demo.rules.catalogue import FAMILIES
from commesso.demo.rules.goods import Good
from commesso.demo.rules.people import Shopper
from commesso.demo.rules.scribe import Scribe
from commesso.demo.rules.sources import pick_source
from commesso.demo.rules.typos import make_query

_BOUNCES, _SEARCHES, _LISTS = 0.3, 0.25, 0.5
_FILLS_CART, _BUYS = 0.22, 0.4
_GOOD_CARD, _BAD_CARD = "4242424242424242", "4000000000000002"
_DECLINED = 0.1


class Walk:
    """A visit as it happens. What the pages tell the tag goes to Commesso, unless the shopper said no."""

    def __init__(self, shopper: Shopper, goods: tuple[Good, ...], here: Here, random: Random) -> None:
        self._shopper, self._goods, self._here, self._random = shopper, goods, here, random
        device = random.choice(shopper.devices)
        source = pick_source(shopper, time.time(), random)
        stamp = f"live-{random.getrandbits(64):x}"
        self._scribe = Scribe(shopper, device, source, time.time(), stamp, shop=here.shop)
        self._browser = Browser(here.shop, user_agent=device.user_agent, language=shopper.locale)
        self._sent = 0
        shopper.visits += 1

    def steps(self) -> Iterator[float]:
        """Walk. Yield the seconds the shopper looks at what is before them."""
        random = self._random
        if random.random() < 0.5:
            self._open("")
        else:
            self._see_product()
        yield self._look()
        if random.random() < _BOUNCES:
            return
        if random.random() < _SEARCHES:
            name = random.choice(self._goods).product.name[self._shopper.language]
            self._open(f"search?q={make_query(name, self._shopper.language, random)}")
            yield self._look()
        if random.random() < _LISTS:
            self._open(f"shop/{FAMILIES[random.choice(self._shopper.favourites)]}")
            yield self._look()
        seen = None
        for _ in range(1 + min(6, int(random.expovariate(0.7)))):
            seen = self._see_product()
            yield self._look()
        if random.random() < _FILLS_CART and seen is not None:
            yield from self._take(seen)

    def _take(self, good: Good) -> Iterator[float]:
        """Put a thing into the cart; some go on to the checkout."""
        in_stock = [variant.sku for variant in good.product.variants if variant.stock]
        if not in_stock:
            return
        self._send("cart/add", {"sku": self._random.choice(in_stock), "quantity": "1"})
        yield self._look()
        self._open("cart")
        yield self._look()
        if self._random.random() < _BUYS:
            yield from self._pay()

    def _pay(self) -> Iterator[float]:
        page = self._open("checkout")
        yield self._look() + 20
        if self._random.random() < _DECLINED:
            page = self._send("checkout", self._fill_in(page, _BAD_CARD))
            yield self._look()
        self._send("checkout", self._fill_in(page, _GOOD_CARD))
        self._shopper.orders += 1

    def _fill_in(self, page: Page, card: str) -> dict[str, str]:
        shopper = self._shopper
        return page.hidden | {
            "email": shopper.email,
            "given_name": shopper.first_name,
            "family_name": shopper.last_name,
            "country": "IT",
            "address": f"Via delle Botteghe {1 + shopper.number % 90}",
            "postcode": shopper.postcode or "20121",
            "city": shopper.city,
            "payment": "card",
            "card_number": card,
            "card_expiry": "12/39",
            "card_code": "123",
            "anonymous_id": "" if shopper.says_no else self._scribe.device.anonymous_id,
        }

    def _see_product(self) -> Good:
        family = FAMILIES[self._random.choice(self._shopper.favourites)]
        good = self._random.choice([each for each in self._goods if each.product.family == family])
        self._open(f"products/{good.product.id}")
        return good

    def _open(self, place: str) -> Page:
        page = self._browser.open(f"/{self._shopper.language}/{place}")
        self._tell(place, page)
        return page

    def _send(self, place: str, fields: dict[str, str]) -> Page:
        page = self._browser.send(f"/{self._shopper.language}/{place}", fields)
        self._tell(place, page)
        return page

    def _tell(self, place: str, page: Page) -> None:
        """Do what the tag does in a browser: send on what the page says, if the shopper agreed."""
        if self._shopper.says_no or page.status >= 500:
            return
        scribe = self._scribe
        scribe.wait(time.time() - scribe.now)
        scribe.page(place, page.name)
        for name, said in page.events:
            scribe.track(name, said)
        fresh = [event for _, event in scribe.events[self._sent :]]
        if send_batch(fresh, address=self._here.commesso, key=self._here.write_key) == 200:
            self._sent = len(scribe.events)

    def _look(self) -> float:
        return self._random.uniform(2, 8) * (0.5 + 2 * self._shopper.patience)
