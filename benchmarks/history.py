"""How many events a second does the invented history write, and what do its figures look like?"""

import time
from datetime import UTC, datetime

from benchmarks.harness import print_table
from commesso.demo import api as demo
from commesso.demo.contracts import Plan

PLAN = Plan(ending=datetime(2026, 6, 30, 20, tzinfo=UTC), shoppers=20_000)


def main() -> None:
    begun = time.perf_counter()
    count = sum(1 for _ in demo.iter_history(PLAN))
    seconds = time.perf_counter() - begun
    tally = demo.Tally()
    for event in demo.iter_history(PLAN):
        tally.note(event)
    print_table(
        "A year of invented shoppers",
        [
            ("shoppers", "events", "seconds", "events/s"),
            (f"{PLAN.shoppers:,}", f"{count:,}", f"{seconds:.1f}", f"{count / seconds:,.0f}"),
        ],
    )
    for line in tally.list_lines(demo.make_truth(PLAN)):
        print(f"  {line}")


if __name__ == "__main__":
    main()
