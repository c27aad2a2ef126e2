"""What can be asked about the products of a family: one question an attribute, if the answer would tell something."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from commesso.discovery.rules.guiding.bands import make_edges, place_in_bands
from commesso.discovery.rules.guiding.families import LEAST
from commesso.discovery.rules.guiding.questions import (
    LEAST_GAIN,
    MOST_OPTIONS,
    NOISE,
    Kind,
    Option,
    Question,
    Rows,
    make_question,
    measure_gain,
)
from commesso.discovery.rules.guiding.values import (
    PRICE,
    Item,
    Quantity,
    Scalar,
    convert,
    fold,
    write_number,
)

MOST_QUESTIONS = 24
OTHER = "*other"  # a star, so that it is nobody's word
_MOSTLY = 0.8  # of the values must be numbers, or yes and no, for the attribute to be so
_MOST_OTHER = 0.5  # of the products may be "something else"
_DEEPEST = 2  # how often one attribute is asked again, more narrowly
_AGAIN = 1.5  # as many times a part stands in the values, for commas to part them
_LEAST_COVERAGE = LEAST_GAIN / math.log2(MOST_OPTIONS)  # with fewer products no answer can tell enough
# What shops keep with a product and nobody chooses by.
_UNASKED = re.compile(
    r"(^|_)(id|ids|sku|mpn|ean\d*|gtin\d*|upc|isbn|asin|code|codes|url|link|image|images|slug|title|name|description"
    r"|package|packaging|pallet|carton|tariff|shipping|intrastat|codice|codigo|imballo|embalaje|titolo|descrizione)(_|$)"
)
_PARTS = re.compile(r",(?!\d)|;|、|，")

Values = tuple[Scalar, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Column:
    """An attribute: the different things it says, and which of them it says of each product (-1: nothing)."""

    name: str
    said: tuple[Values, ...]
    counts: tuple[int, ...]
    rows: Rows


@dataclass(frozen=True, kw_only=True, slots=True)
class _Drawn:
    """A question to be: `places` are the options that each of a column's different values has.

    `narrower` are the questions for those who chose one of its options.
    """

    kind: Kind
    options: Sequence[Option]
    places: Sequence[set[int]]
    unit: str = ""
    narrower: Mapping[int, "_Drawn"] = field(default_factory=dict)


def derive_questions(items: Sequence[Item], *, noise: float = NOISE) -> tuple[Question, ...]:
    """Return what can be asked, what tells most first; a narrower question stands right behind its parent."""
    even = np.full(len(items), 1 / max(1, len(items)))
    weighed = []
    for column in _list_columns(items):
        drawn = _draw(column)
        if drawn is not None:
            question = _make(column, drawn, noise)
            weighed.append((measure_gain(question, even), question, column, drawn))
    worth = [each for each in weighed if each[0] >= LEAST_GAIN]
    worth.sort(key=lambda each: (-each[0], each[1].key))
    return tuple(
        question
        for _, root, column, drawn in worth[:MOST_QUESTIONS]
        for question in (root, *_make_narrower(column, drawn, root, noise))
    )


def _make_narrower(column: _Column, drawn: _Drawn, parent: Question, noise: float) -> Iterator[Question]:
    for place, part in drawn.narrower.items():
        under = parent.options[place].key
        question = _make(column, part, noise, parent=parent.key, under=under)
        has = parent.fits[parent.codes, place]
        if measure_gain(question, has / has.sum()) >= LEAST_GAIN:
            yield question
            yield from _make_narrower(column, part, question, noise)


def may_ask(name: str) -> bool:
    """Say whether a shopper could choose by an attribute of this name."""
    return _UNASKED.search(re.sub(r"[^a-z0-9]+", "_", fold(name))) is None


def _list_columns(items: Sequence[Item]) -> Iterable[_Column]:
    said: defaultdict[str, dict[Values, int]] = defaultdict(dict)
    who: defaultdict[str, list[int]] = defaultdict(list)
    what: defaultdict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        for name, values in item.values.items():
            known = said[name]
            who[name].append(place)
            what[name].append(known.setdefault(values, len(known)))
    for name in sorted(said):
        if len(who[name]) >= _LEAST_COVERAGE * len(items) and may_ask(name):
            rows = np.full(len(items), -1, dtype=np.intp)
            rows[who[name]] = what[name]
            counts = np.bincount(what[name], minlength=len(said[name]))
            yield _Column(name=name, said=tuple(said[name]), counts=tuple(counts.tolist()), rows=rows)


def _make(column: _Column, drawn: _Drawn, noise: float, *, parent: str = "", under: str = "") -> Question:
    patterns = [sum(1 << place for place in places) for places in drawn.places]
    bits = np.asarray([*patterns, 0], dtype=np.intp)[column.rows]  # the last one is where row -1 points
    counts = [_count(column.counts, drawn.places, place) for place in range(len(drawn.options))]
    return make_question(
        key=f"{parent}>{under}" if parent else column.name,
        attribute=column.name,
        kind=drawn.kind,
        options=tuple(replace(each, count=count) for each, count in zip(drawn.options, counts, strict=True)),
        unit=drawn.unit,
        parent=parent,
        under=under,
        bits=bits,
        noise=noise,
    )


def _count(counts: Sequence[int], places: Sequence[set[int]], place: int) -> int:
    return sum(count for count, each in zip(counts, places, strict=True) if place in each)


def _draw(column: _Column) -> _Drawn | None:
    """Return the question an attribute makes, or None when it makes none."""
    total = truths = numbers = 0
    units: Counter[str] = Counter()
    for values, count in zip(column.said, column.counts, strict=True):
        total += len(values) * count
        for value in values:
            truths += count * isinstance(value, bool)
            if isinstance(value, Quantity):
                numbers += count
                units[value.unit] += count
    if truths >= _MOSTLY * total:
        return _draw_yes_no(column)
    if numbers >= _MOSTLY * total:
        drawn = _draw_numbers(column, units.most_common(1)[0][0])
        if drawn is not None:
            return drawn
    return _draw_choices(column)


def _draw_yes_no(column: _Column) -> _Drawn:
    places = [{int(not value) for value in values if isinstance(value, bool)} for values in column.said]
    return _Drawn(kind=Kind.YES_NO, options=[Option(key=key) for key in ("yes", "no")], places=places)


def _draw_numbers(column: _Column, unit: str) -> _Drawn | None:
    """Return few numbers as they are, many in bands; None when the units do not go together."""
    numbers = [
        [
            number
            for value in values
            if isinstance(value, Quantity)
            if (number := convert(value, unit)) is not None
        ]
        for values in column.said
    ]
    counts = [count for each, count in zip(numbers, column.counts, strict=True) for _ in each]
    if sum(counts) < _MOSTLY * sum(map(_times, column.said, column.counts)):
        return None
    return _draw_amounts(numbers, column.counts, unit, exact=column.name != PRICE)


def _draw_amounts(
    numbers: Sequence[Sequence[float]],
    counts: Sequence[int],
    unit: str,
    *,
    exact: bool = True,
    depth: int = 0,
) -> _Drawn:
    flat = np.asarray([number for each in numbers for number in each], dtype=np.float64)
    distinct = np.unique(flat)
    if len(distinct) <= MOST_OPTIONS and exact:
        words = [write_number(number) for number in distinct.tolist()]
        options = [Option(key=word, label=word) for word in words]
        return _Drawn(
            kind=Kind.CHOICE,
            options=options,
            places=_deal(numbers, np.searchsorted(distinct, flat)),
            unit=unit,
        )
    times = np.repeat(counts, [len(each) for each in numbers])
    edges = make_edges(np.repeat(flat, times), most=MOST_OPTIONS)
    options = [_band(low, high) for low, high in pairwise([None, *edges, None])]
    placed = place_in_bands(flat, edges)
    places = _deal(numbers, placed)
    narrower = {}
    for place in range(len(options)):
        inside = distinct[place_in_bands(distinct, edges) == place]
        if depth < _DEEPEST and len(inside) > 1 and _count(counts, places, place) >= LEAST:
            own = set(inside.tolist())
            part = [[number for number in each if number in own] for each in numbers]
            narrower[place] = _draw_amounts(part, counts, unit, exact=exact, depth=depth + 1)
    return _Drawn(kind=Kind.BAND, options=options, places=places, unit=unit, narrower=narrower)


def _deal(numbers: Sequence[Sequence[float]], placed: Rows) -> list[set[int]]:
    following = iter(placed.tolist())
    return [{next(following) for _ in each} for each in numbers]


def _times(values: Values, count: int) -> int:
    return len(values) * count


def _band(low: float | None, high: float | None) -> Option:
    ends = ("" if end is None else write_number(end) for end in (low, high))
    return Option(key="..".join(ends), low=low, high=high)


def _draw_choices(column: _Column) -> _Drawn | None:
    said = [[_word(value) for value in values] for values in column.said]
    split = _choose_split({word for words in said for word in words})
    parts = [{fold(part): part for word in words for part in split(word)} for words in said]
    return _draw_words(parts, column.counts)


def _draw_words(
    parts: Sequence[Mapping[str, str]], counts: Sequence[int], *, depth: int = 0
) -> _Drawn | None:
    """Return the commonest words as options, the others as one more. None when too much is something else."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for words, count in zip(parts, counts, strict=True):
        for key, word in words.items():
            spellings[key][word] += count
    ranked = sorted(spellings, key=lambda key: (-spellings[key].total(), key))
    shown = ranked if len(ranked) <= MOST_OPTIONS else ranked[: MOST_OPTIONS - 1]
    place_of = {key: place for place, key in enumerate(shown)}
    options = [Option(key=key, label=_commonest(spellings[key])) for key in shown]
    places = [{place_of.get(key, len(shown)) for key in words} for words in parts]
    if len(ranked) == len(shown):
        return _Drawn(kind=Kind.CHOICE, options=options, places=places)
    said = sum(count for each, count in zip(places, counts, strict=True) if each)
    only_other = sum(count for each, count in zip(places, counts, strict=True) if each == {len(shown)})
    if only_other > _MOST_OTHER * said:
        return None
    narrower = {}
    if depth < _DEEPEST and _count(counts, places, len(shown)) >= LEAST:
        rest = [{key: word for key, word in words.items() if key not in place_of} for words in parts]
        part = _draw_words(rest, counts, depth=depth + 1)
        narrower = {} if part is None else {len(shown): part}
    options.append(Option(key=OTHER))
    return _Drawn(kind=Kind.CHOICE, options=options, places=places, narrower=narrower)


def _commonest(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda word: (-spellings[word], word))


def _word(value: Scalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Quantity):
        return f"{write_number(value.value)} {value.unit}".strip()
    return value


def _choose_split(words: set[str]) -> Callable[[str], list[str]]:
    """Return how to take a value apart: at commas, if the parts come again in other values."""
    parts = [fold(part) for word in words for part in _split(word)]
    return _split if len(parts) > len(words) and len(parts) >= _AGAIN * len(set(parts)) else _leave


def _split(word: str) -> list[str]:
    return [part.strip() for part in _PARTS.split(word) if part.strip()] or [word]


def _leave(word: str) -> list[str]:
    return [word]
