"""What crosses discovery's doors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from commesso.kernel.errors import CommessoError

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


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchDocument:
    """A product as a search engine keeps it. Its words are analysed already: every engine gets the same.

    `tokens` are stems in their order, as often as they count; `details` what else it is found by, codes too ("#…");
    `words` as they are written, for slips and beginnings, `names` those of its titles. `rank` multiplies the score: 1
    is usual.
    """

    product_id: str
    title: str
    tokens: tuple[str, ...]
    details: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    price_minor: int | None = None
    rank: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class QueryWord:
    """A word of a query. Any of `forms` meets it; a form of several tokens needs them all.

    `slips`: how many letters may be wrong. `unfinished`: it may be the beginning of a word. Not `needed`: a product
    without it is as good.
    """

    text: str
    forms: tuple[tuple[str, ...], ...]
    slips: int = 0
    unfinished: bool = False
    needed: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class QueryPlan:
    """What is looked for. `pairs` are neighbours, better found as such; `whole` the names the query may be in full."""

    query: str
    words: tuple[QueryWord, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    whole: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.words

    @property
    def needed(self) -> tuple[QueryWord, ...]:
        return tuple(word for word in self.words if word.needed)


class Tier(IntEnum):
    """How well a product answers a query, before anything else counts. Each tier holds those above it."""

    ALL = 1  # every word, as it stands or as a synonym
    SLIPPED = 2  # every word, some with slips, or the last begun
    SOME = 3  # some of the words


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowing:
    """What a result is narrowed to: of each facet any of the values, prices within both bounds (minor units)."""

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    price_from: int | None = None
    price_to: int | None = None


EVERYTHING = Narrowing()


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    product_id: str
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Hits:
    """The best products of a tier, and how many there are."""

    hits: tuple[Hit, ...]
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FacetCounts:
    """How many products of a result have which value. Prices are in minor units, None where nothing has one."""

    count: int
    values: tuple[tuple[str, str, int], ...]  # facet, value, products; the most first
    price_from: int | None = None
    price_to: int | None = None
    price_quarters: tuple[
        int, ...
    ] = ()  # a quarter, half and three quarters of the products cost at most so much


@dataclass(frozen=True, kw_only=True, slots=True)
class Synonym:
    """Phrases that mean the same; one way: the first finds the others, not the reverse."""

    phrases: tuple[str, ...]
    one_way: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Redirect:
    """Queries that lead to a page of the shop instead of a search."""

    queries: tuple[str, ...]
    url: str


class SearchBackend(Protocol):
    """A search engine over one store's products.

    What is indexed or deleted is searchable soon after; `flush` waits until it is. `rebuild` replaces everything
    without a moment in which less is found, and keeps what is indexed or deleted meanwhile.
    """

    def index(self, documents: Sequence[SearchDocument]) -> None: ...

    def delete(self, product_ids: Sequence[str]) -> None: ...

    def flush(self) -> None: ...

    def rebuild(self, documents: Iterable[SearchDocument]) -> None: ...

    def query(
        self, plan: QueryPlan, *, tier: Tier, limit: int, narrowing: Narrowing = EVERYTHING
    ) -> Hits: ...

    def facets(self, plan: QueryPlan, *, tier: Tier, narrowing: Narrowing = EVERYTHING) -> FacetCounts: ...

    def suggest(self, beginning: str, *, limit: int) -> list[tuple[str, int]]:
        """Return words of the index that begin so, with how many products have them, the most first."""
        ...

    def known(self, token: str) -> bool:
        """Tell whether any product has the token."""
        ...

    def has_word(self, word: str) -> bool:
        """Tell whether any product has the word just as it is written."""
        ...

    def has_product(self, product_id: str) -> bool: ...

    def count(self) -> int: ...

    def close(self) -> None: ...


class EmbeddingFailed(CommessoError):
    """An embedder did not answer, or not as it should."""


class Embedder(Protocol):
    """Says where texts lie: what means the like lies close together."""

    name: str  # of the model: what another one says lies elsewhere

    def embed(self, texts: Sequence[str], *, patience_seconds: float) -> NDArray[np.float32]:
        """Return a row of length 1 for each text, in their order. Raise EmbeddingFailed."""
        ...


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


class GuideState(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideCondition:
    """What an attribute should be: one of some words, or a number between two, both taken.

    `unit` is that of the numbers; by default the one most products give.
    """

    attribute: str
    any_of: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    unit: str = ""
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideOption:
    """An answer, in the merchant's words by language. Without conditions it leaves all products as they are."""

    key: str
    words: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[GuideCondition, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideQuestion:
    """A question as a merchant wants it: written by hand, or one of the catalogue's own, in other words.

    What is `locked` is asked of everybody, first and in this order; the others when they tell most.
    """

    key: str
    words: Mapping[str, str] = field(default_factory=dict)
    options: tuple[GuideOption, ...] = ()
    is_written: bool = False
    is_locked: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideWords:
    """What stands above a guide in one language, and how it asks who comes back: "Still looking for a lamp?"."""

    title: str = ""
    text: str = ""
    again: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideInfo:
    """A guide as its merchant made it. Without a category it goes through the whole shop."""

    id: int
    key: str
    name: str
    category: str = ""
    words: Mapping[str, GuideWords] = field(default_factory=dict)
    questions: tuple[GuideQuestion, ...] = ()
    version: int = 1
    state: GuideState = GuideState.DRAFT


class Situation(StrEnum):
    """In which situation the assistant meets a shopper."""

    NEW = "new"
    BACK = "back"
    FROM_AD = "ad"
    SOLD_OUT = "sold_out"  # at a product that cannot be bought now
    IN_CART = "cart"  # hesitating there


@dataclass(frozen=True, kw_only=True)
class AssistantInfo:
    """A shop's assistant. `words`: language -> "name" or a situation -> the shop's own words; the others are ours."""

    is_on: bool = False
    side: str = "end"  # of the page, in the direction its language is written
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    guide_key: str = ""
    order_url: str = ""  # "{language}" in it is the page's
    contact_url: str = ""
