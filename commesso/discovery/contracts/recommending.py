"""What crosses the doors of recommendations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from commesso.kernel.money import Money

NOBODY = -1


@dataclass(frozen=True, eq=False)
class ClickLog:
    """What shoppers looked at and bought, in columns; one row a product, visits by their start, rows in their order.

    `visit` never falls and counts from 0 without gaps. `product` and `person` are places in `products` and `people`;
    a person is NOBODY where unknown. `at` is in seconds of the Unix clock. An order of which no visit is known is a
    visit of its own.
    """

    products: tuple[str, ...]
    people: tuple[str, ...]
    visit: NDArray[np.int32]
    product: NDArray[np.int32]
    person: NDArray[np.int32]
    at: NDArray[np.float64]
    bought: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.visit)

    @property
    def visits(self) -> int:
        return int(self.visit[-1]) + 1 if len(self.visit) else 0


@dataclass(frozen=True)
class Question:
    """What should this person see next? `seen` is the visit so far, the oldest first."""

    seen: tuple[int, ...]
    person: int = NOBODY


@dataclass(frozen=True)
class Suggestion:
    """A product and why: the member that spoke loudest for it. A guess is what anybody would have been shown."""

    product: int
    score: float
    reason: str
    is_guess: bool


class SlotKind(StrEnum):
    """What a slot promises its reader."""

    FOR_YOU = "for_you"
    TOGETHER = "together"  # bought with the product
    VIEWED = "viewed"  # looked at with the product
    SIMILAR = "similar"
    TRENDING = "trending"
    RECENT = "recent"
    AGAIN = "again"
    CART = "cart"  # completes it
    ALTERNATIVES = "alternatives"  # to a product that is sold out
    BETTER = "better"
    SIMPLER = "simpler"


@dataclass(frozen=True, kw_only=True)
class ProductCard:
    """What must be known of a product to decide whether and where it is shown. Unknown stock may be shown."""

    product_id: str
    is_shown: bool = True
    in_stock: bool | None = None
    brand: str = ""
    categories: tuple[str, ...] = ()
    price_minor: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)


class RuleAction(StrEnum):
    PIN = "pin"
    BOOST = "boost"
    BURY = "bury"
    EXCLUDE = "exclude"


@dataclass(frozen=True, kw_only=True)
class MerchantRule:
    """A merchant's wish. It means the products that fit all that is said: an empty condition lets every product fit.

    A category means those below it too. `details` are attributes as the catalogue has them (season, margin class).
    `place`, from 1, is where a pinned product goes; `strength` is how many times as high a boosted one stands.
    """

    name: str
    action: RuleAction
    product_ids: frozenset[str] = frozenset()
    brand: str = ""
    category: str = ""
    price_from: int | None = None
    price_to: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    place: int = 1
    strength: float = 3.0


@dataclass(frozen=True)
class Wish:
    """A product that some part of discovery would show, and why."""

    product_id: str
    reason: str
    is_guess: bool = False


@dataclass(frozen=True)
class Recommended:
    """A product in a slot, why it is there, and the merchant's rule that put or moved it."""

    product_id: str
    reason: str
    is_guess: bool
    rule: str = ""


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """A product for one person, as a message shows it: in their language, with the words why."""

    product_id: str
    title: str
    url: str
    image: str
    price: Money | None
    reason: str
    is_guess: bool
