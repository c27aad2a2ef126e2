"""Sessions: events of one visitor with no gap of 30 minutes."""

from hashlib import blake2b

GAP_SECONDS = 30 * 60
_MAX_VISITORS = 300_000


class Sessions:
    """The open session of each visitor, in memory. Pure: the same events give the same sessions."""

    def __init__(self) -> None:
        self._open: dict[tuple[int, str], tuple[str, float]] = {}

    def put(self, store_id: int, visitor: str, at: float) -> str:
        """Return the session an event at `at` (seconds) belongs to, and keep it open."""
        key = (store_id, visitor)
        known = self._open.get(key)
        if known is not None and -GAP_SECONDS <= at - known[1] <= GAP_SECONDS:
            session_id, last = known
            if at > last:
                self._open[key] = (session_id, at)
            return session_id
        session_id = blake2b(f"{store_id}:{visitor}:{at:.3f}".encode(), digest_size=9).hexdigest()
        if known is None or at > known[1]:
            self._keep(key, session_id, at)
        return session_id

    def restore(self, store_id: int, visitor: str, session_id: str, at: float) -> None:
        """Take up a session that was open before a restart."""
        known = self._open.get((store_id, visitor))
        if known is None or at > known[1]:
            self._open[store_id, visitor] = (session_id, at)

    def _keep(self, key: tuple[int, str], session_id: str, at: float) -> None:
        if len(self._open) >= _MAX_VISITORS:
            newest = max(last for _, last in self._open.values())
            self._open = {each: held for each, held in self._open.items() if newest - held[1] <= GAP_SECONDS}
            if len(self._open) >= _MAX_VISITORS:
                self._open.clear()
        self._open[key] = (session_id, at)
