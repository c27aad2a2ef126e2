"""What may cross the doors of stores."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from commesso.kernel.errors import CommessoError
from commesso.kernel.ids import SourceId, StaffId, StoreId

# The languages in which pages and mails of ours speak to shoppers. Other shops' shoppers get English.
SHOPPER_LANGUAGES = ("en", "it", "es", "zh")
# The languages a shop may speak: those of Europe, and the others that many shops need.
_EUROPEAN = (
    "bg ca cs cy da de el en es et eu fi fr ga gl hr hu is it lb lt lv mt nl no pl pt ro ru sk sl sq sr sv"
)
LANGUAGES = frozenset(f"{_EUROPEAN} ar fa he hi id ja ko ms th tr uk vi zh".split())


class Role(StrEnum):
    """What a member of staff is to a store. Each line may do what the lines below may."""

    OWNER = "owner"  # everything, keys and staff too
    MARKETER = "marketer"  # everything but keys, staff and erasing
    AGENT = "agent"  # customers, orders, conversations
    ANALYST = "analyst"  # reads everything, changes nothing


class Scope(StrEnum):
    """What a secret API key may do."""

    CATALOG_READ = "catalog:read"
    CATALOG_WRITE = "catalog:write"
    ORDERS_READ = "orders:read"
    ORDERS_WRITE = "orders:write"
    PROFILES_READ = "profiles:read"
    PROFILES_WRITE = "profiles:write"
    DISCOVERY = "discovery"


class ConsentPolicy(StrEnum):
    """What the collector does with behaviour when the event says nothing about consent."""

    SIGNALLED = "signalled"  # keep it; drop only where the event says no (servers send no signal)
    REQUIRED = "required"  # drop it unless the event says yes


class BrowserConsent(StrEnum):
    """What the tag does in a browser before its shopper has answered. It tells the collector the answer each time."""

    REQUIRED = "required"  # nothing is stored, nobody is recognised
    ASSUMED = "assumed"  # as if they had said yes, until they say no


@dataclass(frozen=True, kw_only=True)
class StoreInfo:
    """A shop, as the other rooms need it."""

    id: StoreId
    slug: str
    name: str
    currency: str  # ISO 4217
    time_zone: str  # IANA, "Europe/Rome"
    languages: tuple[str, ...]  # the first is the default
    domains: tuple[str, ...] = ()
    consent_policy: ConsentPolicy = ConsentPolicy.SIGNALLED
    gpc_means_no_analytics: bool = False
    browser_consent: BrowserConsent = BrowserConsent.REQUIRED
    consent_banner: bool = True  # the tag asks, because the shop has nothing that does
    privacy_url: str = ""
    cart_idle_minutes: int = 30
    cart_abandoned_minutes: int = 60
    cart_expired_days: int = 30


@dataclass(frozen=True, kw_only=True)
class SourceInfo:
    """Where events come from: a website, a server, an import; known by its public write key."""

    id: SourceId
    store_id: StoreId
    name: str
    write_key: str
    consent_policy: ConsentPolicy
    gpc_means_no_analytics: bool
    events_per_second: int = 20_000


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who does something: a member of staff in a role, or a secret key with scopes."""

    store_id: StoreId
    staff_id: StaffId | None = None
    role: Role | None = None
    scopes: frozenset[Scope] = field(default_factory=frozenset)
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class BrandInfo:
    """How the shop looks and sounds on every channel. Colours are "#rrggbb" and read on each other."""

    colour: str  # as the merchant chose it: for buttons and other areas
    ink: str  # text on it
    readable_colour: str  # for links and titles: the same, or the nearest shade that reads on the background
    text: str  # text on the background
    background: str
    font: str
    tone: str
    signature: str
    postal_address: str
    sender_email: str  # mails come from it; "" = the installation's own address
    logo_url: str  # a path on this server, or ""


@dataclass(frozen=True, kw_only=True)
class ColourCheck:
    """How well a shop's colour reads as text on its background."""

    colour: str
    background: str
    ratio: float  # 1 to 21; text needs 4.5
    used: str  # for text: the colour itself, or the nearest shade that reads
    ink: str  # text on the colour
    text: str  # text on the background

    @property
    def is_readable(self) -> bool:
        return self.used == self.colour


@dataclass(frozen=True, kw_only=True)
class ApiKeyInfo:
    """A secret key, as it is shown after the first time."""

    id: int
    name: str
    prefix: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """A source, as the page of keys shows it."""

    id: SourceId
    name: str
    write_key: str
    created_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody who works in a shop."""

    staff_id: StaffId
    name: str
    email: str
    role: Role
    has_password: bool  # False: invited, has not come yet
    has_totp: bool
    last_seen_at: datetime | None


class TooManyTriesError(CommessoError):
    """Sign-in is closed for a while, for this account or this address."""

    def __init__(self, wait: timedelta) -> None:
        minutes = max(1, -(-int(wait.total_seconds()) // 60))
        super().__init__(f"Too many wrong tries. Wait {minutes} minutes, or set a new password by mail.")
        self.minutes = minutes
