"""What became of guides: who was asked what, where they left, and what they bought."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId

DAYS = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideCounts:
    """Shoppers who began a guide, came to its end, looked at a product from it, and bought one of those."""

    started: int = 0
    completed: int = 0
    clicked: int = 0
    bought: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionCounts:
    """Shoppers who were asked a question, answered or passed it, left there, and bought a product from the guide."""

    question: str
    asked: int
    answered: int
    skipped: int
    left_here: int
    bought: int
    options: Mapping[str, int]


def count_guides(store_id: StoreId) -> Mapping[str, GuideCounts]:
    """Return what became of each guide in the last 30 days, by its key."""
    rows = infra.query("discovery", "guide_counts", store_id=store_id, since=now() - timedelta(days=DAYS))
    named = {row.pop("guide"): row for row in rows}
    return defaultdict(GuideCounts, {guide: GuideCounts(**row) for guide, row in named.items()})


def list_question_counts(store_id: StoreId, guide: str) -> list[QuestionCounts]:
    """Return what became of a guide's questions in the last 30 days, those asked most first."""
    values = {"store_id": store_id, "guide": guide, "since": now() - timedelta(days=DAYS)}
    options: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in infra.query("discovery", "guide_answers", **values):
        options[row["question"]][row["option"]] = row["shoppers"]
    return [
        QuestionCounts(**row, options=options[row["question"]])
        for row in infra.query("discovery", "guide_questions", **values)
    ]
