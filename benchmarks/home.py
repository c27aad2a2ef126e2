"""How long does the home page take at ten million events?

A year of invented visits, orders and carts goes straight into the event store; then a signed-in browser asks
a running server for the page, every period in turn.
"""

import os
import shutil
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.harness import Server, commesso, manage, print_table

EVENTS = 10_000_000
ROUNDS = 20
PERIODS = ("today", "7d", "30d", "90d", "12m")

FILL = """
import sys
from commesso.infra.eventstore.client import borrow
from commesso.infra.eventstore.migrate import migrate
from commesso.stores import api as stores
from commesso.stores.contracts import Role
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

EVENTS, STEP = EVENTS_ASKED, 500_000
# Eight events a visit, visits one after the other over 400 days, people who come often and people who come once.
VISITOR = "substring(hex(sipHash128(toUInt64(400000 * pow(cityHash64(visit, 7) % 1000003 / 1000003, 2)))), 1, 36)"
SHOPPERS = '''
INSERT INTO events (store_id, id, kind, name, at, received_at, visitor_id, user_id, anonymous_id, session_id,
                    source_id, body, context, previous_id, group_id, caused_by)
SELECT {store:UInt32}, concat('m-', toString(n)), if(dice < 35, 'page', 'track'),
    multiIf(dice < 35, '', dice < 75, 'Product Viewed', dice < 85, 'Product List Viewed', dice < 91, 'Product Added',
            dice < 93, 'Cart Viewed', dice < 96, 'Products Searched', dice < 98, 'Checkout Started',
            'Product Clicked') AS name,
    at, at, concat('a:', visitor), '', visitor, substring(hex(sipHash128(visit)), 1, 18), 1,
    concat('{"product_id":"p', toString(n % 500), '","name":"Oak lamp ', toString(n % 500),
           '","price":', toString(10 + n % 90), '.5,"quantity":1,"currency":"EUR","category":"lamps"}'),
    concat('{"page":{"url":"https://shop.example/p/', toString(n % 500), '","path":"/p/', toString(n % 500),
           '","referrer":"https://www.google.com/"},"device":{"type":"mobile"},"locale":"it-IT"}'), '', '', ''
FROM (SELECT number AS n, intDiv(number, 8) AS visit, cityHash64(number) % 100 AS dice, VISITOR AS visitor,
      now64(3) - toIntervalMillisecond(toInt64((1 - visit * 8 / {total:Float64}) * 400 * 86400000))
               + toIntervalSecond((number % 8) * 40) AS at
      FROM numbers({start:UInt64}, {count:UInt64}))
'''.replace("VISITOR", VISITOR)
FACTS = '''
INSERT INTO events (store_id, id, kind, name, at, received_at, visitor_id, user_id, anonymous_id, session_id,
                    source_id, body, context, previous_id, group_id, caused_by)
SELECT {store:UInt32}, concat({name:String}, toString(number)), 'fact', {name:String}, at, at,
    concat('a:', visitor), '', visitor, '', 0,
    concat('{"order_id":"o', toString(number), '","cart_id":"c', toString(number), '","currency":"EUR","total_minor":',
           toString(2000 + number % 9000), ',"revenue_minor":', toString(1800 + number % 9000), ',"value_minor":5000}'),
    '{}', '', '', ''
FROM (SELECT number, toUInt64(intDiv(toUInt64(number * {total:Float64} / {count:Float64}), 8)) AS visit, VISITOR AS visitor,
      now64(3) - toIntervalMillisecond(toInt64((1 - number / {count:Float64}) * 400 * 86400000)) AS at
      FROM numbers({count:UInt64}))
'''.replace("VISITOR", VISITOR)
SHARES = dict(OrderPlaced=.004, OrderRefunded=.0003, OrderCancelled=.0002, CartStarted=.02, CartAbandoned=.012,
              CartOrdered=.003, CartRecovered=.001)

migrate()
store = stores.create_store(slug="bench", name="Bench")
many = dict(max_partitions_per_insert_block=1000)
with borrow() as client:
    for start in range(0, EVENTS, STEP):
        asked = dict(store=store.id, start=start, count=min(STEP, EVENTS - start), total=EVENTS)
        client.command(SHOPPERS, parameters=asked, settings=many)
        print(f"  {start + asked['count']:>12,} events", file=sys.stderr)
    for name, share in SHARES.items():
        asked = dict(store=store.id, name=name, count=int(EVENTS * share), total=EVENTS)
        client.command(FACTS, parameters=asked, settings=many)
    # Four visitor ids are three people.
    client.command("INSERT INTO identities SELECT {store:UInt32}, concat('a:', substring(hex(sipHash128(number)), 1, 36)), "
                   "reinterpretAsUUID(sipHash128(intDiv(number * 3, 4))), 1 FROM numbers(400000)",
                   parameters=dict(store=store.id))
staff = stores.create_staff(email="owner@example.com", name="Owner")
stores.put_member(store_id=store.id, staff=staff, role=Role.OWNER)
session = SessionStore()
session[SESSION_KEY], session[HASH_SESSION_KEY] = str(staff.pk), staff.get_session_auth_hash()
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session.save()
print(session.session_key)
"""


def main() -> None:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    folder = Path(tempfile.mkdtemp(prefix="commesso-bench-"))
    manage(folder, "migrate", "-v", "0")
    begun = time.perf_counter()
    cookie = manage(folder, script=FILL.replace("EVENTS_ASKED", str(events)))
    print(f"Filled in {time.perf_counter() - begun:.0f} s.", file=sys.stderr)
    with commesso(data=folder) as server:
        rows: list[tuple[str, ...]] = [("page", "p50 ms", "p95 ms", "first ms", "processor ms", "KB")]
        rows += [ask(server, f"/s/bench/?period={period}", cookie) for period in PERIODS]
        rows += [ask(server, "/s/bench/live", cookie)]
        rows += [("memory", f"{server.memory_mb():.0f} MB", "", "", "", "")]
    print_table(f"Home page at {events:,} events", rows)
    shutil.rmtree(folder, ignore_errors=True)


def ask(server: Server, path: str, cookie: str) -> tuple[str, ...]:
    """Open a page again and again, as somebody who works in the shop."""
    headers = {"Cookie": f"commesso_staff={cookie}", "Accept-Language": "en-GB"}
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", headers=headers)
    times: list[float] = []
    size, used = 0, 0.0
    for _ in range(ROUNDS + 1):
        used = used or (processor_ms(server) if times else 0.0)  # from the second time on
        begun = time.perf_counter()
        with urllib.request.urlopen(request, timeout=60) as answer:
            size = len(answer.read())
        times.append((time.perf_counter() - begun) * 1000)
    used = (processor_ms(server) - used) / ROUNDS
    warm = sorted(times[1:])
    p95 = warm[min(len(warm) - 1, int(len(warm) * 0.95))]
    return (
        path,
        f"{warm[len(warm) // 2]:.0f}",
        f"{p95:.0f}",
        f"{times[0]:.0f}",
        f"{used:.0f}",
        f"{size / 1024:.0f}",
    )


def processor_ms(server: Server) -> float:
    """What the server has used of the processors so far; it stays true on a busy machine."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
