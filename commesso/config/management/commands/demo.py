"""`commesso demo`: an invented shop with a year of history, served."""

import json
import secrets
import tempfile
import threading
import time
from argparse import ArgumentTypeError
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import uvloop
from django.conf import settings
from django.core.management import BaseCommand, CommandParser, call_command
from django.db import transaction

from commesso.collector import api as collector
from commesso.config.demo_assistant import open_assistant
from commesso.config.demo_guides import open_guides
from commesso.config.listening import check_address_is_free
from commesso.config.management.commands.serve import serve
from commesso.config.shop_process import ShopProcess
from commesso.connectors import api as connectors
from commesso.demo import api as demo
from commesso.demo.contracts import (
    CURRENCY,
    LANGUAGES,
    ORDER_MAP,
    SHOP_NAME,
    SHOP_SLUG,
    TIME_ZONE,
    Here,
    Plan,
    Row,
)
from commesso.events.stream import NO_SOURCE
from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.errors import NotFound
from commesso.onsite import api as onsite
from commesso.stores import api as stores
from commesso.stores.actions.passwords import set_password
from commesso.stores.actions.shop import save_brand
from commesso.stores.contracts import Role, Scope, SourceInfo, StoreInfo
from commesso.stores.models import ApiKey, Source

OWNER = "aurora@bottega-aurora.example"
_LANE = "import-demo"
_BATCH = 2_500
_NOTES = "demo.json"
_SERVER = "Server of the shop"
_BRAND = {
    "colour": "#9a3e23",
    "background": "#fffbf3",
    "font": "",  # its pages' own
    "tone": "Warm and plain. We tell how a thing was made and what it is good for.",
    "signature": "Aurora e la bottega",
    "postal_address": "Bottega Aurora, Vicolo dei Tintori 3, Orvieto",
    "sender_email": "",
}


class Command(BaseCommand):
    help = "Open an invented shop with a year of lifelike history, and serve it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--shoppers", type=_above(0, int), default=3_000, help="How many shoppers (default 3000)."
        )
        parser.add_argument(
            "--months", type=_above(0, int), default=12, help="Months of history (default 12)."
        )
        parser.add_argument(
            "--seed", type=int, default=7, help="The same seed gives the same history (default 7)."
        )
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on (default 127.0.0.1).")
        parser.add_argument("--port", type=int, default=8000, help="Port to listen on (default 8000).")
        parser.add_argument(
            "--live", type=_above(-1, float), default=6.0,
            help="Shoppers a minute who walk through the shop while it runs (default 6, 0 for none).",
        )  # fmt: skip
        parser.add_argument(
            "--no-serve", action="store_true", help="Make the shop and end, without serving it."
        )

    def handle(self, *_: Any, **options: Any) -> None:
        begun = time.monotonic()
        if not options["no_serve"]:
            check_address_is_free(options["host"], options["port"])
            check_address_is_free(options["host"], options["port"] + 1)
        call_command("migrate", verbosity=0, interactive=False)
        notes = _read_notes()
        if not notes["done"]:
            notes |= {"ending": notes.get("ending") or now().isoformat()}
            notes |= {name: notes.get(name, options[name]) for name in ("seed", "shoppers", "months")}
            _write_notes(notes)
            seconds = 5 + notes["shoppers"] * notes["months"] // 2_000
            self.stdout.write(f"Inventing a shop and its past. This takes some {seconds} seconds, once ...")
            self._open_shop(_plan_of(notes, datetime.fromisoformat(notes["ending"])))
            notes["done"] = True
            _write_notes(notes)
        store, plan = stores.get_store_by_slug(SHOP_SLUG), _plan_of(notes, now())
        self._put_products(store, f"http://{options['host']}:{options['port'] + 1}", notes)
        open_guides(store)
        open_assistant(store)
        self._carry()
        self.stdout.write(f"Ready after {time.monotonic() - begun:.0f} s.")
        address = f"http://{options['host']}:{options['port']}"
        self._tell(store, password=_renew_owner(store), address=address, shop=notes["shop"])
        if options["no_serve"]:
            self.stdout.write("Serve it with: commesso demo")
        else:
            self.stdout.write("Ctrl-C ends it; what it made stays for the next time.")
            self._serve(store, plan, options)

    def _open_shop(self, plan: Plan) -> None:
        """Make the store, and let its past come in the way any shop's past does.

        When the first start was cut off, the same past comes again, and what is known of it changes nothing.
        """
        store = _find_store() or stores.create_store(
            slug=SHOP_SLUG, name=SHOP_NAME, currency=CURRENCY, time_zone=TIME_ZONE, languages=LANGUAGES
        )
        _dress(store)
        # The shop's own word, as in any import of events: no browser sent these.
        source = replace(_website_of(store), id=NO_SOURCE)
        books, tally = demo.Books(), demo.Tally()
        history, count = demo.iter_history(plan), 0
        while batch := list(islice(history, _BATCH)):
            for event in batch:
                books.note(event)
                tally.note(event)
            events, _ = collector.read_events(source, batch, plan.ending)
            infra.append_offline(_LANE, events)
            count += len(events)
        self.stdout.write(
            f"{SHOP_NAME}: {count:,} events of {plan.shoppers:,} shoppers in {plan.months} months."
        )
        for line in tally.list_lines(demo.make_truth(plan)):
            self.stdout.write(f"  {line}")
        self._carry()
        _import_rows(store, books.list_sent(), ORDER_MAP, "shipments.jsonl")

    def _put_products(self, store: StoreInfo, shop: str, notes: dict[str, Any]) -> None:
        """Bring the catalogue in, once for each address the shop had: pages and pictures are under it."""
        if notes.get("shop") != shop:
            count = _import_rows(store, demo.list_products(shop), demo.get_product_map(), "catalogue.jsonl")
            self.stdout.write(f"{SHOP_NAME}: {count} products in its catalogue.")
            notes["shop"] = shop
            _write_notes(notes)

    def _carry(self) -> None:
        """Bring the history to everybody who listens, unless a server does so already."""

        def report(behind: int) -> None:
            if self.stdout.isatty():
                self.stdout.write(f"\r{behind:>9,} events to go ", ending="\n" if not behind else "")

        if not infra.drain(report):
            self.stdout.write("A server runs on this data folder already; it takes the history in.")

    def _tell(self, store: StoreInfo, *, password: str, address: str, shop: str) -> None:
        line = "-" * 64
        self.stdout.write(
            f"{line}\n  The shop   {shop}/\n"
            f"  Commesso   {address}/s/{store.slug}/\n"
            f"  e-mail     {OWNER}\n"
            f"  password   {password}   (a new one at each start)\n{line}"
        )

    def _serve(self, store: StoreInfo, plan: Plan, options: dict[str, Any]) -> None:
        host, port, stop = options["host"], options["port"], threading.Event()
        key = _website_of(store).write_key
        here = Here(shop=f"http://{host}:{port + 1}", commesso=f"http://{host}:{port}", write_key=key)
        process = ShopProcess(
            host=host,
            port=port + 1,
            commesso=here.commesso,
            key=key,
            server_key=_server_of(store).write_key,
            secret=_renew_secret(store),
        )
        process.start()
        if options["live"]:
            live = threading.Thread(
                target=demo.keep_visited,
                name="demo",
                daemon=True,
                kwargs={"plan": plan, "here": here, "shoppers_a_minute": options["live"], "stop": stop},
            )
            live.start()
        try:
            uvloop.run(serve(host, port))
        finally:
            stop.set()
            process.stop()


def _dress(store: StoreInfo) -> None:
    """Give the shop the colours of its own pages, and switch its panels on."""
    save_brand(store_id=store.id, values=_BRAND, logo=None, drop_logo=False)
    onsite.open_ready_panels(store)


def _read_notes() -> dict[str, Any]:
    """What the data folder knows of its demo: the plan its history was made by, and whether all of it came in."""
    file = settings.DATA / _NOTES
    notes: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {"done": False}
    return notes


def _write_notes(notes: dict[str, Any]) -> None:
    (settings.DATA / _NOTES).write_text(json.dumps(notes))


def _plan_of(notes: dict[str, Any], ending: datetime) -> Plan:
    return Plan(ending=ending, seed=notes["seed"], shoppers=notes["shoppers"], months=notes["months"])


def _find_store() -> StoreInfo | None:
    try:
        return stores.get_store_by_slug(SHOP_SLUG)
    except NotFound:
        return None


def _import_rows(store: StoreInfo, rows: list[Row], map_text: str, name: str) -> int:
    """Import rows as a file, by the shop's own map; return how many were taken."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        file_map = connectors.parse_map(map_text, name=SHOP_SLUG, zone=TIME_ZONE)
        counts = connectors.import_file(store.id, file, file_map).counts
    return counts.get("created", 0) + counts.get("changed", 0)


def _website_of(store: StoreInfo) -> SourceInfo:
    website = Source.objects.for_store(store.id).filter(revoked_at=None).earliest("pk")
    source = stores.find_source(website.write_key)
    assert source is not None
    return source


def _server_of(store: StoreInfo) -> SourceInfo:
    """The shop's server tells of orders with a key of its own, made when it is first needed."""
    server = Source.objects.for_store(store.id).filter(name=_SERVER, revoked_at=None).first()
    if server is None:
        return stores.create_source(store_id=store.id, name=_SERVER)
    source = stores.find_source(server.write_key)
    assert source is not None
    return source


@transaction.atomic
def _renew_secret(store: StoreInfo) -> str:
    """Give the shop's server a new secret key to search with: it lives as long as the process."""
    ApiKey.objects.for_store(store.id).filter(name=_SERVER).delete()
    return stores.create_api_key(store_id=store.id, name=_SERVER, scopes=frozenset({Scope.DISCOVERY}))


@transaction.atomic
def _renew_owner(store: StoreInfo) -> str:
    """Give the owner a new password: nobody looks for the one of last week, and none is ever fixed."""
    password = secrets.token_urlsafe(9)
    owner = stores.create_staff(email=OWNER, name="Aurora")
    stores.put_member(store_id=store.id, staff=owner, role=Role.OWNER)
    set_password(staff=owner, password=password)
    return password


def _above(limit: float, read: Callable[[str], Any]) -> Callable[[str], Any]:
    def check(text: str) -> Any:
        try:
            number = read(text)
        except ValueError:
            raise ArgumentTypeError(f"{text!r} is not a number.") from None
        if number <= limit:
            raise ArgumentTypeError(f"{text} is too small. Use a number above {limit}.")
        return number

    return check
