"""`commesso restore FOLDER`: fill an empty data folder from a backup."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandParser

from commesso.infra.backup import restore


class Command(BaseCommand):
    help = "Fill an empty data folder (COMMESSO_DATA) from a backup."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="A folder that `commesso backup` made.")

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = restore(options["folder"].resolve())
        self.stdout.write(
            f"Restored the backup of {manifest['made_at']} into {settings.DATA}. Start with: commesso serve"
        )
