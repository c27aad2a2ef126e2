"""Where a guide starts: in a family of products that can be compared."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commesso.discovery.rules.guiding.questions import MOST_OPTIONS

LEAST = 20  # products; fewer are seen at a glance, and go with the family above
STEP = " > "


def group_families(paths: Mapping[str, tuple[str, ...]], *, least: int = LEAST) -> dict[str, list[str]]:
    """Return the products of each family, from the category paths of each product ("Home > Lamps").

    A product is in the family of its first path. A family with too few products goes into the one above it;
    "" is what belongs together with nothing else.
    """
    families: defaultdict[str, list[str]] = defaultdict(list)
    for product, own in paths.items():
        families[own[0] if own else ""].append(product)
    deepest = max((path.count(STEP) + 1 if path else 0 for path in families), default=0)
    for depth in range(deepest, 0, -1):
        for path in [path for path in families if path and path.count(STEP) + 1 == depth]:
            if len(families[path]) < least:
                families[_above(path)].extend(families.pop(path))
    return {path: families[path] for path in sorted(families) if families[path]}


def list_parts(family: str, paths: tuple[str, ...]) -> list[str]:
    """Return the next steps below a family that a product's categories take."""
    before = family + STEP if family else ""
    inside = (path[len(before) :] for path in paths if path.startswith(before) and path != family)
    return list(dict.fromkeys(path.split(STEP)[0] for path in inside if path))


def _above(path: str) -> str:
    return path.rpartition(STEP)[0]


FAMILY = "*family"  # a star, so that it is no attribute's name
MORE = "*other"  # the key of "something else" everywhere
_PASSED = frozenset({"*any", "*unknown"})


@dataclass(frozen=True, kw_only=True, slots=True)
class FamilyOption:
    """A category to go on in, with the products in and below it; MORE shows the next ones."""

    key: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FamilyStep:
    """Where a shopper stands on the way to a family. Without options the way is over.

    `answered` are the questions of the way so far.
    """

    path: str
    question: str
    options: tuple[FamilyOption, ...]
    answered: tuple[str, ...] = ()


def find_family_step(
    families: Mapping[str, int], answers: Mapping[str, str], *, order: Sequence[str] = ()
) -> FamilyStep:
    """Return the way from the whole shop to a family, as far as the answers lead. `families`: products by path.

    A family's name is asked step by step, as in the shop's own menu: those in `order` first, then the larger ones.
    """
    path, answered = _skip("", families), []
    while len(options := _list_parts_below(path, families, order)) > 1:
        key, shown = _name_question(path), options
        while len(shown) > MOST_OPTIONS and answers.get(key) == MORE:
            answered.append(key)
            shown, key = shown[MOST_OPTIONS - 1 :], f"{key}{STEP}{MORE}"
        chosen = answers.get(key, "")
        if chosen in _PASSED:
            answered.append(key)
            break
        if chosen not in {option.key for option in shown}:
            return FamilyStep(path=path, question=key, options=_page(shown), answered=tuple(answered))
        answered.append(key)
        path = _skip(chosen, families)
    return FamilyStep(path=path, question="", options=(), answered=tuple(answered))


def name_family(path: str) -> str:
    return path.rpartition(STEP)[2]


def _name_question(path: str) -> str:
    return f"{FAMILY}{STEP}{path}" if path else FAMILY


def _page(options: Sequence[FamilyOption]) -> tuple[FamilyOption, ...]:
    if len(options) <= MOST_OPTIONS:
        return tuple(options)
    rest = sum(option.count for option in options[MOST_OPTIONS - 1 :])
    return (*options[: MOST_OPTIONS - 1], FamilyOption(key=MORE, count=rest))


def _skip(path: str, families: Mapping[str, int]) -> str:
    """Go down while there is only one way."""
    while True:
        below = _list_parts_below(path, families)
        if len(below) != 1 or families.get(path):
            return path
        path = below[0].key


def _list_parts_below(
    path: str, families: Mapping[str, int], order: Sequence[str] = ()
) -> list[FamilyOption]:
    """Return the next steps below a path; none where the path is one family with everything below it."""
    before = path + STEP if path else ""
    counts: Counter[str] = Counter()
    for family, count in families.items():
        if family.startswith(before) and family != path:
            counts[before + family[len(before) :].split(STEP)[0]] += count
    places = {part: place for place, part in enumerate(order)}
    ranked = sorted(counts, key=lambda part: (places.get(part, len(places)), -counts[part], part))
    return [FamilyOption(key=part, count=counts[part]) for part in ranked]
