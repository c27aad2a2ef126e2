"""The one ASGI application: the fast lanes of shops' pages beside Django, and the threads behind all."""

import asyncio
import logging
import os
import warnings
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commesso.config.settings")

from django.core.asgi import get_asgi_application

django = get_asgi_application()

from commesso.collector import endpoints as collector
from commesso.config.process import Process
from commesso.discovery.endpoints import door as discovery
from commesso.kernel.errors import CommessoError
from commesso.onsite.endpoints import door as onsite

log = logging.getLogger(__name__)
# WhiteNoise hands files over as ordinary iterators: they are small, and read at once.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume")
process = Process()


async def application(
    scope: Mapping[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Answer a request, or begin and end the process's work."""
    if scope["type"] == "http" and collector.answers_to(scope["path"]):
        await collector.application(scope, receive, send)
    elif scope["type"] == "http" and onsite.answers_to(scope["path"]):
        await onsite.application(scope, receive, send)
    elif scope["type"] == "http" and discovery.answers_to(scope["path"]):
        await discovery.application(scope, receive, send)
    elif scope["type"] == "lifespan":
        await _live(receive, send)
    else:
        await django(scope, receive, send)  # type: ignore[arg-type]


async def _live(
    receive: Callable[[], Awaitable[dict[str, Any]]], send: Callable[[dict[str, Any]], Awaitable[None]]
) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            try:
                await asyncio.to_thread(process.start)
            except Exception as error:  # the server must be told, whatever it was
                if not isinstance(error, CommessoError):  # ours say what to do; the server prints that
                    log.exception("Commesso cannot start.")
                await send({"type": "lifespan.startup.failed", "message": str(error)})
                return
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await asyncio.to_thread(process.stop)
            await send({"type": "lifespan.shutdown.complete"})
            return
