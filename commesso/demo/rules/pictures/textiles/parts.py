"""A weaver's parts: cloth, stripes, folds, fringe."""

from commesso.demo.rules.pictures.bodies import sheen
from commesso.demo.rules.pictures.canvas import Canvas
from commesso.demo.rules.pictures.colour import fade, shade, tint
from commesso.demo.rules.pictures.materials import weave
from commesso.demo.rules.pictures.registry import Shot
from commesso.demo.rules.pictures.shapes import (
    Point,
    join,
    trace,
)

OAK = "#b98a5a"
BRASS = "#c8a050"


def folds(
    shot: Shot, count: int, *, strength: float = 0.4, turn: tuple[float, float, float, float] = (0, 0, 1, 0)
) -> str:
    """Return a paint of soft hanging folds to lay over a cloth."""
    dark, light = shade(shot.body, 0.75), tint(shot.body, 0.85)
    stops = []
    for i in range(count):
        start, width = i / count, 1 / count
        deep = strength * shot.chance.uniform(0.7, 1.15)
        stops += [
            (start + width * 0.05, fade(dark, deep)),
            (start + width * shot.chance.uniform(0.34, 0.46), fade(light, deep * 0.8)),
            (start + width * 0.72, fade(dark, deep * 0.25)),
        ]
    return shot.canvas.linear([*stops, (1, fade(dark, strength))], turn=turn)


def stripes(shot: Shot, area: tuple[float, float, float, float], *, along: str = "y") -> str:
    """Return the woven stripes of one of a few old patterns, as one path of bars over an area."""
    left, top, right, low = area
    start, end = (left, right) if along == "y" else (top, low)
    kind = shot.chance.randrange(4)
    bars: list[tuple[float, float]] = [
        trace("0.06,0.02 0.1,0.05 0.17,0.02 0.81,0.02 0.85,0.05 0.92,0.02"),
        [(i / 9 + 0.03, 0.045) for i in range(9)],
        [(0.1, 0.12), (0.78, 0.12)],
        [(i / 16 + 0.02, 0.014) for i in range(16)],
    ][kind]
    text = ""
    for at, wide in bars:
        first, width = start + (end - start) * at, (end - start) * wide
        if along == "y":
            text += join("M", first, top, "h", width, "V", low, "h", -width, "Z")
        else:
            text += join("M", left, first, "H", right, "v", width, "H", left, "Z")
    return text


def draw_cloth(
    shot: Shot, d: str, *, pattern: str = "", overlay: str = "", colour: str = "", grain: float = 7.0
) -> str:
    """Draw a piece of cloth: colour, woven pattern, threads, folds."""
    canvas, cloth = shot.canvas, colour or shot.body
    outline = canvas.outline(d)
    canvas.use(outline, sheen(canvas, cloth, contrast=0.7))
    if pattern:
        with canvas.group(clip_path=canvas.clip(outline)):
            canvas.path(pattern, fade(shot.contrast(), 0.9))
    canvas.use(outline, weave(canvas, cloth, size=grain, opacity=0.2))
    if overlay:
        canvas.use(outline, overlay)
    return outline


def fringe(
    canvas: Canvas,
    start: Point,
    end: Point,
    colour: str,
    *,
    length: float = 34.0,
    count: int = 40,
    side: float = 1.0,
) -> None:
    """Draw the knotted threads of a hem between two points."""
    (x0, y0), (x1, y1) = start, end
    span = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    out = (-(y1 - y0) / span * length * side, (x1 - x0) / span * length * side)
    d = ""
    for i in range(count):
        part = (i + 0.5) / count
        sway = ((i * 7) % 5 - 2) * 1.3
        d += join("M", x0 + (x1 - x0) * part, y0 + (y1 - y0) * part, "l", out[0] + sway, out[1] + sway * 0.5)
    canvas.line(d, shade(colour, 0.35), 5, stroke_linecap="round", transform="translate(2 2)")
    canvas.line(d, tint(colour, 0.15), 4, stroke_linecap="round")
