"""Taking the picture: a room for the thing, then the thing."""

from random import Random

from commesso.demo.rules.pictures import (  # noqa: F401 each registers the forms it draws
    ceramics,
    garden,
    jewellery,
    kitchen,
    lamps,
    leather,
    light,
    stationery,
    textiles,
)
from commesso.demo.rules.pictures.canvas import Canvas
from commesso.demo.rules.pictures.colour import read_colour
from commesso.demo.rules.pictures.registry import Shot, entry_for


def draw(form: str, *, colour: str, accent: str = "", seed: str = "") -> str:
    """Return the picture of a product as SVG text, 800 by 800.

    `colour` is of its body, `accent` of its second material (a handle, a trim, a stone), both like '#9caf88'.
    `seed` varies small things (speckles, stripes, the light on the wall). Raises Invalid for a form or a
    colour that is not known.
    """
    entry = entry_for(form)
    body = read_colour(colour, field="colour")
    second = read_colour(accent, field="accent") if accent else ""
    chance = Random(f"{form} {seed}")  # noqa: S311 a picture keeps no secret
    canvas = Canvas(key=f"{form} {body} {second} {seed}")
    room = light.choose_room(body, stage=entry.stage, lean=chance.uniform(-1, 1))
    _set_stage(canvas, room, stage=entry.stage, patch=chance.uniform(-70, 90))
    ground = room.wall if entry.stage in {"wall", "night"} else room.table
    middle = 640 if entry.stage in {"table", "dusk"} else 400
    place = f"translate({400 - 400 * entry.zoom:g} {middle - middle * entry.zoom:g}) scale({entry.zoom:g})"
    if entry.stage == "flat":
        place += f" rotate({chance.uniform(-6, 6):.1f} 400 400)"
    with canvas.group(transform=place):
        entry.draw(Shot(canvas, form, body, second, ground, chance))
    return canvas.text()


def _set_stage(canvas: Canvas, room: light.Room, *, stage: str, patch: float) -> None:
    if stage == "flat":
        light.set_flat(canvas, room, patch=patch)
    elif stage == "wall":
        light.set_wall(canvas, room, patch=patch)
    elif stage in {"dusk", "night"}:
        light.set_dusk(canvas, room, edge=560 if stage == "dusk" else 800)
    else:
        light.set_table(canvas, room, patch=patch)
