"""Recommendations, tried out on what a shop's shoppers did later."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from django.core.management import CommandParser

from commesso.discovery.contracts.recommending import ClickLog, Question
from commesso.discovery.queries.behaviour import get_click_log
from commesso.discovery.queries.events import FileLog, read_click_log, read_moment
from commesso.discovery.rules.measuring import Interval, bootstrap_mean, score_hits, score_reciprocals
from commesso.discovery.rules.recommending.baskets import Together
from commesso.discovery.rules.recommending.members import Member, best_of
from commesso.discovery.rules.recommending.popularity import Popularity
from commesso.discovery.rules.recommending.recommender import fit_recommender
from commesso.discovery.rules.recommending.trying import (
    PLACES,
    Answers,
    Recommend,
    Task,
    answer_all,
    find_split,
    set_task,
)
from commesso.kernel.errors import Invalid
from commesso.stores import api as stores

HELP = "Fit recommendations on the earlier events of a file or a store and tell how often they named what came next."
_SEED = 1
_QUESTIONS = 20_000
_OURS = "Commesso"
_PROTOCOLS = {
    "next-item-new": "the next product that the visit had not seen; seen ones are never recommended",
    "next-item": "the next product, seen before in the visit or not",
}


@dataclass(frozen=True)
class _Method:
    name: str
    answers: Answers
    fit_seconds: float


def add_arguments(parser: CommandParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "--events", type=Path, metavar="FILE", help="Segment events, one JSON object a line; gzip is fine."
    )
    source.add_argument("--store", metavar="SLUG", help="The store whose events are used.")
    parser.add_argument(
        "--split",
        metavar="DATE",
        help="Learn before it, try after it: 2026-03-01, or with a time. UTC. "
        "Default: where four fifths of the products seen are earlier.",
    )
    parser.add_argument(
        "--protocol", choices=sorted(_PROTOCOLS), default="next-item-new", help="Default: next-item-new."
    )


def evaluate(options: Mapping[str, Any]) -> str:
    """Return what to print."""
    split = _read_split(options["split"])
    log, notes = _read_log(options)
    task = _set_task(log, split, repeats=options["protocol"] == "next-item")
    methods = _try_methods(task, repeats=options["protocol"] == "next-item")
    write = _write_json if options["json"] else _write_table
    return write(task, methods, options["protocol"], notes)


def _read_split(text: str | None) -> float | None:
    if text is None:
        return None
    moment = read_moment(text)
    if moment is None:
        raise Invalid(
            f"--split {text!r} is no date. Write it as 2026-03-01, or with a time as 2026-03-01T18:00.",
            field="split",
        )
    return moment


def _read_log(options: Mapping[str, Any]) -> tuple[ClickLog, list[str]]:
    if options["events"] is not None:
        found = read_click_log(options["events"])
        return found.log, _describe_file(found)
    store = stores.get_store_by_slug(options["store"])
    log = get_click_log(store.id)
    if not len(log):
        raise Invalid(
            f"The store {store.slug!r} has no event that names a product. Bring some in with: "
            f"commesso import events FILE --store {store.slug}",
            field="store",
        )
    return log, []


def _describe_file(found: FileLog) -> list[str]:
    left_out = [
        (found.others, "of other kinds"),
        (found.duplicates, "told twice"),
        (found.strangers, "of nobody known"),
        (found.faults, "that could not be read: " + "; ".join(found.examples)),
    ]
    said = ", ".join(f"{count:,} {what}" for count, what in left_out if count)
    return [
        f"{found.events:,} events were used. Left out: {said}."
        if said
        else f"{found.events:,} events were used."
    ]


def _set_task(log: ClickLog, split: float | None, *, repeats: bool) -> Task:
    task = set_task(
        log, find_split(log) if split is None else split, repeats=repeats, most=_QUESTIONS, seed=_SEED
    )
    span = f"The events go from {_write_moment(log.at.min())} to {_write_moment(log.at.max())}"
    if not len(task.learn):
        raise Invalid(
            f"Nothing happened before {_write_moment(task.split_at)}, so there is nothing to learn from. "
            f"{span}: name a date between them with --split.",
            field="split",
        )
    if not task.asked:
        raise Invalid(
            f"After {_write_moment(task.split_at)} no visit or order has two products of which the later one was "
            f"known before, so there is nothing to try. {span}: name an earlier date with --split.",
            field="split",
        )
    return task


def _try_methods(task: Task, *, repeats: bool) -> list[_Method]:
    """Popularity and what was seen together stand beside ours: they are what everybody can have."""
    begun = time.perf_counter()
    recommender = fit_recommender(task.learn, repeats=repeats)
    fit_seconds = time.perf_counter() - begun

    def ours(question: Question) -> Sequence[int]:
        return [each.product for each in recommender.rank(question, PLACES)]

    methods = [_Method(_OURS, answer_all(task, ours, clock=time.perf_counter), fit_seconds)]
    for name, make in (("seen together", Together), ("popularity", Popularity)):
        begun = time.perf_counter()
        member: Member = make(task.learn)
        fit_seconds = time.perf_counter() - begun
        answers = answer_all(task, _alone(member, repeats=repeats), clock=time.perf_counter)
        methods.append(_Method(name, answers, fit_seconds))
    return methods


def _alone(member: Member, *, repeats: bool) -> Recommend:
    def recommend(question: Question) -> Sequence[int]:
        scores = member.score(question)
        left_out = set() if repeats else set(question.seen)
        best = best_of(scores, PLACES + len(left_out))
        ranked = best[np.argsort(-scores[best], kind="stable")].tolist()
        return [product for product in ranked if product not in left_out][:PLACES]

    return recommend


def _write_json(task: Task, methods: Sequence[_Method], protocol: str, notes: Sequence[str]) -> str:
    ours = methods[0]
    beside = {
        method.name.replace(" ", "_"): _round(method.answers.metrics())
        for method in methods
        if method is not ours
    }
    answer = {
        "metrics": _round(ours.answers.metrics()),
        "intervals": {
            name: [round(each.low, 4), round(each.high, 4)] for name, each in _intervals(task, ours).items()
        },
        "beside": beside,
        "fit_seconds": round(ours.fit_seconds, 3),
        "answer_ms": {
            f"p{q}": round(float(np.percentile(ours.answers.milliseconds, q)), 3) for q in (50, 95)
        },
        "protocol": protocol,
        "split": _write_moment(task.split_at),
        "learnt": _count(task),
        "questions": {"asked": len(task.asked), "later": task.later, "of_new_products": task.new},
        "notes": list(notes),
    }
    return msgspec.json.encode(answer).decode()


def _count(task: Task) -> dict[str, int]:
    return {
        "rows": len(task.learn),
        "visits": task.learn.visits,
        "products": len(np.unique(task.learn.product)),
    }


def _round(metrics: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in metrics.items()}


def _intervals(task: Task, method: _Method) -> dict[str, Interval]:
    visits = [visit for visit, _, _ in task.asked]
    ranks = method.answers.ranks
    scores = {
        "hr@5": score_hits(ranks, 5),
        "hr@20": score_hits(ranks, 20),
        "mrr@20": score_reciprocals(ranks, 20),
    }
    return {name: bootstrap_mean(values, groups=visits, seed=_SEED) for name, values in scores.items()}


def _write_table(task: Task, methods: Sequence[_Method], protocol: str, notes: Sequence[str]) -> str:
    learnt = _count(task)
    summary = (
        f"Learnt before {_write_moment(task.split_at)}: {learnt['rows']:,} products seen in {learnt['visits']:,} "
        f"visits or orders, {learnt['products']:,} different ones. Asked after it: {len(task.asked):,} questions."
    )
    lines = [*notes, summary, f"Protocol {protocol}: {_PROTOCOLS[protocol]}."]
    if task.later - task.new > len(task.asked):
        lines.append(f"The questions were drawn from {task.later - task.new:,}.")
    if task.new:
        lines.append(f"{task.new:,} questions were left out: nobody had seen the product before.")
    heads = ("", "HR@5", "HR@20", "MRR@20", "coverage", "fit s", "ms p50", "ms p95")
    rows = [heads, *(_row(method) for method in methods)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines += [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    sure = ", ".join(
        f"{name.upper()} {each.low:.3f}-{each.high:.3f}"
        for name, each in _intervals(task, methods[0]).items()
    )
    return "\n".join([*lines, f"With 95% certainty {_OURS} has {sure}."])


def _row(method: _Method) -> tuple[str, ...]:
    figures = method.answers.metrics()
    times = (f"{np.percentile(method.answers.milliseconds, q):.2f}" for q in (50, 95))
    return (method.name, *(f"{value:.4f}" for value in figures.values()), f"{method.fit_seconds:.2f}", *times)


def _write_moment(at: float) -> str:
    text = datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").removesuffix("+00:00")
    return text.removesuffix("T00:00:00")
