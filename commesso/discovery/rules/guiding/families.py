"""Where a guide starts: in a family of products that can be compared."""

from collections import defaultdict
from collections.abc import Mapping

LEAST = 20  # products; fewer are seen at a glance, and go with the family above
_STEP = " > "


def group_families(paths: Mapping[str, tuple[str, ...]], *, least: int = LEAST) -> dict[str, list[str]]:
    """Return the products of each family, from the category paths of each product ("Home > Lamps").

    A product is in the family of its first path. A family with too few products goes into the one above it;
    "" is what belongs together with nothing else.
    """
    families: defaultdict[str, list[str]] = defaultdict(list)
    for product, own in paths.items():
        families[own[0] if own else ""].append(product)
    deepest = max((path.count(_STEP) + 1 if path else 0 for path in families), default=0)
    for depth in range(deepest, 0, -1):
        for path in [path for path in families if path and path.count(_STEP) + 1 == depth]:
            if len(families[path]) < least:
                families[_above(path)].extend(families.pop(path))
    return {path: families[path] for path in sorted(families) if families[path]}


def list_parts(family: str, paths: tuple[str, ...]) -> list[str]:
    """Return the next steps below a family that a product's categories take."""
    before = family + _STEP if family else ""
    inside = (path[len(before) :] for path in paths if path.startswith(before) and path != family)
    return list(dict.fromkeys(path.split(_STEP)[0] for path in inside if path))


def _above(path: str) -> str:
    return path.rpartition(_STEP)[0]
