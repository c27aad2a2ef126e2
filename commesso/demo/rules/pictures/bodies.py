"""Bodies with volume: turned ones shaded along their profile, flat ones shaded along their edge."""

from itertools import pairwise
from typing import NamedTuple

from commesso.demo.rules.pictures.canvas import Canvas, Stop
from commesso.demo.rules.pictures.colour import fade, mix, shade, tint, tone
from commesso.demo.rules.pictures.shapes import Profile, between, join, radius_at, smooth, turned


class Band(NamedTuple):
    """A strip of a turned body from `left` to `right` (parts of its radius), lighter (+) or darker (-)."""

    left: float
    right: float
    light: float
    opacity: float


class Finish(NamedTuple):
    """How a surface takes the light."""

    bands: tuple[Band, ...]
    blur: float  # in parts of the greatest radius
    rise: float  # how much a slope up or down shows


MATT = Finish(
    (
        Band(-0.02, 1.1, -0.4, 0.18),
        Band(0.3, 1.1, -0.5, 0.28),
        Band(0.55, 1.1, -0.6, 0.35),
        Band(0.78, 1.1, -0.7, 0.42),
        Band(-0.9, 0.0, 0.42, 0.22),
        Band(-0.76, -0.3, 0.6, 0.34),
        Band(-1.1, -0.97, -0.5, 0.4),
    ),
    0.13,
    0.8,
)
GLAZE = Finish(MATT.bands, 0.13, 1.0)
PLAIN = Finish(  # for small parts, where fewer strips do
    (Band(0.1, 1.1, -0.5, 0.3), Band(0.6, 1.1, -0.65, 0.5), Band(-0.85, -0.2, 0.6, 0.5)),
    0.14,
    1.0,
)
METAL = Finish(
    (
        Band(-1.1, -0.84, -0.6, 0.6),
        Band(-0.78, -0.5, 0.85, 0.85),
        Band(-0.3, 0.06, -0.35, 0.5),
        Band(0.2, 0.34, 0.6, 0.5),
        Band(0.44, 0.8, -0.65, 0.7),
        Band(0.86, 0.95, 0.5, 0.55),
        Band(0.98, 1.1, -0.7, 0.7),
    ),
    0.035,
    0.7,
)


def lit(colour: str, light: float) -> str:
    """Return the colour with more (+) or less (-) light on it."""
    return tint(colour, light) if light > 0 else shade(colour, -light)


def draw_turned(
    canvas: Canvas,
    profile: Profile,
    colour: str,
    *,
    x: float = 400.0,
    tilt: float = 0.2,
    finish: Finish = GLAZE,
) -> str:
    """Draw a turned body and return its outline's id, for what is painted on it."""
    outline = canvas.outline(turned(profile, x, tilt=tilt))
    widest = max(radius for radius, _ in profile)
    canvas.use(outline, colour)
    with canvas.group(clip_path=canvas.clip(outline)):
        draw_bands(canvas, profile, colour, x=x, finish=finish, widest=widest, tilt=tilt)
    rise = _slopes(profile, colour, strength=finish.rise)
    canvas.use(
        outline, canvas.linear(rise, box=(0, profile[0][1], 0, profile[-1][1] + profile[-1][0] * tilt))
    )
    return outline


def draw_bands(
    canvas: Canvas, profile: Profile, colour: str, *, x: float, finish: Finish, widest: float, tilt: float
) -> None:
    """Draw the strips of light and shade; the caller clips them to the body."""
    foot, low = profile[-1]
    longer = [(profile[0][0], profile[0][1] - widest * tilt), *profile, (foot, low + foot * tilt + 1)]
    with canvas.group(filter=canvas.blur(max(finish.blur * widest, 1.2), margin=0.02)):
        for band in finish.bands:
            canvas.path(
                between(longer, x, band.left, band.right), fade(lit(colour, band.light), band.opacity)
            )


def _slopes(profile: Profile, colour: str, *, strength: float) -> list[Stop]:
    """Return light where the wall of a turned body looks up and shade where it looks down."""
    top, low = profile[0][1], profile[-1][1]
    dark, bright = shade(colour, 0.8), tint(colour, 0.9)
    stops: list[Stop] = []
    for (radius, y), (next_radius, next_y) in pairwise(profile):
        if next_y <= y:
            continue
        out = (next_radius - radius) / ((next_radius - radius) ** 2 + (next_y - y) ** 2) ** 0.5
        opacity = strength * (0.3 * out if out > 0 else -0.5 * out)
        at = ((y + next_y) / 2 - top) / (low - top)
        stops.append((at, fade(bright if out > 0 else dark, opacity)))
    return [*stops, (1, fade(dark, 0.4 * strength))]


def draw_gloss(
    canvas: Canvas,
    profile: Profile,
    *,
    x: float,
    top: float,
    low: float,
    at: float = -0.56,
    strength: float = 0.85,
) -> None:
    """Draw the window in a glaze: a bright strip that follows the wall."""
    steps = [top + (low - top) * i / 4 for i in range(5)]
    strip = [(radius_at(profile, y), y) for y in steps]
    wide = (0.02, 0.1, 0.12, 0.1, 0.02)
    left = [(x + radius * (at - part), y) for (radius, y), part in zip(strip, wide, strict=True)]
    right = [(x + radius * (at + part), y) for (radius, y), part in zip(strip, wide, strict=True)]
    paint = canvas.linear(
        ((0, fade("#ffffff", strength)), (1, fade("#ffffff", strength * 0.12))), turn=(0, 0, 0, 1)
    )
    canvas.path(smooth([*left, *right[::-1]], closed=True), paint, filter=canvas.blur(3))


def draw_mouth(
    canvas: Canvas,
    colour: str,
    *,
    x: float,
    y: float,
    radius: float,
    tilt: float,
    wall: float = 8.0,
    inside: str = "",
    depth: float = 0.75,
) -> tuple[float, float]:
    """Draw an opening: the lip, and the inner wall that the lamp reaches on the right. Return the inner radii."""
    rx, ry = radius, radius * tilt
    inner = inside or colour
    lip = canvas.linear(((0, tint(colour, 0.62)), (0.5, tint(colour, 0.22)), (1, shade(colour, 0.12))))
    canvas.ellipse(x, y, rx, ry, lip)
    hole_x, hole_y = rx - wall, max(ry - wall * (0.35 + tilt * 0.5), ry * 0.4)
    wall_paint = canvas.linear(
        ((0, shade(inner, depth)), (0.45, shade(inner, depth * 0.62)), (1, tint(inner, 0.12))),
        turn=(0, 0, 1, 0.25),
    )
    canvas.ellipse(x, y + wall * 0.1, hole_x, hole_y, wall_paint)
    return hole_x, hole_y


def draw_tube(
    canvas: Canvas, d: str, colour: str, width: float, *, gloss: float = 0.5, cap: str = "round"
) -> None:
    """Draw a round rod along a line: a handle, a wire, a cord."""
    line = canvas.outline(d)
    layers = [(0.07, 0.78, mix(colour, shade(colour, 0.48), 0.1)), (0.15, 0.4, fade(tint(colour, 0.42), 0.7))]
    if gloss and width > 5:
        layers.append((0.2, 0.1, fade("#ffffff", gloss)))
    with canvas.group(fill="none", stroke_linecap=cap, stroke_linejoin="round"):
        canvas.use(line, "", stroke=shade(colour, 0.45), stroke_width=width)
        with canvas.group(**({"filter": canvas.blur(round(width * 0.05, 1))} if width > 14 else {})):
            for away, part, paint in layers:
                move = f"translate({-width * away:.1f} {-width * away:.1f})"
                canvas.use(line, "", stroke=paint, stroke_width=width * part, transform=move)


def draw_puff(
    canvas: Canvas,
    d: str,
    paint: str,
    colour: str,
    *,
    depth: float = 26.0,
    strength: float = 0.55,
    light: float = 0.5,
) -> str:
    """Draw a soft flat body (leather, a cushion): dark along the far edge, bright along the near one."""
    outline = canvas.outline(d)
    canvas.use(outline, paint)
    soft = canvas.blur(depth * 0.42, margin=0.02)
    with (
        canvas.group(clip_path=canvas.clip(outline)),
        canvas.group(filter=soft, fill="none", stroke_width=depth),
    ):
        move = depth * 0.28
        canvas.use(
            outline,
            "",
            stroke=fade(shade(colour, 0.7), strength),
            transform=f"translate({-move:.0f} {-move:.0f})",
        )
        canvas.use(
            outline,
            "",
            stroke=fade(tint(colour, 0.7), light),
            transform=f"translate({move:.0f} {move:.0f})",
            stroke_width=depth * 0.3,
        )
    return outline


def sheen(
    canvas: Canvas,
    colour: str,
    *,
    contrast: float = 1.0,
    turn: tuple[float, float, float, float] = (0, 0, 1, 1),
) -> str:
    """Return the paint of a plain surface under the lamp: brighter upper left, darker lower right."""
    return canvas.linear(
        ((0, tint(colour, 0.28 * contrast)), (0.45, colour), (1, shade(colour, 0.26 * contrast))), turn=turn
    )


def metal(
    canvas: Canvas,
    colour: str,
    *,
    turn: tuple[float, float, float, float] = (0, 0, 1, 0),
    box: tuple[float, float, float, float] | None = None,
) -> str:
    """Return the paint of polished metal: bands of the room in it."""
    levels = (
        (0, -0.45), (0.14, 0.1), (0.26, 0.85), (0.36, 0.3), (0.52, -0.3), (0.66, -0.5), (0.8, 0.15), (0.9, 0.55), (1, -0.4),
    )  # fmt: skip
    return canvas.linear([(at, lit(colour, light)) for at, light in levels], turn=turn, box=box)


def rim_light(canvas: Canvas, d: str, colour: str, width: float = 2.5, opacity: float = 0.7) -> None:
    """Draw the thin bright line where an edge catches the lamp."""
    canvas.line(d, fade(tint(colour, 0.8), opacity), width, stroke_linecap="round")


def at_line(x: float, y: float, right: float, low: float) -> str:
    return join("M", x, y, "L", right, low)


def deep(colour: str) -> str:
    return tone(colour, -0.18)
