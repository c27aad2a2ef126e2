"""Discovery's doors in shops' pages, by address."""

from collections.abc import Mapping

from commesso.discovery.endpoints import assistant, guide, recommend, search, structured_data
from commesso.infra.api import storefront

API = "/api/v1/discovery/"
ROUTES: Mapping[tuple[str, str], storefront.Handle] = {
    ("GET", f"{API}assistant"): assistant.get_assistant,
    ("POST", f"{API}guide"): guide.post_guide,
    ("POST", f"{API}recommend"): recommend.post_recommend,
    ("POST", f"{API}search"): search.post_search,
    ("POST", f"{API}suggest"): search.post_suggest,
    ("GET", f"{API}structured-data"): structured_data.get_structured_data,
    ("POST", f"{API}talk"): assistant.post_talk,
}


def answers_to(path: str) -> bool:
    """Say whether a request is for discovery."""
    return path.startswith(API)


async def application(scope: storefront.Scope, receive: storefront.Receive, send: storefront.Send) -> None:
    """Answer one request of a shop's page."""
    await storefront.serve(scope, receive, send, find=_find)


def _find(asked: storefront.Asked) -> storefront.Handle:
    return storefront.choose_handle(ROUTES, asked, path=asked.path)
