"""What lies on a desk: pens, ink, cards, paper."""

from commesso.demo.rules.pictures.bodies import (
    GLAZE,
    PLAIN,
    draw_puff,
    draw_turned,
    metal,
    sheen,
)
from commesso.demo.rules.pictures.boxes import Block, draw_block, on_front, throw_block_shadow
from commesso.demo.rules.pictures.colour import fade, lightness, mix, shade, tint
from commesso.demo.rules.pictures.light import lay_shadow
from commesso.demo.rules.pictures.materials import weave
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import View, arc, join, polygon, rounded, smooth, trace
from commesso.demo.rules.pictures.stationery.parts import (
    BRASS,
    PAPER,
    draw_sheet,
    lines_of,
    print_motif,
)


@form("pencil_case", stage="flat", zoom=1.06)
def draw_pencil_case(shot: Shot) -> None:
    canvas, body, brass = shot.canvas, shot.body, BRASS
    with canvas.group(transform="rotate(-18 400 400)"):
        for y, colour, x in ((340, "#d9a441", 742), (372, "#3f5f7a", 764)):
            _draw_pencil(shot, 520, y, x, colour, width=22)
        case = smooth(
            trace(
                "112,330 124,300 160,288 400,282 640,288 676,300 688,330 694,410 684,490 650,514 "
                "400,520 150,514 116,490 106,410"
            ),
            closed=True,
        )
        lay_shadow(canvas, shot.ground, canvas.outline(case), lift=20)
        outline = draw_puff(canvas, case, sheen(canvas, body), body, depth=60, strength=0.6)
        canvas.use(outline, weave(canvas, body, size=8, opacity=0.2))
        canvas.path(rounded(128, 300, 544, 36, 10), shade(mix(body, "#3a332c", 0.5), 0.2))
        canvas.line(
            "M140 318H660",
            metal(canvas, brass, box=(0, 308, 0, 328)),
            13,
            stroke_dasharray="5 3",
        )
        canvas.path(rounded(594, 302, 42, 32, 8), metal(canvas, brass, turn=(0, 0, 0, 1)))
        canvas.line(
            smooth([(612, 330), (600, 380), (622, 420)]), shot.accent("#8a5a36"), 20, stroke_linecap="round"
        )
        canvas.path(rounded(150, 410, 96, 62, 6), shot.accent("#8a5a36"))
        canvas.path(
            rounded(157, 417, 82, 48, 4), stroke="#f3e3c4b0", stroke_width=2.5, stroke_dasharray="7 4"
        )


def _draw_pencil(shot: Shot, x: float, y: float, tip: float, colour: str, *, width: float = 26) -> None:
    """Draw a pencil that lies along x with its point at the right."""
    canvas, h = shot.canvas, width / 2
    body = canvas.outline(
        join("M", x, y - h, "H", tip - width * 2.2, "L", tip, y, "L", tip - width * 2.2, y + h, "H", x, "Z")
    )
    lay_shadow(canvas, shot.ground, body, lift=9)
    canvas.use(body, "#e8c89a")
    cut = tip - width * 2.2
    stops = (
        (0, tint(colour, 0.35)),
        (0.32, tint(colour, 0.1)),
        (0.34, colour),
        (0.66, shade(colour, 0.1)),
        (0.68, shade(colour, 0.35)),
        (1, shade(colour, 0.45)),
    )
    steps = ((9, 0.66, 0.33), (11, 0, -0.33), (9, -0.66, -1))
    edge = "".join(join("Q", cut + out, y + h * bend, cut, y + h * end) for out, bend, end in steps) + "Z"
    canvas.path(join("M", x, y - h, "V", y + h, "H", cut) + edge, canvas.linear(stops, turn=(0, 0, 0, 1)))
    canvas.path(
        polygon([(tip - width * 0.66, y - h * 0.3), (tip, y), (tip - width * 0.66, y + h * 0.3)]), "#2e2a2a"
    )


@form("pencils", stage="flat", zoom=1.02)
def draw_pencils(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    colours = [
        body,
        shot.contrast(),
        shade(body, 0.25),
        tint(body, 0.4),
        shade(shot.contrast(), 0.3),
        mix(body, shot.contrast(), 0.5),
    ]
    with canvas.group(transform="rotate(-24 400 400)"):
        for i, colour in enumerate(colours):
            shift = shot.chance.randint(-16, 16)
            y = 282 + i * 46
            _draw_pencil(shot, 110 + shift, y, 690 + shift, colour, width=38)
            canvas.rect(
                110 + shift,
                y - 19,
                30,
                38,
                canvas.linear(((0, "#f3e3bb"), (0.5, BRASS), (1, shade(BRASS, 0.5))), turn=(0, 0, 0, 1)),
            )
            canvas.line(
                arc(230 + shift, y + 3, 9, 9, 180, 360) + join("M", 214 + shift, y + 3, "H", 246 + shift),
                fade("#fff3d0", 0.85),
                2.4,
            )
        band = canvas.outline(rounded(330, 250, 108, 292, 5))
        lay_shadow(canvas, shot.ground, band, lift=7)
        canvas.use(
            band,
            canvas.linear(((0, tint(PAPER, 0.3)), (0.5, PAPER), (1, shade(PAPER, 0.3))), turn=(0, 0, 0, 1)),
        )
        canvas.line(arc(384, 404, 24, 24, 180, 360) + "M346 404H422M362 426H406", shade(body, 0.3), 5)


@form("pen", stage="flat", zoom=1.04)
def draw_pen(shot: Shot) -> None:
    canvas, body, trim = shot.canvas, shot.body, shot.accent(BRASS)
    with canvas.group(transform="rotate(-7 400 400)"):
        draw_sheet(shot, (150, 120, 460, 620), PAPER, lift=14)
        canvas.line(lines_of(200, 560, [210, 256, 302]), fade("#6b6257", 0.3), 3)
        canvas.line(
            smooth(trace("206,204 240,176 250,210 290,180 300,210 352,186 380,206 430,192")),
            fade("#27365a", 0.85),
            5,
            stroke_linecap="round",
        )
    with canvas.group(transform="rotate(-40 400 400)"):
        ramp = (
            (0, tint(body, 0.2)),
            (0.18, tint(body, 0.75)),
            (0.34, tint(body, 0.1)),
            (0.66, shade(body, 0.35)),
            (0.9, shade(body, 0.6)),
            (1, shade(body, 0.4)),
        )
        coat = canvas.linear(ramp, turn=(0, 0, 0, 1))
        barrel = smooth(trace("196,384! 280,374 470,366! 470,434! 280,426 196,416!")) + "Z"
        whole = canvas.outline(
            smooth(
                trace("70,400 196,382 300,372 690,366 726,384 726,416 690,434 300,428 196,418"),
                closed=True,
            )
        )
        lay_shadow(canvas, shot.ground, whole, lift=18)
        nib = "M200 380C160 376 120 386 62 401C120 414 160 424 200 420Z"
        canvas.path(nib, metal(canvas, trim, turn=(0, 0, 0, 1)), stroke=shade(trim, 0.4), stroke_width=1.5)
        canvas.line("M66 401H150", shade(trim, 0.7), 2.5)
        canvas.circle(154, 401, 6, shade(trim, 0.7))
        canvas.path(barrel, coat)
        cap = smooth(trace("468,360! 680,362 722,376 730,400 722,424 680,438 468,440!")) + "Z"
        canvas.path(cap, coat)
        band = metal(canvas, trim, turn=(0, 0, 0, 1))
        for x, wide in ((462, 16), (486, 6), (196, 9), (690, 8)):
            high = 41 if x > 400 else 19
            canvas.rect(x, 400 - high, wide, high * 2, band)
        canvas.path(rounded(520, 376, 180, 14, 7), "#00000052", transform="translate(3 6)")
        canvas.path(rounded(520, 374, 180, 13, 6), band)
        canvas.circle(528, 381, 9, band)


@form("ink", zoom=1.12)
def draw_ink(shot: Shot) -> None:
    canvas, ink = shot.canvas, shot.body
    view = View(x=390, y=600, yaw=30, pitch=20)
    throw_block_shadow(canvas, shot.ground, view, Block((-125, 125), (0, 160), (-125, 125)))
    glass = Block((-125, 125), (0, 190), (-125, 125))
    draw_block(canvas, view, glass, mix(ink, "#e8eef0", 0.62), corner=34, contrast=0.6)
    drawn = draw_block(
        canvas, view, Block((-108, 108), (14, 150), (-108, 108)), shade(ink, 0.12), corner=26, contrast=0.8
    )
    canvas.use(drawn.top, fade(tint(ink, 0.3), 0.5))
    top = [view.at(-96, 176, -125), view.at(-96, 26, -125)]
    canvas.line(
        join("M", *top[0], "L", *top[1]), "#ffffffc0", 16, filter=canvas.blur(3), stroke_linecap="round"
    )
    canvas.line(
        join("M", *view.at(108, 176, -118), "L", *view.at(108, 20, -118)),
        "#ffffff70",
        7,
        filter=canvas.blur(2),
        stroke_linecap="round",
    )
    x, y = view.at(0, 190, 0)
    draw_turned(
        canvas, [(62, y - 36), (60, y - 20), (68, y)], mix(ink, "#e8eef0", 0.5), x=x, tilt=0.34, finish=PLAIN
    )
    cap = shot.accent("#2b2523" if lightness(ink) > 0.25 else BRASS)
    draw_turned(canvas, [(74, y - 110), (76, y - 100), (76, y - 34)], cap, x=x, tilt=0.34, finish=GLAZE)
    canvas.ellipse(x, y - 110, 74, 25, canvas.linear(((0, tint(cap, 0.4)), (1, cap))))
    with canvas.group(transform=on_front(view, glass)):
        canvas.path(rounded(46, -140, 158, 92, 6), PAPER)
        canvas.line(arc(125, -94, 20, 20, 180, 360) + "M90-94H160M100-72H150", ink, 5)


@form("cards", stage="flat", zoom=1.1)
def draw_cards(shot: Shot) -> None:
    canvas, body, ink = shot.canvas, shot.body, shot.contrast()
    kind = shot.chance.randrange(4)
    for turn, colour, dx in ((16, ink, 70), (2, tint(body, 0.35), 6), (-13, body, -60)):
        with canvas.group(transform=f"rotate({turn} 400 640) translate({dx} 0)"):
            draw_sheet(shot, (262, 196, 276, 392), colour, lift=12)
            print_motif(shot, 400, 372, 84, ink if colour != ink else body, kind=kind)
            canvas.path(
                rounded(280, 214, 240, 356, 2),
                stroke=fade(ink if colour != ink else body, 0.5),
                stroke_width=2.5,
            )
            canvas.line("M356 516H444", fade(ink if colour != ink else body, 0.8), 5)


@form("envelope_set", stage="flat", zoom=1.08)
def draw_envelopes(shot: Shot) -> None:
    canvas, body, ink = shot.canvas, shot.body, shot.contrast()
    with canvas.group(transform="rotate(14 400 400) translate(40 -50)"):
        _draw_envelope(shot, shade(body, 0.1), seal="")
    with canvas.group(transform="rotate(4 400 400) translate(-10 20)"):
        draw_sheet(shot, (176, 250, 440, 290), PAPER, lift=11)
        print_motif(shot, 556, 308, 30, fade(ink if ink != PAPER else body, 0.9), kind=0)
    with canvas.group(transform="rotate(-10 400 400) translate(-26 66)"):
        _draw_envelope(shot, body, seal=shot.accent("#8f2f33"))


def _draw_envelope(shot: Shot, colour: str, *, seal: str) -> None:
    canvas = shot.canvas
    draw_sheet(shot, (180, 250, 440, 290), colour, lift=12)
    canvas.path(
        polygon(trace("180,540 385,392 415,392 620,540")),
        canvas.linear(((0, tint(colour, 0.2)), (1, shade(colour, 0.1))), turn=(0, 0, 0, 1)),
        stroke=fade(shade(colour, 0.5), 0.35),
        stroke_width=1.5,
    )
    flap = canvas.outline("M182 252L384 424Q400 436 416 424L618 252Z")
    canvas.use(flap, fade(shade(colour, 0.7), 0.4), filter=canvas.blur(5), transform="translate(3 9)")
    canvas.use(flap, canvas.linear(((0, tint(colour, 0.35)), (1, colour)), turn=(0, 0, 0.3, 1)))
    if seal:
        blob = canvas.outline(
            smooth(
                trace("400,374 430,380 444,408 436,436 408,448 376,442 358,416 368,386"),
                closed=True,
            )
        )
        canvas.use(blob, "#00000052", filter=canvas.blur(3), transform="translate(4 6)")
        canvas.use(
            blob,
            canvas.linear(((0, tint(seal, 0.35)), (0.5, seal), (1, shade(seal, 0.4))), turn=(0, 0, 1, 1)),
        )
        canvas.circle(401, 411, 27, "none", stroke=fade(shade(seal, 0.5), 0.8), stroke_width=3)
        canvas.line(arc(401, 416, 11, 11, 180, 360) + "M382 416H420", shade(seal, 0.5), 3)


@form("wrapping_paper", stage="flat", zoom=1.05)
def draw_wrapping_paper(shot: Shot) -> None:
    canvas, body, ink = shot.canvas, shot.body, shot.contrast()
    tiles = (
        f'<circle cx="20" cy="20" r="8" fill="{ink}"/><circle cx="50" cy="50" r="8" fill="{ink}"/>',
        f'<path d="M0 30h30a15 15 0 0 0-30 0M30 60h30a15 15 0 0 0-30 0" fill="{ink}"/>',
        f'<path d="M8 30Q30 8 52 30Q30 52 8 30M30 0v60" fill="none" stroke="{ink}" stroke-width="4"/>',
        f'<path d="M0 15h60M0 45h60" stroke="{ink}" stroke-width="9"/>',
    )
    print_ = canvas.pattern(tiles[shot.chance.randrange(4)], width=60, height=60)
    ramp = ((0, 0.2), (0.2, 0.5), (0.36, 0.15), (0.62, -0.2), (0.88, -0.5), (1, -0.35))
    round_light = canvas.linear(
        [
            (at, fade("#ffffff", light * 0.7) if light > 0 else fade(shade(body, 0.85), -light * 0.8))
            for at, light in ramp
        ],
        turn=(0, 0, 0, 1),
    )
    with canvas.group(transform="rotate(-32 400 400)"):
        sheet = canvas.outline(
            smooth(trace("140,356! 150,500 120,640! 400,610 662,650! 652,500 660,356!")) + "Z"
        )
        lay_shadow(canvas, shot.ground, sheet, lift=14)
        canvas.use(sheet, sheen(canvas, body, contrast=0.7))
        canvas.use(sheet, print_)
        canvas.use(
            sheet,
            canvas.linear(
                (
                    (0, fade(shade(body, 0.8), 0.42)),
                    (0.3, fade(body, 0.0)),
                    (0.7, fade("#ffffff", 0.16)),
                    (1, fade(shade(body, 0.8), 0.2)),
                ),
                turn=(0, 0, 0, 1),
            ),
        )
        for y, colour, over in ((176, mix(body, ink, 0.75), ""), (262, body, print_)):
            roll = canvas.outline(rounded(120, y, 560, 110, 10))
            lay_shadow(canvas, shot.ground, roll, lift=17)
            canvas.use(roll, colour)
            if over:
                canvas.use(roll, over)
            canvas.use(roll, round_light)
            canvas.ellipse(676, y + 55, 13, 55, shade(PAPER, 0.12))
            canvas.ellipse(677, y + 55, 8, 36, shade(PAPER, 0.55))
            canvas.rect(
                384,
                y,
                46,
                110,
                canvas.linear(
                    ((0, tint(PAPER, 0.5)), (0.4, PAPER), (1, shade(PAPER, 0.4))), turn=(0, 0, 0, 1)
                ),
            )
