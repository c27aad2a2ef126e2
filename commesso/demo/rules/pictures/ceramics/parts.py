"""A potter's parts: the glazed body, its bare foot, the saucer, the drink."""

from commesso.demo.rules.pictures.bodies import (
    GLAZE,
    draw_gloss,
    draw_turned,
    rim_light,
)
from commesso.demo.rules.pictures.colour import fade, shade, tint
from commesso.demo.rules.pictures.light import throw_shadow
from commesso.demo.rules.pictures.materials import draw_speckles
from commesso.demo.rules.pictures.registry import Shot
from commesso.demo.rules.pictures.shapes import (
    Profile,
    arc,
    curve_on,
    half,
    join,
    radius_at,
)

CLAY = "#b98d68"
COFFEE = "#4a2c1d"


def draw_vessel(
    shot: Shot,
    profile: Profile,
    *,
    tilt: float,
    x: float = 400,
    dip: float = 0.0,
    gloss: tuple[float, float] | None = None,
) -> str:
    """Draw a glazed body with its bare foot (`dip`, a part of its height), speckles and reflections."""
    canvas = shot.canvas
    outline = draw_turned(canvas, profile, shot.body, x=x, tilt=tilt, finish=GLAZE)
    widest, top, low = max(radius for radius, _ in profile), profile[0][1], profile[-1][1]
    if dip:
        _draw_foot(shot, profile, x=x, tilt=tilt, y=low - (low - top) * dip)
    draw_speckles(canvas, outline, shot.body, shot.chance, area=(x - widest, top, x + widest, low), count=26)
    start, end = gloss or (top + (low - top) * 0.1, top + (low - top) * 0.62)
    draw_gloss(canvas, profile, x=x, top=start, low=end, strength=0.7)
    return outline


def _draw_foot(shot: Shot, profile: Profile, *, x: float, tilt: float, y: float) -> None:
    """Draw the part below the dip line: bare clay, or a second glaze, with a light of its own."""
    canvas, clay, radius = shot.canvas, shot.accent(CLAY), radius_at(profile, y)
    part = [(radius, y), *[point for point in profile if point[1] > y + 6]]
    foot = part[-1][0]
    left, right = half(part, x, part=-1), half(part, x)[::-1]
    d = join("M", *left[0]) + curve_on(left) + join("A", foot, foot * tilt, 0, 0, 0, *right[0])
    d += curve_on(right) + join("A", radius, radius * tilt, 0, 0, 1, *left[0]) + "Z"
    steps = ((0, -0.25), (0.24, 0.24), (0.5, 0.0), (0.86, -0.5), (1, -0.4))
    paint = [(at, tint(clay, light) if light > 0 else shade(clay, -light)) for at, light in steps]
    widest = max(r for r, _ in part)
    canvas.path(d, canvas.linear(paint, box=(x - widest, 0, x + widest, 0)))
    rim_light(canvas, arc(x, y, radius, radius * tilt, 172, 60), shot.body, 2, 0.5)


def draw_drink(shot: Shot, *, x: float, y: float, rx: float, ry: float) -> None:
    """Draw coffee in a cup, with its rim of foam."""
    canvas = shot.canvas
    canvas.ellipse(x, y, rx, ry, "#8f5f3a")
    canvas.ellipse(
        x, y + 1, rx * 0.94, ry * 0.9, canvas.linear(((0, "#2c1710"), (0.6, COFFEE), (1, "#7a4b2c")))
    )


def draw_saucer(shot: Shot, *, x: float, y: float, radius: float, tilt: float = 0.24) -> None:
    canvas, colour = shot.canvas, shot.body
    throw_shadow(canvas, shot.ground, x, y + 12, radius, ry=radius * tilt, tall=0.2)
    canvas.ellipse(x, y + 9, radius * 0.98, radius * tilt, shade(colour, 0.5))
    canvas.ellipse(
        x,
        y,
        radius,
        radius * tilt,
        canvas.linear(((0, tint(colour, 0.5)), (0.5, colour), (1, shade(colour, 0.2)))),
    )
    inner = canvas.linear(((0, shade(colour, 0.3)), (0.4, shade(colour, 0.06)), (1, tint(colour, 0.35))))
    canvas.ellipse(x, y + 2, radius * 0.95, radius * tilt * 0.93, inner)
    canvas.ellipse(x, y + 5, radius * 0.6, radius * tilt * 0.58, shade(colour, 0.18))


def draw_pool(shot: Shot, colour: str, *, x: float, y: float, rx: float, ry: float) -> None:
    """Draw the bottom of a bowl, where the glaze ran together, and the lamp on it."""
    canvas = shot.canvas
    canvas.ellipse(
        x, y, rx, ry, canvas.radial(((0, fade(shade(colour, 0.3), 0.5)), (1, fade(shade(colour, 0.3), 0.0))))
    )
    canvas.ellipse(
        x + rx * 0.7, y - ry * 0.5, rx * 0.34, ry * 0.3, fade("#ffffff", 0.5), filter=canvas.blur(5)
    )
