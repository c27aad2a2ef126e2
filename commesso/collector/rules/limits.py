"""How fast a key may send: a bucket that fills at the key's rate and holds ten seconds of it."""

from dataclasses import dataclass

BURST_SECONDS = 10


@dataclass(slots=True)
class Bucket:
    """Counts down with events, up with time."""

    rate: float
    level: float
    filled_at: float

    @classmethod
    def full(cls, rate: float, now: float) -> "Bucket":
        return cls(rate, rate * BURST_SECONDS, now)

    def take(self, count: int, now: float) -> float:
        """Take `count` events at `now` (seconds). Return 0, or the seconds to wait before trying again."""
        self.level = min(self.rate * BURST_SECONDS, self.level + (now - self.filled_at) * self.rate)
        self.filled_at = now
        if count <= self.level:
            self.level -= count
            return 0.0
        return (count - self.level) / self.rate
