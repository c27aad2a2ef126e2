"""Small goods: what goes into a pocket or onto a bag."""

from commesso.demo.rules.pictures.bodies import metal, sheen
from commesso.demo.rules.pictures.boxes import Block, draw_block, on_top, throw_block_shadow
from commesso.demo.rules.pictures.colour import fade, mix, shade, tint
from commesso.demo.rules.pictures.leather.parts import (
    BRASS,
    PAPER,
    STEEL,
    draw_buckle,
    draw_panel,
    draw_seam,
    draw_strap,
    draw_stud,
    press_mark,
)
from commesso.demo.rules.pictures.light import lay_shadow, throw_shadow
from commesso.demo.rules.pictures.materials import hide
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
    tidy,
    trace,
)


@form("wallet", stage="flat", zoom=1.12)
def draw_wallet(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    with canvas.group(transform="rotate(11 400 400) translate(-10 -80)"):
        base = rounded(150, 250, 500, 230, 16)
        lay_shadow(canvas, shot.ground, canvas.outline(base), lift=14)
        draw_panel(shot, base, shade(body, 0.22), depth=18)
        for side in (168, 412):
            for i, y in enumerate((276, 310, 344)):
                card = rounded(side + 8, y - 12, 200, 60, 8)
                canvas.path(card, (PAPER, mix(shot.accent("#6f8f8a"), PAPER, 0.3), "#d9c3a0")[(i + side) % 3])
                draw_panel(
                    shot, rounded(side, y + 10, 218, 470 - y - 22, 8), shade(body, 0.06 * (2 - i)), depth=8
                )
        canvas.line("M400 254V476", fade(shade(body, 0.7), 0.6), 7)
    with canvas.group(transform="rotate(-10 400 400) translate(-20 90)"):
        base = rounded(240, 300, 330, 264, 18)
        lay_shadow(canvas, shot.ground, canvas.outline(base), lift=17)
        canvas.path(rounded(246, 306, 330, 264, 18), shade(body, 0.5))
        draw_panel(shot, base, body, depth=26)
        draw_seam(shot, "M252 314H556V550H252", body)
        canvas.line("M250 306V558", fade(tint(body, 0.6), 0.7), 8, filter=canvas.blur(3))
        press_mark(shot, 405, 520)


@form("card_holder", stage="flat", zoom=1.2)
def draw_card_holder(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    with canvas.group(transform="rotate(-13 400 400)"):
        for y, colour in ((196, PAPER), (222, shot.accent("#7f9a94"))):
            card = canvas.outline(rounded(212, y, 376, 200, 16))
            lay_shadow(canvas, shot.ground, card, lift=6)
            canvas.use(card, sheen(canvas, colour, contrast=0.5))
        canvas.path(rounded(236, 250, 54, 8, 4), fade(shade(PAPER, 0.5), 0.4))
        base = rounded(180, 268, 440, 310, 24)
        lay_shadow(canvas, shot.ground, canvas.outline(base), lift=17)
        draw_panel(shot, base, body, depth=24)
        for y in (336, 404):
            slot = (
                smooth(
                    [
                        (180, y),
                        (180, y),
                        (330, y + 4),
                        (400, y + 30),
                        (470, y + 4),
                        (620, y),
                        (620, y),
                        (620, 560),
                        (600, 578),
                        (600, 578),
                        (200, 578),
                        (200, 578),
                        (180, 560),
                        (180, y),
                    ]
                )
                + "Z"
            )
            lay_shadow(canvas, shade(body, 0.35), canvas.outline(slot), lift=-5)
            draw_panel(shot, slot, body, depth=14, strength=0.35)
        draw_seam(
            shot,
            "M195 284V552Q195 562 205 562H595Q605 562 605 552V284",
            body,
        )
        press_mark(shot, 400, 526)


@form("belt", zoom=1.03)
def draw_belt(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    x, y, tilt = 380, 470, 0.42
    throw_shadow(canvas, shot.ground, x, 590, 240, ry=98, tall=0.4)
    ramp = canvas.linear(
        (
            (0, shade(body, 0.3)),
            (0.22, tint(body, 0.32)),
            (0.5, body),
            (0.9, shade(body, 0.5)),
            (1, shade(body, 0.4)),
        )
    )
    wall = join("M", x - 240, y, "V", 580, "A", 240, 240 * tilt, 0, 0, 0, x + 240, 580, "V", y, "Z")
    canvas.path(wall, ramp)
    canvas.path(wall, hide(canvas, body, shot.chance))
    for lift in (14, 98):
        draw_seam(shot, arc(x, y + lift, 240, 240 * tilt, 178, 2), body)
    canvas.ellipse(x, y, 240, 240 * tilt, shade(body, 0.66))
    for i, radius in enumerate((234, 206, 178, 152, 128, 106)):
        canvas.ellipse(
            x - i * 2,
            y + i * 2,
            radius,
            radius * tilt,
            "none",
            stroke=tint(body, 0.26 - 0.05 * i),
            stroke_width=10,
        )
    canvas.ellipse(x - 12, y + 14, 92, 92 * tilt, shade(shot.ground, 0.5))
    _draw_belt_end(shot, y=590)


def _draw_belt_end(shot: Shot, *, y: float) -> None:
    """Draw the end of the belt that comes forward, with its buckle."""
    canvas, body, brass = shot.canvas, shot.body, shot.metal(BRASS)
    d = "M420 571C520 566 570 552 664 560L660 656C580 650 520 668 420 673Z"
    ramp = ((0, shade(body, 0.1)), (0.35, tint(body, 0.06)), (0.75, tint(body, 0.3)), (1, body))
    canvas.path(d, canvas.linear(ramp, box=(420, 0, 700, 0)))
    canvas.path(d, hide(canvas, body, shot.chance))
    draw_seam(
        shot,
        "M424 584C520 579 570 565 650 572M424 660C520 655 580 638 650 644",
        body,
    )
    frame = rounded(636, 538, 84, 140, 22)
    canvas.path(frame, stroke="#0000004d", stroke_width=15, transform="translate(4 8)", filter=canvas.blur(4))
    canvas.path(frame, stroke=metal(canvas, brass, turn=(0, 0, 0.6, 1)), stroke_width=15)
    canvas.path(
        "M640 608H724",
        stroke=metal(canvas, brass, box=(0, 600, 0, 616)),
        stroke_width=12,
        stroke_linecap="round",
    )
    draw_strap(shot, join("M", 580, y - 32, "V", y + 66), shade(body, 0.1), 26, seam=False)


@form("key_ring", stage="flat", zoom=1.14)
def draw_key_ring(shot: Shot) -> None:
    canvas, body, brass = shot.canvas, shot.body, shot.metal(BRASS)
    with canvas.group(transform="rotate(24 400 400)"):
        tag = (
            smooth(
                trace(
                    "340,320! 336,560 342,640 400,668 458,640 464,560 460,320! 440,290 400,282 "
                    "360,290 340,320"
                )
            )
            + "Z"
        )
        lay_shadow(canvas, shot.ground, canvas.outline(tag), lift=16)
        draw_panel(shot, tag, body, depth=24)
        draw_seam(
            shot,
            smooth(trace("355,330 351,560 358,630 400,651 442,630 449,560 445,330")),
            body,
        )
        press_mark(shot, 400, 580, 1.4)
        draw_stud(canvas, 400, 342, 15, brass)
        with canvas.group(transform="rotate(-58 400 215)"):
            _draw_key(shot, 400, 300)
        ring = oval(400, 215, 84, 84)
        canvas.path(
            ring, stroke="#00000042", stroke_width=13, transform="translate(7 9)", filter=canvas.blur(5)
        )
        canvas.path(ring, stroke=metal(canvas, STEEL, turn=(0, 0, 1, 1)), stroke_width=13)
        canvas.path(arc(400, 215, 90, 90, 190, 330), stroke="#ffffffa0", stroke_width=2)
        draw_panel(shot, rounded(360, 274, 80, 44, 10), body, depth=14)


def _draw_key(shot: Shot, x: float, y: float) -> None:
    canvas, brass = shot.canvas, shot.metal(BRASS)
    bow = join("L", x + 13, y + 270, "L", x, y + 282, "L", x - 13, y + 270, "Z")
    d = (
        arc(x, y + 40, 46, 46, 106, 434)
        + tidy(f"L{x + 13} {y + 180}H{x + 42}V{y + 200}H{x + 30}V{y + 216}H{x + 42}V{y + 240}H{x + 13}")
        + bow
    )
    hole = oval(x, y + 26, 20, 20)
    key = canvas.outline(d + hole)
    lay_shadow(canvas, shot.ground, key, lift=9)
    canvas.use(
        key,
        metal(canvas, brass, turn=(0, 0, 1, 0.4)),
        fill_rule="evenodd",
        stroke=shade(brass, 0.4),
        stroke_width=1.5,
    )


@form("notebook_cover")
def draw_notebook_cover(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    view = View(x=400, y=520, yaw=32, pitch=42)
    block = Block((-175, 175), (0, 62), (-245, 245))
    draw_bound(shot, view, block)
    with canvas.group(transform=on_top(view, block)):
        draw_seam(shot, rounded(14, 14, 322, 462, 12), body, width=4)
        cord = "M268 0V490"
        canvas.line(cord, "#00000040", 12, transform="translate(5 0)")
        canvas.line(cord, shade(body, 0.35), 11)
        canvas.line(cord, fade(tint(body, 0.4), 0.6), 3, transform="translate(-2 0)")
        with canvas.group(transform="translate(150 370)"):
            press_mark(shot, 0, 0, 2)


def draw_bound(shot: Shot, view: View, block: Block) -> None:
    """Draw a bound book that lies: two covers and the edge of the pages between them."""
    canvas, body = shot.canvas, shot.body
    (x0, x1), (low, high), (z0, z1) = block
    throw_block_shadow(canvas, shot.ground, view, block, reach=0.8)
    draw_block(canvas, view, Block((x0, x1), (low, low + 8), (z0, z1)), body, corner=16)
    pages = Block((x0 + 9, x1 - 9), (low + 8, high - 8), (z0 + 9, z1 - 9))
    drawn = draw_block(canvas, view, pages, PAPER, corner=6)
    lines = "".join(
        join("M", *view.at(x0, up, z0 + 9), "L", *view.at(x1 - 9, up, z0 + 9), "L", *view.at(x1 - 9, up, z1))
        for up in range(int(low) + 13, int(high) - 8, 5)
    )
    with canvas.group(clip_path=canvas.clip(drawn.side)):
        canvas.line(lines, fade(shade(PAPER, 0.5), 0.4), 1)
    cover = draw_block(canvas, view, Block((x0, x1), (high - 8, high), (z0, z1)), body, corner=16)
    canvas.use(cover.top, hide(canvas, body, shot.chance))


@form("glasses_case", stage="flat", zoom=1.04)
def draw_glasses_case(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    with canvas.group(transform="rotate(-28 400 400)"):
        _draw_glasses(shot)
        case = smooth(
            trace("96,400 104,330 150,296 300,290 530,292! 514,400 530,508! 300,510 150,504 104,470"),
            closed=True,
        )
        lay_shadow(canvas, shot.ground, canvas.outline(case), lift=20)
        draw_panel(shot, case, body, depth=44, strength=0.6)
        draw_seam(
            shot,
            smooth(trace("520,308 300,306 156,312 118,345 112,400 118,455 156,488 300,494 520,492")),
            body,
        )
        press_mark(shot, 250, 410, 1.3)


def _draw_glasses(shot: Shot) -> None:
    canvas, frame = shot.canvas, shot.accent("#5a3a26")
    for x in (600,):
        lens = canvas.outline(
            smooth(
                [
                    (x - 96, 350),
                    (x - 40, 318),
                    (x + 50, 322),
                    (x + 84, 372),
                    (x + 74, 440),
                    (x + 20, 478),
                    (x - 60, 470),
                    (x - 100, 420),
                ],
                closed=True,
            )
        )
        lay_shadow(canvas, shot.ground, lens, lift=12)
        canvas.use(
            lens,
            canvas.linear(((0, "#ffffffa0"), (0.5, "#dfe9ee50"), (1, "#9fb3bc70")), turn=(0, 0, 1, 1)),
            stroke=shade(frame, 0.2),
            stroke_width=17,
        )
        canvas.use(
            lens, "none", stroke=fade(tint(frame, 0.5), 0.6), stroke_width=4, transform="translate(-2 -3)"
        )
    canvas.line(smooth([(664, 344), (690, 322), (690, 322)]), shade(frame, 0.3), 18, stroke_linecap="round")


@form("luggage_tag", stage="flat", zoom=1.16)
def draw_luggage_tag(shot: Shot) -> None:
    canvas, body, brass = shot.canvas, shot.body, shot.metal(BRASS)
    with canvas.group(transform="rotate(-24 400 400)"):
        draw_strap(
            shot,
            smooth(trace("250,400 170,350 90,356 66,404 96,450 172,452 250,404")),
            shade(body, 0.12),
            30,
        )
        tag = soft_polygon(trace("214,350 288,268 672,268 672,534 288,534 214,452"), 30)
        lay_shadow(canvas, shot.ground, canvas.outline(tag), lift=19)
        draw_panel(shot, tag, body, depth=28)
        draw_seam(
            shot,
            soft_polygon(trace("232,356 296,286 654,286 654,516 296,516 232,446"), 22),
            body,
        )
        window = canvas.outline(rounded(350, 326, 262, 150, 12))
        canvas.use(window, sheen(canvas, PAPER, contrast=0.6))
        canvas.line(
            "".join(join("M", 376, y, "H", right) for y, right in ((372, 586), (404, 560), (436, 500))),
            fade("#5c5348", 0.55),
            5,
        )
        canvas.use(window, "none", stroke=shade(body, 0.5), stroke_width=5)
        canvas.path(polygon(trace("356,332 460,332 390,470 356,470")), "#ffffff40")
        canvas.circle(266, 401, 19, shade(body, 0.7))
        canvas.circle(266, 401, 19, "none", stroke=metal(canvas, brass, turn=(0, 0, 1, 1)), stroke_width=9)
        draw_strap(shot, "M150 366L266 401", body, 28, seam=False)
        draw_buckle(canvas, brass, x=136, y=362, width=44, height=50)
