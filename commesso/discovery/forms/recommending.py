"""What a shop's page asks of a slot, and what it is told."""

from collections.abc import Sequence
from typing import Any

import msgspec

from commesso.discovery.actions.recommending import Shown
from commesso.discovery.contracts.recommending import SlotKind
from commesso.discovery.forms.cards import tell_product
from commesso.discovery.rules.recommending.reasons import find_reason, say_reason, say_title
from commesso.discovery.rules.recommending.shop import Asked
from commesso.discovery.rules.recommending.usual import Usual
from commesso.kernel.errors import Invalid
from commesso.stores.contracts import StoreInfo

_MOST_SHOWN, _MOST_NAMED, _TEXT = 24, 200, 200


class RecommendAsk(msgspec.Struct, kw_only=True):
    """A slot: its kind, the products it is about, those of the visit so far (the oldest first), those on the page."""

    key: str
    kind: str = SlotKind.FOR_YOU
    language: str = ""
    products: list[str] = []
    viewed: list[str] = []
    on_page: list[str] = []
    count: int = 8
    anonymous_id: str | None = None

    def read(self, *, person: str = "") -> Asked:
        """Return what is asked. Raise Invalid with the field that cannot be taken."""
        if self.kind not in set(SlotKind):
            known = ", ".join(SlotKind)
            raise Invalid(f"kind={self.kind[:40]!r} is not known. Use one of {known}.", field="kind")
        if not 1 <= self.count <= _MOST_SHOWN:
            raise Invalid(
                f"count={self.count} is not possible. Use a number from 1 to {_MOST_SHOWN}.", field="count"
            )
        for name in ("products", "viewed", "on_page"):
            named = getattr(self, name)
            if len(named) > _MOST_NAMED or any(len(each) > _TEXT for each in named):
                raise Invalid(
                    f"{name} is too long. Send at most {_MOST_NAMED} product ids of at most {_TEXT} letters.",
                    field=name,
                )
        return Asked(
            kind=SlotKind(self.kind),
            products=tuple(self.products),
            seen=tuple(self.viewed),
            person=person,
            count=self.count,
        )


def tell_slot(shown: Sequence[Shown], ask: RecommendAsk, *, store: StoreInfo) -> dict[str, Any]:
    """Return the products of a slot, each with why it is there, and what to call them together."""
    language = ask.language or store.languages[0]
    return {
        "kind": ask.kind,
        "title": say_title(SlotKind(ask.kind), [each.why for each in shown], language),
        "products": [_tell_shown(each, language, store) for each in shown],
    }


def _tell_shown(shown: Shown, language: str, store: StoreInfo) -> dict[str, Any]:
    reason = find_reason(shown.why.reason)
    told = {
        **tell_product(shown.product, language, store),
        "reason": {"code": reason.value, "text": say_reason(reason, language)},
        "is_guess": shown.why.is_guess,
    }
    return told if shown.usual is None else {**told, "usual": _tell_usual(shown.usual)}


def _tell_usual(usual: Usual) -> dict[str, Any]:
    return {
        "quantity": usual.quantity,
        "every_days": None if usual.every_days is None else round(usual.every_days),
        "last_on": usual.last_on.isoformat(),
    }
