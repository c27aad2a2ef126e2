"""What crosses the assistant's doors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Situation(StrEnum):
    """In which situation the assistant meets a shopper."""

    NEW = "new"
    BACK = "back"
    FROM_AD = "ad"
    SOLD_OUT = "sold_out"  # at a product that cannot be bought now
    IN_CART = "cart"  # hesitating there


@dataclass(frozen=True, kw_only=True)
class AssistantInfo:
    """A shop's assistant. `words`: language -> "name" or a situation -> the shop's own words; the others are ours."""

    is_on: bool = False
    side: str = "end"  # of the page, in the direction its language is written
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    guide_key: str = ""
    order_url: str = ""  # "{language}" in it is the page's
    contact_url: str = ""
