"""What crosses the doors of search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from commesso.kernel.errors import CommessoError


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

    def facets(self, plan: QueryPlan, *, tier: Tier, narrowing: Narrowing = EVERYTHING) -> FacetCounts:
        """Count all that `query` finds."""
        ...

    def facets_of(self, product_ids: Sequence[str]) -> FacetCounts:
        """Count these products; unknown ones count for nothing."""
        ...

    def suggest(self, beginning: str, *, limit: int) -> list[tuple[str, int]]:
        """Return words of titles that begin so, with how many products have them, the most first."""
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
