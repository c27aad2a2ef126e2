"""A saddler's parts: the panel, the seam, the strap, the buckle."""

from commesso.demo.rules.pictures.bodies import draw_puff, metal, sheen
from commesso.demo.rules.pictures.canvas import Canvas
from commesso.demo.rules.pictures.colour import fade, lightness, mix, shade, tint
from commesso.demo.rules.pictures.materials import hide, stitch
from commesso.demo.rules.pictures.registry import Shot
from commesso.demo.rules.pictures.shapes import arc, join, rounded

BRASS = "#c8a050"
STEEL = "#b9bec2"
PAPER = "#f4ecdd"


def thread(colour: str) -> str:
    """Return waxed thread that is seen on the leather but does not shout."""
    return mix(tint(colour, 0.6), "#ecd6b0", 0.4) if lightness(colour) < 0.75 else shade(colour, 0.3)


def draw_panel(
    shot: Shot, d: str, colour: str, *, depth: float = 26, strength: float = 0.5, contrast: float = 1.0
) -> str:
    """Draw a piece of leather with its creases and its soft edge."""
    canvas = shot.canvas
    outline = draw_puff(
        canvas, d, sheen(canvas, colour, contrast=contrast), colour, depth=depth, strength=strength
    )
    canvas.use(outline, hide(canvas, colour, shot.chance))
    canvas.use(outline, "none", stroke=fade(shade(colour, 0.6), 0.55), stroke_width=2)
    return outline


def draw_seam(shot: Shot, d: str, colour: str, *, width: float = 3.4) -> None:
    stitch(shot.canvas, d, thread(colour), width=width)


def draw_stud(canvas: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    """Draw a rivet or a press stud."""
    canvas.circle(x + 1.5, y + 2.5, radius, "#00000047")
    paint = canvas.radial(
        ((0, tint(colour, 0.9)), (0.35, tint(colour, 0.2)), (1, shade(colour, 0.45))),
        centre=(0.35, 0.3),
        radius=0.75,
    )
    canvas.circle(x, y, radius, paint)


def draw_buckle(
    canvas: Canvas, colour: str, *, x: float, y: float, width: float, height: float, bar: float = 7.0
) -> None:
    """Draw a frame of brass with its pin."""
    d = rounded(x - width / 2, y - height / 2, width, height, 9)
    canvas.path(d, stroke="#0000004d", stroke_width=bar, transform="translate(2 4)")
    canvas.path(d, stroke=metal(canvas, colour, turn=(0, 0, 1, 1)), stroke_width=bar)
    canvas.path(
        join("M", x, y - height / 2 + 2, "V", y + height / 2 - 2),
        stroke=metal(canvas, colour),
        stroke_width=bar * 0.8,
    )


def draw_strap(shot: Shot, d: str, colour: str, width: float, *, seam: bool = True) -> None:
    """Draw a flat strap along a line: its edge, its face, its two seams."""
    canvas = shot.canvas
    line = canvas.outline(d)
    with canvas.group(fill="none", stroke_linejoin="round"):
        canvas.use(
            line,
            "",
            stroke="#00000038",
            stroke_width=width,
            transform="translate(4 6)",
            filter=canvas.blur(4),
        )
        canvas.use(line, "", stroke=shade(colour, 0.5), stroke_width=width)
        canvas.use(line, "", stroke=colour, stroke_width=width - 4)
        canvas.use(
            line,
            "",
            stroke=fade(tint(colour, 0.35), 0.55),
            stroke_width=width * 0.45,
            transform="translate(-1 -1)",
        )
        if seam:
            canvas.use(line, "", stroke=thread(colour), stroke_width=2.4, stroke_dasharray="7 4")


def press_mark(shot: Shot, x: float, y: float, size: float = 1.0) -> None:
    """Press the shop's sun into the leather."""
    canvas = shot.canvas
    d = arc(x, y, 15 * size, 15 * size, 180, 360) + join("M", x - 26 * size, y, "H", x + 26 * size)
    canvas.line(d, fade(tint(shot.body, 0.5), 0.5), 2.6, transform="translate(1 1.5)")
    canvas.line(d, fade(shade(shot.body, 0.65), 0.75), 2.6)
