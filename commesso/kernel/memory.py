"""What was read a moment ago, so that what every page of a shop asks for is not read for each."""

import random
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_SPREAD = 0.5  # the least share of its seconds that a value is kept

_all: list["Memory[Any, Any]"] = []


@dataclass(frozen=True, slots=True)
class Kept(Generic[V]):
    """A value, and until when it counts, in seconds of the monotonic clock."""

    value: V
    until: float


class Memory(Generic[K, V]):
    """Values by key, each for some seconds at most.

    When there are too many, all are forgotten: keys may come from strangers.
    """

    def __init__(self, *, seconds: float, most: int = 10_000) -> None:
        self._seconds = seconds
        self._most = most
        self._kept: dict[K, Kept[V]] = {}
        _all.append(self)

    def recall(self, key: K) -> Kept[V] | None:
        """Return what is kept under a key, None where nothing is that still counts."""
        kept = self._kept.get(key)
        return kept if kept is not None and kept.until > time.monotonic() else None

    def keep(self, key: K, value: V) -> V:
        """Keep a value, and return it. Those kept at one moment end at several, or all would be read anew at once."""
        if len(self._kept) >= self._most:
            self._kept.clear()
        share = random.uniform(_SPREAD, 1.0)  # noqa: S311 nothing to guess
        self._kept[key] = Kept(value, time.monotonic() + self._seconds * share)
        return value

    def read(self, key: K, find: Callable[[], V]) -> V:
        """Return what is kept, else what `find` returns, and keep that."""
        kept = self.recall(key)
        return self.keep(key, find()) if kept is None else kept.value

    def forget(self, *keys: K) -> None:
        """Let go of some keys."""
        for key in keys:
            self._kept.pop(key, None)

    def forget_all(self) -> None:
        self._kept.clear()


def forget_everything() -> None:
    """Begin as a new process does, in every memory there is."""
    for memory in _all:
        memory.forget_all()
