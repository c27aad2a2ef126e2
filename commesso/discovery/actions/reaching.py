"""Products for a message to one person, who is not in the shop."""

from collections.abc import Sequence
from datetime import datetime

from commesso.catalog.contracts import ProductInfo
from commesso.discovery.actions.fitting import prepare_shop
from commesso.discovery.actions.recommending import Shown, show_slot
from commesso.discovery.contracts.recommending import Recommendation, SlotKind
from commesso.discovery.queries.guiding import read_card
from commesso.discovery.queries.merchant_rules import list_rules_now
from commesso.discovery.queries.shoppers import get_shopper_of
from commesso.discovery.rules.recommending.reasons import find_reason, say_reason
from commesso.discovery.rules.recommending.shop import Asked
from commesso.discovery.rules.recommending.usual import list_usual
from commesso.kernel.ids import ProfileId, StoreId


def recommend_to(
    *,
    store_id: StoreId,
    profile_id: ProfileId,
    kind: SlotKind = SlotKind.FOR_YOU,
    products: Sequence[str] = (),
    count: int = 4,
    language: str = "",
    at: datetime,
) -> list[Recommendation]:
    """Return products for a mail or another message, the best first, never sold out and never what they have.

    `products` are those it is about, such as a cart that was left. Without the person's yes to personalisation
    everybody gets the same. Ask when the message is sent: stock is looked up now. Raise NotFound for a stranger.
    """
    shopper = get_shopper_of(store_id, profile_id)
    shown = show_slot(
        prepare_shop(store_id),
        store_id,
        asked=Asked(kind=kind, products=tuple(products), person=shopper.person, count=count),
        usual=list_usual(shopper.purchases, at.date()),
        rules=list_rules_now(store_id, kind, at),
    )
    return [_speak(each, language) for each in shown if _leads_somewhere(each.product)]


def _leads_somewhere(product: ProductInfo) -> bool:
    """A message cannot show what its reader could not go to."""
    return bool(product.url or any(words.url for words in product.languages.values()))


def _speak(shown: Shown, language: str) -> Recommendation:
    card = read_card(shown.product)
    return Recommendation(
        product_id=card.product_id,
        title=card.title_in(language),
        url=card.url_in(language),
        image=card.image,
        price=card.price,
        reason=say_reason(find_reason(shown.why.reason), language),
        is_guess=shown.why.is_guess,
    )
