"""The tag's doors, by address."""

import logging
from collections.abc import Awaitable, Callable, Mapping

from commesso.onsite.endpoints import shop, tag
from commesso.onsite.endpoints.answers import (
    CORS,
    Answer,
    Asked,
    Receive,
    Refusal,
    Scope,
    Send,
    as_problem,
    read_body,
)

log = logging.getLogger(__name__)
Handle = Callable[[Asked], Awaitable[Answer]]

API = "/api/v1/onsite/"
CORE = "/commesso.js"
ROUTES: Mapping[tuple[str, str], Handle] = {
    ("GET", CORE): tag.get_core_script,
    ("GET", f"{tag.CHUNKS}<name>.<hash>.js"): tag.get_chunk_script,
    ("GET", f"{API}config"): shop.get_config,
    ("POST", f"{API}panels"): shop.post_panels,
    ("POST", f"{API}sign-ups"): shop.post_sign_ups,
}


def answers_to(path: str) -> bool:
    """Say whether a request belongs to the tag."""
    return path == CORE or path.startswith((tag.CHUNKS, API))


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request of the tag."""
    asked = Asked(
        method=scope["method"],
        path=scope["path"],
        query=scope["query_string"].decode("latin-1"),
        headers=dict(scope["headers"]),
        remote=(scope.get("client") or ("",))[0],
        scheme=scope.get("scheme", "http"),
    )
    answer = await _answer(asked, receive)
    body = b"" if asked.method == "HEAD" else answer.body
    headers = [*answer.headers, *CORS, (b"content-length", str(len(answer.body)).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _answer(asked: Asked, receive: Receive) -> Answer:
    try:
        if asked.method == "OPTIONS":
            return Answer(204)
        handle = _find(asked)
        if asked.method == "POST":
            asked = Asked(**{**vars(asked), "body": await read_body(receive)})
        return await handle(asked)
    except Refusal as refusal:
        return as_problem(refusal)
    except Exception:  # a page of a shop must get an answer, whatever it was
        log.exception("The tag's door failed at %s %s.", asked.method, asked.path)
        return as_problem(Refusal(500, "Something broke on our side, and it was written down."))


def _find(asked: Asked) -> Handle:
    """Return who answers. Raise Refusal for an address that is none, or a method it does not take."""
    path = f"{tag.CHUNKS}<name>.<hash>.js" if asked.path.startswith(tag.CHUNKS) else asked.path
    method = "GET" if asked.method == "HEAD" else asked.method
    handle = ROUTES.get((method, path))
    if handle is not None:
        return handle
    others = [known for known, each in ROUTES if each == path]
    if others:
        raise Refusal(405, f"{asked.method} is not possible here. Use {' or '.join(others)}.")
    raise Refusal(404, f"{asked.path[:200]!r} is no address of the tag's.")
