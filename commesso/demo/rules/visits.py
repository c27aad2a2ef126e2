"""One visit: in by a source, from page to page, sometimes into the cart, now and then to an order."""

from datetime import UTC, datetime
from itertools import accumulate
from random import Random

from commesso.demo.contracts import CURRENCY
from commesso.demo.rules.afterwards import follow_up
from commesso.demo.rules.catalogue import FAMILIES, get_catalogue
from commesso.demo.rules.checkout import begin_checkout, complete_order, list_cart, subscribe
from commesso.demo.rules.goods import Good, list_places, season_of, weigh
from commesso.demo.rules.people import Shopper
from commesso.demo.rules.scribe import TITLES, Scribe, Timed, write_server_event
from commesso.demo.rules.sources import make_source, pick_source
from commesso.demo.rules.truth import CONTROL, Treatment, Truth
from commesso.demo.rules.typos import make_query

_ABANDONED = 0.73
_SEES_CART, _BEGINS_CHECKOUT = 0.88, 0.52
_COMES_BACK, _BUYS_THEN = 0.16, 0.45  # of those who left a full cart; of those who came back for it
_CART_LASTS = 3 * 86_400.0
_BOUNCES = 0.33
_SEARCHES = 0.16
_TOO_DEAR = 0.55  # how often a thing above the budget is passed over
_SUBSCRIBES = 0.012


class Shop:
    """The shop and all that goes on in it. Visits must come in the order of their time."""

    def __init__(self, goods: tuple[Good, ...], random: Random, *, truth: Truth, stamp: str) -> None:
        self.goods = goods
        self._random = random
        self._truth = truth
        self._stamp = stamp
        self._visits = 0
        self._order_ids: set[str] = set()
        self._places = list_places(goods)
        self._season, self._sums = "", [[0.0]]

    def visit(
        self, shopper: Shopper, moment: float, *, after_cart: str = ""
    ) -> tuple[list[Timed], tuple[float, str] | None]:
        """Return what a visit sends, and when and by which source the shopper comes back for a cart (None: not)."""
        random = self._random
        if shopper.left_at and moment > shopper.left_at:
            return [], None
        self._turn_season(moment)
        source = make_source(after_cart, moment) if after_cart else pick_source(shopper, moment, random)
        device = random.choice(shopper.devices)
        self._visits += 1
        scribe = Scribe(shopper, device, source, moment, f"{self._stamp}-{self._visits}")
        shopper.visits += 1
        shopper.source = shopper.source or source.name
        if after_cart:
            if not shopper.cart:
                return [], None
            self._land_in_cart(scribe)
            return self._decide(scribe, chance=_BUYS_THEN)
        if shopper.is_registered and device.anonymous_id not in shopper.signed_in and random.random() < 0.5:
            self._sign_in(scribe)
        if not self._look_round(scribe):
            return scribe.events, None
        arm = self._recommend(scribe)
        buys = shopper.habit.buys / (1 - _BOUNCES)
        chance = self._truth.add_to(buys, Treatment.RECOMMENDATION, arm) / (1 - _ABANDONED)
        if random.random() < chance:
            self._fill_cart(scribe)
            return self._decide(scribe, chance=1 - _ABANDONED)
        return scribe.events, None

    def _look_round(self, scribe: Scribe) -> bool:
        """Return whether the shopper stayed longer than for the first page."""
        random, shopper = self._random, scribe.shopper
        if random.random() < 0.45:
            scribe.page("", TITLES["home"][shopper.language])
        else:
            self._see_product(scribe)
        if random.random() < _BOUNCES:
            return False
        if random.random() < _SEARCHES:
            self._search(scribe)
        if random.random() < 0.5:
            self._see_list(scribe)
        for _ in range(min(12, int(random.expovariate(0.9 - 0.6 * shopper.patience)))):
            self._see_product(scribe)
        if not shopper.says_no and not shopper.is_subscribed and random.random() < _SUBSCRIBES:
            scribe.identify({"email": shopper.email, "language": shopper.language})
            subscribe(scribe)
        return True

    def _search(self, scribe: Scribe) -> None:
        """Look for something; who finds nothing because of a slip tries once more, or lets it be."""
        random, language = self._random, scribe.shopper.language
        scribe.wait(random.uniform(3, 20))
        wanted = self.goods[self._pick_product(scribe.shopper)].product.name[language]
        query = make_query(wanted, language, random)
        scribe.page(f"search?q={query}", TITLES["search"][language])
        scribe.track("Products Searched", {"query": query})
        if random.random() < 0.6:
            scribe.track("Product Clicked", self._told(scribe, self._pick_product(scribe.shopper)))

    def _see_list(self, scribe: Scribe) -> None:
        scribe.wait(self._random.uniform(4, 25))
        key = FAMILIES[self._pick_family(scribe.shopper)]
        family = get_catalogue().families[key]
        scribe.page(f"shop/{key}", family.name[scribe.shopper.language])
        scribe.track("Product List Viewed", {"list_id": key, "category": family.name["it"]})

    def _see_product(self, scribe: Scribe) -> None:
        scribe.wait(self._random.uniform(5, 70))
        place = self._pick_product(scribe.shopper)
        product = self.goods[place].product
        scribe.page(f"products/{product.id}", product.name[scribe.shopper.language])
        scribe.track("Product Viewed", self._told(scribe, place))
        scribe.shopper.seen.append(place)
        del scribe.shopper.seen[:-6]

    def _recommend(self, scribe: Scribe) -> str:
        """Show what goes together to those who are to see it; return the arm."""
        arm = self._truth.arm(Treatment.RECOMMENDATION, str(scribe.shopper.number))
        scribe.expose(Treatment.RECOMMENDATION, arm)
        if arm != CONTROL:
            shown = [self._told(scribe, self._pick_product(scribe.shopper)) for _ in range(3)]
            scribe.track("Product List Viewed", {"list_id": "recommendations", "products": shown})
        return arm

    def _fill_cart(self, scribe: Scribe) -> None:
        random, shopper = self._random, scribe.shopper
        if scribe.now - shopper.cart_at > _CART_LASTS:
            shopper.cart, shopper.cart_id = {}, ""
        shopper.cart_at = scribe.now
        shopper.cart_id = shopper.cart_id or f"cart-{scribe.device.anonymous_id[:8]}-{int(scribe.now):x}"
        for _ in range(1 + min(4, int(random.expovariate(1.5)))):
            place = random.choice(shopper.seen) if shopper.seen else self._pick_product(shopper)
            in_stock = [
                number for number, each in enumerate(self.goods[place].product.variants) if each.stock
            ]
            if not in_stock:
                continue
            variant, pieces = random.choice(in_stock), 1 + (random.random() < 0.12)
            shopper.cart[place, variant] = shopper.cart.get((place, variant), 0) + pieces
            scribe.wait(random.uniform(6, 50))
            told = self.goods[place].tell(variant, pieces, shopper.language)
            scribe.track("Product Added", {"cart_id": shopper.cart_id, **told})
            if random.random() < 0.5:
                self._see_product(scribe)
        self._change_mind(scribe)

    def _change_mind(self, scribe: Scribe) -> None:
        """Some take a thing out again."""
        shopper = scribe.shopper
        if len(shopper.cart) > 1 and self._random.random() < 0.2:
            (place, variant), pieces = shopper.cart.popitem()
            told = self.goods[place].tell(variant, pieces, shopper.language)
            scribe.track("Product Removed", {"cart_id": shopper.cart_id, **told})

    def _land_in_cart(self, scribe: Scribe) -> None:
        shopper = scribe.shopper
        scribe.page("cart", TITLES["cart"][shopper.language])
        listed = list_cart(shopper, self.goods)
        scribe.track("Cart Viewed", {"cart_id": shopper.cart_id, "currency": CURRENCY, "products": listed})

    def _decide(self, scribe: Scribe, *, chance: float) -> tuple[list[Timed], tuple[float, str] | None]:
        """Buy, or leave the cart standing; most leave before the checkout begins."""
        random, shopper = self._random, scribe.shopper
        draw = random.random()
        if not shopper.cart:
            return scribe.events, None
        if draw < chance:
            self._buy(scribe)
            return scribe.events, None
        if draw < chance + (1 - chance) * _SEES_CART:
            scribe.wait(random.uniform(5, 40))
            self._land_in_cart(scribe)
            if draw < chance + (1 - chance) * _SEES_CART * _BEGINS_CHECKOUT:
                begin_checkout(scribe, self.goods, random)
        return scribe.events, self._come_back(scribe)

    def _come_back(self, scribe: Scribe) -> tuple[float, str] | None:
        """Some come back for a cart they left. A mail may go to those who said yes to mails."""
        random, shopper = self._random, scribe.shopper
        if shopper.reminded_of == shopper.cart_id:
            return None
        shopper.reminded_of = shopper.cart_id
        if not shopper.is_subscribed:
            return (self._later(scribe.now), "direct") if random.random() < _COMES_BACK / 2 else None
        arm = self._truth.arm(Treatment.CART_MAIL, shopper.cart_id)
        who = {"anonymousId": scribe.device.anonymous_id}
        at = scribe.now + 3_600
        properties = {
            "experiment_id": str(Treatment.CART_MAIL),
            "variation_id": arm,
            "cart_id": shopper.cart_id,
        }
        scribe.events.append(
            write_server_event("Experiment Viewed", at, f"{scribe.stamp}-cart-mail", who, properties)
        )
        # Who comes back buys in so many cases, so the lift of an order takes so much more of coming back.
        lifted = self._truth.add_to(_COMES_BACK * _BUYS_THEN, Treatment.CART_MAIL, arm) / _BUYS_THEN
        if random.random() >= lifted:
            return None
        return self._later(at), "direct" if arm == CONTROL else "cart_mail"

    def _later(self, moment: float) -> float:
        return moment + self._random.uniform(0.1, 2.5) * 86_400

    def _buy(self, scribe: Scribe) -> None:
        self._land_in_cart(scribe)
        begin_checkout(scribe, self.goods, self._random)
        order = complete_order(scribe, self.goods, self._new_order_id(scribe.now), self._random)
        scribe.events += follow_up(scribe, order, self._truth, self._random)

    def _sign_in(self, scribe: Scribe) -> None:
        scribe.shopper.signed_in.add(scribe.device.anonymous_id)
        scribe.page("orders", TITLES["account"][scribe.shopper.language])
        scribe.introduce()
        scribe.wait(self._random.uniform(3, 15))

    def _new_order_id(self, moment: float) -> str:
        number = int(moment) - 1_600_000_000
        while f"BA-{number}" in self._order_ids:
            number += 1
        self._order_ids.add(f"BA-{number}")
        return f"BA-{number}"

    def _turn_season(self, moment: float) -> None:
        season = season_of(datetime.fromtimestamp(moment, UTC).month)
        if season != self._season:
            self._season = season
            self._sums = [
                list(accumulate(weigh(self.goods[place], season) for place in places))
                for places in self._places
            ]

    def _pick_family(self, shopper: Shopper) -> int:
        chance = self._random.random()
        return shopper.favourites[chance < 0.25] if chance < 0.75 else int(chance * 400) % len(FAMILIES)

    def _pick_product(self, shopper: Shopper) -> int:
        """Of three things that catch the eye, the one nearest to taste and budget."""
        random, family = self._random, self._pick_family(shopper)
        caught = random.choices(self._places[family], cum_weights=self._sums[family], k=3)
        return min(caught, key=lambda place: self._distance(shopper, place))

    def _distance(self, shopper: Shopper, place: int) -> float:
        good = self.goods[place]
        too_dear = _TOO_DEAR if good.product.cents > shopper.budget_cents else 0.0
        return abs(good.style - shopper.taste) + too_dear

    def _told(self, scribe: Scribe, place: int) -> dict[str, object]:
        return self.goods[place].tell(0, 1, scribe.shopper.language)
