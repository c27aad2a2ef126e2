"""What the shop's own books say of its orders: most were sent a day or two after they came in."""

from datetime import datetime, timedelta

from commesso.demo.contracts import Event, Plan, Row

_SENT_AFTER = timedelta(hours=30)
_WEEKEND = (5, 6)


class Books:
    """Takes note of orders while the history goes by, and tells at its end which were sent."""

    def __init__(self, plan: Plan) -> None:
        self._ending = plan.ending
        self._placed: dict[str, str] = {}

    def note(self, event: Event) -> None:
        name = event.get("event")
        if name == "Order Completed":
            self._placed[event["properties"]["order_id"]] = event["timestamp"]
        elif name == "Order Cancelled":
            self._placed.pop(event["properties"]["order_id"], None)

    def list_sent(self) -> list[Row]:
        """Return the orders that were sent, as the shop's own file has them."""
        rows = []
        for order_id, placed in self._placed.items():
            sent_at = datetime.fromisoformat(placed) + _SENT_AFTER
            if sent_at.weekday() in _WEEKEND:
                sent_at += timedelta(days=2)
            if sent_at < self._ending:
                rows.append(
                    {"order": order_id, "placed": placed, "sent": sent_at.isoformat(), "state": "fulfilled"}
                )
        return rows
