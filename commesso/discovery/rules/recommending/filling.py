"""The last step before a shopper sees it: what may never be shown, what the merchant wishes, and no empty place."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from commesso.discovery.contracts.recommending import MerchantRule, ProductCard, Recommended, RuleAction, Wish

PINNED = "pinned"


def fill_slot(
    wishes: Iterable[Sequence[Wish]],
    *,
    count: int,
    cards: Mapping[str, ProductCard],
    on_page: Collection[str] = (),
    bought: Collection[str] = (),
    consumables: Collection[str] = (),
    rules: Sequence[MerchantRule] = (),
) -> list[Recommended]:
    """Return at most `count` products, the best first; fewer only where no more may be shown at all.

    `wishes` are lists, the best first: the next is opened when those before it do not fill the slot. Pinned products come
    to their places, boosted and buried ones move within their list. Nothing a merchant wishes overrides `may_show`.
    """

    def may_come(product_id: str) -> bool:
        card = cards.get(product_id)
        return (
            card is not None
            and may_show(card, on_page=on_page, bought=bought, consumables=consumables)
            and not any(rule.action == RuleAction.EXCLUDE and fits(rule, card) for rule in rules)
        )

    pinned = dict(_list_pinned(rules, cards, may_come))
    taken = {each.product_id for each in pinned.values()}
    flowing = (
        each
        for wished in wishes
        for each in _move([wish for wish in wished if may_come(wish.product_id)], cards, rules)
    )
    shown: list[Recommended] = []
    for each in _weave(pinned, flowing, taken):
        if len(shown) == count:
            break
        shown.append(each)
    return shown


def may_show(
    card: ProductCard, *, on_page: Collection[str], bought: Collection[str], consumables: Collection[str]
) -> bool:
    """Say whether a product may be shown: not hidden, sold out, on the page, or bought, unless it gets used up."""
    if not card.is_shown or card.in_stock is False or card.product_id in on_page:
        return False
    return card.product_id not in bought or card.product_id in consumables


def fits(rule: MerchantRule, card: ProductCard) -> bool:
    """Say whether a rule means a product."""
    if rule.product_ids and card.product_id not in rule.product_ids:
        return False
    if rule.brand and rule.brand.casefold() != card.brand.casefold():
        return False
    if rule.category and not any(_is_below(each, rule.category) for each in card.categories):
        return False
    if rule.price_from is not None and (card.price_minor is None or card.price_minor < rule.price_from):
        return False
    if rule.price_to is not None and (card.price_minor is None or card.price_minor > rule.price_to):
        return False
    return all(card.details.get(name) == value for name, value in rule.details.items())


def _is_below(category: str, above: str) -> bool:
    return category == above or category.startswith(f"{above} > ")


def _list_pinned(
    rules: Sequence[MerchantRule], cards: Mapping[str, ProductCard], may_come: Callable[[str], bool]
) -> Iterator[tuple[int, Recommended]]:
    """Give each pinned product its place; where two want one, the later rule's goes to the next free place."""
    places: set[int] = set()
    taken: set[str] = set()
    for rule in rules:
        if rule.action != RuleAction.PIN:
            continue
        for product_id in sorted(rule.product_ids):
            if product_id in taken or not may_come(product_id) or not fits(rule, cards[product_id]):
                continue
            place = rule.place
            while place in places:
                place += 1
            places.add(place)
            taken.add(product_id)
            yield place, Recommended(product_id, PINNED, is_guess=False, rule=rule.name)


def _move(
    wishes: Sequence[Wish], cards: Mapping[str, ProductCard], rules: Sequence[MerchantRule]
) -> list[Recommended]:
    """Return the wishes in order of place divided by strength, so that a boosted tenth overtakes a fourth."""
    movers = [rule for rule in rules if rule.action in {RuleAction.BOOST, RuleAction.BURY}]
    moved = []
    for place, wish in enumerate(wishes, start=1):
        at, name = float(place), ""
        for rule in movers:
            if fits(rule, cards[wish.product_id]):
                at = at / rule.strength if rule.action == RuleAction.BOOST else at * rule.strength
                name = rule.name
        moved.append((at, place, Recommended(wish.product_id, wish.reason, wish.is_guess, name)))
    return [each for _, _, each in sorted(moved, key=lambda entry: entry[:2])]


def _weave(
    pinned: Mapping[int, Recommended], flowing: Iterable[Recommended], taken: set[str]
) -> Iterator[Recommended]:
    """Yield what flows, each once, with the pinned at their places; those behind its end follow it."""
    waiting = dict(pinned)
    place = 1
    for each in flowing:
        if each.product_id in taken:
            continue
        while place in waiting:
            yield waiting.pop(place)
            place += 1
        taken.add(each.product_id)
        yield each
        place += 1
    yield from (waiting[place] for place in sorted(waiting))
