"""Which events about an order are believed: docs/decisions/0007-who-may-speak-of-an-order.md.

A write key is public, so anybody can name an order. The shop itself (a row with a secret key, an import) is
believed. Of shoppers' events those that placed the order are, and whatever comes from the same person.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from commesso.kernel.ids import visitor_id
from commesso.orders.rules.entries import Entry, EntryBody, EntryKind, forget_person

# Browser and server both say "Order Completed", each under its own identity, and a server may wait a while.
TOGETHER = timedelta(hours=1)
# A platform's date of an order may be a day alone, of another time zone.
ABOUT_THEN = timedelta(days=2)
NO_SIBLINGS: Mapping[str, Collection[str]] = {}
_WORDS = {
    EntryKind.COMPLETED: "Order Completed",
    EntryKind.UPDATED: "Order Updated",
    EntryKind.CANCELLED: "Order Cancelled",
    EntryKind.REFUNDED: "Order Refunded",
}


def list_people(entry: Entry) -> set[str]:
    """Return the keys of the person an entry names."""
    body = entry.body
    keys: set[str] = {
        visitor_id(user_id=body.user_id),
        visitor_id(anonymous_id=body.anonymous_id),
        visitor_id(email=body.email),
    }
    return keys - {""}


def doubt(entries: Sequence[Entry], siblings: Mapping[str, Collection[str]] = NO_SIBLINGS) -> list[Entry]:
    """Return the entries that are not believed. `siblings` are the other identities of each key's person.

    Decided by what the entries say alone, never by the order in which they are read.
    """
    if len(entries) == 1:
        return []
    believed = [entry for entry in entries if _is_the_shops(entry)]
    placing = _list_placing(entries)
    if not believed and not placing:
        return []  # nobody knows of an order yet that could be harmed
    believed += [entry for entry in placing if not _is_the_shops(entry)]
    chosen = {entry.message_id for entry in believed}
    left = [entry for entry in entries if entry.message_id not in chosen]
    people = _with_siblings(believed, siblings)
    while True:
        joined = [entry for entry in left if not people.isdisjoint(list_people(entry))]
        if not joined:
            return left
        people |= _with_siblings(joined, siblings)
        left = [entry for entry in left if people.isdisjoint(list_people(entry))]


def forget_people(
    entries: Sequence[Entry], siblings: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, EntryBody]]:
    """Yield each entry's message id and its body without its person; what was believed stays so."""
    doubted = {entry.message_id for entry in doubt(entries, siblings)}
    for entry in entries:
        body = forget_person(entry.body)
        if entry.message_id not in doubted:
            body = msgspec.structs.replace(body, is_trusted=True)
        yield entry.message_id, body


def describe_doubt(entry: Entry) -> str:
    return f"{_WORDS[entry.kind]} of {entry.at:%Y-%m-%d %H:%M} was not believed: it names nobody who placed the order"


def _is_the_shops(entry: Entry) -> bool:
    return entry.kind is EntryKind.PLATFORM or entry.body.is_trusted


def _list_placing(entries: Sequence[Entry]) -> list[Entry]:
    """Return the shoppers' events that made the order: those that came in when it was placed."""
    completed = [entry for entry in entries if entry.kind is EntryKind.COMPLETED]
    placing = completed or [entry for entry in entries if entry.kind is EntryKind.UPDATED]
    said = [entry.body.placed_at for entry in entries if entry.body.placed_at is not None]
    if said:
        return [each for each in placing if any(abs(_received(each) - at) <= ABOUT_THEN for at in said)]
    first = min((_received(entry) for entry in placing), default=None)
    return [entry for entry in placing if first is not None and _received(entry) - first <= TOGETHER]


def _received(entry: Entry) -> datetime:
    """By our own clock: a sender says when it happened as it likes."""
    return entry.body.received_at or entry.at


def _with_siblings(entries: Iterable[Entry], siblings: Mapping[str, Collection[str]]) -> set[str]:
    keys = {key for entry in entries for key in list_people(entry)}
    return keys.union(*(siblings.get(key, ()) for key in keys))
