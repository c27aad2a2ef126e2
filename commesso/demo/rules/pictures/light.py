"""One lamp, from the upper left: the room behind a thing, and the shadows it throws."""

from typing import NamedTuple

from commesso.demo.rules.pictures.canvas import Canvas
from commesso.demo.rules.pictures.colour import fade, from_oklch, mix, oklch, shade, tint
from commesso.demo.rules.pictures.shapes import join


class Room(NamedTuple):
    wall: str
    table: str


_DEPTHS = {"dusk": -0.36, "night": -0.38}
# Plaster colours: hue in degrees and chroma. Blush, clay, sand, oat, sage, mist.
_PLASTERS = ((25.0, 0.03), (48.0, 0.034), (75.0, 0.03), (92.0, 0.024), (140.0, 0.026), (225.0, 0.022))


def choose_room(body: str, *, stage: str, lean: float) -> Room:
    """Return colours that let the body stand out; `lean` (-1 to 1) picks among those that do."""
    light, chroma, hue = oklch(body)
    fitting = [
        (own_hue, own)
        for own_hue, own in _PLASTERS
        if chroma < 0.035 or abs((own_hue - hue + 180) % 360 - 180) > (38 if light > 0.5 else 20)
    ]
    hue, own = fitting[min(int((lean + 1) / 2 * len(fitting)), len(fitting) - 1)]
    pale = light < 0.72
    level = 0.895 if pale else 0.745 - 0.25 * (light - 0.72)
    own *= 1.0 if pale else 1.5
    level += _DEPTHS.get(stage, 0.0) * (1.0 if pale else 0.65)
    return Room(
        from_oklch(level, own, hue), from_oklch(level + (0.035 if pale else 0.05), own * 0.85, hue - 6)
    )


def set_table(canvas: Canvas, room: Room, *, edge: float = 520.0, patch: float = 0.0) -> None:
    """Draw a wall and a table in front of it. `patch` moves the light of the window on the wall."""
    width, height = canvas.width, canvas.height
    wall = canvas.linear(
        ((0, tint(room.wall, 0.3)), (0.55, room.wall), (1, shade(room.wall, 0.16))), turn=(0, 0, 1, 0.9)
    )
    canvas.rect(0, 0, width, height, wall)
    _window(canvas, room, edge=edge, at=patch)
    top = canvas.linear(
        ((0, shade(room.table, 0.1)), (0.2, room.table), (1, shade(room.table, 0.1))), turn=(0, 0, 0, 1)
    )
    canvas.rect(0, edge, width, height - edge, top)
    glow = canvas.radial(((0, fade("#fffaf0", 0.5)), (1, fade("#fffaf0", 0.0))))
    canvas.ellipse(width * 0.36, edge + (height - edge) * 0.42, width * 0.5, (height - edge) * 0.62, glow)


def _window(canvas: Canvas, room: Room, *, edge: float, at: float) -> None:
    """A soft slant of daylight on the wall, in two panes."""
    light = tint(room.wall, 0.75)
    none, full = fade(light, 0.0), fade(light, 0.3)
    stops = (
        (0, none),
        (0.1, full),
        (0.4, full),
        (0.45, none),
        (0.5, none),
        (0.55, full),
        (0.82, full),
        (1, none),
    )
    x, lean = canvas.width / 800 * (at - 30), 330.0
    across = 450 * edge / (edge**2 + lean**2)  # so that the panes end where the slant does
    paint = canvas.linear(stops, box=(x + 190, 0, x + 190 + across * edge, across * lean))
    d = join("M", x + 190, 0, "L", x + 640, 0, "L", x + 640 - lean, edge, "L", x + 190 - lean, edge, "Z")
    canvas.path(d, paint)


def set_flat(canvas: Canvas, room: Room, *, patch: float = 0.0) -> None:
    """Draw a surface seen from above, for things that lie."""
    stops = ((0, tint(room.table, 0.42)), (0.5, room.table), (1, shade(room.table, 0.17)))
    canvas.rect(0, 0, canvas.width, canvas.height, canvas.linear(stops, turn=(0, 0, 1, 1)))
    light = tint(room.table, 0.8)
    none, full = fade(light, 0.0), fade(light, 0.3)
    bands = ((0, none), (0.12, full), (0.44, full), (0.5, none), (0.56, full), (0.85, full), (1, none))
    x = patch - 40
    canvas.rect(0, 0, canvas.width, canvas.height, canvas.linear(bands, box=(x + 60, 200, x + 560, 420)))


def set_wall(canvas: Canvas, room: Room, *, patch: float = 0.0) -> None:
    """Draw a wall only, for things that hang."""
    stops = ((0, tint(room.wall, 0.32)), (0.5, room.wall), (1, shade(room.wall, 0.18)))
    canvas.rect(0, 0, canvas.width, canvas.height, canvas.linear(stops, turn=(0, 0, 0.9, 1)))
    _window(canvas, room, edge=canvas.height, at=patch)


def set_dusk(canvas: Canvas, room: Room, *, edge: float = 560.0) -> None:
    """Draw a room in the evening, for things that shine."""
    width, height = canvas.width, canvas.height
    stops = ((0, shade(room.wall, 0.12)), (0.5, room.wall), (1, shade(room.wall, 0.35)))
    canvas.rect(0, 0, width, height, canvas.linear(stops, turn=(0, 0, 0.4, 1)))
    if edge < height:
        top = ((0, shade(room.table, 0.32)), (0.35, shade(room.table, 0.12)), (1, shade(room.table, 0.4)))
        canvas.rect(0, edge, width, height - edge, canvas.linear(top, turn=(0, 0, 0, 1)))


def throw_shadow(
    canvas: Canvas, ground: str, x: float, y: float, rx: float, *, ry: float = 0.0, tall: float = 1.0
) -> None:
    """Draw the shadow of a thing that stands at (x, y), `rx` wide on each side."""
    dark = shade(ground, 0.72)
    ry = ry or rx * 0.24
    wide = canvas.radial(((0, fade(dark, 0.5)), (0.45, fade(dark, 0.26)), (1, fade(dark, 0.0))))
    reach = rx * (0.55 + 0.35 * tall)
    turn = f"rotate(-4 {x:.0f} {y:.0f})"
    canvas.ellipse(x + reach * 0.62, y - ry * 0.1, rx + reach, ry * 1.5, wide, transform=turn)
    close = canvas.radial(((0, fade(dark, 0.85)), (0.72, fade(dark, 0.6)), (1, fade(dark, 0.0))))
    canvas.ellipse(x + rx * 0.05, y + ry * 0.16, rx * 1.05, ry * 1.02, close)


def lay_shadow(canvas: Canvas, ground: str, outline: str, *, lift: float = 10.0) -> None:
    """Draw the shadow of a thing that lies: its outline, moved away from the lamp and blurred."""
    dark = shade(ground, 0.7)
    soft = canvas.blur(max(lift * 0.9, 3), margin=0.2)
    place = f"translate({lift:.0f} {lift * 1.25:.0f})"
    canvas.use(outline, fade(dark, 0.5), filter=soft, transform=place)


def hang_shadow(canvas: Canvas, ground: str, outline: str, *, away: float = 34.0) -> None:
    """Draw the shadow on the wall behind a thing that hangs."""
    place = f"translate({away:.0f} {away:.0f})"
    canvas.use(
        outline, fade(shade(ground, 0.6), 0.3), filter=canvas.blur(away * 0.4, margin=0.2), transform=place
    )


def glow(
    canvas: Canvas, x: float, y: float, radius: float, *, colour: str = "#ffd9a0", strength: float = 0.8
) -> None:
    """Draw the light round a lamp."""
    paint = canvas.radial(
        (
            (0, fade(colour, strength)),
            (0.25, fade(colour, strength * 0.45)),
            (0.6, fade(colour, strength * 0.12)),
            (1, fade(colour, 0.0)),
        )
    )
    canvas.circle(x, y, radius, paint)


def blend(ground: str, colour: str) -> str:
    """Return the colour a thing throws back on the ground beside it."""
    return mix(ground, colour, 0.3)
