"""`commesso evaluate recommendations|search|guide`: how good discovery is on a shop of one's own."""

from types import ModuleType
from typing import Any

from django.core.management import BaseCommand, CommandParser, call_command

from commesso.discovery.management.evaluating import guide, recommendations, search

# Each module has HELP, add_arguments(parser) and evaluate(options), which returns what to print.
SUBCOMMANDS: dict[str, ModuleType] = {
    "recommendations": recommendations,
    "search": search,
    "guide": guide,
}


class Command(BaseCommand):
    help = "Measure how good discovery is, on a shop's own products and events."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
        for name, module in SUBCOMMANDS.items():
            part = what.add_parser(name, help=module.HELP, description=module.HELP)
            module.add_arguments(part)
            part.add_argument("--json", action="store_true", help="Print one JSON object instead of a table.")

    def handle(self, *_: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(SUBCOMMANDS[options["what"]].evaluate(options))
