"""How many questions until a shopper's product is among the first ten, and how long does the next question take?

Invented shoppers go through guides on three catalogues. Each has one product in mind and answers as it is
(truthful), or names another option 1 time in 10 and does not know 15 times in 100 (noisy); what the product does not
say, nobody knows. They are asked by what tells most now (ours), by one fixed order (what tells most at first, or by
name), or at random; and beside the soft belief stands a hard filter, which drops what contradicts an answer.

A guide starts inside a family, so each family has its own, and the targets are drawn from all families' products.
Ours may ask an attribute again, more narrowly; "each attribute once" is without. The other orders may too. Shoppers
know the price and the size of what they want to the cent and the millimetre if they are asked so narrowly, which people
rarely do. Products that no answer tells apart are ranked by the mean of their ranks; one never found counts 15
questions. Nothing is tuned here: the model expects 1 answer in 10 to be wrong, whoever comes.

The data sets lie in ../shared/data, or where COMMESSO_DATA_SETS says; one that is missing is left out, and said.
"""

import csv
import gzip
import json
import os
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.harness import ROOT, print_table
from commesso.demo import api as demo
from commesso.discovery.rules.guiding.asking import Guide, find_step, make_guide
from commesso.discovery.rules.guiding.drawing import derive_questions
from commesso.discovery.rules.guiding.shoppers import (
    Policy,
    Shopper,
    Walk,
    send_shoppers,
    summarise,
)
from commesso.discovery.rules.guiding.values import Item, Quantity, make_item
from commesso.discovery.rules.measuring import bootstrap_mean

DATA = Path(os.environ.get("COMMESSO_DATA_SETS", ROOT.parent / "shared" / "data"))
SHOPPERS = 1500
SEED = 20
TRUTHFUL, NOISY = Shopper(), Shopper(noise=0.1, unsure=0.15)
LEAST_PRODUCTS, LEAST_ATTRIBUTES = 60, 5
LARGE = 100_000

Families = Mapping[str, Sequence[Item]]


def main() -> None:
    for name, read, why in CATALOGUES:
        try:
            families = read()
        except FileNotFoundError as error:
            print(f"\n{name}: left out, there is no {error.filename}.")
            continue
        measure(name, families, why)
    measure_speed()


def measure(name: str, families: Families, why: str) -> None:
    guides = {
        family: make_guide([item.key for item in items], derive_questions(items))
        for family, items in families.items()
    }
    kept = {family: guide for family, guide in guides.items() if _is_rich(guide)}
    products = sum(len(guide.keys) for guide in kept.values())
    print(f"\n{name}. {why}")
    print(f"{products:,} products in {len(kept)} families.")
    if len(kept) < len(guides):
        few = ", ".join(sorted(set(guides) - set(kept)))
        print(f"Left out, with fewer than {LEAST_ATTRIBUTES} attributes to ask for: {few}.")
    head = (
        "shoppers",
        "asked",
        "top10@3",
        "top10@5",
        "top3@5",
        "to top10",
        "95 %",
        "to top3",
        "found",
        "dead ends",
    )
    rows: list[tuple[str, ...]] = [head]
    by_family: list[Walk] = []
    for who, shopper, policy, hard in scenarios():
        walks = send_shoppers(
            list(kept.values()), shopper, count=SHOPPERS, seed=SEED, policy=policy, hard=hard
        )
        rows.append((who, f"{policy}, filter" if hard else str(policy), *show(walks)))
        by_family = by_family or walks
    broad = [
        make_guide(guide.keys, [question for question in guide.questions if not question.parent])
        for guide in kept.values()
    ]
    for who, shopper in (("truthful", TRUTHFUL), ("noisy", NOISY)):
        walks = send_shoppers(broad, shopper, count=SHOPPERS, seed=SEED)
        rows.append((who, f"{Policy.ADAPTIVE}, each attribute once", *show(walks)))
    demand = [rank_demand(len(guide.keys)) for guide in kept.values()]
    informed = [
        make_guide(guide.keys, guide.questions, counts=weights * 1e6)
        for guide, weights in zip(kept.values(), demand, strict=True)
    ]
    for who, shopper in (("truthful", TRUTHFUL), ("noisy", NOISY)):
        for known, asked in (("no prior", list(kept.values())), ("prior", informed)):
            walks = send_shoppers(asked, shopper, count=SHOPPERS, seed=SEED, demand=demand)
            rows.append((f"{who}, popular", f"{Policy.ADAPTIVE}, {known}", *show(walks)))
    print_table(f"{name}: {SHOPPERS:,} shoppers a row", rows)
    show_stop(by_family)
    show_families(name, kept, by_family)


def _is_rich(guide: Guide) -> bool:
    return len({question.attribute for question in guide.questions}) >= LEAST_ATTRIBUTES


def scenarios() -> Iterator[tuple[str, Shopper, Policy, bool]]:
    for who, shopper in (("truthful", TRUTHFUL), ("noisy", NOISY)):
        for policy in Policy:
            yield who, shopper, policy, False
        if who == "noisy":
            yield who, shopper, Policy.ADAPTIVE, True
            yield who, shopper, Policy.RANDOM, True


def rank_demand(size: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return how often each product is wanted when demand falls with rank to the power of 0.8 (Zipf)."""
    ranks = np.random.default_rng(SEED).permutation(size) + 1.0
    weights = ranks**-0.8
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def show(walks: Sequence[Walk]) -> tuple[str, ...]:
    found = summarise(walks)
    interval = bootstrap_mean([walk.count_to(10) for walk in walks], seed=SEED)
    return (
        f"{found.top10_after_3:.3f}",
        f"{found.top10_after_5:.3f}",
        f"{found.top3_after_5:.3f}",
        f"{found.questions_to_top10:.2f}",
        f"{interval.low:.2f}-{interval.high:.2f}",
        f"{found.questions_to_top3:.2f}",
        f"{found.reached_top10:.3f}",
        f"{found.dead_ends:.3f}",
    )


def show_stop(walks: Sequence[Walk]) -> None:
    found = summarise(walks)
    print(
        f"  Ours stops after {found.stops_after:.2f} questions of a truthful shopper, being sure or having nothing "
        f"more worth asking; {found.top10_at_stop:.1%} then see their product among the first ten."
    )


def show_families(name: str, guides: Mapping[str, Guide], walks: Iterable[Walk]) -> None:
    walked: defaultdict[int, list[Walk]] = defaultdict(list)
    for walk in walks:
        walked[id(walk.guide)].append(walk)
    rows: list[tuple[str, ...]] = [("family", "products", "attributes", "shoppers", "to top10", "found")]
    for family, guide in sorted(guides.items(), key=lambda each: -len(each[1].keys)):
        mine = summarise(walked[id(guide)])
        attributes = {question.attribute for question in guide.questions}
        counts = (f"{len(guide.keys):,}", str(len(attributes)), str(mine.shoppers))
        rows.append((family, *counts, f"{mine.questions_to_top10:.2f}", f"{mine.reached_top10:.3f}"))
    print_table(f"{name}, by family: truthful, adaptive", rows)


def read_icecat() -> Families:
    """A family is the product type, where 60 products give it, else what titles say after brand and name."""
    with gzip.open(DATA / "icecat_chorus" / "products.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    families: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    kinds = [str(row.get("attr_t_product_type", "")).lower() for row in rows]
    for row, kind in zip(rows, kinds, strict=True):
        common = not kind.isdigit() and kinds.count(kind) >= LEAST_PRODUCTS if kind else False
        families[kind if common else _title_words(row)].append(row)
    families.pop("", None)
    return {
        family: [
            make_item(
                row["id"],
                attributes={key[7:]: value for key, value in row.items() if key.startswith("attr_")},
                brand=row.get("supplier", ""),
                price=row["price"] / 100,
                currency="USD",
            )
            for row in members
        ]
        for family, members in families.items()
        if len(members) >= LEAST_PRODUCTS
    }


def _title_words(row: Mapping[str, Any]) -> str:
    """Return the small words with which a title goes on after brand and name, "toner cartridge"; two at least."""
    title = row["title"]
    for part in (row.get("supplier", ""), row.get("name", "")):
        title = title.strip().removeprefix(part)
    found = re.match(r"[a-z][a-z/&-]*(?: [a-z][a-z/&()-]*)+(?= |$)", title.strip())
    return found.group() if found else ""


def read_ikea() -> Families:
    """A family is a category. What stands before the first comma of the description is the type."""
    with gzip.open(DATA / "ikea_sa" / "products.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    families: defaultdict[str, dict[str, Item]] = defaultdict(dict)
    for row in rows:
        said = {key: f"{row[key]} cm" for key in ("depth", "height", "width") if row[key]}
        said |= {"series": row["name"], "designer": row["designer"], "other_colors": row["other_colors"]}
        said |= {"type": " ".join(row["short_description"].split(",")[0].split())}
        said |= {"sellable_online": row["sellable_online"]}
        families[row["category"]][row["item_id"]] = make_item(
            row["item_id"], attributes=said, price=float(row["price"]), currency="SAR"
        )
    return {family: list(items.values()) for family, items in families.items()}


def read_demo() -> Families:
    families: defaultdict[str, list[Item]] = defaultdict(list)
    for row in demo.list_products():
        prices = [float(variant["price"]) for variant in row["variants"]]
        families[row["family"]].append(
            make_item(
                row["id"],
                attributes={**row["attributes"], "line": row["line"]},
                options=[variant["options"] for variant in row["variants"]],
                brand=row["brand"],
                price=min(prices),
                currency=row["currency"],
            )
        )
    return families


def read_whole_demo() -> Families:
    """The whole shop as one family: what a guide on its first page would go through."""
    families = read_demo()
    items = [
        Item(key=item.key, values={**item.values, "category": (family,)})
        for family, members in families.items()
        for item in members
    ]
    return {"the whole shop": items}


CATALOGUES: tuple[tuple[str, Callable[[], Families], str], ...] = (
    ("Icecat", read_icecat, "Families by product type or title, of 60 products or more."),
    ("IKEA", read_ikea, "Families are its categories."),
    ("Demo", read_demo, "Families are the shop's own."),
    ("Demo, whole", read_whole_demo, "All families in one guide."),
)


def measure_speed() -> None:
    """Time whole steps (belief, products with reasons, counts, next question) on invented products."""
    random = np.random.default_rng(SEED)
    drawn = random.zipf(1.6, (LARGE, 24)) % 40
    said = random.random((LARGE, 24)) < 0.8
    items = [
        Item(
            key=str(number),
            values={
                f"a{place}": ((f"v{value}" if place % 2 else Quantity(float(value) * 7, "cm")),)
                for place, value in enumerate(row)
                if said[number, place]
            },
        )
        for number, row in enumerate(drawn.tolist())
    ]
    begun = time.perf_counter()
    questions = derive_questions(items)
    derived = time.perf_counter() - begun
    guide = make_guide([item.key for item in items], questions)
    walks = send_shoppers([guide], NOISY, count=30, seed=SEED)
    times = []
    for walk in walks:
        answers: dict[str, str] = {}
        for key, option in walk.answers.items():
            begun = time.perf_counter()
            find_step(guide, answers)
            times.append((time.perf_counter() - begun) * 1000)
            answers[key] = option
    p50, p95, p99 = (f"{np.percentile(times, share):.2f} ms" for share in (50, 95, 99))
    print_table(
        f"The next question among {LARGE:,} products, {len(questions)} questions, {len(times)} steps",
        [("p50", "p95", "p99", "questions made in"), (p50, p95, p99, f"{derived:.1f} s")],
    )


if __name__ == "__main__":
    main()
