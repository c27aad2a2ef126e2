"""Boxes and boards seen from a corner: what a joiner, a binder or a box maker puts together."""

from typing import NamedTuple

from commesso.demo.rules.pictures.bodies import rim_light
from commesso.demo.rules.pictures.canvas import Canvas
from commesso.demo.rules.pictures.colour import fade, mix, shade, tint
from commesso.demo.rules.pictures.shapes import Point, View, join

Span = tuple[float, float]


class Block(NamedTuple):
    """Where a box reaches: to the right, up and back, in its own units."""

    right: Span
    up: Span
    back: Span


class Drawn(NamedTuple):
    """The outlines of a box that was drawn, by id."""

    side: str
    top: str


def draw_block(
    canvas: Canvas,
    view: View,
    block: Block,
    colour: str,
    *,
    corner: float = 8.0,
    top: str = "",
    contrast: float = 1.0,
) -> Drawn:
    """Draw a box: its left face in the light, its right one in the shade, its top brightest."""
    low, high = _round_face(view, block, block.up[0], corner), _round_face(view, block, block.up[1], corner)
    edges = [view.at(r, u, b) for u in block.up for r in block.right for b in block.back]
    left, right = min(x for x, _ in edges), max(x for x, _ in edges)
    inset = corner * view.scale * 0.28
    near = view.at(block.right[1], 0, block.back[0])[0]
    side = canvas.outline(_path(low) + _wall(view, block, inset) + _path(high))
    canvas.use(
        side,
        _two_faces(
            canvas,
            colour,
            left=left,
            near=near,
            right=right,
            soft=corner * view.scale * 0.9,
            contrast=contrast,
        ),
    )
    down = canvas.linear(
        (
            (0, fade(shade(colour, 0.8), 0.0)),
            (0.55, fade(shade(colour, 0.8), 0.0)),
            (1, fade(shade(colour, 0.8), 0.32)),
        ),
        turn=(0, 0, 0, 1),
    )
    canvas.use(side, down)
    cover = top or colour
    lid = canvas.outline(_path(high))
    canvas.use(
        lid, canvas.linear(((0, tint(cover, 0.42)), (0.6, tint(cover, 0.2)), (1, cover)), turn=(0, 0, 1, 0.6))
    )
    rim_light(canvas, _front_edge(view, block, corner), cover, 2.2, 0.65)
    return Drawn(side, lid)


def _two_faces(
    canvas: Canvas, colour: str, *, left: float, near: float, right: float, soft: float, contrast: float
) -> str:
    width = (right - left) or 1.0
    before, after = max((near - soft - left) / width, 0.02), min((near + soft * 0.6 - left) / width, 0.98)
    bright, dark = tint(colour, 0.1), shade(colour, 0.34 * contrast)
    return canvas.linear(
        (
            (0, mix(colour, bright, 0.6)),
            (before * 0.5, bright),
            (before, colour),
            (after, dark),
            (1, shade(colour, 0.44 * contrast)),
        ),
        box=(left, 0, right, 0),
    )


def _round_face(view: View, block: Block, up: float, corner: float) -> list[tuple[Point, Point, Point]]:
    """Return the corners of a level face: where each begins to bend, bends to, and ends."""
    (x0, x1), (z0, z1) = block.right, block.back
    c = min(corner, (x1 - x0) / 2, (z1 - z0) / 2)
    flat = (
        ((x0 + c, z0), (x0, z0), (x0, z0 + c)),
        ((x0, z1 - c), (x0, z1), (x0 + c, z1)),
        ((x1 - c, z1), (x1, z1), (x1, z1 - c)),
        ((x1, z0 + c), (x1, z0), (x1 - c, z0)),
    )
    return [(view.at(a, up, b), view.at(c_, up, d), view.at(e, up, f)) for (a, b), (c_, d), (e, f) in flat]


def _path(face: list[tuple[Point, Point, Point]]) -> str:
    text = ""
    for start, bend, end in face:
        text += join("L" if text else "M", *start, "Q", *bend, *end)
    return text + "Z"


def _wall(view: View, block: Block, inset: float) -> str:
    """Return the upright strip between the two level faces."""
    (x0, x1), (low, high), (z0, z1) = block
    ax, ay = view.at(x0, low, z0)
    bx, by = view.at(x1, low, z1)
    rise = view.at(0, high, 0)[1] - view.at(0, low, 0)[1]
    lower = inset * 0.35
    return join(
        "M", ax + inset, ay - lower, "V", ay + rise - lower, "L", bx - inset, by + rise + lower * 0.2,
        "V", by + lower * 0.2, "Z",
    )  # fmt: skip


def _front_edge(view: View, block: Block, corner: float) -> str:
    (x0, x1), (_, high), (z0, z1) = block
    c = min(corner, (x1 - x0) / 2, (z1 - z0) / 2)
    start, bend = view.at(x0 + c, high, z0), view.at(x1, high, z0)
    before, after, end = view.at(x1 - c, high, z0), view.at(x1, high, z0 + c), view.at(x1, high, z1 - c)
    return join("M", *start, "L", *before, "Q", *bend, *after, "L", *end)


def on_front(view: View, block: Block) -> str:
    """Return the transform that lays a flat drawing (origin lower left, y down) on the left face."""
    (x0, _), (low, _), (z0, _) = block
    return plane(view.at(x0, low, z0), view.at(x0 + 1, low, z0), view.at(x0, low - 1, z0))


def on_side(view: View, block: Block) -> str:
    """Return the transform that lays a flat drawing (origin lower near corner) on the right face."""
    (_, x1), (low, _), (z0, _) = block
    return plane(view.at(x1, low, z0), view.at(x1, low, z0 + 1), view.at(x1, low - 1, z0))


def on_top(view: View, block: Block) -> str:
    """Return the transform that lays a flat drawing (origin far left, y towards the eye) on the top."""
    (x0, _), (_, high), (_, z1) = block
    return plane(view.at(x0, high, z1), view.at(x0 + 1, high, z1), view.at(x0, high, z1 - 1))


def plane(origin: Point, right: Point, down: Point) -> str:
    """Return the transform that takes (0,0), (1,0), (0,1) to three points of the picture."""
    parts = (right[0] - origin[0], right[1] - origin[1], down[0] - origin[0], down[1] - origin[1])
    return f"matrix({' '.join(f'{part:.3f}' for part in parts)} {origin[0]:.1f} {origin[1]:.1f})"


def throw_block_shadow(canvas: Canvas, ground: str, view: View, block: Block, *, reach: float = 0.5) -> None:
    """Draw the shadow of a box on the table: its foot, drawn out away from the lamp."""
    (x0, x1), (low, high), (z0, z1) = block
    far = (high - low) * reach + 14
    dark = shade(ground, 0.72)
    foot = [
        view.at(x0, low, z0),
        view.at(x1, low, z0),
        view.at(x1 + far, low, z0 + far * 0.2),
        view.at(x1 + far, low, z1 + far * 0.2),
        view.at(x0 + far * 0.4, low, z1),
    ]
    d = "M" + "L".join(join(x, y) for x, y in foot) + "Z"
    canvas.path(d, fade(dark, 0.42), filter=canvas.blur(11), transform="translate(2 5)")
    near = [view.at(x0, low, z0), view.at(x1, low, z0), view.at(x1, low, z1)]
    canvas.line(
        "M" + "L".join(join(x, y) for x, y in near),
        fade(dark, 0.75),
        8,
        filter=canvas.blur(3),
        transform="translate(1 2)",
        stroke_linejoin="round",
    )
