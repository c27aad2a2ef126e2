"""Which products stand where, and what of a product is shown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from commesso.demo.rules import formats
from commesso.demo.rules.catalogue import Catalogue, Family, Product, Value, Variant, Words, colours_of
from commesso.demo.rules.words import say

_SEASONS = ("winter", "spring", "summer", "autumn")
_SHOWN = 8
Left = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Way:
    """One value a shopper may choose, and the variant it leads to."""

    value: Value
    sku: str
    is_chosen: bool
    is_sold_out: bool


def season_of(today: date) -> str:
    return _SEASONS[today.month % 12 // 3]


def pick_for_season(shop: Catalogue, today: date) -> list[Product]:
    """Return what suits the season, one of each family in turn."""
    season = season_of(today)
    fitting = [[p for p in family.products if season in p.seasons] for family in shop.families.values()]
    return _take_in_turn(fitting, _SHOWN, shift=today.toordinal() // 7)


def pick_loved(shop: Catalogue, without: Iterable[Product]) -> list[Product]:
    """Return what is bought most, one of each family in turn; not what stands on the page already."""
    left_out = {product.id for product in (*without, *map(pick_face, shop.families.values()))}
    loved = [
        [p for p in family.products if "bestseller" in p.tags and p.id not in left_out]
        for family in shop.families.values()
    ]
    return _take_in_turn(loved, _SHOWN)


def pick_hero(shop: Catalogue, today: date) -> Product:
    """Return the product of the week for the head of the home page."""
    season = season_of(today)
    fitting = [
        product
        for product in shop.products.values()
        if season in product.seasons and ("bestseller" in product.tags or "new" in product.tags)
    ] or list(shop.products.values())
    return fitting[today.toordinal() // 7 % len(fitting)]


def pick_face(family: Family) -> Product:
    """Return the product that stands for a family."""
    return next((each for each in family.products if "bestseller" in each.tags), family.products[0])


def pick_related(shop: Catalogue, product: Product) -> list[Product]:
    """Return others of the same line, then of the family, that are not the same thing."""
    others = [each for each in shop.family_of(product).products if each.id != product.id]
    # Of the same line first, and not the same thing again.
    others.sort(key=lambda each: (each.line != product.line, each.form == product.form))
    return others[:4]


def pick_variant(product: Product, sku: str, left: Left) -> Variant:
    """Return the variant asked for, else the first that is there."""
    asked = next((each for each in product.variants if each.sku == sku), None)
    there = next((each for each in product.variants if left(each.sku)), None)
    return asked or there or product.variants[0]


def list_options(
    family: Family, product: Product, chosen: Variant, left: Left
) -> list[tuple[Words, Words, list[Way]]]:
    """Return (label, what is chosen, the ways to choose) of every option: each way leads to a variant."""
    found = []
    for key in chosen.options:
        option = family.options[key]
        offered = {each.options[key] for each in product.variants}
        used = [value for name, value in option.values.items() if name in offered]
        ways = []
        for value in used:
            variant = _nearest(product, chosen, key, value.key)
            ways.append(Way(value, variant.sku, chosen.options[key] == value.key, not left(variant.sku)))
        found.append((option.label, option.values[chosen.options[key]].words, ways))
    return found


def _nearest(product: Product, chosen: Variant, key: str, value: str) -> Variant:
    """Return the variant with this value that shares most with what is chosen."""
    fitting = [each for each in product.variants if each.options[key] == value]
    return max(fitting, key=lambda each: len(each.options.items() & chosen.options.items()))


def list_views(product: Product, chosen: Variant) -> list[tuple[Variant, str]]:
    """Return the pictures of a gallery: the chosen one, its detail, and the other colours."""
    seen, views = {tuple(_looks(chosen))}, [(chosen, "whole"), (chosen, "near")]
    for each in product.variants:
        if tuple(_looks(each)) not in seen:
            seen.add(tuple(_looks(each)))
            views.append((each, "whole"))
    return views[:6]


def _looks(variant: Variant) -> Iterator[str]:
    """What of a variant is seen: a size is not."""
    return (value for key, value in sorted(variant.options.items()) if key != "size")


def list_colours(family: Family, product: Product) -> list[str]:
    """Return the colours to choose from; none where there is but one."""
    colours = dict.fromkeys(colours_of(family, product, each)[0] for each in product.variants)
    return list(colours)[:6] if len(colours) > 1 else []


def list_facts(family: Family, product: Product, language: str) -> list[tuple[str, str]]:
    """Return what is said of a product, as (label, value)."""
    facts = []
    for key, value in product.attributes.items():
        attribute = family.attributes[key]
        if attribute.kind == "yes_no":
            text = say("product.yes" if value else "product.no", language)
        elif attribute.kind == "number":
            text = f"{formats.number(value, language)} {attribute.unit}".strip()
        else:
            text = attribute.values[value].words[language]
        facts.append((attribute.label[language], text))
    return facts


def _take_in_turn(rows: Sequence[Sequence[Product]], count: int, *, shift: int = 0) -> list[Product]:
    taken: list[Product] = []
    for turn in range(max(map(len, rows), default=0)):
        taken += [row[(turn + shift) % len(row)] for row in rows if turn < len(row)]
    return taken[:count]
