"""Choosing among a family's products: what can be asked, what was asked, and what is left of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from commesso.demo.rules.catalogue import Family, Product, Variant, Words

SORTS = ("chosen", "price", "price_down", "new")
_FACETS = 6  # more than these nobody reads on a phone
Left = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a page asks for."""

    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    least_cents: int = 0
    most_cents: int = 0  # 0: no limit
    in_stock: bool = False
    sort: str = "chosen"

    @property
    def count(self) -> int:
        return (
            sum(map(len, self.values.values()))
            + bool(self.least_cents)
            + bool(self.most_cents)
            + self.in_stock
        )


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    words: Words
    hex: str
    count: int  # products that would be left
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    key: str
    label: Words
    choices: tuple[Choice, ...]


def read_asked(family: Family, given: Mapping[str, Sequence[str]]) -> Asked:
    """Read the query of an address; what makes no sense is left out."""
    values = {}
    for key in _list_keys(family):
        known = _known(family, key)
        if chosen := frozenset(given.get(key, ())) & known.keys():
            values[key] = frozenset(chosen)
    sort = (given.get("sort") or ("chosen",))[-1]
    return Asked(
        values=values,
        least_cents=_read_euros(given.get("from")),
        most_cents=_read_euros(given.get("to")),
        in_stock=bool(given.get("in_stock")),
        sort=sort if sort in SORTS else "chosen",
    )


def choose(family: Family, asked: Asked, left: Left) -> list[Product]:
    found = [each for each in family.products if _fits(each, asked, left)]
    orders: dict[str, Callable[[Product], tuple[int, ...]]] = {
        "chosen": lambda each: (not any(left(v.sku) for v in each.variants), "bestseller" not in each.tags),
        "price": lambda each: (each.cents,),
        "price_down": lambda each: (-each.cents,),
        "new": lambda each: ("new" not in each.tags,),
    }
    return sorted(found, key=orders[asked.sort])


def list_facets(family: Family, asked: Asked, left: Left) -> list[Facet]:
    """Return what can be asked, with how many products each choice would leave."""
    facets = []
    for key in _list_keys(family):
        others = Asked(
            {name: chosen for name, chosen in asked.values.items() if name != key},
            asked.least_cents, asked.most_cents, asked.in_stock,
        )  # fmt: skip
        rest = [each for each in family.products if _fits(each, others, left)]
        choices = tuple(
            Choice(value, words, hex_, count, value in asked.values.get(key, ()))
            for value, (words, hex_) in _known(family, key).items()
            if (count := sum(value in _values(each, each.variants, key) for each in rest))
            or value in asked.values.get(key, ())
        )
        if len(choices) > 1:
            facets.append(Facet(key, _label(family, key), choices))
    return facets[:_FACETS]


def list_variants(product: Product, asked: Asked, left: Left) -> list[Variant]:
    """Return the variants that fit in everything that is asked of a variant."""
    return [
        each
        for each in product.variants
        if each.cents >= asked.least_cents
        and (not asked.most_cents or each.cents <= asked.most_cents)
        and (not asked.in_stock or left(each.sku))
        and all(each.options[key] in chosen for key, chosen in asked.values.items() if key in each.options)
    ]


def _fits(product: Product, asked: Asked, left: Left) -> bool:
    variants = list_variants(product, asked, left)
    return bool(variants) and all(
        chosen & _values(product, variants, key) for key, chosen in asked.values.items()
    )


def _values(product: Product, variants: Iterable[Variant], key: str) -> set[str]:
    """Return what a product says, or offers, of an attribute or option."""
    offered = {each.options[key] for each in variants if key in each.options}
    if offered:
        return offered
    said = product.attributes.get(key)
    return {"yes"} if said is True else {said} if isinstance(said, str) else set()


def _list_keys(family: Family) -> list[str]:
    """Options first: they are what people look for. Attributes with a number are read, not chosen by."""
    attributes = [key for key, each in family.attributes.items() if each.kind == "choice"]
    return list(dict.fromkeys([*family.options, *attributes]))


def _known(family: Family, key: str) -> dict[str, tuple[Words, str]]:
    known = {}
    for source in (family.options.get(key), family.attributes.get(key)):
        if source is not None:
            known.update({value: (each.words, each.hex) for value, each in source.values.items()})
    return known


def _label(family: Family, key: str) -> Words:
    return family.options[key].label if key in family.options else family.attributes[key].label


def _read_euros(texts: Sequence[str] | None) -> int:
    text = (texts or ("",))[-1].replace(",", ".")
    try:
        euros = float(text)
    except ValueError:
        return 0
    return round(euros * 100) if 0 < euros < 100_000 else 0
