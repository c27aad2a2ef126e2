"""Guided selling, tried out by invented shoppers on a store's own products."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import msgspec
import numpy as np
from django.core.management import CommandParser

from commesso.discovery.queries.guiding import list_families
from commesso.discovery.rules.guiding.asking import Guide, find_step, make_guide
from commesso.discovery.rules.guiding.drawing import derive_questions
from commesso.discovery.rules.guiding.families import LEAST
from commesso.discovery.rules.guiding.shoppers import (
    Figures,
    Policy,
    Shopper,
    Walk,
    send_shoppers,
    summarise,
)
from commesso.kernel.errors import Invalid
from commesso.stores import api as stores

HELP = (
    "Send invented shoppers through a store's guides and count the questions until they find their product."
)
_SEED = 1
_TIMED = 200
_TRUTHFUL = Shopper()
_COLUMNS = (
    "questions_to_top10",
    "questions_to_top3",
    "reached_top10",
    "top10_after_3",
    "top10_after_5",
    "top3_after_5",
    "dead_ends",
)

Results = Mapping[tuple[str, Policy], Figures]


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "--store", required=True, metavar="SLUG", help="The store whose products are asked for."
    )
    parser.add_argument("--shoppers", type=int, default=1500, help="How many come. Default: 1500.")
    parser.add_argument("--noise", type=float, default=0.1, help="Share of wrong answers. Default: 0.1.")
    parser.add_argument("--unsure", type=float, default=0.15, help='Share of "I don\'t know". Default: 0.15.')


def evaluate(options: Mapping[str, Any]) -> str:
    """Return what to print."""
    _check(options)
    store = stores.get_store_by_slug(options["store"])
    families = [family for family in list_families(store.id) if len(family.items) >= LEAST]
    guides = [
        make_guide([item.key for item in family.items], derive_questions(family.items)) for family in families
    ]
    guides = [guide for guide in guides if guide.questions]
    if not guides:
        raise Invalid(
            f"The store {store.slug!r} has no family of {LEAST} products to tell apart. Give its products "
            "categories and attributes, with: commesso import products FILE",
            field="store",
        )
    shoppers = {"truthful": _TRUTHFUL, "noisy": Shopper(noise=options["noise"], unsure=options["unsure"])}
    results: dict[tuple[str, Policy], Figures] = {}
    times: list[float] = []
    for name, shopper in shoppers.items():
        for policy in Policy:
            walks = send_shoppers(guides, shopper, count=options["shoppers"], seed=_SEED, policy=policy)
            results[name, policy] = summarise(walks)
            if policy is Policy.ADAPTIVE:
                times += _time_steps(walks[:_TIMED])
    return _write_json(guides, results, times) if options["json"] else _write_table(guides, results, times)


def _check(options: Mapping[str, Any]) -> None:
    if not 1 <= options["shoppers"] <= 1_000_000:
        raise Invalid(
            f"--shoppers {options['shoppers']} cannot come. Use a number from 1 to 1000000.", field="shoppers"
        )
    for name in ("noise", "unsure"):
        if not 0 <= options[name] <= 1:
            raise Invalid(f"--{name} {options[name]} is no share. Use a number from 0 to 1.", field=name)


def _time_steps(walks: Sequence[Walk]) -> list[float]:
    """Return the milliseconds that whole steps take: belief, products, reasons, and the next question."""
    times = []
    for walk in walks:
        answers: dict[str, str] = {}
        for key, option in walk.answers.items():
            begun = time.perf_counter()
            find_step(walk.guide, answers)
            times.append((time.perf_counter() - begun) * 1000)
            answers[key] = option
    return times


def _write_json(guides: Sequence[Guide], results: Results, times: Sequence[float]) -> str:
    """The plain names are those of the noisy shoppers asked by what tells most."""
    metrics: dict[str, float] = {}
    for (name, policy), figures in results.items():
        words = [] if name == "noisy" else [name]
        words += [] if policy is Policy.ADAPTIVE else [policy.name.lower()]
        before = "".join(f"{word}_" for word in words)
        metrics.update(
            {
                before + key.replace("_after_", "@"): round(value, 4)
                for key, value in asdict(figures).items()
                if key != "shoppers"
            }
        )
    metrics["next_ms_p50"], metrics["next_ms_p95"] = (
        round(float(np.percentile(times, q)), 3) for q in (50, 95)
    )
    about = {"families": len(guides), "products": sum(len(guide.keys) for guide in guides)}
    about["shoppers"] = next(iter(results.values())).shoppers
    return msgspec.json.encode({"metrics": metrics, **about}).decode()


def _write_table(guides: Sequence[Guide], results: Results, times: Sequence[float]) -> str:
    heads = ("shoppers", "next question", *(name.replace("_", " ") for name in _COLUMNS))
    rows = [heads]
    for (name, policy), figures in results.items():
        values = asdict(figures)
        rows.append((name, str(policy), *(f"{values[column]:.3f}" for column in _COLUMNS)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    counted = next(iter(results.values())).shoppers
    ours = results["truthful", Policy.ADAPTIVE]
    products = sum(len(guide.keys) for guide in guides)
    head = f"{counted:,} shoppers each; {products:,} products in {len(guides)} families."
    note = "Ranks are expected ones among equals; a product never found counts 15 questions."
    stop = f"A truthful shopper is asked {ours.stops_after:.1f} questions until the guide is sure;"
    stop += f" {ours.top10_at_stop:.0%} then see their product in the top 10."
    quick = f"Next question: p50 {np.percentile(times, 50):.2f} ms, p95 {np.percentile(times, 95):.2f} ms."
    return "\n".join([f"{head} {note}", *lines, stop, quick])
