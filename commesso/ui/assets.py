"""What Vite built: files named by their content, and the shapes of the icons in use."""

import json
from pathlib import Path
from typing import Any

from django.templatetags.static import static

from commesso.kernel.errors import CommessoError

BUILT = Path(__file__).parent / "static" / "ui"
ICONS = Path(__file__).parents[2] / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
_read: dict[str, tuple[int, Any]] = {}


class NotBuiltError(CommessoError):
    """The pages' scripts and styles are missing."""


def asset_url(name: str) -> str:
    """Return the address of a built file, named as in web/: "staff/staff.css"."""
    manifest = _json("manifest.json")
    try:
        return static(f"ui/{manifest[f'web/{name}']['file']}")
    except KeyError:
        known = ", ".join(key.removeprefix("web/") for key, value in manifest.items() if value.get("isEntry"))
        raise NotBuiltError(
            f"{name!r} is not among the built files: {known}. Name it in vite.config.ts."
        ) from None


def icon_shape(name: str) -> str:
    """Return what is inside the icon's <svg>."""
    shape = _json("icons.json").get(name)
    if shape is None and (file := ICONS / f"{name}.svg").exists():
        # A developer named a new icon and has not built yet.
        svg = file.read_text()
        shape = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    if shape is None:
        raise NotBuiltError(f"The icon {name!r} is not built. Build it: python -m tools.front_end")
    return str(shape)


def _json(name: str) -> Any:
    """Read a file once, and again when a build has replaced it."""
    try:
        changed = (BUILT / name).stat().st_mtime_ns
    except FileNotFoundError:
        raise NotBuiltError(
            "The pages' scripts are not built. Build them: python -m tools.front_end"
        ) from None
    kept = _read.get(name)
    if kept is None or kept[0] != changed:
        kept = _read[name] = (changed, json.loads((BUILT / name).read_text()))
    return kept[1]
