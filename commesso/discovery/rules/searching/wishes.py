"""What a shop wants of certain queries: other words for them, a page instead, or products that stand first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from commesso.discovery.contracts.searching import Redirect, Synonym
from commesso.discovery.rules.searching.synonyms import Phrase, Synonyms, read_phrase, read_synonyms


@dataclass(frozen=True)
class SearchWishes:
    """A shop's wishes, ready to be looked up by the phrase a query is read as."""

    synonyms: Synonyms = field(default_factory=Synonyms)
    redirects: Mapping[Phrase, str] = field(default_factory=dict)
    pins: Mapping[Phrase, tuple[str, ...]] = field(default_factory=dict)

    def find_redirect(self, query: str) -> str:
        """Return where the query leads, "" where it is searched for. The whole query must be the redirect's."""
        return self.redirects.get(read_phrase(query), "") if self.redirects else ""

    def list_pinned(self, query: str) -> tuple[str, ...]:
        """Return the products that stand first for the query."""
        return self.pins.get(read_phrase(query), ()) if self.pins else ()


def read_wishes(
    synonyms: Iterable[Synonym], redirects: Iterable[Redirect], pins: Mapping[str, Sequence[str]]
) -> SearchWishes:
    """Return the wishes ready for use. A query of no words leads nowhere."""
    led = {phrase: row.url for row in redirects for text in row.queries if (phrase := read_phrase(text))}
    pinned = {
        phrase: tuple(dict.fromkeys(ids)) for text, ids in pins.items() if (phrase := read_phrase(text))
    }
    return SearchWishes(read_synonyms(synonyms), led, pinned)


def put_first(pinned: Sequence[str], found: Sequence[str]) -> tuple[str, ...]:
    """Return the pinned products, then the others in their order."""
    return tuple(dict.fromkeys((*pinned, *found)))
