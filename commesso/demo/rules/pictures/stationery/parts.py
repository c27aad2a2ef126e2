"""A binder's parts: the sheet, the printed block, the book."""

from commesso.demo.rules.pictures.bodies import (
    sheen,
)
from commesso.demo.rules.pictures.botany import draw_twig, leaf
from commesso.demo.rules.pictures.boxes import Block, draw_block, throw_block_shadow
from commesso.demo.rules.pictures.colour import fade, shade, tint
from commesso.demo.rules.pictures.light import lay_shadow
from commesso.demo.rules.pictures.materials import weave
from commesso.demo.rules.pictures.registry import Shot
from commesso.demo.rules.pictures.shapes import View, arc, join, polygon, rounded, smooth

PAPER = "#f6f0e2"
BRASS = "#c8a050"
WOOD = "#c79a66"


def draw_sheet(
    shot: Shot, area: tuple[float, float, float, float], colour: str, *, lift: float = 9, corner: float = 4
) -> str:
    """Draw a sheet or a card that lies; `area` is its left, top, width and height."""
    canvas = shot.canvas
    outline = canvas.outline(rounded(*area, corner))
    lay_shadow(canvas, shot.ground, outline, lift=lift)
    canvas.use(outline, sheen(canvas, colour, contrast=0.55))
    return outline


def lines_of(x: float, right: float, rows: list[float]) -> str:
    return "".join(join("M", x, y, "H", right - (60 if y == rows[-1] else 0)) for y in rows)


def print_motif(shot: Shot, x: float, y: float, size: float, ink: str, *, kind: int = -1) -> None:
    """Print one of the shop's blocks: the sun, a twig, a flower, a wave."""
    canvas, chance = shot.canvas, shot.chance
    kind = chance.randrange(4) if kind < 0 else kind
    if kind == 0:
        d = arc(x, y, size * 0.5, size * 0.5, 180, 360) + join("M", x - size, y + size * 0.14, "H", x + size)
        for away in (0.7, 0.9):
            d += arc(x, y, size * away, size * away, 188, 352)
        canvas.line(d, ink, size * 0.08, stroke_linecap="round")
        canvas.path(arc(x, y, size * 0.42, size * 0.42, 180, 360) + "Z", ink)
    elif kind == 1:
        draw_twig(
            canvas,
            chance,
            root=(x - size * 0.4, y + size),
            tip=(x + size * 0.2, y - size),
            colour=ink,
            leaves=9,
            size=size * 0.62,
        )
    elif kind == 2:
        canvas.path("".join(leaf(x, y, size * 0.86, size * 0.3, 45 * i) for i in range(8)), ink)
        canvas.circle(x, y, size * 0.2, tint(ink, 0.7))
    else:
        d = "".join(
            smooth(
                [
                    (x - size, y + dy * size),
                    (x - size * 0.5, y + (dy - 0.2) * size),
                    (x, y + dy * size),
                    (x + size * 0.5, y + (dy + 0.2) * size),
                    (x + size, y + dy * size),
                ]
            )
            for dy in (-0.66, -0.33, 0, 0.33, 0.66)
        )
        canvas.line(d, ink, size * 0.1, stroke_linecap="round")


def draw_book(
    shot: Shot, view: View, block: Block, *, cover: str, spine: str = "", pages: str = PAPER
) -> None:
    """Draw a closed book that lies: covers, spine on the left face, pages on the right one."""
    canvas = shot.canvas
    (x0, x1), (low, high), (z0, z1) = block
    throw_block_shadow(canvas, shot.ground, view, block, reach=0.9)
    draw_block(canvas, view, Block((x0, x1), (low, low + 9), (z0, z1)), cover, corner=6)
    inside = draw_block(
        canvas, view, Block((x0 + 8, x1 - 8), (low + 9, high - 9), (z0 + 8, z1 - 8)), pages, corner=4
    )
    steps = range(int(low) + 14, int(high) - 9, 5)
    edges = "".join(
        join("M", *view.at(x0, up, z0 + 8), "L", *view.at(x1 - 8, up, z0 + 8), "L", *view.at(x1 - 8, up, z1))
        for up in steps
    )
    with canvas.group(clip_path=canvas.clip(inside.side)):
        canvas.line(edges, fade(shade(pages, 0.5), 0.4), 1)
    if spine:
        wall = view.face([(x0, low, z0), (x0 + 0.1, low, z0), (x0 + 0.1, high, z0), (x0, high, z0)])
        canvas.path(polygon(wall), spine)
    lid = draw_block(canvas, view, Block((x0, x1), (high - 9, high), (z0, z1)), cover, corner=6)
    canvas.use(lid.top, weave(canvas, cover, size=5, opacity=0.14))
