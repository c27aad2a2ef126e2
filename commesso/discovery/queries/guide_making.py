"""What a merchant can make guides of: the shop's families, and what is said of their products."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from commesso.catalog import api as catalog
from commesso.discovery.queries.guiding import iter_buyable, read_item
from commesso.discovery.rules.guiding.values import Item, Quantity, write_number
from commesso.kernel.ids import StoreId

_SAMPLE = 2_000  # products tell what attributes there are
_SHOWN = 12
STEP = " > "


@dataclass(frozen=True, kw_only=True, slots=True)
class AttributeInfo:
    """What products say of an attribute: words, the commonest first, or numbers from one to another."""

    name: str
    count: int
    words: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    unit: str = ""


def list_choices(store_id: StoreId) -> list[tuple[str, int]]:
    """Return every category a guide can go through, also those that only hold others, with its products."""
    counts: Counter[str] = Counter()
    for each in catalog.list_categories(store_id):
        steps = each.path.split(STEP)
        for depth in range(1, len(steps) + 1):
            counts[STEP.join(steps[:depth])] += each.product_count
    return sorted(counts.items())


def list_attributes(store_id: StoreId, category: str) -> list[AttributeInfo]:
    """Return what is said of the products of a category, what is said of most first."""
    items = [read_item(product, category) for product in islice(iter_buyable(store_id, category), _SAMPLE)]
    return _sum_up(items)


def _sum_up(items: Sequence[Item]) -> list[AttributeInfo]:
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    numbers: defaultdict[str, list[Quantity]] = defaultdict(list)
    for item in items:
        for name, values in item.values.items():
            for value in values:
                if isinstance(value, Quantity):
                    numbers[name].append(value)
                else:
                    said[name][("yes" if value else "no") if isinstance(value, bool) else value] += 1
    found = [_describe(name, said[name], numbers[name]) for name in {*said, *numbers}]
    return sorted(found, key=lambda each: (-each.count, each.name))


def _describe(name: str, words: Counter[str], numbers: Sequence[Quantity]) -> AttributeInfo:
    count = words.total() + len(numbers)
    if len(numbers) <= words.total():
        ranked = sorted(words, key=lambda word: (-words[word], word))
        return AttributeInfo(name=name, count=count, words=tuple(ranked[:_SHOWN]))
    unit = Counter(each.unit for each in numbers).most_common(1)[0][0]
    values = [each.value for each in numbers if each.unit == unit]
    return AttributeInfo(
        name=name, count=count, low=write_number(min(values)), high=write_number(max(values)), unit=unit
    )
