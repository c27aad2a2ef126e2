"""Does search find what people want, in their language, with slips of the finger, and how fast?

Relevance: Icecat's products and what people judged of them (queries with only zero ratings left out; the gain of a
rating is 2^rating - 1), beside plain BM25 (k1 = 1.2, b = .75, words as they stand, over title, brand and description)
in the same run. Popularity is known of no product there; what it does when it is given out by lot, which is the worst
it can do, stands beside. No number is fitted to the judgements; the weights of fields come from the literature and stand in
`commesso/discovery/rules/searching/documents.py`. Two rules came after a look at these queries: docs/explanation/search.md.
Slips: 1,000 pairs of words of one real title, a rare one and another; found when one of the first five products has
both words that were meant, in any number.
Languages: a query for every product of the demo shop in its four languages (the name in another number, without
accents, or its words turned round); German and French by products made of our own word lists. Found: among ten.
Speed: 100,000 invented products in two languages. Times are those a caller waits, in this process; beside them the
processor time of the same calls, which other work on the machine does not lengthen.

The data sets lie in ../shared/data, or where COMMESSO_DATA_SETS says; one that is missing is left out, and said.
"""

import contextlib
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from benchmarks.goods import (
    Asked,
    Invented,
    Judgements,
    ask_demo,
    list_demo,
    make_listed,
    make_pairs,
    mistype,
    read_icecat,
    read_judgements,
    split_plainly,
)
from benchmarks.harness import print_table
from commesso.catalog.contracts import ProductInfo
from commesso.discovery.adapters.tantivy import TantivyBackend
from commesso.discovery.contracts.searching import Tier
from commesso.discovery.queries.searching import Found, StoreSearch, count_facets, find_matches
from commesso.discovery.rules.measuring import bootstrap_mean, ndcg
from commesso.discovery.rules.searching.blending import ENOUGH
from commesso.discovery.rules.searching.documents import list_tokens, make_document
from commesso.discovery.rules.searching.lsa import fit_meanings
from commesso.discovery.rules.searching.planning import make_plan
from commesso.discovery.rules.searching.popularity import LEAST_DEMAND, rate_popularity

SEED = 20
DEEP = 3_000
LARGE = 100_000
TIMED = 400
LOTS = 3

Find = Callable[[str, int], Sequence[str]]


def main() -> None:
    try:
        icecat = read_icecat()
    except FileNotFoundError as error:
        print(f"\nIcecat: relevance and slips are left out, there is no {error.filename}.")
    else:
        with filled(icecat, "en", ("en",)) as search:
            measure_relevance(search, Plain(icecat))
            measure_slips(search, Plain(icecat), icecat)
        measure_lot(icecat)
    measure_languages()
    measure_speed()


@contextlib.contextmanager
def filled(
    products: Iterable[ProductInfo],
    own: str,
    languages: tuple[str, ...],
    *,
    meanings: bool = True,
    popularity: Mapping[str, float] | None = None,
) -> Iterator[StoreSearch]:
    with tempfile.TemporaryDirectory(prefix="commesso-bench-") as folder:
        backend = TantivyBackend(Path(folder))
        rated = popularity or {}
        documents = [
            make_document(product, language=own, popularity=rated.get(product.product_id, 0.0))
            for product in products
        ]
        backend.rebuild(documents)
        try:
            yield StoreSearch(backend, languages, fit_meanings(documents) if meanings else None)
        finally:
            backend.close()


class Plain:
    """BM25 as in the books: small letters, whole words, any of them."""

    def __init__(self, products: Sequence[ProductInfo], k1: float = 1.2, b: float = 0.75) -> None:
        self._ids = [product.product_id for product in products]
        texts = [split_plainly(f"{each.title} {each.brand} {each.description}") for each in products]
        lengths = np.array([len(text) for text in texts])
        self._norms = k1 * (1 - b + b * lengths / lengths.mean())
        self._k1 = k1
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, text in enumerate(texts):
            for word, count in Counter(text).items():
                postings[word].append((place, count))
        self._postings = {word: np.array(rows).T for word, rows in postings.items()}

    def find(self, query: str, limit: int) -> list[str]:
        scores = np.zeros(len(self._ids))
        for word in set(split_plainly(query)):
            if word in self._postings:
                places, counts = self._postings[word]
                rare = np.log(1 + (len(self._ids) - len(places) + 0.5) / (len(places) + 0.5))
                scores[places] += rare * counts * (self._k1 + 1) / (counts + self._norms[places])
        best = np.argsort(-scores, kind="stable")[:limit]
        return [self._ids[place] for place in best if scores[place] > 0]


def measure_relevance(search: StoreSearch, plain: Plain) -> None:
    judgements = read_judgements()
    ours = _score(
        judgements, lambda query, limit: find_matches(search, query, limit=limit, enough=limit).product_ids
    )
    shown = _score(
        judgements, lambda query, limit: find_matches(search, query, limit=limit).product_ids, limit=10
    )
    theirs = _score(judgements, plain.find)
    full, judged = (
        bootstrap_mean(mine - others, seed=SEED)
        for mine, others in ((shown[0], theirs[0]), (ours[1], theirs[1]))
    )
    rows: list[tuple[str, ...]] = [("", "nDCG@10", "nDCG@10, judged only")]
    rows.append(("commesso", f"{shown[0].mean():.3f}", f"{ours[1].mean():.3f}"))
    rows.append(("plain BM25", f"{theirs[0].mean():.3f}", f"{theirs[1].mean():.3f}"))
    rows.append(
        (
            "difference, 95 %",
            *(f"{each.mean:+.3f} ({each.low:+.3f} to {each.high:+.3f})" for each in (full, judged)),
        )
    )
    print_table(
        f"Relevance: {len(judgements)} judged queries over Icecat's {search.backend.count():,} products", rows
    )


def measure_lot(icecat: Sequence[ProductInfo]) -> None:
    """Let some products be popular by lot, as wildly as demand is spread in shops."""
    judgements = read_judgements()
    rows: list[tuple[str, ...]] = [("", "nDCG@10", "nDCG@10, judged only")]
    for lot in range(1, LOTS + 1):
        random = Random(lot)
        demand = {product.product_id: LEAST_DEMAND * random.paretovariate(1) for product in icecat}
        with filled(icecat, "en", ("en",), popularity=rate_popularity(demand)) as search:
            shown = _score(judgements, partial(_find_ids, search, enough=ENOUGH), limit=10)[0]
            judged = _score(judgements, partial(_find_ids, search, enough=DEEP))[1]
        rows.append((f"lot {lot}", f"{shown.mean():.3f}", f"{judged.mean():.3f}"))
    print_table("Popularity by lot: what it costs at worst", rows)


def _find_ids(search: StoreSearch, query: str, limit: int, *, enough: int) -> Sequence[str]:
    return find_matches(search, query, limit=limit, enough=enough).product_ids


def _score(
    judgements: Judgements, find: Find, *, limit: int = DEEP
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    full, judged = [], []
    for query, ratings in judgements.items():
        gains = {docid: 2.0**rating - 1 for docid, rating in ratings.items()}
        found = find(query, limit)
        full.append(ndcg([gains.get(each, 0.0) for each in found[:10]], gains.values(), 10))
        judged.append(ndcg([gains[each] for each in found if each in gains][:10], gains.values(), 10))
    return np.array(full), np.array(judged)


def measure_slips(search: StoreSearch, plain: Plain, products: Sequence[ProductInfo]) -> None:
    words = {
        each.product_id: set(list_tokens(f"{each.title} {each.brand} {each.description}", "en"))
        for each in products
    }
    pairs = make_pairs(products, 1000, SEED)
    random = Random(SEED)
    queries = {
        "clean": [f"{rare} {other}" for rare, other in pairs],
        "slip in the rare word": [f"{mistype(rare, random)} {other}" for rare, other in pairs],
        "slip in both": [f"{mistype(rare, random)} {mistype(other, random)}" for rare, other in pairs],
    }
    rows: list[tuple[str, ...]] = [("", *queries, "p50 ms")]
    engines: list[tuple[str, Find]] = [
        ("commesso", lambda query, limit: find_matches(search, query, limit=limit).product_ids),
        ("plain BM25", plain.find),
    ]
    for name, find in engines:
        times: list[float] = []
        shares = []
        for asked in queries.values():
            found = [_timed(times, find, query) for query in asked]
            good = [
                any(set(list_tokens(" ".join(pair), "en")) <= words[each] for each in ids)
                for ids, pair in zip(found, pairs, strict=True)
            ]
            shares.append(f"{np.mean(good):.3f}")
        rows.append((name, *shares, f"{np.median(times):.2f}"))
    print_table("Slips: success@5 for 1,000 pairs of words of real titles", rows)


def _timed(times: list[float], find: Find, query: str) -> Sequence[str]:
    begun = time.perf_counter()
    found = find(query, 5)
    times.append((time.perf_counter() - begun) * 1000)
    return found


def measure_languages() -> None:
    rows: list[tuple[str, ...]] = [("", "products", "hit@10", "plain BM25", "no result")]
    demo = list_demo()
    with filled(demo, "it", ("it", "en", "es", "zh")) as search:
        for language in ("en", "it", "es", "zh"):
            shown = [each if language == "it" else _speak(each, language) for each in demo]
            rows.append(_hits(language, search, Plain(shown), ask_demo(language, SEED)))
    for language in ("de", "fr"):
        products, asked = make_listed(language)
        with filled(products, language, (language,)) as search:
            rows.append(_hits(f"{language}, word list", search, Plain(products), asked))
    print_table("Languages: known products, in another number, without accents, in another order", rows)


def _speak(product: ProductInfo, language: str) -> ProductInfo:
    words = product.languages[language]
    return replace(product, title=words.title, description=words.description)


def _hits(name: str, search: StoreSearch, plain: Plain, asked: Sequence[Asked]) -> tuple[str, ...]:
    found = [(find_matches(search, query, limit=10).product_ids, wanted) for query, wanted in asked]
    hits = np.mean([wanted in ids for ids, wanted in found])
    theirs = np.mean([wanted in plain.find(query, 10) for query, wanted in asked])
    empty = np.mean([not ids for ids, _ in found])
    return name, f"{search.backend.count():,}", f"{hits:.3f}", f"{theirs:.3f}", f"{empty:.3f}"


def measure_speed() -> None:
    made = list(Invented(SEED).make(LARGE))
    begun = time.perf_counter()
    documents = [make_document(product, language="it") for product, _ in made]
    read = time.perf_counter() - begun
    with tempfile.TemporaryDirectory(prefix="commesso-bench-") as folder:
        backend = TantivyBackend(Path(folder))
        begun = time.perf_counter()
        backend.rebuild(documents)
        built = time.perf_counter() - begun
        begun = time.perf_counter()
        search = StoreSearch(backend, ("it", "en"), fit_meanings(documents))
        fitted = time.perf_counter() - begun
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e6
        rows = [
            ("", "p50 ms", "p95 ms", "p95 ms of work", "found", "budget ms"),
            *_time_queries(search, [words for _, words in made]),
        ]
        rows.append(_time_updates(backend))
        backend.close()
    print_table(f"Speed: {LARGE:,} invented products", rows)
    print(
        f"  Read at {LARGE / read:,.0f} products/s, indexed at {LARGE / built:,.0f}/s, {size:.0f} MB; "
        f"meanings learnt in {fitted:.1f} s."
    )


def _time_queries(search: StoreSearch, words: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, ...]]:
    random = Random(SEED)
    chosen = random.sample(range(len(words)), TIMED)
    asked = {
        "known product": ([(" ".join(words[at]), f"p{at}") for at in chosen], "5"),
        "one slip": (
            [(" ".join([mistype(words[at][0], random), *words[at][1:]]), f"p{at}") for at in chosen],
            "8",
        ),
        "SKU": ([(f"SKU-{at:06}", f"p{at}") for at in chosen], "5"),
    }
    for name, (queries, budget) in asked.items():
        found: list[Found] = []
        times = [_time(partial(_find_into, found, search, query)) for query, _ in queries]
        good = [wanted in each.product_ids for each, (_, wanted) in zip(found, queries, strict=True)]
        yield _row(name, times, f"{np.mean(good):.3f}", budget)
    broad = [f"{noun} {colour}" for noun in Invented.NOUNS for colour in Invented.COLOURS]
    yield _row(
        "many match", [_time(partial(find_matches, search, query, limit=10)) for query in broad * 4], "", "5"
    )
    nouns = [find_matches(search, noun, limit=10) for noun in Invented.NOUNS]
    begun = [(" ".join(words[at]), random.randint(2, 12)) for at in chosen]
    yield _row(
        "while typing",
        [_time(partial(find_matches, search, text[:size], limit=6, typing=True)) for text, size in begun],
        "",
        "8",
    )
    yield _row(
        "facets of a tenth", [_time(partial(count_facets, search, found)) for found in nouns * 10], "", "5"
    )


def _time_updates(backend: TantivyBackend) -> tuple[str, ...]:
    times = []
    for number, (product, _) in enumerate(Invented(SEED + 1).make(100)):
        document = make_document(replace(product, title=f"{product.title} unheard{number}of"), language="it")
        plan = make_plan(f"unheard{number}of", languages=("it", "en"))
        begun = time.perf_counter()
        backend.index([document])
        while not backend.query(plan, tier=Tier.ALL, limit=1).hits:
            time.sleep(0.001)
        times.append(((time.perf_counter() - begun) * 1000, 0.0))
    return _row("update until found", times, "", "150")


def _find_into(found: list[Found], search: StoreSearch, query: str) -> None:
    found.append(find_matches(search, query, limit=10))


def _time(call: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds waited, and those worked."""
    begun, working = time.perf_counter(), time.thread_time()
    call()
    return (time.perf_counter() - begun) * 1000, (time.thread_time() - working) * 1000


def _row(name: str, times: Sequence[tuple[float, float]], found: str, budget: str) -> tuple[str, ...]:
    waited, worked = zip(*times, strict=True)
    work = f"{np.percentile(worked, 95):.1f}" if any(worked) else ""
    return name, *(f"{np.percentile(waited, share):.1f}" for share in (50, 95)), work, found, budget


if __name__ == "__main__":
    main()
