"""What lies in a room: blankets, cushions, rugs, curtains."""

from commesso.demo.rules.pictures.bodies import draw_puff, draw_tube, metal, sheen
from commesso.demo.rules.pictures.botany import draw_twig
from commesso.demo.rules.pictures.boxes import Block, on_front, on_top, plane, throw_block_shadow
from commesso.demo.rules.pictures.colour import fade, mix, shade, tint
from commesso.demo.rules.pictures.light import hang_shadow, lay_shadow, throw_shadow
from commesso.demo.rules.pictures.materials import draw_grain, weave
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import (
    View,
    arc,
    join,
    oval,
    polygon,
    rounded,
    smooth,
    soft_polygon,
    trace,
)
from commesso.demo.rules.pictures.textiles.parts import BRASS, OAK, draw_cloth, folds, fringe, stripes


def draw_fold(shot: Shot, view: View, block: Block, colour: str, *, bulge: float = 10.0) -> str:
    """Draw one layer of folded cloth: its round front fold and its open side."""
    canvas = shot.canvas
    (x0, x1), (low, high), (z0, z1) = block
    side = view.face([(x1, low, z0), (x1, low, z1), (x1, high, z1), (x1, high, z0)])
    canvas.path(soft_polygon(side, 7), canvas.linear(((0, shade(colour, 0.26)), (1, shade(colour, 0.42)))))
    edges = "".join(
        join(
            "M",
            *view.at(x1, low + (high - low) * part, z0 + 10),
            "L",
            *view.at(x1, low + (high - low) * part, z1 - 8),
        )
        for part in (0.36, 0.66)
    )
    canvas.line(edges, fade(shade(colour, 0.7), 0.5), 3)
    top = view.face([(x0, high, z0), (x1, high, z0), (x1, high, z1), (x0, high, z1)])
    cover = canvas.outline(soft_polygon(top, 10))
    canvas.use(cover, canvas.linear(((0, tint(colour, 0.32)), (1, tint(colour, 0.06))), turn=(0, 0, 1, 0.8)))
    canvas.use(cover, weave(canvas, colour, opacity=0.2))
    a, b, c, d = view.face([(x0, low, z0), (x1, low, z0), (x1, high, z0), (x0, high, z0)])
    front = canvas.outline(
        join(
            "M",
            *d,
            "Q",
            d[0] - bulge,
            (a[1] + d[1]) / 2,
            *a,
            "L",
            *b,
            "Q",
            b[0] + bulge * 0.8,
            (b[1] + c[1]) / 2,
            *c,
            "Z",
        )
    )
    canvas.use(front, colour)
    canvas.use(front, weave(canvas, colour, opacity=0.22))
    ramp = (
        (0, fade(tint(colour, 0.7), 0.5)),
        (0.3, fade(tint(colour, 0.6), 0.25)),
        (0.62, fade(shade(colour, 0.5), 0.12)),
        (1, fade(shade(colour, 0.8), 0.6)),
    )
    canvas.use(front, canvas.linear(ramp, turn=(0, 0, 0, 1)))
    return cover


@form("blanket", zoom=1.1)
def draw_blanket(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    view = View(x=400, y=598, yaw=20, pitch=25)
    whole = Block((-230, 230), (0, 200), (-120, 120))
    throw_block_shadow(canvas, shot.ground, view, whole)
    cover = ""
    for i in range(4):
        colour = shade(body, 0.05) if i % 2 else body
        cover = draw_fold(
            shot, view, Block((-230 + i % 2 * 5, 230 - i * 3), (i * 50, i * 50 + 50), (-120, 120)), colour
        )
    block = Block((-230, 222), (0, 200), (-120, 120))
    band = stripes(shot, (0, 0, 450, 240))
    with canvas.group(clip_path=canvas.clip(cover)), canvas.group(transform=on_top(view, block)):
        canvas.path(band, fade(shot.contrast(), 0.85))
    with canvas.group(transform=on_front(view, Block((-230, 222), (150, 200), (-120, 120)))):
        canvas.path(band, fade(shot.contrast(), 0.75), transform="translate(0 -50) scale(1 .2)")
    fringe(canvas, view.at(-226, 52, -122), view.at(220, 52, -122), body, length=36, count=46)


@form("bedspread", zoom=1.02)
def draw_bedspread(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    wood = shot.accent(OAK)
    board = canvas.outline(rounded(96, 214, 608, 360, 60))
    canvas.use(board, sheen(canvas, wood))
    draw_grain(canvas, board, wood, shot.chance, area=(96, 214, 704, 574), count=10)
    for x, colour in (
        (136, tint(shot.contrast(), 0.4)),
        (404, tint(shot.contrast(), 0.4)),
        (274, shade(body, 0.12)),
    ):
        wide, top = (262, 312) if x != 274 else (252, 356)
        draw_puff(
            canvas,
            _pillow(x, top, wide, 150, dent=16),
            sheen(canvas, colour, contrast=0.7),
            colour,
            depth=40,
            strength=0.45,
        )
    throw_shadow(canvas, shot.ground, 400, 728, 350, ry=24, tall=0.1)
    drop = smooth(
        trace(
            "58,588! 400,580 742,588! 752,660 748,730! 620,742 500,730 400,742 260,732 160,742 "
            "52,730! 48,660 58,588"
        )
    )
    draw_cloth(shot, drop + "Z", overlay=folds(shot, 8, strength=0.26), colour=shade(body, 0.1))
    cover = canvas.outline(
        smooth(
            [
                *[(112, 470)] * 2,
                (250, 452),
                (400, 464),
                (560, 450),
                *[(688, 470)] * 2,
                (724, 540),
                *[(742, 592)] * 2,
                (400, 604),
                *[(58, 592)] * 2,
                (78, 530),
                (112, 470),
            ]
        )
        + "Z"
    )
    canvas.use(cover, canvas.linear(((0, tint(body, 0.42)), (1, body)), turn=(0, 0, 0.6, 1)))
    quilt = "M0 0L36 36M36 0L0 36"
    thread = f'<path d="{quilt}" stroke="{fade(shade(body, 0.5), 0.4)}" stroke-width="1.6"/>'
    lines = canvas.pattern(thread, width=36, height=36)
    with canvas.group(clip_path=canvas.clip(cover)):
        canvas.rect(0, 0, 720, 400, lines, transform=plane((40, 440), (41, 440), (40, 440.45)))
    canvas.line("M58 590Q400 602 742 590", fade(tint(body, 0.7), 0.6), 5, filter=canvas.blur(1.6))


def _pillow(x: float, y: float, width: float, height: float, *, dent: float, sag: float = 1.0) -> str:
    """Return a stuffed square: its sides bend in by `dent`, the lower one by `sag` of that."""
    right, low, cx, cy = x + width, y + height, x + width / 2, y + height / 2
    corners = [(x, y), (right, y), (right, low), (x, low)]
    middles = [(cx, y + dent), (right - dent, cy), (cx, low - dent * sag), (x + dent, cy)]
    text = join("M", x, y)
    for i, (mx, my) in enumerate(middles):
        level = i % 2 == 0
        for px, py in (corners[i], corners[(i + 1) % 4]):
            bend = (px * 0.3 + mx * 0.7, my) if level else (mx, py * 0.3 + my * 0.7)
            text += join("C" if (px, py) == corners[i] else " ", *bend)
        text += " " + join(*corners[(i + 1) % 4])
    return text + "Z"


@form("cushion", zoom=1.08)
def draw_cushion(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    throw_shadow(canvas, shot.ground, 400, 634, 214, ry=18, tall=0.7)
    d = _pillow(160, 172, 480, 466, dent=30, sag=0.25)
    outline = draw_puff(
        canvas, d, sheen(canvas, body, contrast=0.8), body, depth=74, strength=0.55, light=0.4
    )
    kind = shot.chance.randrange(4)
    with canvas.group(clip_path=canvas.clip(outline)):
        paint = fade(shot.contrast(), 0.88)
        if kind == 0:
            canvas.path(stripes(shot, (160, 172, 640, 640)), paint)
        elif kind == 1:
            d = "".join(arc(400, 640, r, r, 180, 360) for r in (70, 130, 190, 250, 310))
            canvas.line(d, paint, 20)
        elif kind == 2:
            draw_twig(
                canvas,
                shot.chance,
                root=(360, 570),
                tip=(450, 240),
                colour=shot.contrast(),
                leaves=11,
                size=110,
            )
        else:
            tile = f'<path d="M30 6L54 30 30 54 6 30Z" fill="none" stroke="{paint}" stroke-width="5"/>'
            canvas.path(d, canvas.pattern(tile, width=60, height=60))
    canvas.use(outline, weave(canvas, body, size=9, opacity=0.2))
    canvas.use(
        outline,
        canvas.radial(
            ((0, fade(tint(body, 0.9), 0.3)), (0.6, fade(body, 0.0)), (1, fade(shade(body, 0.8), 0.4))),
            centre=(0.36, 0.34),
            radius=0.75,
        ),
    )
    canvas.use(outline, "none", stroke=shade(shot.contrast(), 0.12), stroke_width=7, stroke_linejoin="round")
    canvas.use(
        outline,
        "none",
        stroke=fade(tint(shot.contrast(), 0.6), 0.6),
        stroke_width=2,
        transform="translate(-1.5 -1.5)",
    )


@form("rug", stage="flat", zoom=1.02)
def draw_rug(shot: Shot) -> None:
    canvas, body, ink = shot.canvas, shot.body, shot.contrast()
    kind = shot.chance.randrange(3)
    with canvas.group(transform="rotate(-7 400 400)"):
        d = rounded(130, 200, 540, 400, 6)
        lay_shadow(canvas, shot.ground, canvas.outline(d), lift=11)
        for x, side in ((131, 1.0), (669, -1.0)):
            fringe(canvas, (x, 204), (x, 596), mix(body, "#efe4cc", 0.6), length=40, count=40, side=side)
        outline = draw_cloth(shot, d, grain=10)
        with canvas.group(clip_path=canvas.clip(outline), fill="none", stroke=fade(ink, 0.92)):
            canvas.path(rounded(158, 228, 484, 344, 2), "", stroke_width=13)
            canvas.path(rounded(182, 252, 436, 296, 2), "", stroke_width=4)
            if kind == 0:
                canvas.path(
                    "".join(
                        polygon(
                            [(400 - w, 400), (400, 400 - w * 0.66), (400 + w, 400), (400, 400 + w * 0.66)]
                        )
                        for w in (60, 110, 160, 204)
                    ),
                    "",
                    stroke_width=13,
                )
            elif kind == 1:
                for y in (300, 350, 400, 450, 500):
                    canvas.path("M196" + f" {y}" + "l34-24 34 24" * 6, "", stroke_width=11)
            else:
                canvas.path(
                    "".join(
                        polygon([(x - 44, y), (x, y - 44), (x + 44, y), (x, y + 44)])
                        for x in (264, 400, 536)
                        for y in (334, 466)
                    ),
                    fade(ink, 0.92),
                )
        canvas.use(outline, weave(canvas, body, size=10, opacity=0.3))


@form("curtain", stage="wall")
def draw_curtain(shot: Shot) -> None:
    canvas = shot.canvas
    pane = canvas.linear(((0, "#fffdf6"), (0.6, "#eaf3f6"), (1, "#f6ead2")), turn=(0, 0, 0, 1))
    canvas.rect(330, 150, 340, 560, "#f6f1e6", stroke=shade(shot.ground, 0.14), stroke_width=4)
    for x, y in ((352, 172), (510, 172), (352, 440), (510, 440)):
        canvas.rect(x, y, 140, 250, pane, stroke=shade(shot.ground, 0.2), stroke_width=3)
    draw_tube(canvas, "M90 108H716", shot.accent(BRASS), 16, gloss=0.6)
    for x in (86, 720):
        canvas.circle(x, 108, 18, metal(canvas, shot.accent(BRASS), turn=(0, 0, 1, 1)))
    hem = trace("128,742 170,752 214,740 262,754 308,742 352,754 396,742 440,752 474,742")
    d = "M134 128C140 330 132 560 128 742" + smooth(hem).replace("M128 742", "") + "C462 560 440 330 436 128Z"
    hang_shadow(canvas, shot.ground, canvas.outline(d), away=22)
    draw_cloth(
        shot,
        d,
        pattern=stripes(shot, (110, 620, 490, 740), along="x") if shot.chance.random() < 0.6 else "",
        overlay=folds(shot, 7, strength=0.46),
    )
    for i in range(8):
        draw_tube(canvas, oval(142 + i * 41, 116, 7, 19), shot.accent(BRASS), 5, gloss=0)
