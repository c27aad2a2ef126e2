"""What may cross the doors of demo."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

Event = dict[str, Any]  # as a Segment library sends it
Row = dict[str, Any]  # as a shop's product file has it

SHOP_NAME = "Bottega Aurora"
SHOP_SLUG = "bottega-aurora"
SHOP_URL = "https://bottega-aurora.example"
LANGUAGES = ("it", "en")
CURRENCY = "EUR"
TIME_ZONE = "Europe/Rome"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What history to invent. The same plan gives the same history, to the last byte."""

    ending: datetime  # aware; the history's last moment
    seed: int = 7
    shoppers: int = 3_000
    months: int = 12
