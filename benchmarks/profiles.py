"""How fast the stream becomes people: `python benchmarks/profiles.py`.

Blocks of 5,000 events as a shop sends them: 80 % pages and tracks of known visitors (sessions of 6 events), 15 % first
events of new visitors, 5 % identify calls. SQLite in a temporary folder, one transaction a block.
"""

import cProfile
import os
import random
import sys
import tempfile
import time
import uuid
from datetime import UTC, datetime, timedelta

os.environ["COMMESSO_DATA"] = tempfile.mkdtemp(prefix="commesso-bench-")
os.environ.setdefault("COMMESSO_MAIL", "off")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commesso.config.settings")

import django

django.setup()

import msgspec
from django.core.management import call_command
from django.db import transaction

from commesso.events.stream import Kind, StreamEvent
from commesso.infra.models import OutboxRow
from commesso.kernel.ids import EventId, SourceId, StoreId, VisitorId
from commesso.profiles import subscribers
from commesso.stores import api as stores

BLOCK = 5_000
BLOCKS = 6
KNOWN = 30_000
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


def take(events: list[StreamEvent]) -> float:
    begun = time.perf_counter()
    with transaction.atomic():
        subscribers.on_stream(events)
    return time.perf_counter() - begun


def main() -> None:
    random.seed(7)
    call_command("migrate", verbosity=0)
    shop = stores.create_store(slug="bench", name="Bench")
    shoppers = Shoppers(shop.id)
    print(f"{'':34}{'events/s':>12}{'ms a block':>12}")
    arrivals = [[shoppers.arrive() for _ in range(BLOCK)] for _ in range(KNOWN // BLOCK)]
    report("new visitors only", [take(block) for block in arrivals])
    for _ in range(4):
        take([shoppers.sign_in() for _ in range(BLOCK)])
    OutboxRow.objects.all().delete()
    blocks = [shoppers.block() for _ in range(BLOCKS)]
    if "--profile" in sys.argv:
        cProfile.runctx(
            "for block in blocks: take(block)",
            globals(),
            {
                "blocks": [[shoppers.sign_in() for _ in range(BLOCK)] for _ in range(2)]
                if "identify" in sys.argv
                else blocks
            },
            sort="tottime",
        )
        return
    report("80 % known, 15 % new, 5 % identify", [take(block) for block in blocks])
    report("the same again (all seen before)", [take(block) for block in blocks])
    report("identify only", [take([shoppers.sign_in() for _ in range(BLOCK)]) for _ in range(5)])


def report(what: str, seconds: list[float]) -> None:
    middle = sorted(seconds)[len(seconds) // 2]
    print(f"{what:34}{BLOCK / middle:>12,.0f}{middle * 1000:>12.0f}")


if __name__ == "__main__":
    main()
