"""What a map of an import may say: the ready ones, the fields, the ways to read a value."""

from collections.abc import Iterator

from commesso.connectors.queries.maps import list_ready_maps
from commesso.connectors.rules.fields import SHAPES
from commesso.connectors.rules.transforms import NEEDED, TRANSFORMS
from tools.reference.table import code, first_words, page, table

_INTRO = """
A map says how the columns of a file become fields of ours. [Import a file](../howto/import.md) shows how to
write one.
"""
_FIELDS = """
Beside each field stands the way its value is read when the map does not say otherwise with `as`. A section
without fields here takes any names.
"""
# Where the name says it all, the code has no docstring.
_PLAIN = {
    "lower": "Text in small letters.",
    "upper": "Text in capitals.",
    "whole": "A whole number.",
    "boolean": "Yes or no, in a few languages.",
}


def write_page() -> str:
    ready = [(code(each.name), each.kind.value, each.title) for each in list_ready_maps()]
    return page(
        "Maps of imports",
        _INTRO,
        "## Ready maps",
        table(("Name", "Kind", "For"), ready),
        "## Fields",
        _FIELDS,
        *_list_shapes(),
        "## Ways to read a value",
        table(("`as`", "What it reads", "Options"), _list_transforms()),
    )


def _list_shapes() -> Iterator[str]:
    for kind, shape in SHAPES.items():
        yield f"### {kind.value}"
        needed = [
            "one of " + ", ".join(map(code, names)) if len(names) > 1 else code(names[0])
            for names in shape.needed
        ]
        yield f"Needed: {', '.join(needed)}."
        rows = [("`[fields]`", code(name), code(read)) for name, read in shape.fields.items()]
        for section, fields in shape.repeated.items():
            rows += [(code(f"[{section}]"), code(name), code(read)) for name, read in fields.items()]
        rows += [(code(f"[{section}]"), "any name", code(read)) for section, read in shape.free.items()]
        yield table(("Section", "Field", "Read as"), rows)


def _list_transforms() -> Iterator[tuple[str, str, str]]:
    for name, (make, options) in TRANSFORMS.items():
        needed = NEEDED.get(name, frozenset())
        listed = [f"{code(each)}{' (needed)' if each in needed else ''}" for each in sorted(options)]
        yield code(name), first_words(make) or _PLAIN[name], ", ".join(listed) or "none"
