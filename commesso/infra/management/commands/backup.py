"""`commesso backup FOLDER`: both stores and the log, while the server runs."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandParser

from commesso.infra.backup import back_up


class Command(BaseCommand):
    help = "Copy the state, the event store, the log and the files into a new folder. The server may run meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="A folder that does not exist yet.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"].resolve()
        back_up(folder)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        self.stdout.write(
            f"Backed up to {folder} ({size / 2**20:,.1f} MB). Restore it with: commesso restore {folder}"
        )
