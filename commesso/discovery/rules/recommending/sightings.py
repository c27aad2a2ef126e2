"""From what a shop tells, in any order and with gaps, to a click log."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec
import numpy as np
from numpy.typing import NDArray

from commesso.discovery.contracts.recommending import NOBODY, ClickLog

GAP_SECONDS = 30 * 60
_decode = msgspec.json.Decoder(tuple[str, str, str, str, float]).decode_lines
_NONE = -1
_COLUMNS = np.dtype(
    [(name, np.int64) for name in ("person", "session", "order", "product")] + [("at", np.float64)]
)


@dataclass
class Sightings:
    """Products looked at, put into a cart or bought, collected one by one in whatever order they come.

    Kept in columns of numbers, each name once, so that a million of them fit.
    """

    duplicates: int = 0
    strangers: int = 0  # neither a person nor a visit was named, so nothing comes before or after
    _names: dict[str, dict[str, int]] = field(
        default_factory=lambda: {"person": {}, "session": {}, "order": {}, "product": {}}
    )
    _rows: list[tuple[int, int, int, int, float]] = field(default_factory=list)
    _known: set[tuple[int, int, int, int, float]] = field(default_factory=set)
    _users: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, *, person: str, session: str, order: str, product: str, at: float) -> None:
        """Take one product. `order` is empty unless it was bought; names are empty where unknown."""
        if not (person or session or order):
            self.strangers += 1
            return
        row = (
            self._number("person", person),
            self._number("session", session),
            self._number("order", order),
            self._number("product", product),
            at,
        )
        if row in self._known:
            self.duplicates += 1
            return
        if at % 3600:  # a full hour is a date without a clock, and says nothing of which came twice
            self._known.add(row)
        self._rows.append(row)

    def add_lines(self, lines: bytes) -> None:
        """Take what the event store gave: a JSON array a line, of person, session, order, product and seconds."""
        for person, session, order, product, at in _decode(lines):
            self.add(person=person, session=session, order=order, product=product, at=at)

    def unite(self, anonymous: str, user: str) -> None:
        """Learn that a browser's id is a user's, who may have looked around before saying so."""
        self._users.setdefault(anonymous, user)

    def _number(self, kind: str, name: str) -> int:
        return self._names[kind].setdefault(name, len(self._names[kind])) if name else _NONE

    def make_log(self) -> ClickLog:
        """Return what was collected, in visits. Without a session's name, 30 minutes of silence end a visit."""
        people, person_of = _merge_people(self._names["person"], self._users)
        table = np.array(self._rows, dtype=_COLUMNS)
        person, session, order, product, at = (table[name] for name in table.dtype.names or ())
        person = np.where(person == _NONE, NOBODY, person_of[person])
        by_person = np.lexsort((np.arange(len(at)), order, at, person))
        visit = np.empty(len(at), dtype=np.int64)
        visit[by_person] = _find_visits(
            person[by_person], session[by_person], order[by_person], at[by_person]
        )
        rows, number = _order_visits(visit, at)
        return ClickLog(
            products=tuple(self._names["product"]),
            people=people,
            visit=number.astype(np.int32),
            product=product[rows].astype(np.int32),
            person=person[rows].astype(np.int32),
            at=at[rows],
            bought=order[rows] != _NONE,
        )


def _merge_people(
    names: Mapping[str, int], users: Mapping[str, str]
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Return the people, and for each name's number the person's."""
    people: dict[str, int] = {}
    person_of = [people.setdefault(users.get(name, name), len(people)) for name in names]
    return tuple(people), np.array([*person_of, NOBODY], dtype=np.int64)


def _find_visits(
    person: NDArray[np.int64], session: NDArray[np.int64], order: NDArray[np.int64], at: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return a number for each row's visit. Rows come by person, time and order.

    A named session is a visit. What has no session's name belongs to the person's visit of the last 30 minutes, except
    that one order does not follow another in a visit without clicks.
    """
    rows = np.arange(len(at))
    named = session != _NONE
    follows = np.zeros(len(at), dtype=np.bool_)  # goes on in the visit of the row before it
    follows[1:] = (
        ~named[1:]
        & (person[1:] != NOBODY)
        & (person[1:] == person[:-1])
        & (np.diff(at) <= GAP_SECONDS)
        & ((order[1:] == _NONE) | (order[:-1] == _NONE) | (order[:-1] == order[1:]))
    )
    last = np.maximum.accumulate(
        np.where(follows, 0, rows)
    )  # the row that began the visit, or goes by a name
    names = int(max(session.max(initial=0), order.max(initial=0), len(at))) + 2
    name = np.where(named, session, np.where(person == NOBODY, order, rows)) - _NONE
    kind = np.where(named, 0, np.where(person == NOBODY, 1, 2))
    key = ((person - NOBODY) * 3 + kind) * names + name
    _, firsts, visit = np.unique(key, return_index=True, return_inverse=True)
    by_first = np.empty(len(firsts), dtype=np.int64)
    by_first[np.argsort(firsts)] = np.arange(len(firsts))  # numbered as they come
    return by_first[visit[last]]


def _order_visits(
    visit: NDArray[np.int64], at: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Return the rows by their visits' first moments, then by their own, and the visits' new numbers."""
    if not len(at):
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.int64)
    starts = np.full(int(visit.max()) + 1, np.inf)
    np.minimum.at(starts, visit, at)
    rows = np.lexsort((np.arange(len(at)), at, visit, starts[visit]))
    ordered = visit[rows]
    return rows, np.concatenate([[0], np.cumsum(ordered[1:] != ordered[:-1])])
