"""The tag's doors, by address."""

from collections.abc import Mapping

from commesso.infra.api import storefront
from commesso.onsite.endpoints import shop, tag

API = "/api/v1/onsite/"
CORE = "/commesso.js"
ROUTES: Mapping[tuple[str, str], storefront.Handle] = {
    ("GET", CORE): tag.get_core_script,
    ("GET", f"{tag.CHUNKS}<name>.<hash>.js"): tag.get_chunk_script,
    ("GET", f"{API}config"): shop.get_config,
    ("POST", f"{API}panels"): shop.post_panels,
    ("POST", f"{API}sign-ups"): shop.post_sign_ups,
}


def answers_to(path: str) -> bool:
    """Say whether a request belongs to the tag."""
    return path == CORE or path.startswith((tag.CHUNKS, API))


async def application(scope: storefront.Scope, receive: storefront.Receive, send: storefront.Send) -> None:
    """Answer one request of the tag."""
    await storefront.serve(scope, receive, send, find=_find)


def _find(asked: storefront.Asked) -> storefront.Handle:
    path = f"{tag.CHUNKS}<name>.<hash>.js" if asked.path.startswith(tag.CHUNKS) else asked.path
    return storefront.choose_handle(ROUTES, asked, path=path)
