"""The tag's own files."""

from commesso.infra.api import storefront
from commesso.onsite.queries.tag import TagFile, TagNotBuilt, find_chunk, get_core

# A new version reaches every page within the hour; until then, and while it is fetched, the old one serves.
_CORE = b"public, max-age=3600, stale-while-revalidate=86400"
_EXACT = b"public, max-age=31536000, immutable"
_IN_PLACE = b"public, max-age=300"
CHUNKS = "/commesso/"


async def get_core_script(asked: storefront.Asked) -> storefront.Answer:
    """The tag's core: the one script in a shop's pages."""
    try:
        return _send(asked, get_core(), _CORE)
    except TagNotBuilt as error:
        raise storefront.Refusal(503, str(error)) from None


async def get_chunk_script(asked: storefront.Asked) -> storefront.Answer:
    """A part of the tag, fetched when a page needs it. Its name holds its content's hash."""
    name = asked.path.removeprefix(CHUNKS)
    try:
        chunk = find_chunk(name)
    except TagNotBuilt as error:
        raise storefront.Refusal(503, str(error)) from None
    if chunk is None:
        raise storefront.Refusal(404, f"{name[:80]!r} is no part of the tag.")
    return _send(asked, chunk, _EXACT if chunk.is_exact else _IN_PLACE)


def _send(asked: storefront.Asked, file: TagFile, cache: bytes) -> storefront.Answer:
    coding, body = file.choose(asked.header(b"accept-encoding"))
    etag = f'W/"{file.etag}"'.encode()
    headers = [
        (b"content-type", b"text/javascript; charset=utf-8"),
        (b"cache-control", cache),
        (b"etag", etag),
        (b"vary", b"accept-encoding"),
        (b"x-content-type-options", b"nosniff"),
        (b"timing-allow-origin", b"*"),
    ]
    if _knows(asked.header(b"if-none-match"), file.etag):
        return storefront.Answer(304, b"", tuple(headers))
    if coding:
        headers.append((b"content-encoding", coding.encode()))
    return storefront.Answer(200, body, tuple(headers))


def _knows(sent: str, etag: str) -> bool:
    return any(each.strip().removeprefix("W/").strip('"') in (etag, "*") for each in sent.split(","))
