"""`commesso demo`: an invented shop with a year of history, served."""

import asyncio
import json
import secrets
import tempfile
import threading
import time
from argparse import ArgumentTypeError
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command
from django.db import transaction

from commesso.collector import api as collector
from commesso.config.management.commands.serve import serve
from commesso.connectors import api as connectors
from commesso.demo import api as demo
from commesso.demo.contracts import CURRENCY, LANGUAGES, PRODUCT_MAP, SHOP_NAME, SHOP_SLUG, TIME_ZONE, Plan
from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.errors import NotFound
from commesso.stores import api as stores
from commesso.stores.actions.passwords import set_password
from commesso.stores.contracts import Role, SourceInfo, StoreInfo
from commesso.stores.models import Source

OWNER = "aurora@bottega-aurora.example"
_LANE = "import-demo"
_BATCH = 2_500


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
            "--live", type=_above(-1, float), default=1.0,
            help="Events a second that present shoppers send while it runs (default 1, 0 for none).",
        )  # fmt: skip
        parser.add_argument(
            "--no-serve", action="store_true", help="Make the shop and end, without serving it."
        )

    def handle(self, *_: Any, **options: Any) -> None:
        begun = time.monotonic()
        call_command("migrate", verbosity=0, interactive=False)
        plan = Plan(
            ending=now(), seed=options["seed"], shoppers=options["shoppers"], months=options["months"]
        )
        store = _find_store()
        if store is None:
            store = self._open_shop(plan)
        self._carry()
        self.stdout.write(f"Ready after {time.monotonic() - begun:.0f} s.")
        self._tell(store, password=_renew_owner(store), address=f"http://{options['host']}:{options['port']}")
        if not options["no_serve"]:
            self._serve(store, plan, options)

    def _open_shop(self, plan: Plan) -> StoreInfo:
        """Make the store, and let its past come in the way any shop's past does."""
        with transaction.atomic():
            store = stores.create_store(
                slug=SHOP_SLUG, name=SHOP_NAME, currency=CURRENCY, time_zone=TIME_ZONE, languages=LANGUAGES
            )
        self._import_products(store, plan)
        source = _website_of(store)
        history, count = demo.iter_history(plan), 0
        while batch := list(islice(history, _BATCH)):
            events, _ = collector.read_events(source, batch, plan.ending)
            infra.append_offline(_LANE, events)
            count += len(events)
        self.stdout.write(
            f"{SHOP_NAME}: {count:,} events of {plan.shoppers:,} shoppers in {plan.months} months."
        )
        return store

    def _import_products(self, store: StoreInfo, plan: Plan) -> None:
        rows = demo.list_products(plan)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "products.jsonl"
            file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            file_map = connectors.parse_map(PRODUCT_MAP, name=SHOP_SLUG, zone=TIME_ZONE)
            outcome = connectors.import_file(store.id, file, file_map)
        self.stdout.write(f"{SHOP_NAME}: {outcome.counts['created']} products in its catalogue.")

    def _carry(self) -> None:
        """Bring the history to everybody who listens, unless a server does so already."""

        def report(behind: int) -> None:
            if self.stdout.isatty():
                self.stdout.write(f"\r{behind:>9,} events to go ", ending="\n" if not behind else "")

        if not infra.drain(report):
            self.stdout.write("A server runs on this data folder already; it takes the history in.")

    def _tell(self, store: StoreInfo, *, password: str, address: str) -> None:
        line = "-" * 64
        self.stdout.write(
            f"{line}\n  {store.name}   {address}/s/{store.slug}/\n"
            f"  e-mail     {OWNER}\n"
            f"  password   {password}   (a new one at each start)\n{line}"
        )

    def _serve(self, store: StoreInfo, plan: Plan, options: dict[str, Any]) -> None:
        stop = threading.Event()
        if options["live"]:
            live = threading.Thread(
                target=demo.send_present,
                name="demo",
                daemon=True,
                kwargs={
                    "plan": plan,
                    "stop": stop,
                    "events_a_second": options["live"],
                    "address": f"http://{options['host']}:{options['port']}",
                    "write_key": _website_of(store).write_key,
                },
            )
            live.start()
        try:
            asyncio.run(serve(options["host"], options["port"]))
        finally:
            stop.set()


def _find_store() -> StoreInfo | None:
    try:
        return stores.get_store_by_slug(SHOP_SLUG)
    except NotFound:
        return None


def _website_of(store: StoreInfo) -> SourceInfo:
    website = Source.objects.for_store(store.id).filter(revoked_at=None).earliest("pk")
    source = stores.find_source(website.write_key)
    assert source is not None
    return source


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
