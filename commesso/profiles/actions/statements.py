"""Traits and consents: what events, imports and staff say, filed under the home it was said of."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from commesso.events.profiles import ConsentChanged
from commesso.infra import api as infra
from commesso.kernel.ids import ProfileId, StoreId
from commesso.profiles.contracts import Node
from commesso.profiles.models import Consent, Trait
from commesso.profiles.rules.consents import Choice, Stamp, is_news
from commesso.profiles.rules.evidence import Statement
from commesso.profiles.rules.graph import Home, HomeId, Known, to_minute
from commesso.profiles.rules.traits import Told, is_same_value, latest

_Purpose = tuple[HomeId, str, str]  # home, purpose, channel


def find_news(
    store_id: StoreId, statements: Iterable[Statement], known: Mapping[Node, Known]
) -> dict[HomeId, list[Told]]:
    """Return the traits that are later than what is on record, by home. Of new homes nothing is.

    What an import restates without a date of its own is news only where it says something else.
    """
    told: dict[HomeId, list[Told]] = defaultdict(list)
    older: set[HomeId] = set()
    restated: set[tuple[HomeId, str]] = set()
    for each in statements:
        if each.traits:
            home = _home_of(each, known)
            told[home.id] += [
                Told(name, value, each.at, each.told_by, each.source) for name, value in each.traits.items()
            ]
            if not home.is_new:
                older.add(home.id)
            if each.is_restated:
                restated.add((home.id, each.told_by))
    winners = {home: latest(each) for home, each in told.items()}
    rows = infra.list_values(
        Trait, "profile_id name value at told_by", store_id, by="profile_id", values=older
    )
    for home_id, name, value, at, told_by in rows:
        news = winners[home_id].get(name)
        if news and (
            (at, told_by) >= (news.at, news.told_by)
            or ((home_id, news.told_by) in restated and is_same_value(value, news.value))
        ):
            del winners[home_id][name]
    return {home_id: list(traits.values()) for home_id, traits in winners.items() if traits}


def write(
    store_id: StoreId,
    news: Mapping[HomeId, Iterable[Told]],
    statements: Iterable[Statement],
    known: Mapping[Node, Known],
) -> set[HomeId]:
    """Write the traits that are news, and the consents of the statements; return the homes they are of."""
    infra.write_rows(
        Trait,
        "store_id profile_id name value at source told_by",
        (
            (store_id, home, each.name, each.value, each.at, each.source, each.told_by)
            for home, traits in news.items()
            for each in traits
        ),
        unique=("profile_id", "name", "store_id"),
        update=("value", "at", "source", "told_by"),
    )
    heard = [(_home_of(each, known), each) for each in statements if each.choices or each.stamp]
    return {*news, *(write_consents(store_id, heard) if heard else ())}


def _home_of(statement: Statement, known: Mapping[Node, Known]) -> Home:
    home = known[statement.anchor].home
    assert home  # an anchor has one
    return home


def write_consents(store_id: StoreId, heard: Iterable[tuple[Home, Statement]]) -> set[HomeId]:
    """Record choices, and what is new in the answers events carry along. Tell what changed.

    Return the homes with a new record.
    """
    ordered = sorted(heard, key=lambda pair: (pair[1].at, pair[1].told_by))
    news = [each for each in ordered if not _repeats(*each)]
    if not news:
        return set()
    ledger = _Ledger(store_id, {home.id for home, _ in news if not home.is_new})
    for home, each in news:
        for choice in each.choices:
            ledger.record(home, choice, each)
        if each.stamp:
            ledger.stamp(home, each, each.stamp)
    return ledger.save()


def _repeats(home: Home, statement: Statement) -> bool:
    """Whether it only carries the answers its person is known to have given."""
    if statement.choices or statement.stamp is None or statement.stamp.digest != home.stamp:
        return False
    until = to_minute(statement.until or statement.at)
    home.stamped_at = max(home.stamped_at or until, until)
    return True


class _Ledger:
    """The consents of some homes, with what this block adds."""

    def __init__(self, store_id: StoreId, homes: Collection[HomeId]) -> None:
        self._store_id = store_id
        self._latest: dict[_Purpose, tuple[datetime, str, bool]] = {}
        self._known: set[tuple[_Purpose, str]] = set()
        self._rows: list[tuple[Any, ...]] = []
        self._changed: dict[_Purpose, ConsentChanged] = {}
        columns = "profile_id purpose channel at told_by granted"
        known = infra.list_values(Consent, columns, store_id, by="profile_id", values=homes)
        for home, purpose, channel, at, told_by, granted in known:
            self._note((home, purpose, channel), at, told_by, granted=granted)

    def _note(self, key: _Purpose, at: datetime, told_by: str, *, granted: bool) -> bool:
        """Remember a record; return whether it changes the present state."""
        self._known.add((key, told_by))
        before = self._latest.get(key)
        if before is not None and (at, told_by) < before[:2]:
            return False
        self._latest[key] = (at, told_by, granted)
        return before is None or before[2] != granted

    def record(self, home: Home, choice: Choice, said: Statement) -> None:
        key = (home.id, choice.purpose, choice.channel)
        known = self._latest.get(key)
        if (key, said.told_by) in self._known or (said.is_restated and known and known[2] == choice.granted):
            return
        if self._note(key, said.at, said.told_by, granted=choice.granted):
            self._changed[key] = ConsentChanged(
                store_id=self._store_id,
                at=said.at,
                visitor_id=said.anchor.visitor_id,
                profile_id=ProfileId(uuid.UUID(home.root)),
                purpose=choice.purpose,
                channel=choice.channel,
                granted=choice.granted,
            )
        self._rows.append(
            (
                *(self._store_id, home.id, choice.purpose, choice.channel, choice.granted),
                *(said.at, said.source, choice.text, said.told_by),
            )
        )

    def stamp(self, home: Home, said: Statement, stamp: Stamp) -> None:
        for purpose, granted in stamp.answers.items():
            known = self._latest.get((home.id, purpose, ""))
            latest_answer = (known[0], known[2]) if known else None
            if is_news(granted, said.at, latest=latest_answer, holds_until=home.stamped_at):
                self.record(home, Choice(purpose, granted), said)
        if home.stamped_at is None or said.at >= home.stamped_at:
            home.stamp, home.stamped_at = stamp.digest, to_minute(said.until or said.at)

    def save(self) -> set[HomeId]:
        infra.write_rows(
            Consent,
            "store_id profile_id purpose channel granted at source text told_by",
            self._rows,
            unique=("profile_id", "purpose", "channel", "told_by", "store_id"),
        )
        infra.publish(*self._changed.values())
        return {row[1] for row in self._rows}
