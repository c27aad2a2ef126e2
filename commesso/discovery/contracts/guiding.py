"""What crosses the doors of guides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class GuideState(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideCondition:
    """What an attribute should be: one of some words, or a number between two, both taken.

    `unit` is that of the numbers; by default the one most products give.
    """

    attribute: str
    any_of: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    unit: str = ""
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideOption:
    """An answer, in the merchant's words by language. Without conditions it leaves all products as they are."""

    key: str
    words: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[GuideCondition, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideQuestion:
    """A question as a merchant wants it: written by hand, or one of the catalogue's own, in other words.

    What is `locked` is asked of everybody, first and in this order; the others when they tell most.
    """

    key: str
    words: Mapping[str, str] = field(default_factory=dict)
    options: tuple[GuideOption, ...] = ()
    is_written: bool = False
    is_locked: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideWords:
    """What stands above a guide in one language, and how it asks who comes back: "Still looking for a lamp?"."""

    title: str = ""
    text: str = ""
    again: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideInfo:
    """A guide as its merchant made it. Without a category it goes through the whole shop."""

    id: int
    key: str
    name: str
    category: str = ""
    words: Mapping[str, GuideWords] = field(default_factory=dict)
    questions: tuple[GuideQuestion, ...] = ()
    version: int = 1
    state: GuideState = GuideState.DRAFT
