"""Which queries may be counted, and as what. A search box takes in more than queries: addresses, numbers, whole mails."""

import re

from commesso.discovery.rules.searching.folding import fold

LONGEST = 60  # letters
_LEAST_DAYS, _LEAST_SEARCHES = 3, 5  # before a query is more than one person's
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")
# Seven digits, whatever stands between them: a phone number, a card, an order of somebody's.
_NUMBER = re.compile(r"(?:\d[\s./()+-]*){7,}")


def fold_query(query: str) -> str:
    """Return the query as it is counted: small letters, no accents, single blanks."""
    return " ".join(fold(query).split())


def may_keep_query(query: str) -> bool:
    """Say whether a query may be kept: it is short, and names nobody by address or number."""
    folded = fold_query(query)
    return (
        0 < len(folded) <= LONGEST
        and any(sign.isalnum() for sign in folded)
        and not may_name_somebody(folded)
    )


def may_name_somebody(text: str) -> bool:
    """Say whether there is an address or a number in a text by which somebody could be found."""
    folded = fold_query(text)
    return bool(_ADDRESS.search(folded) or _NUMBER.search(folded))


def may_suggest(searches: int, empty: int, days: int) -> bool:
    """Say whether a query may be suggested to others: asked on enough days, and it mostly found something."""
    return days >= _LEAST_DAYS and searches >= _LEAST_SEARCHES and empty * 2 < searches
