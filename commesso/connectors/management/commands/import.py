"""`commesso import products|orders|customers|events FILE --store SLUG`: the file, its map, its progress."""

import time
from pathlib import Path
from typing import Any, Self

from django.core.management import BaseCommand, CommandParser, call_command
from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from commesso.connectors.actions.running import import_file
from commesso.connectors.contracts import Kind, Outcome, Progress
from commesso.connectors.queries.maps import GUESSED, find_map
from commesso.connectors.queries.things import rehearse
from commesso.connectors.rules.maps import FileMap
from commesso.connectors.rules.shaping import write_json
from commesso.infra import api as infra
from commesso.stores import api as stores

_LINE_SECONDS = 5.0
_PATIENCE_SECONDS = 60.0
_WORDS = {  # of one, of many
    "rows": ("row", "rows"),
    "products": ("product", "products"),
    "orders": ("order or credit note", "orders and credit notes"),
    "credits": ("of them a credit note", "of them credit notes"),
    "lines": ("line", "lines"),
    "cancelled_lines": ("of them cancelled", "of them cancelled"),
    "customers": ("customer", "customers"),
    "events": ("event", "events"),
}
_OUTCOMES = ("created", "changed", "unchanged", "stale", "sent")


class Command(BaseCommand):
    help = "Import products, orders, customers or events from a file: CSV, JSON, Parquet or a product feed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[each.value for each in Kind], help="What the file is full of.")
        parser.add_argument("file", type=Path, help="The file; gzip is fine.")
        parser.add_argument("--store", required=True, metavar="SLUG", help="The store it is for.")
        parser.add_argument(
            "--map", default="", help="A ready map's name, or a TOML file. Default: by the columns."
        )
        parser.add_argument("--dry-run", action="store_true", help="Write nothing; show what would be taken.")
        parser.add_argument("--again", action="store_true", help="Read a file that is done once more.")

    def handle(self, *_: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        kind, file = Kind(options["kind"]), options["file"]
        store = stores.get_store_by_slug(options["store"])
        file_map = find_map(kind, file, told=options["map"], zone=store.time_zone)
        self.stdout.write(f"{file} as {kind} of {store.name}, by {_name_of(file_map)}.")
        if file_map.about:
            self.stdout.write(" ".join(file_map.about.split()))
        with _Screen(self.stdout.isatty(), self.stdout.write) as screen:
            if options["dry_run"]:
                outcome = rehearse(file, file_map, tell=screen.tell)
            else:
                outcome = import_file(store.id, file, file_map, again=options["again"], tell=screen.tell)
        self._report(outcome)
        if outcome.run is not None and not outcome.nothing_new:
            self._carry()

    def _report(self, outcome: Outcome) -> None:
        counts = outcome.counts
        found = [
            f"{counts[name]:,} {one if counts[name] == 1 else many}"
            for name, (one, many) in _WORDS.items()
            if name in counts
        ]
        if found:
            self.stdout.write("In the file: " + ", ".join(found) + ".")
        for rejection in outcome.rejections:
            self.stdout.write(f"  line {rejection.line}: {rejection.reason}")
        if outcome.rejected:
            what = "row was" if outcome.rejected == 1 else "rows were"
            self.stdout.write(f"{outcome.rejected:,} {what} not taken{self._place(outcome)}.")
        if outcome.run is None:
            for each in outcome.sample:
                self.stdout.write("  " + write_json(each)[:2_000])
            self.stdout.write("Nothing was written: this was a dry run.")
        elif outcome.nothing_new:
            self.stdout.write("There is nothing new in it. (--again reads a finished file once more.)")
        else:
            taken = [f"{counts[name]:,} {name}" for name in _OUTCOMES if name in counts]
            self.stdout.write("Taken: " + ", ".join(taken) + ".")

    def _place(self, outcome: Outcome) -> str:
        return f"; see {outcome.run.rejects_file}" if outcome.run and outcome.run.rejects_file else ""

    def _carry(self) -> None:
        """Bring what came in to everybody who listens, or watch a running server do it."""
        with _Screen(self.stdout.isatty(), self.stdout.write) as screen:
            if not infra.drain(screen.tell_behind):
                self.stdout.write("The running server takes it into customers and reports now.")
                _watch(screen)


def _name_of(file_map: FileMap) -> str:
    if file_map.name == GUESSED:
        return "the names of its columns"
    title = f" ({file_map.title})" if file_map.title not in {"", file_map.name} else ""
    return f"the map {file_map.name}{title}"


def _watch(screen: "_Screen") -> None:
    """Show how far the server is, until it is through or stands still."""
    least, moved_at = infra.count_behind("events"), time.monotonic()
    while least and time.monotonic() - moved_at < _PATIENCE_SECONDS:
        screen.tell_behind(least)
        time.sleep(0.5)
        behind = infra.count_behind("events")
        if behind < least:
            least, moved_at = behind, time.monotonic()
    screen.tell_behind(least)


class _Screen:
    """A bar on a terminal, now and then a line elsewhere."""

    def __init__(self, is_terminal: bool, write: Any) -> None:
        self._write = write
        self._bar = Bar(
            TextColumn("{task.description:<10}"),
            BarColumn(),
            TextColumn("{task.fields[what]}"),
            TimeRemainingColumn(),
            console=Console(),
            transient=True,
            disable=not is_terminal,
        )
        self._is_terminal = is_terminal
        self._tasks: dict[str, Any] = {}
        self._begun: dict[str, float] = {}
        self._most = 0
        self._wrote_at = time.monotonic()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def tell(self, progress: Progress) -> None:
        begun = self._begun.setdefault(progress.phase, time.monotonic())
        seconds = max(0.001, time.monotonic() - begun)
        self._show(
            progress.phase, progress.share, f"{progress.rows:,} rows, {progress.rows / seconds:,.0f}/s"
        )

    def tell_behind(self, behind: int) -> None:
        self._most = max(self._most, behind)
        self._show("carrying", 1 - behind / max(1, self._most), f"{behind:,} events to go")

    def _show(self, phase: str, share: float, what: str) -> None:
        if self._is_terminal:
            if phase not in self._tasks:
                self._tasks[phase] = self._bar.add_task(phase, total=1.0, what="")
            self._bar.update(self._tasks[phase], completed=share, what=what)
        elif time.monotonic() - self._wrote_at >= _LINE_SECONDS:
            self._wrote_at = time.monotonic()
            self._write(f"{phase}: {share:.0%}, {what}")
