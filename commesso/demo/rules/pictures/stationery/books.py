"""What is bound or built: notebooks, albums, calendars, boxes."""

from commesso.demo.rules.pictures.bodies import (
    metal,
    sheen,
)
from commesso.demo.rules.pictures.botany import draw_flower, draw_twig
from commesso.demo.rules.pictures.boxes import Block, draw_block, on_front, on_top, throw_block_shadow
from commesso.demo.rules.pictures.colour import fade, lightness, mix, shade, tint
from commesso.demo.rules.pictures.light import throw_shadow
from commesso.demo.rules.pictures.materials import weave
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import View, arc, join, polygon, rounded, smooth, trace
from commesso.demo.rules.pictures.stationery.parts import BRASS, PAPER, WOOD, draw_book, print_motif


@form("notebook")
def draw_notebook(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    view = View(x=390, y=520, yaw=30, pitch=44)
    block = Block((-180, 180), (0, 50), (-240, 240))
    draw_book(shot, view, block, cover=body)
    ink = shot.contrast()
    with canvas.group(transform=on_top(view, block)):
        canvas.rect(0, 0, 46, 480, fade(shade(ink, 0.06), 0.96))
        canvas.rect(44, 0, 3, 480, "#0000002e")
        canvas.path(rounded(120, 90, 190, 116, 4), PAPER)
        canvas.line("M146 134H284M146 164H250", fade(shade(body, 0.5), 0.6), 5)
        canvas.line("M322 0V480", "#0000003d", 10, transform="translate(4 0)")
        canvas.line("M322 0V480", shade(ink, 0.12), 9)
        print_motif(shot, 206, 350, 58, fade(ink, 0.9), kind=shot.chance.choice((0, 2, 3)))


@form("diary")
def draw_diary(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    view = View(x=400, y=524, yaw=-28, pitch=46)
    block = Block((-175, 175), (0, 66), (-235, 235))
    draw_book(shot, view, block, cover=body)
    with canvas.group(transform=on_top(view, block)):
        frame = rounded(26, 26, 298, 418, 8)
        gold = canvas.linear(((0, "#f0d68e"), (0.5, "#b98d3a"), (1, "#f3dfa6")), turn=(0, 0, 1, 1))
        canvas.path(frame, stroke=gold, stroke_width=5)
        canvas.line("".join(arc(175, 236, r, r, 182, 358) for r in (34, 58, 80)) + "M70 250H280", gold, 6)
        canvas.path(rounded(120, 300, 110, 8, 4), gold)
        canvas.line("M146 330H204", gold, 5)
    for right, colour in ((40, shot.contrast()), (64, shade(shot.contrast(), 0.2))):
        start, end = view.at(right, 6, -232), view.at(right + 10, -4, -322)
        canvas.path(
            polygon(
                [
                    start,
                    (start[0] + 13, start[1] + 4),
                    (end[0] + 13, end[1] + 4),
                    (end[0] + 5, end[1] - 8),
                    end,
                ]
            ),
            canvas.linear(((0, tint(colour, 0.2)), (1, shade(colour, 0.2)))),
        )


@form("album")
def draw_album(shot: Shot) -> None:
    canvas, body, ink = shot.canvas, shot.body, shot.contrast()
    view = View(x=400, y=540, yaw=24, pitch=42)
    block = Block((-240, 240), (0, 78), (-190, 190))
    draw_book(shot, view, block, cover=body, pages="#e9dfca")
    with canvas.group(transform=on_top(view, block)):
        canvas.rect(0, 0, 70, 380, shade(ink, 0.05) if lightness(ink) < 0.7 else mix(body, "#2c2420", 0.45))
        canvas.rect(69, 0, 3, 380, "#0000003d")
        canvas.path(rounded(170, 90, 220, 180, 4), shade(body, 0.35))
        canvas.path(rounded(178, 98, 204, 164, 2), "#dfe7e3")
        canvas.path(
            "M178 262V210L240 160L290 214L324 186L382 240V262Z",
            "#7d9a86",
        )
        canvas.circle(330, 138, 17, "#f0c878")
        canvas.line("M226 308H334", fade(ink, 0.9), 6)
    knot = view.at(-206, 80, -20)
    canvas.line(smooth([view.at(-206, 80, 150), knot, view.at(-206, 80, -186)]), tint(ink, 0.1), 8)
    for away in (-58, 62):
        canvas.line(
            smooth([knot, (knot[0] + away * 0.6, knot[1] - 38), (knot[0] + away, knot[1] + 4), knot]),
            tint(ink, 0.1),
            8,
        )
    canvas.circle(*knot, 9, shade(ink, 0.1))


@form("calendar", zoom=1.08)
def draw_calendar(shot: Shot) -> None:
    canvas, body, ink = shot.canvas, shot.body, shot.contrast()
    wood = WOOD
    throw_shadow(canvas, shot.ground, 400, 632, 250, ry=24, tall=0.5)
    sheet = canvas.outline(polygon(trace("186,250 606,250 618,606 174,606")))
    for move in ("translate(7 -6)", "translate(4 -3)"):
        canvas.use(sheet, shade(PAPER, 0.16), transform=move)
    canvas.use(
        sheet,
        canvas.linear(((0, tint(PAPER, 0.5)), (0.6, PAPER), (1, shade(PAPER, 0.14))), turn=(0, 0, 0.6, 1)),
    )
    picture = canvas.outline(polygon(trace("205,272 588,272 593,430 200,430")))
    canvas.use(picture, sheen(canvas, body, contrast=0.9))
    with canvas.group(clip_path=canvas.clip(picture)):
        kind = shot.chance.randrange(3)
        if kind == 0:
            canvas.circle(480, 350, 44, tint(ink, 0.4))
            canvas.path("M180 440L300 330 390 410 470 350 620 440Z", fade(shade(body, 0.4), 0.9))
        elif kind == 1:
            for x, y, r in ((290, 362, 52), (400, 336, 46), (506, 372, 56)):
                canvas.line(join("M", x, y, "Q", x + 10, 420, 400, 470), shade(body, 0.5), 5)
                draw_flower(canvas, x=x, y=y, radius=r, colour=ink)
        else:
            draw_twig(canvas, shot.chance, root=(230, 424), tip=(570, 300), colour=ink, leaves=11, size=80)
    canvas.path(
        "M330 446H470",
        stroke=shade(ink if lightness(ink) < 0.8 else body, 0.25),
        stroke_width=11,
    )
    days = "".join(
        join("M", 222 + col * 59, 482 + row * 27, "h", 20)
        for row in range(5)
        for col in range(7)
        if 2 < row * 7 + col < 33
    )
    canvas.line(days, fade("#5b5148", 0.75), 8)
    canvas.line(join("M", 222 + 59 * 3, 482 + 27 * 2, "h", 20), "#b8483a", 10)
    foot = canvas.outline(polygon(trace("150,604 642,604 652,640 140,640")))
    canvas.use(
        foot, canvas.linear(((0, tint(wood, 0.4)), (0.3, wood), (1, shade(wood, 0.4))), turn=(0, 0, 0.1, 1))
    )
    canvas.line("M160 608H634", fade(tint(wood, 0.8), 0.7), 3)
    clip = rounded(356, 226, 90, 44, 8)
    canvas.path(clip, "#00000038", transform="translate(3 5)", filter=canvas.blur(3))
    canvas.path(clip, metal(canvas, BRASS, turn=(0, 0, 0.4, 1)))


@form("box", zoom=1.08)
def draw_box(shot: Shot) -> None:
    canvas, body, ink = shot.canvas, shot.body, shot.contrast()
    view = View(x=385, y=590, yaw=30, pitch=26)
    block = Block((-200, 200), (0, 190), (-150, 150))
    throw_block_shadow(canvas, shot.ground, view, block, reach=0.6)
    drawn = draw_block(canvas, view, block, body, corner=5)
    canvas.use(drawn.side, weave(canvas, body, size=6, opacity=0.12))
    lid = Block((-207, 207), (140, 204), (-157, 157))
    under = [view.at(-200, 134, -151), view.at(200, 134, -151), view.at(200, 134, 150)]
    canvas.line(
        "M" + "L".join(join(*point) for point in under),
        fade(shade(body, 0.8), 0.5),
        12,
        filter=canvas.blur(4),
    )
    cover = shot.given_accent or shade(body, 0.12)
    top = draw_block(canvas, view, lid, cover, corner=5)
    canvas.use(top.top, weave(canvas, cover, size=6, opacity=0.14))
    ribbon = ink if not shot.given_accent else tint(body, 0.1)
    bright = tint(ribbon, 0.12)
    with canvas.group(transform=on_top(view, lid)):
        canvas.path("M185 0H229V314H185Z", bright)
    for front, left, high in ((block, 178, 140), (lid, 185, 64)):
        with canvas.group(transform=on_front(view, front)):
            canvas.rect(left, -high, 44, high, bright)
    _draw_bow(shot, *view.at(0, 206, 0), ribbon)


def _draw_bow(shot: Shot, x: float, y: float, colour: str) -> None:
    canvas = shot.canvas
    canvas.ellipse(x + 8, y + 12, 90, 20, "#00000042", filter=canvas.blur(6))
    ramp = canvas.linear(
        ((0, tint(colour, 0.3)), (0.5, colour), (1, shade(colour, 0.35))), turn=(0, 0, 0.5, 1)
    )
    for tail in (
        [
            (x, y),
            (x - 46, y + 26),
            (x - 72, y + 64),
            (x - 72, y + 64),
            (x - 46, y + 60),
            (x - 38, y + 74),
            (x - 38, y + 74),
            (x - 14, y + 30),
            (x + 4, y + 6),
        ],
        [
            (x, y),
            (x + 44, y + 22),
            (x + 80, y + 54),
            (x + 80, y + 54),
            (x + 52, y + 58),
            (x + 46, y + 72),
            (x + 46, y + 72),
            (x + 18, y + 34),
            (x - 4, y + 6),
        ],
    ):
        canvas.path(smooth(tail) + "Z", shade(colour, 0.16))
    for side in (-1, 1):
        loop = smooth(
            [
                (x, y),
                (x + side * 48, y - 50),
                (x + side * 104, y - 52),
                (x + side * 112, y - 12),
                (x + side * 64, y + 8),
                (x, y),
            ]
        )
        canvas.path(loop + "Z", ramp, stroke=fade(shade(colour, 0.5), 0.5), stroke_width=1.5)
        canvas.path(
            smooth(
                [
                    (x + side * 20, y - 6),
                    (x + side * 62, y - 30),
                    (x + side * 96, y - 26),
                    (x + side * 66, y - 4),
                ],
                closed=True,
            ),
            shade(colour, 0.45),
        )
    canvas.path(rounded(x - 17, y - 18, 34, 32, 12), ramp)
