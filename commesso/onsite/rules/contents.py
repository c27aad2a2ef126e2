"""What a panel says: which words it needs, in which language it speaks, which addresses it may lead to."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from commesso.onsite.contracts import Asks, Content, PanelInfo, PanelKind

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})
_SLOT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FORM = ("email_label", "consent_label", "submit", "done")


def list_missing(content: Content, *, kind: PanelKind, asks: Asks) -> tuple[str, ...]:
    """Return the names of the fields that a panel of this kind cannot do without and does not have."""
    needed = ["text" if kind is PanelKind.BAR else "title"]
    if content.action_label or content.action_url:
        needed += ["action_label", "action_url"]
    if kind is not PanelKind.INLINE:
        needed.append("dismiss")  # "no" is as easy as "yes"
    if asks is Asks.SIGN_UP:
        needed += _FORM
    return tuple(name for name in needed if not getattr(content, name))


def choose_language(panel: PanelInfo, *, wanted: str, default: str) -> str | None:
    """Return the language a panel speaks to a visitor: theirs, else the shop's own, else None."""
    base = wanted.replace("_", "-").partition("-")[0].lower()
    for language in (wanted, base, default):
        content = panel.contents.get(language)
        if content is not None and not list_missing(content, kind=panel.kind, asks=panel.asks):
            return language
    return None


def direction_of(language: str) -> str:
    """Return how a language is written: "ltr" or "rtl"."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def is_link(text: str) -> bool:
    """Say whether a panel may lead there: a web address, or a path in the shop. Never `javascript:`."""
    if text.startswith("/"):
        return not text.startswith(("//", "/\\"))
    return is_web_address(text)


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def is_slot(text: str) -> bool:
    """Say whether a page can name a slot so: small letters, digits and single hyphens."""
    return len(text) <= 40 and _SLOT.fullmatch(text) is not None


def has_words(contents: Mapping[str, Content], language: str) -> bool:
    """Say whether anything was written in a language yet."""
    return contents.get(language, Content()) != Content()
