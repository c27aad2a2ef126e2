"""How often do recommendations name what came next, beside what others would have said, and how fast?

Three data sets, each cut in time where four fifths of its rows are earlier: everybody learns from the same earlier part
and answers the same questions of the later one. Protocol "next-item-new": given what a visit or basket holds so far (and,
where people are known, who it is), which product comes next that it does not hold yet? What it holds is never
recommended; what a person bought another day may be. Products that the earlier part does not have are not asked.

Beside ours: popularity; co-view (what was seen with the last product, or with all of them); and the library implicit
with its cosine neighbours, ALS and BPR, each fitted on visits by products, and where people are known on people by
products too, asked with all that the person had before and the basket. BPR cannot take in new rows: a visit is the mean
of its products. Each of implicit's takes the better of two settings, tried on the end of the earlier part, which is where
ours learns its blend. Nobody sees the later part before it is asked.

The lines of UCI's invoices come as listed and, since that order may be the clerk's, once more shuffled. Complete
Journey lists the products of a basket by number, so they are always shuffled.

The data sets lie in ../shared/data, or where COMMESSO_DATA_SETS says; one that is missing is left out, and said.
"""

import csv
import gzip
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

os.environ.setdefault(
    "OPENBLAS_NUM_THREADS", "1"
)  # implicit asks for it; and one thread is what a shop can spare

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares  # type: ignore[import-untyped]
from implicit.cpu.bpr import BayesianPersonalizedRanking  # type: ignore[import-untyped]
from implicit.nearest_neighbours import CosineRecommender  # type: ignore[import-untyped]
from numpy.typing import NDArray
from pyarrow import parquet  # type: ignore[import-untyped]
from scipy import sparse

from benchmarks.harness import ROOT, print_table
from commesso.discovery.contracts.recommending import NOBODY, ClickLog, Question
from commesso.discovery.rules.measuring import (
    bootstrap_mean,
    reciprocal_rank,
    score_hits,
    score_reciprocals,
)
from commesso.discovery.rules.recommending.logs import ask, cut_rows, question_rows, split_last
from commesso.discovery.rules.recommending.recommender import fit_recommender
from commesso.discovery.rules.recommending.sightings import Sightings
from commesso.discovery.rules.recommending.trying import (
    PLACES,
    Answers,
    Recommend,
    Task,
    answer_all,
    find_split,
    set_task,
)

DATA = Path(os.environ.get("COMMESSO_DATA_SETS", ROOT.parent / "shared" / "data"))
QUESTIONS = 8_000
TRIED = 400  # questions to choose a peer's setting by
SEED = 11
OURS = "Commesso"
FACTORS = 64


def main() -> None:
    for name, read in DATA_SETS.items():
        if len(sys.argv) > 1 and not any(each in name.lower() for each in sys.argv[1:]):
            continue
        try:
            log = read()
        except FileNotFoundError as error:
            print(f"\n{name}: left out, there is no {error.filename}.")
            continue
        compare(name, log)
    if len(sys.argv) == 1:
        compare_small()
        measure_large()


def compare(name: str, log: ClickLog) -> None:
    task = set_task(log, find_split(log), repeats=False, most=QUESTIONS, seed=SEED)
    print(
        f"\n{name}: learnt from {len(task.learn):,} rows in {task.learn.visits:,} visits before "
        f"{datetime.fromtimestamp(task.split_at, UTC):%Y-%m-%d %H:%M}; {len(task.asked):,} of "
        f"{task.later - task.new:,} questions asked, {task.new:,} about new products left out.",
        flush=True,
    )
    methods = [_try(method, task) for method in list_methods(task.learn)]
    print_methods(name, task, methods)


@dataclass(frozen=True)
class Method:
    """A name and the settings to choose from; each makes, from a log, what answers a question."""

    name: str
    settings: Sequence[Callable[[ClickLog], Recommend]]


@dataclass(frozen=True)
class Tried:
    name: str
    answers: Answers
    fit_seconds: float


def _try(method: Method, task: Task) -> Tried:
    fit = _choose(method, task.learn)
    begun = time.perf_counter()
    recommend = fit(task.learn)
    seconds = time.perf_counter() - begun
    return Tried(method.name, answer_all(task, recommend, clock=time.perf_counter), seconds)


def _choose(method: Method, learn: ClickLog) -> Callable[[ClickLog], Recommend]:
    if len(method.settings) == 1:
        return method.settings[0]
    earlier, later = split_last(learn, 0.1)
    rows = question_rows(later, repeats=False)
    drawn = np.sort(np.random.default_rng(SEED).permutation(rows)[:TRIED])
    task = Task(earlier, tuple(ask(later, drawn, repeats=False)), 0.0, len(drawn), 0)

    def quality(fit: Callable[[ClickLog], Recommend]) -> float:
        return reciprocal_rank(answer_all(task, fit(earlier), clock=time.perf_counter).ranks, PLACES)

    return max(method.settings, key=quality)


def list_methods(log: ClickLog) -> list[Method]:
    methods = [
        Method(OURS, [fit_ours]),
        Method("popularity", [fit_popularity]),
        Method("co-view, last", [lambda log: fit_co_view(log, last_only=True)]),
        Method("co-view, all", [lambda log: fit_co_view(log, last_only=False)]),
        *(Method(f"implicit {name}", fits) for name, fits in list_implicit(by_person=False)),
    ]
    if (log.person != NOBODY).any():
        methods += [Method(f"implicit {name}, people", fits) for name, fits in list_implicit(by_person=True)]
    return methods


def fit_ours(log: ClickLog) -> Recommend:
    recommender = fit_recommender(log)
    return lambda question: [each.product for each in recommender.rank(question, PLACES)]


def fit_popularity(log: ClickLog) -> Recommend:
    order = np.argsort(-np.bincount(log.product, minlength=len(log.products)), kind="stable")[:500].tolist()
    return lambda question: _without(order, question.seen)


def fit_co_view(log: ClickLog, *, last_only: bool) -> Recommend:
    visits = rows_by_products(log, log.visit)
    visits.data[:] = 1.0
    pairs = (visits.T @ visits).tocsr()
    popular = fit_popularity(log)

    def recommend(question: Question) -> Sequence[int]:
        seen = list(question.seen[-1:] if last_only else question.seen)
        row = pairs[seen].sum(axis=0).A1 if len(seen) > 1 else pairs[seen].toarray()[0]
        best = np.argpartition(-row, min(PLACES + len(question.seen), len(row) - 1))[
            : PLACES + len(question.seen)
        ]
        ranked = best[np.argsort(-row[best], kind="stable")]
        found = _without([int(each) for each in ranked if row[each] > 0], question.seen)
        return found + [each for each in popular(question) if each not in found][: PLACES - len(found)]

    return recommend


class Model(Protocol):
    """What implicit's models have in common."""

    item_factors: NDArray[np.float32]

    def fit(self, rows: sparse.csr_matrix, *, show_progress: bool) -> None: ...

    def recommend(self, *arguments: Any, **options: Any) -> tuple[NDArray[np.int32], NDArray[np.float32]]: ...


def list_implicit(*, by_person: bool) -> list[tuple[str, list[Callable[[ClickLog], Recommend]]]]:
    def settings(
        make: Callable[..., Model], *choices: Mapping[str, Any]
    ) -> list[Callable[[ClickLog], Recommend]]:
        return [partial(fit_implicit, make=partial(make, **each), by_person=by_person) for each in choices]

    als: dict[str, Any] = {"factors": FACTORS, "random_state": SEED, "num_threads": 1}
    return [
        ("cosine", settings(CosineRecommender, {"K": 20, "num_threads": 1}, {"K": 200, "num_threads": 1})),
        ("ALS", settings(AlternatingLeastSquares, als, {**als, "regularization": 0.1, "alpha": 10.0})),
        ("BPR", settings(BayesianPersonalizedRanking, als, {**als, "learning_rate": 0.05})),
    ]


def fit_implicit(log: ClickLog, *, make: Callable[[], Model], by_person: bool) -> Recommend:
    model = make()
    known = log.person != NOBODY if by_person else np.ones(len(log), dtype=np.bool_)
    learnt = cut_rows(log, known)
    rows = rows_by_products(learnt, learnt.person if by_person else learnt.visit)
    if not by_person:
        rows.data[:] = 1.0
    model.fit(rows, show_progress=False)
    popular = fit_popularity(log)

    def recommend(question: Question) -> Sequence[int]:
        seen = np.array(question.seen, dtype=np.int32)
        row = sparse.csr_matrix(
            (np.ones(len(seen), np.float32), (np.zeros(len(seen), np.int32), seen)),
            shape=(1, len(log.products)),
        )
        is_known = by_person and question.person != NOBODY and question.person < rows.shape[0]
        if is_known:
            row = row + rows[question.person]
        row, wanted = sparse.csr_matrix(row), PLACES + len(seen)
        if type(model) is BayesianPersonalizedRanking:
            found = _recommend_bpr(model, question, wanted, is_known=is_known)
        else:
            more = {} if type(model) is CosineRecommender else {"recalculate_user": True}
            ids, scores = model.recommend(0, row, N=wanted, filter_already_liked_items=False, **more)
            found = [int(each) for each, score in zip(ids, scores, strict=True) if each >= 0 and score != 0]
        ranked = _without(found, question.seen)
        return ranked + [each for each in popular(question) if each not in ranked][: PLACES - len(ranked)]

    return recommend


def _recommend_bpr(model: Any, question: Question, wanted: int, *, is_known: bool) -> list[int]:
    factors = np.asarray(model.item_factors)
    at = (
        np.asarray(model.user_factors)[question.person]
        if is_known
        else factors[list(question.seen)].mean(axis=0)
    )
    scores = factors @ at
    best = np.argpartition(-scores, min(wanted, len(scores) - 1))[:wanted]
    return [int(each) for each in best[np.argsort(-scores[best], kind="stable")]]


def rows_by_products(log: ClickLog, rows: NDArray[np.int32]) -> sparse.csr_matrix:
    ones = np.ones(len(log), dtype=np.float32)
    return sparse.csr_matrix((ones, (rows, log.product)), shape=(int(rows.max()) + 1, len(log.products)))


def _without(products: Sequence[int], seen: Sequence[int]) -> list[int]:
    left_out = set(seen)
    return [each for each in products if each not in left_out][:PLACES]


def print_methods(name: str, task: Task, methods: Sequence[Tried]) -> None:
    rows: list[tuple[str, ...]] = [("", "HR@5", "HR@20", "MRR@20", "coverage", "fit s", "ms p50", "ms p95")]
    for each in methods:
        figures = [f"{value:.4f}" for value in each.answers.metrics().values()]
        times = [f"{np.percentile(each.answers.milliseconds, q):.2f}" for q in (50, 95)]
        rows.append((each.name, *figures, f"{each.fit_seconds:.1f}", *times))
    print_table(name, rows)
    ours, others = methods[0], methods[1:]
    visits = [visit for visit, _, _ in task.asked]
    for metric, score in SCORES.items():
        best = max(others, key=lambda other: other.answers.metrics()[metric])
        gain = score(ours.answers.ranks) - score(best.answers.ranks)
        sure = bootstrap_mean(gain, groups=visits, seed=SEED)
        print(f"  {metric.upper()}: {sure.mean:+.4f} [{sure.low:+.4f}, {sure.high:+.4f}] against {best.name}")


SCORES: Mapping[str, Callable[[NDArray[np.int64]], NDArray[np.float64]]] = {
    "hr@5": lambda ranks: score_hits(ranks, 5),
    "hr@20": lambda ranks: score_hits(ranks, PLACES),
    "mrr@20": lambda ranks: score_reciprocals(ranks, PLACES),
}


def compare_small() -> None:
    """Shops with 500 clicks: stretches of that length, each asked about the 500 clicks after it.

    Three times each, the products numbered otherwise: what is popular is full of ties in so small a shop.
    """
    for name, read in DATA_SETS.items():
        try:
            logs = [_renumber(read(), seed) for seed in range(3)]
        except FileNotFoundError:
            continue
        shops = [(at, _cut_small(log, at)) for log in logs for at in np.linspace(0.05, 0.9, 20).tolist()]
        ours, popular = (
            np.concatenate([_try(Method(name, [fit]), task).answers.ranks for _, task in shops])
            for fit in (fit_ours, fit_popularity)
        )
        visits = [(at, visit) for at, task in shops for visit, _, _ in task.asked]
        groups = np.unique(visits, axis=0, return_inverse=True)[1].ravel()
        print(
            f"\n500 clicks of {name}: {len(shops)} shops, {len(ours):,} questions; ours, popularity, difference"
        )
        for metric, score in SCORES.items():
            sure = bootstrap_mean(score(ours) - score(popular), groups=groups, seed=SEED)
            means = f"{score(ours).mean():.4f} {score(popular).mean():.4f}"
            print(f"  {metric.upper()}: {means} {sure.mean:+.4f} [{sure.low:+.4f}, {sure.high:+.4f}]")


def _cut_small(log: ClickLog, at: float, clicks: int = 500) -> Task:
    first = int(len(log) * at)
    rows = np.arange(len(log))
    part = cut_rows(log, (rows >= first) & (rows < first + 2 * clicks))
    return set_task(part, float(np.sort(part.at)[clicks]), repeats=False, most=QUESTIONS, seed=SEED)


def measure_large() -> None:
    """30,000 products, 400,000 visits, 1.8 million clicks, invented: for time alone."""
    random = np.random.default_rng(SEED)
    sizes = np.minimum(1 + random.geometric(0.28, 400_000), 40)
    visit = np.repeat(np.arange(len(sizes)), sizes).astype(np.int32)
    themes = np.repeat(random.zipf(1.3, len(sizes)) % 600, sizes)
    product = ((themes * 50 + random.zipf(1.4, len(visit)) % 50) % 30_000).astype(np.int32)
    log = ClickLog(
        products=tuple(map(str, range(30_000))),
        people=tuple(map(str, range(100_000))),
        visit=visit,
        product=product,
        person=np.repeat(random.integers(0, 100_000, len(sizes)), sizes).astype(np.int32),
        at=visit.astype(np.float64) * 60,
        bought=np.zeros(len(visit), dtype=np.bool_),
    )
    task = set_task(log, find_split(log), repeats=False, most=QUESTIONS, seed=SEED)
    tried = _try(Method(OURS, [fit_ours]), task)
    times = [f"{np.percentile(tried.answers.milliseconds, q):.2f}" for q in (50, 95, 99)]
    head = ("products", "clicks learnt", "fit s", "ms p50", "ms p95", "ms p99")
    print_table(
        "Speed of a large shop",
        [head, ("30,000", f"{len(task.learn):,}", f"{tried.fit_seconds:.1f}", *times)],
    )


def _renumber(log: ClickLog, seed: int = SEED) -> ClickLog:
    """Number products at random: by first sight, the popular of the whole log come first, and ties would know it."""
    order = np.random.default_rng(seed).permutation(len(log.products))
    places = np.argsort(order)
    return replace(
        log,
        products=tuple(log.products[each] for each in order),
        product=places[log.product].astype(np.int32),
    )


def read_eshop() -> ClickLog:
    """Visits by day; the data has no clock, so a click stands as many seconds after midnight as its number says."""
    sightings = Sightings()
    with gzip.open(DATA / "eshop_clothing_2008" / "clickstream.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = datetime(int(row["year"]), int(row["month"]), int(row["day"]), tzinfo=UTC)
            at = day.timestamp() + int(row["order"])
            sightings.add(
                person="", session=row["session_id"], order="", product=row["clothing_model"], at=at
            )
    return _renumber(sightings.make_log())


def read_uci(*, shuffled: bool) -> ClickLog:
    """Invoices without cancellations, free lines, and codes that are no products (postage, fees)."""
    table = parquet.read_table(DATA / "uci_online_retail" / "transactions.parquet")
    names = ("InvoiceNo", "StockCode", "CustomerID", "Quantity", "UnitPrice")
    columns = [table[name].to_pylist() for name in names]
    moments = table["InvoiceDate"].to_numpy().astype("datetime64[s]").astype(np.float64).tolist()
    rows = list(zip(*columns, moments, strict=True))
    sightings = Sightings()
    for row in np.random.default_rng(SEED).permutation(len(rows)) if shuffled else range(len(rows)):
        invoice, code, customer, quantity, price, at = rows[row]
        if invoice[0].isdigit() and code[0].isdigit() and quantity > 0 and price > 0:
            person = "" if customer is None else str(customer)
            sightings.add(person=person, session="", order=invoice, product=code, at=at)
    return _renumber(sightings.make_log())


def read_journey() -> ClickLog:
    table = parquet.read_table(DATA / "complete_journey" / "transactions.parquet")
    columns = [table[name].to_numpy() for name in ("household_id", "basket_id", "product_id")]
    moments = table["transaction_timestamp"].to_numpy().astype("datetime64[s]").astype(np.float64)
    order = np.random.default_rng(SEED).permutation(len(table))
    sightings = Sightings()
    for row in zip(*(column[order].tolist() for column in (*columns, moments)), strict=True):
        household, basket, product, at = row
        sightings.add(person=str(household), session="", order=str(basket), product=str(product), at=at)
    return _renumber(sightings.make_log())


DATA_SETS: Mapping[str, Callable[[], ClickLog]] = {
    "E-shop clothing 2008, visits": read_eshop,
    "UCI online retail, baskets as listed": lambda: read_uci(shuffled=False),
    "UCI online retail, baskets shuffled": lambda: read_uci(shuffled=True),
    "Complete Journey, baskets shuffled": read_journey,
}


if __name__ == "__main__":
    main()
