"""What plants grow in and come from."""

from commesso.demo.rules.pictures.bodies import (
    MATT,
    draw_mouth,
    draw_tube,
    draw_turned,
    sheen,
)
from commesso.demo.rules.pictures.botany import FERN, draw_flower, draw_rosette, draw_twig, leaf
from commesso.demo.rules.pictures.boxes import Block, draw_block, on_front, on_side, throw_block_shadow
from commesso.demo.rules.pictures.colour import fade, is_wood, mix, shade, tint
from commesso.demo.rules.pictures.light import lay_shadow, throw_shadow
from commesso.demo.rules.pictures.materials import draw_grain, draw_speckles
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import View, join, oval, polygon, rounded, smooth, tidy, trace

SOIL = "#3b2a20"


@form("pot", zoom=1.1)
def draw_pot(shot: Shot) -> None:
    canvas, body, x, tilt = shot.canvas, shot.body, 400, 0.22
    throw_shadow(canvas, shot.ground, x, 634, 140, tall=1.2)
    profile = trace("142,470 134,540 118,610 112,626")
    canvas.ellipse(x, 632, 142, 30, shade(body, 0.3))
    canvas.ellipse(x, 626, 140, 29, canvas.linear(((0, tint(body, 0.3)), (1, shade(body, 0.2)))))
    outline = draw_turned(canvas, profile, body, x=x, tilt=tilt, finish=MATT)
    draw_speckles(canvas, outline, tint(body, 0.8), shot.chance, area=(260, 470, 540, 650), count=26)
    canvas.ellipse(x + 3, 478, 142, 31, fade(shade(body, 0.8), 0.5), filter=canvas.blur(5))
    draw_turned(canvas, [(164, 404), (166, 430), (160, 472)], body, x=x, tilt=tilt, finish=MATT)
    draw_mouth(canvas, body, x=x, y=404, radius=164, tilt=tilt, wall=13)
    canvas.ellipse(x, 410, 146, 26, SOIL)
    kind = shot.chance.randrange(3)
    if kind == 0:
        draw_rosette(canvas, shot.chance, x=x, y=412, reach=230)
    else:
        _draw_herbs(shot, x=x, y=412, flowers=kind == 2)
    d = tidy(f"M{x - 150} 410A150 29 0 0 0 {x + 150} 410L{x + 164} 404A164 36 0 0 1 {x - 164} 404Z")
    canvas.path(d, canvas.linear(((0, tint(body, 0.5)), (0.5, tint(body, 0.15)), (1, shade(body, 0.15)))))


def _draw_herbs(shot: Shot, *, x: float, y: float, flowers: bool) -> None:
    """Draw lavender, or rosemary without its flowers."""
    canvas, chance = shot.canvas, shot.chance
    for i in range(6):
        part = i / 5 - 0.5
        tip = (x + part * 330, y - 250 + abs(part) * 150 + chance.uniform(-20, 20))
        draw_twig(canvas, chance, root=(x + part * 150, y + 4), tip=tip, colour="#6d8a66", leaves=6, size=58)
        if flowers:
            spots = "".join(
                join("M", tip[0] + chance.uniform(-5, 5) - part * 6 * j, tip[1] + 10 * j - 20) + "h.1"
                for j in range(6)
            )
            canvas.line(spots, "#8a78b8", 15, stroke_linecap="round")
            canvas.line(spots, "#b9a9dc", 6, stroke_linecap="round", transform="translate(-3 -3)")


@form("planter_box", zoom=1.1)
def draw_planter_box(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    view = View(x=385, y=606, yaw=24, pitch=20)
    block = Block((-270, 270), (0, 150), (-80, 80))
    throw_block_shadow(canvas, shot.ground, view, block, reach=0.7)
    drawn = draw_block(canvas, view, block, body, corner=4)
    if is_wood(body):
        with canvas.group(transform=on_front(view, block)):
            _draw_boards(shot, 540)
        with canvas.group(transform=on_side(view, block)):
            _draw_boards(shot, 160)
    with canvas.group(clip_path=canvas.clip(drawn.top)):
        canvas.use(drawn.top, SOIL)
        canvas.use(drawn.top, "none", stroke=tint(body, 0.25), stroke_width=22)
    for i in range(6):
        right = -215 + i * 86
        x, y = view.at(right, 150, 10 if i % 2 else -10)
        if i % 3 == 1:
            _draw_bloom(shot, x, y)
        else:
            _draw_tuft(shot, x, y)
    edge = [view.at(-270, 150, -80), view.at(270, 150, -80), view.at(270, 143, -80), view.at(-270, 143, -80)]
    canvas.path(polygon(edge), tint(body, 0.3))


def _draw_boards(shot: Shot, width: float) -> None:
    canvas, body = shot.canvas, shot.body
    board = canvas.outline(rounded(0, -150, width, 150, 2))
    draw_grain(canvas, board, body, shot.chance, area=(0, -150, width, 0), count=9)
    for y in (-100, -50):
        canvas.line(join("M", 0, y, "H", width), fade(shade(body, 0.7), 0.8), 3)
        canvas.line(join("M", 0, y + 3, "H", width), fade(tint(body, 0.6), 0.5), 2)
    for x in (18, width - 18):
        canvas.line(
            "".join(join("M", x, y) + "h.1" for y in (-125, -75, -25)),
            shade(body, 0.7),
            7,
            stroke_linecap="round",
        )


def _draw_tuft(shot: Shot, x: float, y: float) -> None:
    """Draw a tuft of leaves in two greens."""
    canvas, chance = shot.canvas, shot.chance
    back, front = "", ""
    for i in range(10):
        piece = leaf(
            x + (i - 4.5) * 5, y, chance.uniform(90, 150), 15, -160 + i * 15.5 + chance.uniform(-5, 5)
        )
        back, front = (back + piece, front) if i % 2 else (back, front + piece)
    canvas.path(back, shade(FERN, 0.36))
    canvas.path(front, canvas.linear(((0, tint(FERN, 0.34)), (1, shade(FERN, 0.2))), turn=(0, 0, 0.5, 1)))


def _draw_bloom(shot: Shot, x: float, y: float) -> None:
    canvas, chance = shot.canvas, shot.chance
    petal = chance.choice(("#d9737a", "#e8b04c", "#b48ac0", "#f0e6d6"))
    for dx, high in ((-44, 120), (6, 168), (48, 112)):
        canvas.line(join("M", x, y, "Q", x + dx * 0.3, y - high * 0.6, x + dx, y - high), shade(FERN, 0.1), 6)
        canvas.path(leaf(x + dx * 0.2, y - high * 0.3, 58, 13, -60 if dx > 0 else -120), FERN)
        draw_flower(canvas, x=x + dx, y=y - high, radius=40, colour=petal, petals=6)


@form("seeds", stage="flat", zoom=1.1)
def draw_seeds(shot: Shot) -> None:
    canvas, body, ink = shot.canvas, shot.body, shot.contrast()
    kinds = [shot.chance.randrange(3) for _ in range(3)]
    for turn, colour, dx, kind in (
        (17, ink, 84, kinds[0]),
        (2, mix(body, ink, 0.4), 6, kinds[1]),
        (-14, body, -74, kinds[2]),
    ):
        with canvas.group(transform=f"rotate({turn} 400 680) translate({dx} 0)"):
            _draw_packet(shot, colour, ink if colour != ink else body, kind)
    spots = [(shot.chance.randint(250, 560), shot.chance.randint(640, 720)) for _ in range(16)]
    d = "".join(join("M", x, y, "l", 5, (x % 5) - 2) for x, y in spots)
    canvas.line(d, fade(shade(shot.ground, 0.7), 0.5), 10, stroke_linecap="round", transform="translate(3 5)")
    canvas.line(d, "#6b4a2e", 9, stroke_linecap="round")
    canvas.line(d, "#a9825a", 3.5, stroke_linecap="round", transform="translate(-1 -2)")


def _draw_packet(shot: Shot, colour: str, ink: str, kind: int) -> None:
    canvas = shot.canvas
    packet = canvas.outline(rounded(282, 190, 236, 350, 5))
    lay_shadow(canvas, shot.ground, packet, lift=12)
    canvas.use(packet, sheen(canvas, colour, contrast=0.7))
    canvas.path(rounded(300, 262, 200, 218, 3), "#f6f0e2")
    canvas.line("M330 226H470", ink, 12)
    canvas.line("M350 246H450", fade(ink, 0.7), 4)
    canvas.line("M284 206H516", fade(shade(colour, 0.5), 0.5), 2, stroke_dasharray="6 5")
    if kind == 0:
        canvas.line("M400 470V360", FERN, 6)
        canvas.path(leaf(400, 450, 60, 15, -40) + leaf(400, 430, 60, 15, -140), FERN)
        draw_flower(canvas, x=400, y=346, radius=58, colour="#d9737a", petals=9)
    elif kind == 1:
        canvas.circle(
            400,
            390,
            58,
            canvas.radial(
                ((0, "#f2a07a"), (0.4, "#d2492f"), (1, "#8e2a1c")), centre=(0.36, 0.32), radius=0.72
            ),
        )
        canvas.path(
            "".join(leaf(400, 338, 44, 9, angle) for angle in (-170, -130, -90, -50, -10, 40, 140)), FERN
        )
    else:
        draw_twig(canvas, shot.chance, root=(370, 468), tip=(426, 290), colour=FERN, leaves=11, size=70)
    canvas.line("M340 508H460", fade(ink, 0.8), 6)


@form("basket", zoom=1.08)
def draw_basket(shot: Shot) -> None:
    canvas, body, x, tilt = shot.canvas, shot.body, 400, 0.24
    throw_shadow(canvas, shot.ground, x, 624, 170, tall=0.9)
    grip = shot.accent(shade(body, 0.15))
    draw_tube(
        canvas,
        smooth(trace("226,410 250,230 400,150 550,230 574,410")),
        shade(grip, 0.16),
        22,
        gloss=0.15,
    )
    profile = trace("208,400 206,440 190,540 166,610 160,624")
    outline = draw_turned(canvas, profile, body, x=x, tilt=tilt, finish=MATT)
    dark, light = fade(shade(body, 0.62), 0.6), fade(tint(body, 0.6), 0.6)
    withies = (
        "M2 3Q17-4 32 3V11Q17 17 2 11ZM-15 18Q0 11 15 18V26Q0 32-15 26ZM19 18Q34 11 49 18V26Q34 32 19 26Z"
    )
    cell = (
        f'<path d="M0 0h34v15H0z" fill="{fade(shade(body, 0.62), 0.2)}"/><path d="{withies}" fill="{light}"/>'
        f'<path d="M0 15h34M17 0v15M0 15v15" stroke="{dark}" stroke-width="2.4"/>'
    )
    canvas.use(outline, canvas.pattern(cell, width=34, height=30), opacity=0.75)
    ramp = (
        (0, fade(shade(body, 0.7), 0.5)),
        (0.25, fade(tint(body, 0.9), 0.16)),
        (0.5, fade(body, 0.0)),
        (1, fade(shade(body, 0.8), 0.62)),
    )
    canvas.use(outline, canvas.linear(ramp))
    draw_mouth(canvas, body, x=x, y=400, radius=208, tilt=tilt, wall=14, depth=0.7)
    canvas.line(oval(x, 402, 204, 204 * tilt), shade(body, 0.4), 20)
    canvas.line(oval(x, 400, 204, 204 * tilt), tint(body, 0.2), 15, stroke_dasharray="16 4")
    front = smooth([(226, 410), (232, 360), (252, 300)]) + smooth([(574, 410), (568, 360), (548, 300)])
    draw_tube(canvas, front, grip, 20, gloss=0.2)
