"""Where the assistant may lead."""

import re
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"mailto:[^@\s]+@[^@\s]+\.[^@\s]+")


def is_link(text: str) -> bool:
    """Say whether it may lead there: a web address, a path in the shop, or somebody to write to. Never `javascript:`."""
    if text.startswith("/"):
        return not text.startswith(("//", "/\\"))
    if text.startswith("mailto:"):
        return _ADDRESS.fullmatch(text) is not None
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
