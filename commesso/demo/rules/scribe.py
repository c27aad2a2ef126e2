"""Writing events as the Segment libraries send them."""

from datetime import UTC, datetime
from typing import Any

from commesso.demo.contracts import SHOP_URL, TIME_ZONE, Event
from commesso.demo.rules.people import Device, Shopper
from commesso.demo.rules.sources import Source, page_of

Timed = tuple[float, Event]
TITLES = {
    "home": {"it": "Home", "en": "Home", "es": "Inicio", "zh": "首页"},
    "search": {"it": "Ricerca", "en": "Search", "es": "Búsqueda", "zh": "搜索"},
    "cart": {"it": "Carrello", "en": "Cart", "es": "Cesta", "zh": "购物车"},
    "checkout": {"it": "Alla cassa", "en": "Checkout", "es": "Caja", "zh": "结算"},
    "thanks": {"it": "Grazie", "en": "Thank you", "es": "Gracias", "zh": "谢谢"},
    "account": {"it": "I miei ordini", "en": "My orders", "es": "Mis pedidos", "zh": "我的订单"},
}
_LIBRARY = {"name": "analytics.js", "version": "next-1.84.3"}


class Scribe:
    """Writes what one visit sends, and keeps the time."""

    def __init__(
        self,
        shopper: Shopper,
        device: Device,
        source: Source,
        moment: float,
        stamp: str,
        *,
        shop: str = SHOP_URL,
    ) -> None:
        self.now = moment
        self.events: list[Timed] = []
        self.shopper = shopper
        self.device = device
        self._source: Source | None = source
        self.stamp = stamp
        self._shop = shop
        self._page: dict[str, str] = {}
        self._base: dict[str, Any] = {
            "library": _LIBRARY,
            "userAgent": device.user_agent,
            "device": {"type": device.kind},
            "locale": shopper.locale,
            "timezone": TIME_ZONE,
            "sessionId": int(moment),
            "consent": {"categoryPreferences": {"analytics": True, "marketing": not shopper.says_no}},
        }
        if source.campaign:
            self._base["campaign"] = source.campaign

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def page(self, path: str, name: str) -> None:
        """Open a page of the shop, in the shopper's language: later events of the visit happen on it."""
        self._page = page_of(f"/{self.shopper.language}/{path}", name, self._source, shop=self._shop)
        self._source = None
        self._write({"type": "page", "name": name, "properties": self._page})

    def track(self, name: str, properties: dict[str, Any]) -> None:
        self._write({"type": "track", "event": name, "properties": properties})

    def identify(self, traits: dict[str, Any]) -> None:
        self._write({"type": "identify", "traits": traits})

    def introduce(self) -> None:
        """Say who the shopper is."""
        self.identify(list_traits(self.shopper))

    def expose(self, experiment: str, arm: str) -> None:
        """Tell that a lot was drawn, in both arms alike."""
        self.track("Experiment Viewed", {"experiment_id": str(experiment), "variation_id": arm})

    def _write(self, event: Event) -> None:
        event["messageId"] = f"{self.stamp}-{len(self.events)}"
        event["anonymousId"] = self.device.anonymous_id
        if self.device.anonymous_id in self.shopper.signed_in:
            event["userId"] = self.shopper.user_id
        event["timestamp"] = write_time(self.now)
        event["context"] = {**self._base, "page": self._page}
        self.events.append((self.now, event))


def write_server_event(
    name: str, moment: float, stamp: str, who: dict[str, str], properties: dict[str, Any]
) -> Timed:
    """Write what the shop's own server says later, such as a refund. It belongs to no visit."""
    event = {"type": "track", "event": name, "properties": properties, "messageId": stamp, **who}
    return moment, {**event, "timestamp": write_time(moment)}


def write_time(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds")


def list_traits(shopper: Shopper) -> dict[str, Any]:
    """Return what an account tells of its owner."""
    address = {"city": shopper.city, "postalCode": shopper.postcode, "country": shopper.country}
    traits: dict[str, Any] = {
        "email": shopper.email,
        "firstName": shopper.first_name,
        "lastName": shopper.last_name,
        "name": f"{shopper.first_name} {shopper.last_name}",
        "language": shopper.locale[:2],
        "address": address,
    }
    if shopper.phone:
        traits["phone"] = shopper.phone
    return traits
