"""`commesso doctor`: looks everything over and says what to do."""

import sys
from typing import Any

from django.core.management import BaseCommand
from rich.console import Console

from commesso.config.doctor import Level, examine

_STYLE = {Level.GOOD: "green", Level.WARNING: "yellow", Level.BAD: "bold red"}


class Command(BaseCommand):
    help = "Look over disk, engines, log, clock, mail and DNS, and say what to do. Exits 1 when something is bad."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
        worst = Level.GOOD
        for finding in examine():
            console.print(
                f"[{_STYLE[finding.level]}]{finding.level:8}[/] {finding.about:15} {finding.message}",
                markup=True,
            )
            if finding.advice:
                console.print(f"         {'':15} -> {finding.advice}", markup=False)
            if finding.level is Level.BAD:
                worst = Level.BAD
        if worst is Level.BAD:
            sys.exit(1)
