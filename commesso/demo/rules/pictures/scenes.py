"""Pictures of the shop itself: several products together, and the mark over the door."""

import math
from random import Random
from typing import NamedTuple

from commesso.demo.rules.pictures import light
from commesso.demo.rules.pictures.canvas import Canvas
from commesso.demo.rules.pictures.colour import fade, read_colour, shade, tint
from commesso.demo.rules.pictures.materials import draw_grain
from commesso.demo.rules.pictures.registry import Shot, entry_for
from commesso.demo.rules.pictures.shapes import arc, join, rounded
from commesso.kernel.errors import Invalid

BRAND = "#27365a"
SUN = "#d9973d"


class Palette(NamedTuple):
    """What goes together: the room, and the colours of glazes, leather and cloth."""

    wall: str
    table: str
    glazes: tuple[str, str, str, str]


class Place(NamedTuple):
    """Where a thing stands: the middle of its foot, its size, and which glaze it wears."""

    form: str
    x: float
    y: float
    size: float
    glaze: int | str
    accent: str = ""


PALETTES = (
    Palette("#dccab6", "#e6d8c6", ("#f3ede0", "#c46a45", "#7f9474", "#2f4a5c")),
    Palette("#c9d2c4", "#d9dfd2", ("#f3ede0", "#d9a441", "#5f7d8c", "#b5654a")),
    Palette("#e2cfc6", "#ecdcd3", ("#f6f0e4", "#7f9474", "#a8503a", "#3d4a5c")),
)
TABLE = (
    Place("bottle_vase", 1010, 742, 0.98, 0),
    Place("bread_box", 1370, 756, 0.62, 2, "#b07c48"),
    Place("teapot", 700, 770, 0.62, 3, "#c8a050"),
    Place("satchel", 1190, 820, 0.66, "#8a4b2a"),
    Place("mug", 860, 836, 0.46, 1),
    Place("bowl", 1490, 842, 0.42, 1),
)
SHELF = (
    Place("jug", 790, 396, 0.5, 3),
    Place("pot", 1010, 396, 0.52, "#c07a56"),
    Place("mug", 1210, 396, 0.36, 0),
    Place("candle_holder", 1410, 396, 0.48, 1),
    Place("vase", 830, 808, 0.56, 0),
    Place("basket", 1120, 808, 0.56, "#c9a06a"),
    Place("teapot", 1400, 808, 0.56, 2, "#c8a050"),
)
KINDS = {"shelf": SHELF, "table": TABLE}


def draw_scene(kind: str, *, seed: str = "") -> str:
    """Return a wide picture (1600 by 900) for the top of a page, its left third calm for words.

    `kind` is 'shelf' or 'table'; `seed` picks the colours. Raises Invalid for another kind.
    """
    if kind not in KINDS:
        raise Invalid(f"kind={kind!r} is not known. Use one of: {', '.join(sorted(KINDS))}.", field="kind")
    chance = Random(f"{kind} {seed}")  # noqa: S311 a picture keeps no secret
    canvas = Canvas(key=f"{kind} {seed}", width=1600, height=900)
    palette = chance.choice(PALETTES)
    room = light.Room(palette.wall, palette.table)
    if kind == "shelf":
        light.set_wall(canvas, room, patch=chance.uniform(0, 120))
        for y in (396, 808):
            _draw_board(canvas, palette.wall, chance, y=y)
    else:
        light.set_table(canvas, room, edge=600, patch=chance.uniform(40, 160))
    for place in KINDS[kind]:
        _set_down(canvas, place, palette, chance, ground=palette.table if kind == "table" else "#b98a5a")
    return canvas.text()


def _set_down(canvas: Canvas, place: Place, palette: Palette, chance: Random, *, ground: str) -> None:
    body = palette.glazes[place.glaze] if isinstance(place.glaze, int) else place.glaze
    size = place.size
    spot = f"translate({place.x - 400 * size:.1f} {place.y - 640 * size:.1f}) scale({size:g})"
    with canvas.group(transform=spot):
        entry_for(place.form).draw(Shot(canvas, place.form, body, place.accent, ground, chance))


def _draw_board(canvas: Canvas, wall: str, chance: Random, *, y: float) -> None:
    """Draw a shelf: its top seen a little from above, its front, its shadow on the wall."""
    wood, left, right = "#b98a5a", 620, 1600
    canvas.rect(left + 14, y + 36, right - left, 40, fade(shade(wall, 0.6), 0.35), filter=canvas.blur(14))
    canvas.path(join("M", left + 26, y - 26, "H", right, "V", y + 12, "H", left, "Z"), tint(wood, 0.22))
    front = canvas.outline(rounded(left, y + 10, right - left + 20, 30, 3))
    canvas.use(front, canvas.linear(((0, tint(wood, 0.2)), (1, shade(wood, 0.25))), turn=(0, 0, 0, 1)))
    draw_grain(canvas, front, wood, chance, area=(left, y + 10, right, y + 40), count=4)


def draw_logo(*, colour: str = BRAND, sun: str = SUN) -> str:
    """Return the mark of the shop, a sun that rises over a workbench, in a square of 64."""
    ink, gold = read_colour(colour, field="colour"), read_colour(sun, field="sun")
    canvas = Canvas(key=f"logo {ink} {gold}", width=64, height=64)
    rays = "".join(_ray(angle) for angle in (200, 228, 256, 284, 312, 340))
    canvas.line(rays, gold, 3.4, stroke_linecap="round")
    canvas.path(arc(32, 42, 13, 13, 180, 360) + "Z", gold)
    canvas.line("M5 44.5H59M14 46V57M50 46V57", ink, 5, stroke_linecap="round")
    return canvas.text()


def _ray(angle: float) -> str:
    along, up = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return join("M", 32 + 18.5 * along, 42 + 18.5 * up, "L", 32 + 27 * along, 42 + 27 * up)
