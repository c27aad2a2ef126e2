"""A browser without a screen: it opens the shop's pages, keeps its cookies, and reads what a page tells the tag."""

import json
import re
from dataclasses import dataclass
from html import unescape
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

_PATIENCE_SECONDS = 20
_FACTS = re.compile(r'<script type="application/json" id="facts">(.*?)</script>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Page:
    """`name` and `events` are what the page tells the tag; `hidden` the fields a form sends along."""

    status: int
    name: str
    events: list[tuple[str, dict[str, Any]]]
    hidden: dict[str, str]


class Browser:
    """Raise OSError when the shop does not answer."""

    def __init__(self, shop: str, *, user_agent: str, language: str) -> None:
        self._shop = shop
        self._headers = {"User-Agent": user_agent, "Accept-Language": language}
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def open(self, path: str) -> Page:
        return self._ask(Request(self._shop + quote(path, safe="/?=&%"), headers=self._headers))  # noqa: S310 the shop's own address

    def send(self, path: str, fields: dict[str, str]) -> Page:
        """Post a form, and follow where it leads."""
        body = urlencode(fields).encode()
        return self._ask(Request(self._shop + path, body, self._headers))  # noqa: S310 the shop's own address

    def _ask(self, request: Request) -> Page:
        try:
            with self._opener.open(request, timeout=_PATIENCE_SECONDS) as answer:
                return _read(answer.status, answer.read().decode())
        except HTTPError as error:
            return _read(error.code, error.read().decode())


def _read(status: int, html: str) -> Page:
    found = _FACTS.search(html)
    facts: dict[str, Any] = json.loads(found[1]) if found else {"page": "", "events": []}
    hidden = {name: unescape(value) for name, value in _HIDDEN.findall(html)}
    return Page(status, facts["page"], [(name, said) for name, said in facts["events"]], hidden)
