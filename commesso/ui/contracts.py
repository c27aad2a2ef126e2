"""What pages are made of. Rooms fill these; the templates in `templates/ui/parts` draw them.

Texts are `object` because a translated text is lazy until it is drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

Tone = Literal["", "good", "warning", "bad", "accent"]
Unit = Literal["number", "money", "percent"]


class Section(StrEnum):
    """The merchant's work, in the order of the navigation. A section without entries does not show."""

    HOME = "home"
    CUSTOMERS = "customers"
    ORDERS = "orders"
    FIND = "find"
    SPEAK = "speak"
    SERVE = "serve"
    LISTEN = "listen"
    MEASURE = "measure"
    SETTINGS = "settings"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A page in the navigation. Its URL takes the store's slug: path("s/<slug:slug>/…", name=…)."""

    section: Section
    label: object
    url_name: str  # "backoffice:customers"
    icon: str = ""  # a Tabler icon; the section has one of its own
    keys: str = ""  # "g c"
    order: int = 50
    roles: frozenset[str] = frozenset()  # who sees it; empty: everyone


@dataclass(frozen=True, kw_only=True)
class StoreLink:
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Shell:
    """What the frame of a staff page shows. `staff_view` puts it on the request as `request.shell`."""

    store: StoreLink
    role: str
    stores: tuple[StoreLink, ...]  # that this person works in
    person: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the table behind a chart."""

    label: object
    unit: Unit = "number"
    currency: str = ""


@dataclass(frozen=True, kw_only=True)
class Series:
    """One line or one set of bars. `previous`: the period before, drawn thin. `low`, `high`: its interval."""

    name: object
    values: Sequence[float | None]
    previous: bool = False
    low: Sequence[float] = ()
    high: Sequence[float] = ()


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A picture, the sentence that says what it shows, and the table behind it.

    `labels` are drawn as they are: format dates for the reader first (`ui.day`, `ui.month`).
    """

    title: object
    summary: object  # what a person who cannot see it should know: "Orders rose from 12 to 20 a day."
    labels: Sequence[str]
    series: Sequence[Series]
    kind: Literal["line", "bar", "spark"] = "line"
    unit: Unit = "number"
    currency: str = ""
    horizontal: bool = False
    size: Literal["s", "m", "l"] = "m"
    label_heading: object = ""  # what the labels are: "Day"


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """A number that matters, against the period before, with its certainty."""

    label: object
    value: object  # formatted: ui.money(…), ui.number(…), ui.percent(…); "–" when there is none
    change: float | None = None  # 0.12 is 12 % more than before; None when there is nothing to compare with
    more_is: Literal["good", "bad", "neutral"] = "good"
    note: object = ""  # certainty and period: "± 96 in 30 days", "Not enough yet: 23 of about 50 orders"
    url: str = ""
    spark: Sequence[float | None] = ()  # the same number day by day
    explain: object = ""  # what the number means, for a person who never met it


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A line of a fact list. `value` may be safe HTML."""

    label: object
    value: object
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Something that happened, for a timeline; newest first."""

    at: datetime
    text: object
    icon: str = "point"
    tone: Tone = ""
    detail: object = ""
    url: str = ""
    facts: Sequence[Fact] = ()


@dataclass(frozen=True, kw_only=True)
class Chip:
    """What something is ("paid"), or a filter that is on (then `url` leads to the page without it)."""

    label: object
    tone: Tone = ""
    icon: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A choice in a filter bar; it lives in the URL as `name=value`."""

    name: str
    label: object
    choices: Sequence[tuple[str, object]]
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Pager:
    """Where a list goes on: `next_cursor` of kernel.pages.Page, sent back as `?cursor=`."""

    next_cursor: str = ""


@dataclass(frozen=True, kw_only=True)
class Crumb:
    label: object
    url: str


@dataclass(frozen=True, kw_only=True)
class Teach:
    """An empty state: what will stand here, and the one step that leads to it."""

    title: object
    text: object
    icon: str = "compass"
    action: object = ""
    url: str = ""
    links: Mapping[str, object] = field(default_factory=dict)


Json = dict[str, Any]
