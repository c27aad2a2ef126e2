"""One visit: in by a source, from page to page, sometimes into the cart, now and then to an order."""

from itertools import accumulate
from random import Random

from commesso.demo.contracts import CURRENCY
from commesso.demo.rules.checkout import (
    begin_checkout,
    complete_order,
    follow_up,
    list_cart,
    subscribe,
)
from commesso.demo.rules.families import FAMILIES
from commesso.demo.rules.people import Shopper
from commesso.demo.rules.products import Product
from commesso.demo.rules.scribe import Scribe, Timed, describe, list_traits
from commesso.demo.rules.sources import make_source, pick_source

_ABANDONED = 0.73
_SEES_CART, _BEGINS_CHECKOUT = 0.88, 0.52
_COMES_BACK = 0.16  # of those who left a full cart
_CART_LASTS = 3 * 86_400.0
_BOUNCES = 0.33
_SEARCHES = 0.16
_SEARCH_WORDS = (
    *("regalo", "tazza", "lampada", "borsa", "lino", "anello", "vaso", "quaderno", "tagliere", "natale"),
    *("gift", "cup"),
)


class Shop:
    """The shop and all that goes on in it. Visits must come in the order of their time."""

    def __init__(self, products: tuple[Product, ...], random: Random, *, stamp: str) -> None:
        self.products = products
        self._random = random
        self._stamp = stamp
        self._visits = 0
        self._order_ids: set[str] = set()
        self._by_family = [
            [place for place, product in enumerate(products) if product.family is family]
            for family in FAMILIES
        ]
        self._appeals = [
            list(accumulate(products[place].appeal for place in places)) for places in self._by_family
        ]

    def visit(
        self, shopper: Shopper, moment: float, *, after_cart: bool = False
    ) -> tuple[list[Timed], float | None]:
        """Return what a visit sends, and when the shopper comes back for a cart left behind (None: not)."""
        random = self._random
        source = make_source("cart_mail", moment) if after_cart else pick_source(shopper, moment, random)
        device = random.choice(shopper.devices)
        self._visits += 1
        scribe = Scribe(shopper, device, source, moment, f"{self._stamp}-{self._visits}")
        shopper.visits += 1
        shopper.source = shopper.source or source.name
        if after_cart:
            if not shopper.cart:
                return [], None
            self._land_in_cart(scribe)
            return self._decide(scribe, chance=0.45)
        if shopper.is_registered and device.anonymous_id not in shopper.signed_in and random.random() < 0.5:
            self._sign_in(scribe)
        self._look_round(scribe, bounces=random.random() < _BOUNCES)
        chance = shopper.habit.buys / (1 - _ABANDONED)
        if random.random() < chance:
            self._fill_cart(scribe)
            return self._decide(scribe, chance=1 - _ABANDONED)
        return scribe.events, None

    def _look_round(self, scribe: Scribe, *, bounces: bool) -> None:
        random = self._random
        if random.random() < 0.45:
            scribe.page("/", "Home")
        else:
            self._see_product(scribe)
        if bounces:
            return
        if random.random() < _SEARCHES:
            scribe.wait(random.uniform(3, 20))
            word = random.choice(_SEARCH_WORDS)
            scribe.page(f"/search?q={word}", "Ricerca" if scribe.italian else "Search")
            scribe.track("Products Searched", {"query": word})
        if random.random() < 0.5:
            self._see_list(scribe)
        for _ in range(min(8, int(random.expovariate(0.6)))):
            self._see_product(scribe)
        if not scribe.shopper.says_no and not scribe.shopper.is_subscribed and random.random() < 0.012:
            scribe.identify({"email": scribe.shopper.email, "language": scribe.shopper.locale[:2]})
            subscribe(scribe)

    def _see_list(self, scribe: Scribe) -> None:
        random = self._random
        scribe.wait(random.uniform(4, 25))
        family = FAMILIES[self._pick_family(scribe.shopper)]
        name = family.it if scribe.italian else family.en
        scribe.page(f"/collections/{family.key}", name)
        scribe.track("Product List Viewed", {"list_id": family.key, "category": family.it})

    def _see_product(self, scribe: Scribe) -> None:
        scribe.wait(self._random.uniform(5, 70))
        place = self._pick_product(scribe.shopper)
        product = self.products[place]
        scribe.page(product.path, product.it if scribe.italian else product.en)
        scribe.track("Product Viewed", describe(product, product.variants[0], 1, italian=scribe.italian))
        scribe.shopper.seen.append(place)
        del scribe.shopper.seen[:-6]

    def _fill_cart(self, scribe: Scribe) -> None:
        random, shopper = self._random, scribe.shopper
        if scribe.now - shopper.cart_at > _CART_LASTS:
            shopper.cart, shopper.cart_id = {}, ""
        shopper.cart_at = scribe.now
        shopper.cart_id = shopper.cart_id or f"cart-{scribe.device.anonymous_id[:8]}-{int(scribe.now):x}"
        for _ in range(1 + min(4, int(random.expovariate(1.5)))):
            place = random.choice(shopper.seen) if shopper.seen else self._pick_product(shopper)
            variants = [number for number, each in enumerate(self.products[place].variants) if each.stock]
            if not variants:
                continue
            variant, pieces = random.choice(variants), 1 + (random.random() < 0.12)
            shopper.cart[place, variant] = shopper.cart.get((place, variant), 0) + pieces
            scribe.wait(random.uniform(6, 50))
            product = self.products[place]
            described = describe(product, product.variants[variant], pieces, italian=scribe.italian)
            scribe.track("Product Added", {"cart_id": shopper.cart_id, **described})
            if random.random() < 0.5:
                self._see_product(scribe)
        self._change_mind(scribe)

    def _change_mind(self, scribe: Scribe) -> None:
        """Some take a thing out again."""
        shopper = scribe.shopper
        if len(shopper.cart) > 1 and self._random.random() < 0.2:
            (place, variant), pieces = shopper.cart.popitem()
            product = self.products[place]
            described = describe(product, product.variants[variant], pieces, italian=scribe.italian)
            scribe.track("Product Removed", {"cart_id": shopper.cart_id, **described})

    def _land_in_cart(self, scribe: Scribe) -> None:
        scribe.page("/cart", "Carrello" if scribe.italian else "Cart")
        scribe.track(
            "Cart Viewed",
            {
                "cart_id": scribe.shopper.cart_id,
                "currency": CURRENCY,
                "products": list_cart(scribe, self.products),
            },
        )

    def _decide(self, scribe: Scribe, *, chance: float) -> tuple[list[Timed], float | None]:
        """Buy, or leave the cart standing; most leave before the checkout begins."""
        random, shopper = self._random, scribe.shopper
        draw = random.random()
        if not shopper.cart:
            return scribe.events, None
        if draw < chance:
            self._buy(scribe)
            return scribe.events, None
        if draw < chance + (1 - chance) * _SEES_CART * _BEGINS_CHECKOUT:
            scribe.wait(random.uniform(5, 40))
            self._land_in_cart(scribe)
            begin_checkout(scribe, self.products, random)
        elif draw < chance + (1 - chance) * _SEES_CART:
            scribe.wait(random.uniform(5, 40))
            self._land_in_cart(scribe)
        if random.random() < _COMES_BACK and scribe.shopper.is_subscribed:
            return scribe.events, scribe.now + random.uniform(0.1, 2.5) * 86_400
        return scribe.events, None

    def _buy(self, scribe: Scribe) -> None:
        self._land_in_cart(scribe)
        begin_checkout(scribe, self.products, self._random)
        order = complete_order(scribe, self.products, self._new_order_id(scribe.now), self._random)
        later = follow_up(scribe, order, self._random)
        if later is not None:
            scribe.events.append(later)

    def _sign_in(self, scribe: Scribe) -> None:
        scribe.shopper.signed_in.add(scribe.device.anonymous_id)
        scribe.page("/account", "Il mio profilo" if scribe.italian else "My account")
        scribe.identify(list_traits(scribe.shopper))
        scribe.wait(self._random.uniform(3, 15))

    def _new_order_id(self, moment: float) -> str:
        number = int(moment) - 1_600_000_000
        while f"BA-{number}" in self._order_ids:
            number += 1
        self._order_ids.add(f"BA-{number}")
        return f"BA-{number}"

    def _pick_family(self, shopper: Shopper) -> int:
        chance = self._random.random()
        return shopper.favourites[chance < 0.25] if chance < 0.75 else int(chance * 400) % len(FAMILIES)

    def _pick_product(self, shopper: Shopper) -> int:
        family = self._pick_family(shopper)
        return self._random.choices(self._by_family[family], cum_weights=self._appeals[family])[0]
