"""How fast somebody may ask: buckets that empty with requests and fill again with time."""

from collections.abc import Hashable
from dataclasses import dataclass, field

_MOST = 20_000


@dataclass(slots=True)
class Bucket:
    """Counts down with what is taken, up with time, `rate` a second, never above `capacity`."""

    rate: float
    capacity: float
    level: float
    filled_at: float

    @classmethod
    def full(cls, rate: float, capacity: float, now: float) -> "Bucket":
        return cls(rate, capacity, capacity, now)

    def take(self, count: int, now: float) -> float:
        """Take `count` at `now` (seconds). Return 0, or the seconds to wait before trying again."""
        self.level = min(self.capacity, self.level + (now - self.filled_at) * self.rate)
        self.filled_at = now
        if count <= self.level:
            self.level -= count
            return 0.0
        return (count - self.level) / self.rate


@dataclass(slots=True)
class Buckets:
    """A bucket for each key. When there are too many keys all begin anew: memory is not theirs to fill."""

    rate: float
    capacity: float
    _by_key: dict[Hashable, Bucket] = field(default_factory=dict)

    def take(self, key: Hashable, now: float) -> float:
        """Take one from the bucket of `key`. Return 0, or the seconds to wait."""
        bucket = self._by_key.get(key)
        if bucket is None:
            if len(self._by_key) >= _MOST:
                self._by_key.clear()
            bucket = self._by_key[key] = Bucket.full(self.rate, self.capacity, now)
        return bucket.take(1, now)

    def empty(self) -> None:
        """Forget who took what."""
        self._by_key.clear()
