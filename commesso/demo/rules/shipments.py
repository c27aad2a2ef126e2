"""What the shop's own books say of its orders: which were sent, and when."""

from commesso.demo.contracts import Event, Row


class Books:
    """Takes note of orders while the history goes by, and tells at its end which were sent."""

    def __init__(self) -> None:
        self._placed: dict[str, str] = {}
        self._sent: dict[str, str] = {}

    def note(self, event: Event) -> None:
        name = event.get("event")
        if name == "Order Completed":
            self._placed[event["properties"]["order_id"]] = event["timestamp"]
        elif name == "Order Shipped":
            self._sent[event["properties"]["order_id"]] = event["timestamp"]

    def list_sent(self) -> list[Row]:
        """Return the orders that were sent, as the shop's own file has them."""
        return [
            {"order": order_id, "placed": self._placed[order_id], "sent": sent, "state": "fulfilled"}
            for order_id, sent in self._sent.items()
        ]
