"""What things are made of: speckles in a glaze, grain in wood, stitches in leather, threads in cloth."""

from random import Random

from commesso.demo.rules.pictures.bodies import sheen
from commesso.demo.rules.pictures.canvas import Canvas, number
from commesso.demo.rules.pictures.colour import fade, shade, tint
from commesso.demo.rules.pictures.light import lay_shadow
from commesso.demo.rules.pictures.registry import Shot
from commesso.demo.rules.pictures.shapes import join, tidy

Area = tuple[float, float, float, float]  # left, top, right, low


def draw_speckles(
    canvas: Canvas, outline: str, colour: str, chance: Random, *, area: Area, count: int = 40
) -> None:
    """Draw the iron spots of stoneware: small dashes of one path, clipped to the body."""
    left, top, right, low = area
    spots: dict[float, str] = {3.0: "", 5.5: ""}
    for _ in range(count):
        size = 3.0 if chance.random() < 0.72 else 5.5
        spots[size] += join("M", round(chance.uniform(left, right)), round(chance.uniform(top, low))) + "h.1"
    dark = fade(shade(colour, 0.62), 0.42)
    with canvas.group(clip_path=canvas.clip(outline), stroke=dark, stroke_linecap="round", fill="none"):
        for size, d in spots.items():
            if d:
                canvas.path(d, "", stroke_width=size)


def draw_grain(
    canvas: Canvas,
    outline: str,
    colour: str,
    chance: Random,
    *,
    area: Area,
    count: int = 9,
    along: str = "x",
    opacity: float = 0.4,
) -> None:
    """Draw the years of a board: long lines that swing and never cross."""
    left, top, right, low = area
    dark, light = "", ""
    start, end, wide = (left, right, low - top) if along == "x" else (top, low, right - left)
    for i in range(count):
        across = (top if along == "x" else left) + wide * (i + chance.uniform(0.15, 0.85)) / count
        swing = chance.uniform(-0.8, 0.8) * wide / count
        third = (end - start) / 3
        line = [
            (start, across),
            (start + third, across + swing),
            (end - third, across - swing),
            (end, across + swing * 0.4),
        ]
        points = [(round(at), round(off)) if along == "x" else (round(off), round(at)) for at, off in line]
        piece = join("M", *points[0], "C", *points[1], *points[2], *points[3])
        if i % 3:
            dark += piece
        else:
            light += piece
    with canvas.group(clip_path=canvas.clip(outline), fill="none"):
        canvas.path(dark, "", stroke=fade(shade(colour, 0.5), opacity), stroke_width=2.2)
        canvas.path(light, "", stroke=fade(tint(colour, 0.5), opacity), stroke_width=5)


def stitch(canvas: Canvas, d: str, colour: str, *, width: float = 3.4, step: float = 11.0) -> None:
    """Draw a seam: thread that goes in and out, and the line it presses into the leather."""
    line = canvas.outline(d)
    canvas.use(line, "none", stroke="#0000002e", stroke_width=width * 1.7, transform="translate(1 2)")
    dash = f"{number(step * 0.68)} {number(step * 0.32)}"
    canvas.use(line, "none", stroke=colour, stroke_width=width, stroke_dasharray=dash, stroke_linecap="round")


def weave(canvas: Canvas, colour: str, *, size: float = 8.0, opacity: float = 0.3, turn: float = 0.0) -> str:
    """Return a paint of crossing threads to lay over a cloth."""
    dark, light = fade(shade(colour, 0.55), opacity * 0.75), fade(tint(colour, 0.6), opacity * 0.75)
    h = size / 2
    across = join("M", 0, h / 2, "H", h, "M", h, h * 1.5, "H", size)
    along = join("M", h * 1.5, 0, "V", h, "M", h / 2, h, "V", size)
    wide = number(h * 0.7)
    threads = "".join(
        f'<path d="{d}" stroke="{paint}" stroke-width="{wide}"/>'
        for d, paint in ((across, light), (along, dark))
    )
    return canvas.pattern(threads, width=size, height=size, turn=turn)


def hide(canvas: Canvas, colour: str, chance: Random, *, size: int = 46, opacity: float = 0.13) -> str:
    """Return a paint of the fine creases of leather."""
    d = ""
    for _ in range(13):
        x, y = chance.randint(3, size - 8), chance.randint(3, size - 6)
        d += tidy(
            f"M{x} {y}"
            f"q{chance.randint(1, 4)} {chance.randint(-3, 3)} {chance.randint(3, 7)} {chance.randint(-1, 3)}"
        )
    markup = f'<path d="{d}" fill="none" stroke="{fade(shade(colour, 0.6), opacity)}"/>'
    return canvas.pattern(markup, width=size, height=size, turn=17)


def draw_plank(
    shot: Shot, d: str, colour: str, *, area: Area, along: str = "x", count: int = 12, lift: float = 16
) -> str:
    """Draw a flat piece of wood that lies: edge, face, grain, the light on its near edge."""
    canvas = shot.canvas
    outline = canvas.outline(d)
    if lift:
        lay_shadow(canvas, shot.ground, outline, lift=lift)
    canvas.use(outline, shade(colour, 0.45), transform="translate(4 7)")
    canvas.use(outline, sheen(canvas, colour, contrast=0.8))
    if count:
        draw_grain(canvas, outline, colour, shot.chance, area=area, count=count, along=along)
    canvas.use(outline, "none", stroke=fade(tint(colour, 0.7), 0.55), stroke_width=2.5)
    return outline
