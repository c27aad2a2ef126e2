"""Leaves, twigs and flowers, for what is made to hold them."""

import math
from random import Random

from commesso.demo.rules.pictures.canvas import Canvas
from commesso.demo.rules.pictures.colour import mix, shade, tint, tone
from commesso.demo.rules.pictures.shapes import Point, join, smooth

OLIVE = "#7d8c63"
FERN = "#55794f"
STRAW = "#c9a86a"


def leaf(x: float, y: float, length: float, width: float, angle: float) -> str:
    """Return a pointed leaf that starts at (x, y) and grows along the angle (degrees, 0 right, -90 up)."""
    a = math.radians(angle)

    def place(along: float, across: float) -> Point:
        return x + along * math.cos(a) - across * math.sin(a), y + along * math.sin(a) + across * math.cos(a)

    tip = place(length, 0)
    one, two = place(length * 0.35, width), place(length * 0.35, -width)
    return join("M", x, y, "Q", *one, *tip, "Q", *two, x, y, "Z")


def draw_twig(
    canvas: Canvas,
    chance: Random,
    *,
    root: Point,
    tip: Point,
    colour: str = OLIVE,
    leaves: int = 9,
    size: float = 62.0,
) -> None:
    """Draw a twig with leaves on both sides, the far ones darker."""
    (x0, y0), (x1, y1) = root, tip
    bend = chance.uniform(-0.12, 0.12) * (y0 - y1)
    middle = ((x0 + x1) / 2 + bend, (y0 + y1) / 2)
    canvas.line(
        smooth([root, middle, tip]), shade(mix(colour, "#7a5c3e", 0.5), 0.25), 4, stroke_linecap="round"
    )
    heading = math.degrees(math.atan2(y1 - y0, x1 - x0))
    dark, bright = "", ""
    for i in range(leaves):
        part = 0.3 + 0.7 * i / (leaves - 1)
        x = (1 - part) ** 2 * x0 + 2 * part * (1 - part) * (2 * middle[0] - (x0 + x1) / 2) + part**2 * x1
        y = (1 - part) ** 2 * y0 + 2 * part * (1 - part) * middle[1] + part**2 * y1
        side = 1 if i % 2 else -1
        angle = heading + side * chance.uniform(32, 62) * (1 - 0.6 * (part > 0.97))
        piece = leaf(x, y, size * chance.uniform(0.8, 1.15) * (1.15 - 0.4 * part), size * 0.19, angle)
        if side > 0:
            dark += piece
        else:
            bright += piece
    canvas.path(dark, shade(colour, 0.3))
    canvas.path(bright, canvas.linear(((0, tint(colour, 0.3)), (1, shade(colour, 0.1))), turn=(0, 0, 1, 1)))


def draw_rosette(
    canvas: Canvas, chance: Random, *, x: float, y: float, reach: float, colour: str = FERN
) -> None:
    """Draw a bush of upright leaves that grows out of a pot."""
    back, middle, front = "", "", ""
    for i in range(17):
        part = i / 16
        angle = -168 + 156 * part + chance.uniform(-7, 7)
        length = reach * (0.72 + 0.34 * math.sin(math.pi * part)) * chance.uniform(0.85, 1.12)
        piece = leaf(x + (part - 0.5) * reach * 0.42, y, length, reach * 0.13, angle)
        if i % 3 == 0:
            back += piece
        elif i % 3 == 1:
            middle += piece
        else:
            front += piece
    canvas.path(back, shade(colour, 0.42))
    canvas.path(
        middle, canvas.linear(((0, tone(colour, 0.03)), (1, shade(colour, 0.35))), turn=(0, 0, 0.6, 1))
    )
    canvas.path(
        front, canvas.linear(((0, tint(colour, 0.34)), (1, shade(colour, 0.22))), turn=(0, 0, 0.7, 1))
    )


def draw_flower(canvas: Canvas, *, x: float, y: float, radius: float, colour: str, petals: int = 7) -> None:
    d = "".join(leaf(x, y, radius, radius * 0.4, 360 * i / petals) for i in range(petals))
    canvas.path(d, canvas.radial(((0, shade(colour, 0.25)), (1, tint(colour, 0.2)))))
    canvas.circle(x, y, radius * 0.24, STRAW)
