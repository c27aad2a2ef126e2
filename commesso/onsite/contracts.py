"""What may cross the doors of onsite."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from commesso.kernel.ids import SourceId
from commesso.stores.contracts import BrandInfo, StoreInfo

PanelId = NewType("PanelId", int)


class PanelKind(StrEnum):
    """Where a panel stands in the page."""

    BAR = "bar"
    CORNER = "corner"
    MODAL = "modal"
    INLINE = "inline"  # where the shop's page has data-commesso-slot
    PAGE = "page"


class Asks(StrEnum):
    """What a panel asks of whoever sees it."""

    NOTHING = ""
    SIGN_UP = "sign_up"  # their e-mail address, with double opt-in


class Visitors(StrEnum):
    """Who may see a panel, by when they first came."""

    ANY = ""
    NEW = "new"
    RETURNING = "returning"


class Email(StrEnum):
    """Who may see a panel, by whether their e-mail address is known."""

    ANY = ""
    KNOWN = "known"
    UNKNOWN = "unknown"


class PanelState(StrEnum):
    DRAFT = "draft"  # never switched on
    ACTIVE = "active"
    PAUSED = "paused"


@dataclass(frozen=True, kw_only=True)
class Content:
    """A panel's words in one language. Which of them it needs: `rules.contents.list_missing`."""

    title: str = ""
    text: str = ""
    image: str = ""  # an address
    action_label: str = ""
    action_url: str = ""  # an address, or a path in the shop: "/new"
    dismiss: str = ""
    email_label: str = ""
    consent_label: str = ""
    submit: str = ""
    done: str = ""  # said in the panel's place after the form was sent


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """When a panel appears: not before `after_seconds`, then at the first of the others, if any is set."""

    after_seconds: int = 0
    scroll_percent: int = 0
    on_leave: bool = False  # the pointer goes for the tab, or the phone's visitor scrolls back up fast


@dataclass(frozen=True, kw_only=True)
class Frequency:
    """How often the same browser may see a panel."""

    times: int = 3
    days: int = 7
    after_dismissal_days: int = 30


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Who sees a panel: whoever meets all of these. An empty one is met by everybody."""

    visitors: Visitors = Visitors.ANY
    email: Email = Email.ANY
    languages: tuple[str, ...] = ()
    url_contains: tuple[str, ...] = ()  # one of these is in the page's address
    min_pages: int = 0  # of this visit
    campaigns: tuple[str, ...] = ()  # one of these brought the visit (utm_campaign)


@dataclass(frozen=True, kw_only=True)
class PanelInfo:
    """A panel of a shop."""

    id: PanelId
    version: int  # one more with every change of what shoppers see
    name: str  # for staff
    kind: PanelKind
    slot: str = ""
    asks: Asks = Asks.NOTHING
    contents: Mapping[str, Content] = field(default_factory=dict)  # by language
    trigger: Trigger = Trigger()
    audience: Audience = Audience()
    frequency: Frequency = Frequency()
    active_from: datetime | None = None
    active_until: datetime | None = None
    state: PanelState = PanelState.DRAFT
    activated_at: datetime | None = None

    @property
    def is_overlay(self) -> bool:
        """Whether it lies over the page."""
        return self.kind is not PanelKind.INLINE


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a browser remembers of a panel. `last_at` is when it was last shown, answered or dismissed."""

    shown: int = 0
    last_at: datetime | None = None
    dismissed: bool = False
    submitted: bool = False


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A page that is looked at, as the tag describes it."""

    language: str
    url: str = ""
    page_number: int = 1  # of this visit
    campaign: str = ""
    seen: Mapping[str, Seen] = field(default_factory=dict)  # by panel id
    is_recognised: bool = False  # its shopper allowed an id to be sent


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is known of a recognised visitor."""

    first_seen_at: datetime | None = None  # None: this is the first we hear of them
    has_email: bool = False
    mail_consent: bool | None = None  # None: never said


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A panel that is to be shown, in a language."""

    panel: PanelInfo
    language: str

    @property
    def content(self) -> Content:
        return self.panel.contents[self.language]


@dataclass(frozen=True, kw_only=True)
class ShopFloor:
    """What the tag's doors need of a shop: the shop, its look, and what is switched on in it."""

    source_id: SourceId
    store: StoreInfo
    brand: BrandInfo
    panels: tuple[PanelInfo, ...]
    has_assistant: bool = False


@dataclass(frozen=True, kw_only=True)
class PanelCounts:
    """What became of a panel over some days."""

    viewed: int = 0
    clicked: int = 0
    dismissed: int = 0
    submitted: int = 0
    confirmed: int = 0  # sign-ups whose owner followed the link in the mail
