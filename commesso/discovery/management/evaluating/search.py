"""Search, measured by what people judged of its results."""

import csv
import gzip
import io
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from django.core.management import CommandParser

from commesso.discovery.actions.indexing import open_trial_search
from commesso.discovery.queries.searching import StoreSearch, find_matches
from commesso.discovery.rules.measuring import bootstrap_mean, ndcg
from commesso.kernel.errors import Invalid
from commesso.stores import api as stores

HELP = "Ask a store's search what people judged (query, docid, rating) and tell how well it ranks: nDCG@10."
_COLUMNS = ("query", "docid", "rating")
_PLACES = 10
_MOST_RATING = 10.0
_DEEP = 3_000  # places looked at to find the judged products of a query
_SEED = 1

Judgements = dict[str, dict[str, float]]  # query -> product -> rating


@dataclass
class Outcome:
    """The scores of each query, and what was left out."""

    full: list[float] = field(default_factory=list)
    judged: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    empty: int = 0
    without_gain: int = 0
    unknown: int = 0


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "--store", required=True, metavar="SLUG", help="The store whose products are searched."
    )
    parser.add_argument(
        "--judgements",
        required=True,
        type=Path,
        metavar="FILE",
        help="CSV with the columns query, docid and rating (0: useless); gzip is fine.",
    )


def evaluate(options: Mapping[str, Any]) -> str:
    """Return what to print."""
    store = stores.get_store_by_slug(options["store"])
    judgements = read_judgements(options["judgements"])
    with open_trial_search(store) as search:
        products = search.backend.count()
        if not products:
            raise Invalid(
                f"The store {store.slug!r} has no products to search. Bring some with: "
                f"commesso import products FILE --store {store.slug}",
                field="store",
            )
        outcome = score(search, judgements)
    if not outcome.full:
        raise Invalid(
            f"Of the {len(judgements)} queries of {options['judgements']} none has a product of {store.slug!r} "
            f"rated above 0 ({outcome.unknown} docids are unknown there). Use judgements of this store's products.",
            field="judgements",
        )
    return _write_json(outcome, products) if options["json"] else _write_table(outcome, products)


def read_judgements(file: Path) -> Judgements:
    """Return the mean rating of each product for each query. Raise Invalid."""
    rows = csv.DictReader(io.StringIO(_read_text(file)))
    missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise Invalid(
            f"{file} has no column {', '.join(missing)}: it has {', '.join(rows.fieldnames or ()) or 'none'}. "
            "Its first line must name query, docid and rating.",
            field="judgements",
        )
    ratings: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows:
        query, docid = (row["query"] or "").strip(), (row["docid"] or "").strip()
        if not query or not docid:
            raise Invalid(
                f"{file}, line {rows.line_num}: query and docid must not be empty.", field="judgements"
            )
        ratings[query, docid].append(_read_rating(row["rating"], f"{file}, line {rows.line_num}"))
    judgements: Judgements = defaultdict(dict)
    for (query, docid), given in ratings.items():
        judgements[query][docid] = sum(given) / len(given)
    return dict(judgements)


def score(search: StoreSearch, judgements: Judgements) -> Outcome:
    """Return how each query did. The gain of a rating is 2^rating - 1, of a product nobody judged 0."""
    outcome = Outcome()
    unknown: set[str] = set()
    for query, ratings in judgements.items():
        known = {docid: rating for docid, rating in ratings.items() if search.backend.has_product(docid)}
        unknown |= ratings.keys() - known.keys()
        gains = {docid: 2.0**rating - 1 for docid, rating in known.items()}
        if not any(gains.values()):
            outcome.without_gain += 1
            continue
        begun = time.perf_counter()
        shown = find_matches(search, query, limit=_PLACES).product_ids
        outcome.milliseconds.append((time.perf_counter() - begun) * 1000)
        deep = find_matches(search, query, limit=_DEEP, enough=_DEEP).product_ids
        outcome.empty += not shown
        outcome.full.append(ndcg([gains.get(each, 0.0) for each in shown], gains.values(), _PLACES))
        ranked = [gains[each] for each in deep if each in gains]
        outcome.judged.append(ndcg(ranked[:_PLACES], gains.values(), _PLACES))
    outcome.unknown = len(unknown)
    return outcome


def _read_text(file: Path) -> str:
    try:
        content = file.read_bytes()
        if content[:2] == b"\x1f\x8b":
            content = gzip.decompress(content)
        return content.decode("utf-8-sig")
    except OSError as error:
        raise Invalid(f"{file} cannot be read: {error.strerror or error}.", field="judgements") from error
    except UnicodeDecodeError as error:
        raise Invalid(f"{file} is no text in UTF-8. Save it as UTF-8.", field="judgements") from error


def _read_rating(text: str | None, where: str) -> float:
    try:
        rating = float(text or "")
    except ValueError:
        rating = -1.0
    if not 0 <= rating <= _MOST_RATING:
        raise Invalid(
            f"{where}: rating={text!r} is none. Use a number from 0 to {_MOST_RATING:g}.", field="judgements"
        )
    return rating


def _write_json(outcome: Outcome, products: int) -> str:
    metrics = {
        "ndcg@10": round(float(np.mean(outcome.full)), 4),
        "ndcg@10_judged": round(float(np.mean(outcome.judged)), 4),
        "empty_results": outcome.empty,
        "query_ms_p50": round(float(np.percentile(outcome.milliseconds, 50)), 3),
        "query_ms_p95": round(float(np.percentile(outcome.milliseconds, 95)), 3),
    }
    about = {
        "queries": len(outcome.full),
        "queries_left_out": outcome.without_gain,
        "unknown_docids": outcome.unknown,
        "products": products,
    }
    return msgspec.json.encode({"metrics": metrics, **about}).decode()


def _write_table(outcome: Outcome, products: int) -> str:
    lines = [
        f"{len(outcome.full)} queries over {products:,} products.",
        f"{outcome.without_gain} more were left out: nothing they were judged with is rated above 0.",
        f"{outcome.unknown} docids are no products of the store and were left out.",
        "",
        _row("nDCG@10", outcome.full) + "  a product nobody judged counts as useless",
        _row("nDCG@10, judged", outcome.judged) + "  only judged products, however far down",
        "",
        f"Queries without any result: {outcome.empty}.",
        "A query took {:.1f} ms, 95 of 100 at most {:.1f} ms.".format(
            *(float(np.percentile(outcome.milliseconds, share)) for share in (50, 95))
        ),
    ]
    return "\n".join(lines)


def _row(name: str, scores: Sequence[float]) -> str:
    interval = bootstrap_mean(scores, seed=_SEED)
    return f"{name.ljust(16)}  {interval.mean:.3f}  ({interval.low:.3f} to {interval.high:.3f})"
