"""`commesso shop`: the demo shop, in a process of its own. It runs on `commesso.config.shop_settings`."""

import asyncio
import os
import signal
import threading
import warnings
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.management import BaseCommand, CommandParser, call_command
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server

from commesso.config.listening import check_address_is_free
from commesso.demo import api as demo
from commesso.demo.contracts import SHOP_NAME


class Command(BaseCommand):
    help = "Open the demo shop, Bottega Aurora. `commesso demo` does so by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="Address to listen on (default 127.0.0.1).")
        parser.add_argument("--port", type=int, default=8001, help="Port to listen on (default 8001).")
        parser.add_argument(
            "--commesso",
            default="",
            help="Where Commesso is, such as http://127.0.0.1:8000; else SHOP_COMMESSO. Empty: the shop is alone.",
        )
        parser.add_argument("--key", default="", help="The write key of its tag; else SHOP_KEY.")
        parser.add_argument(
            "--server-key", default="", help="The write key of its server; else SHOP_SERVER_KEY."
        )
        parser.add_argument("--secret", default="", help="The secret key it searches with; else SHOP_SECRET.")
        parser.add_argument(
            "--until-eof", action="store_true", help="End when standard input does, as `commesso demo` asks."
        )

    def handle(self, *_: Any, **options: Any) -> None:
        from commesso.demo.jobs import BackRoom  # once the shop's own settings are there

        given = {"address": options["commesso"].rstrip("/"), **options}
        settings.COMMESSO.update({name: given[name] for name in settings.COMMESSO if given[name]})
        host, port = options["host"], options["port"]
        check_address_is_free(host, port)
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(f"{SHOP_NAME}: {len(demo.list_products())} products at http://{host}:{port}")
        # WhiteNoise hands files over as ordinary iterators: they are small, and read at once.
        warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume")
        back_room = BackRoom()
        back_room.start()
        try:
            asyncio.run(_serve(host, port, until_eof=options["until_eof"]))
        finally:
            back_room.stop()


async def _serve(host: str, port: int, *, until_eof: bool) -> None:
    server = Server(
        get_asgi_application(),
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        websockets=False,
        log_level=LogLevels.error,
    )
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, server.stop)
    if until_eof:
        _watch_input(lambda: loop.call_soon_threadsafe(server.stop))
    await server.serve()


def _watch_input(then: Callable[[], object]) -> None:
    """Standard input closes however the process that holds its other end dies."""

    def watch() -> None:
        # Not through sys.stdin: its lock, held by this thread, would stop the interpreter from ending.
        os.read(0, 1)
        then()

    threading.Thread(target=watch, name="watch-input", daemon=True).start()
