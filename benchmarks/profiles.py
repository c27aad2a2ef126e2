"""How fast the stream becomes people: `python benchmarks/profiles.py`.

Blocks of 5,000 events as a shop sends them: 80 % pages and tracks of known visitors (sessions of 6 events), 15 % first
events of new visitors, 5 % identify calls. SQLite in a temporary folder, one transaction a block.
"""

import os
import random
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

os.environ["COMMESSO_DATA"] = tempfile.mkdtemp(prefix="commesso-bench-")
os.environ.setdefault("COMMESSO_MAIL", "off")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commesso.config.settings")

import django

django.setup()

import msgspec
from django.core.management import call_command
from django.db import transaction

from commesso.events.stream import Kind, StreamEvent
from commesso.infra import api as infra
from commesso.kernel.ids import EventId, SourceId, StoreId, VisitorId
from commesso.profiles import api as profiles
from commesso.profiles import subscribers
from commesso.profiles.contracts import ConsentInput, CustomerInput, ProfileFilters
from commesso.profiles.models import Profile, Term
from commesso.profiles.rules.traits import fold
from commesso.stores import api as stores


class Spent(NamedTuple):
    """Seconds by the clock, and of work: on a busy machine only the second says much."""

    wall: float
    cpu: float


BLOCK = 5_000
BLOCKS = 10
KNOWN = 100_000
CONTEXT = msgspec.Raw(
    msgspec.json.encode(
        {
            "page": {
                "url": "https://shop.example/lamps?page=2",
                "path": "/lamps",
                "referrer": "https://search.example/",
            },
            "userAgent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
            "locale": "it-IT",
            "library": {"name": "analytics.js", "version": "2.1.0"},
        }
    )
)
PROPS = msgspec.Raw(b'{"product_id":"p-1","name":"Lamp","price":49.9}')


def make_event(
    store: StoreId, at: datetime, *, kind: Kind, user: str, anonymous: str, props: msgspec.Raw = PROPS
) -> StreamEvent:
    return StreamEvent(
        id=EventId(str(uuid.UUID(int=random.getrandbits(128)))),
        store_id=store,
        source_id=SourceId(1),
        kind=kind,
        name="Product Viewed" if kind is Kind.TRACK else "",
        at=at,
        received_at=at,
        visitor_id=VisitorId("u:" + user if user else "a:" + anonymous),
        user_id=user,
        anonymous_id=anonymous,
        session_id="s",
        props=props,
        context=CONTEXT,
    )


class Shoppers:
    """A shop's visitors; every fifth one is signed in."""

    def __init__(self, store: StoreId) -> None:
        self.store = store
        self.at = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.visitors: list[tuple[str, str]] = []
        self.users = 0

    def step(self) -> datetime:
        self.at += timedelta(milliseconds=2)
        return self.at

    def arrive(self) -> StreamEvent:
        anonymous = str(uuid.UUID(int=random.getrandbits(128)))
        self.visitors.append(("", anonymous))
        return make_event(self.store, self.step(), kind=Kind.PAGE, user="", anonymous=anonymous)

    def browse(self, events: int) -> list[StreamEvent]:
        user, anonymous = random.choice(self.visitors)
        return [
            make_event(self.store, self.step(), kind=Kind.TRACK, user=user, anonymous=anonymous)
            for _ in range(events)
        ]

    def sign_in(self) -> StreamEvent:
        place = random.randrange(len(self.visitors))
        user, anonymous = self.visitors[place]
        if not user:
            self.users += 1
            user = str(self.users)
            self.visitors[place] = (user, anonymous)
        traits = {
            "email": f"shopper{user}@example.com",
            "firstName": "Maria",
            "lastName": f"Rossi{user}",
            "country": "IT",
        }
        return make_event(
            self.store,
            self.step(),
            kind=Kind.IDENTIFY,
            user=user,
            anonymous=anonymous,
            props=msgspec.Raw(msgspec.json.encode(traits)),
        )

    def block(self) -> list[StreamEvent]:
        events: list[StreamEvent] = []
        while len(events) < BLOCK:
            dice = random.random()
            # A session has six events, so it is drawn six times more seldom.
            if dice < 0.15:
                events.append(self.arrive())
            elif dice < 0.20:
                events.append(self.sign_in())
            elif dice < 0.20 + 0.80 / 6:
                events.extend(self.browse(6))
        return events[:BLOCK]


def take(events: list[StreamEvent]) -> Spent:
    return timed(_take, events)


@transaction.atomic
def _take(events: list[StreamEvent]) -> None:
    subscribers.on_stream(events)


def measure_stream(store: StoreId) -> None:
    shoppers = Shoppers(store)
    arrivals = [[shoppers.arrive() for _ in range(BLOCK)] for _ in range(KNOWN // BLOCK)]
    report("new visitors only", [take(block) for block in arrivals])
    for _ in range(4):
        take([shoppers.sign_in() for _ in range(BLOCK)])
    blocks = [shoppers.block() for _ in range(BLOCKS)]
    report("80 % known, 15 % new, 5 % identify", [take(block) for block in blocks])
    report("the same again, all seen before", [take(block) for block in blocks])
    report(
        "identify only, all new customers",
        [take([shoppers.sign_in() for _ in range(BLOCK)]) for _ in range(3)],
    )


def measure_import(store: StoreId) -> None:
    customers = [
        CustomerInput(
            user_id=f"c{number}",
            email=f"customer{number}@example.com",
            phone=f"+39 333 {number:07d}",
            traits={"name": f"Maria Rossi{number}", "country": "IT", "city": "Lodi", "points": number},
            consents=(ConsentInput(purpose="marketing", channel="email", granted=True),),
        )
        for number in range(10 * BLOCK)
    ]
    parts = [customers[start : start + BLOCK] for start in range(0, len(customers), BLOCK)]
    report(
        "import of new customers", [timed(profiles.import_customers, store, part, "bench") for part in parts]
    )
    report(
        "import of the same again", [timed(profiles.import_customers, store, part, "bench") for part in parts]
    )


def measure_lists(store: StoreId) -> None:
    """A million people, 300,000 of them known."""
    columns = (
        "id store_id merged_into_id root_id own_first_seen_at own_last_seen_at first_seen_at last_seen_at"
    )
    shown = "is_known name email phone country language stamp"
    start = datetime(2025, 1, 1, tzinfo=UTC)
    names = ["maria", "luca", "anna", "marco", "giulia", "paolo", "sara", "dario", "elena", "bruno"]
    people, terms = [], []
    for number in range(1_000_000):
        home, seen = uuid.UUID(int=number + (1 << 100)).hex, start + timedelta(seconds=number * 30)
        known = number % 10 < 3
        name = f"{names[number % 7]} {names[number // 7 % 10]}{number % 5000}" if known else ""
        people.append(
            (
                home,
                store,
                None,
                home,
                seen,
                seen,
                seen,
                seen,
                known,
                name,
                "",
                "",
                "IT" if known else "",
                "",
                "",
            )
        )
        if known:
            terms += [(store, home, f"{store}:{fold(word)}") for word in (*name.split(), f"c{number}")]
    with transaction.atomic():
        infra.write_rows(Profile, f"{columns} {shown}", people)
        infra.write_rows(Term, "store_id profile_id term", terms)
    cursor = profiles.list_profiles(store, limit=200).next_cursor
    italian = ProfileFilters(country="IT")
    questions: dict[str, Callable[[], object]] = {
        "first page": lambda: profiles.list_profiles(store),
        "a later page": lambda: profiles.list_profiles(store, cursor=cursor),
        "the known": lambda: profiles.list_profiles(store, filters=ProfileFilters(is_known=True)),
        "by country": lambda: profiles.list_profiles(store, filters=italian),
        "search 'm'": lambda: profiles.list_profiles(store, search="m"),
        "search 'luca marco17'": lambda: profiles.list_profiles(store, search="luca marco17"),
        "search 'c777777'": lambda: profiles.list_profiles(store, search="c777777"),
        "search of nobody": lambda: profiles.list_profiles(store, search="zzz"),
        "count": lambda: profiles.count_profiles(store),
    }
    print(f"\n{'lists with a million people':34}{'ms':>12}")
    for what, ask in questions.items():
        print(f"{what:34}{min(timed(ask) for _ in range(5)).wall * 1000:>12.1f}")


def timed(run: Callable[..., object], *values: object) -> Spent:
    begun, worked = time.perf_counter(), time.process_time()
    run(*values)
    return Spent(time.perf_counter() - begun, time.process_time() - worked)


def report(what: str, spent: list[Spent]) -> None:
    middle = sorted(spent)[len(spent) // 2]
    work = sorted(each.cpu for each in spent)[len(spent) // 2]
    print(f"{what:34}{BLOCK / middle.wall:>12,.0f}{middle.wall * 1000:>12.0f}{BLOCK / work:>16,.0f}")


def main() -> None:
    random.seed(7)
    call_command("migrate", verbosity=0)
    print(f"{'':34}{'events/s':>12}{'ms a block':>12}{'events/s of CPU':>16}")
    measure_stream(stores.create_store(slug="stream", name="Stream").id)
    measure_import(stores.create_store(slug="import", name="Import").id)
    measure_lists(stores.create_store(slug="lists", name="Lists").id)


if __name__ == "__main__":
    main()
