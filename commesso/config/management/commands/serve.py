"""`commesso serve`: everything from one command."""

import asyncio
import signal
from typing import Any

import uvloop
from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from granian.constants import Interfaces
from granian.errors import FatalError
from granian.log import LogLevels
from granian.server.embed import Server

from commesso.config.asgi import application
from commesso.config.listening import check_address_is_free
from commesso.infra.newer import check_state_is_not_newer


class Command(BaseCommand):
    help = "Serve the shop's doors, the back room and all background work."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on (default 127.0.0.1).")
        parser.add_argument("--port", type=int, default=8000, help="Port to listen on (default 8000).")

    def handle(self, *args: Any, **options: Any) -> None:
        check_address_is_free(options["host"], options["port"])
        check_state_is_not_newer()
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(
            f"Commesso listens on http://{options['host']}:{options['port']} (data in {settings.DATA})."
        )
        uvloop.run(serve(options["host"], options["port"]))


async def serve(host: str, port: int) -> None:
    """Serve until the process is asked to end."""
    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_level=LogLevels.error,
    )
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, server.stop)
    try:
        await server.serve()
    except FatalError:
        raise CommandError("Commesso did not start. The reason stands above.") from None
