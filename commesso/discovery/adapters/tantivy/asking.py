"""A plan as the library's query."""

import math
from collections.abc import Iterator, Sequence

import tantivy
from tantivy import Occur, Query

from commesso.discovery.adapters.tantivy.generation import Generation
from commesso.discovery.adapters.tantivy.shape import join_facet
from commesso.discovery.contracts.searching import Narrowing, QueryPlan, QueryWord, Tier

_DETAIL = 1.0  # a word among the details counts like one in the description
_TIE = 0.1  # the field that says it best decides; a second one only between equals
# Neighbours beside single words: .15 to .85 (sequential dependence, Metzler and Croft, 2005).
_PAIR = 0.15 / 0.85
_NAMED = 1.0  # what is called just as the query says is worth one more such word
# The fewest slips come first, before anything else counts: each costs more than a word can be worth.
_SLIP = 25.0
_WRITTEN = _BEGUN = 2.1 * _SLIP
_NAMES = 3.0  # a slip or a beginning met by a word of the title comes before its equals


class Asking:
    """Makes queries for one state of an index."""

    def __init__(self, generation: Generation, searcher: tantivy.Searcher) -> None:
        self._schema = generation.schema
        self._vocabulary = generation.vocabulary
        self._searcher = searcher
        self._products = max(1, searcher.num_docs)

    def make_query(self, plan: QueryPlan, tier: Tier, narrowing: Narrowing) -> Query:
        clauses = list(self._narrow(narrowing))
        if plan.is_empty:
            return Query.boolean_query([(Occur.Must, Query.all_query()), *clauses])
        meets = {Tier.ALL: self._meet, Tier.SLIPPED: self._meet_loosely, Tier.SOME: self._meet_somehow}[tier]
        words = [(word, meets(word)) for word in plan.words]
        if tier is Tier.SOME:
            some = [(Occur.Should, query) for word, query in words if word.needed and query is not None]
            asked = Query.boolean_query([*some, *self._name(plan)]) if some else Query.empty_query()
        elif any(query is None for word, query in words if word.needed):
            return Query.empty_query()
        else:
            occurs = [
                (Occur.Must if word.needed else Occur.Should, query)
                for word, query in words
                if query is not None
            ]
            asked = Query.boolean_query([*occurs, *self._pair(plan), *self._name(plan)])
        return Query.boolean_query([(Occur.Must, asked), *clauses]) if clauses else asked

    def has(self, token: str) -> bool:
        return bool(self._searcher.doc_freq("tokens", token) or self._searcher.doc_freq("details", token))

    def _meet(self, word: QueryWord) -> Query | None:
        found = [query for form in word.forms if (query := self._form(form)) is not None]
        return _best_of(found)

    def _meet_loosely(self, word: QueryWord) -> Query | None:
        exact = self._meet(word)
        found = [] if exact is None else [_raise_score(exact, _WRITTEN)]
        for slips in range(1, word.slips + 1):
            near = self._near("words", word.text, slips)
            found += [] if near is None else [Query.const_score_query(near, _WRITTEN - slips * _SLIP)]
        if word.unfinished:
            begun = Query.fuzzy_term_query(self._schema, "words", word.text, distance=0, prefix=True)
            found.append(Query.const_score_query(begun, _BEGUN))
        met = _best_of(found)
        if met is None:
            return None
        return Query.boolean_query([(Occur.Must, met), *self._prefer_names(word, is_known=exact is not None)])

    def _prefer_names(self, word: QueryWord, *, is_known: bool) -> Iterator[tuple[Occur, Query]]:
        """Yield what makes a product better whose title has the word, nearly or begun: all its slips score alike."""
        may_slip = word.slips > 0 and not is_known
        if may_slip and (near := self._near("names", word.text, word.slips)) is not None:
            yield Occur.Should, Query.const_score_query(near, _NAMES)
        if word.unfinished:
            begun = Query.fuzzy_term_query(self._schema, "names", word.text, distance=0, prefix=True)
            yield Occur.Should, Query.const_score_query(begun, _NAMES)

    def _meet_somehow(self, word: QueryWord) -> Query | None:
        """Look for a slip only in a word that no product has: the others are meant as they stand."""
        found = self._meet(word)
        if found is None and word.slips:
            near = self._near("words", word.text, 1)
            # In this tier words are weighed against each other, and a guess weighs little.
            return None if near is None else Query.const_score_query(near, (_WRITTEN - _SLIP) / _SLIP)
        return found

    def _pair(self, plan: QueryPlan) -> Iterator[tuple[Occur, Query]]:
        """Yield what makes a product better that is found already."""
        for left, right in plan.pairs:
            if self._searcher.doc_freq("tokens", left) and self._searcher.doc_freq("tokens", right):
                pair = Query.phrase_query(self._schema, "tokens", [left, right])
                yield Occur.Should, Query.boost_query(pair, _PAIR)

    def _name(self, plan: QueryPlan) -> Iterator[tuple[Occur, Query]]:
        for name in plan.whole:
            if often := self._searcher.doc_freq("details", name):
                term = Query.term_query(self._schema, "details", name, index_option="basic")
                yield Occur.Should, Query.const_score_query(term, self._rare(often) * _NAMED)

    def _rare(self, often: int) -> float:
        return math.log(1 + (self._products - often + 0.5) / (often + 0.5))

    def _near(self, field: str, text: str, slips: int) -> Query | None:
        """Return what finds the words of a field that differ by at most so many slips; None where none does."""
        near = [
            (Occur.Should, Query.term_query(self._schema, field, each, index_option="basic"))
            for each in self._vocabulary().find_near(text, slips)
            if self._searcher.doc_freq(field, each)
        ]
        return Query.boolean_query(near) if near else None

    def _form(self, form: Sequence[str]) -> Query | None:
        tokens = [self._token(token) for token in form]
        if len(tokens) == 1:
            return tokens[0]
        known = [query for query in tokens if query is not None]
        return (
            Query.boolean_query([(Occur.Must, query) for query in known])
            if len(known) == len(tokens)
            else None
        )

    def _token(self, token: str) -> Query | None:
        found = []
        if self._searcher.doc_freq("tokens", token):
            found.append(Query.term_query(self._schema, "tokens", token, index_option="freq"))
        if often := self._searcher.doc_freq("details", token):
            # How many details a product has says nothing of how well one fits, so the length of the list does not count.
            term = Query.term_query(self._schema, "details", token, index_option="basic")
            found.append(Query.const_score_query(term, self._rare(often) * _DETAIL))
        return _best_of(found)

    def _narrow(self, narrowing: Narrowing) -> Iterator[tuple[Occur, Query]]:
        for name, values in narrowing.facets.items():
            wanted = [join_facet(name, value) for value in values]
            chosen = Query.term_set_query(self._schema, "facets", wanted)
            yield Occur.Must, Query.const_score_query(chosen, 0.0)
        if narrowing.price_from is not None or narrowing.price_to is not None:
            within = Query.range_query(
                self._schema, "price", tantivy.FieldType.Integer, narrowing.price_from, narrowing.price_to
            )
            yield Occur.Must, Query.const_score_query(within, 0.0)


def _raise_score(query: Query, more: float) -> Query:
    return Query.boolean_query([(Occur.Must, query), (Occur.Should, Query.const_score_query(query, more))])


def _best_of(queries: list[Query]) -> Query | None:
    if len(queries) <= 1:
        return queries[0] if queries else None
    return Query.disjunction_max_query(queries, tie_breaker=_TIE)
