"""What is cut from wood, and the knife."""

from commesso.demo.rules.pictures.bodies import (
    draw_tube,
    metal,
    rim_light,
)
from commesso.demo.rules.pictures.boxes import Block, draw_block, on_front, on_top, throw_block_shadow
from commesso.demo.rules.pictures.colour import fade, is_metal, is_wood, mix, shade, tint
from commesso.demo.rules.pictures.light import lay_shadow
from commesso.demo.rules.pictures.materials import draw_grain, draw_plank
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import (
    View,
    arc,
    join,
    oval,
    rounded,
    smooth,
    soft_polygon,
    trace,
)

STEEL = "#b9bfc3"
OLIVE_WOOD = "#b07c48"
DARK_WOOD = "#5b3d29"


def draw_blade(shot: Shot, d: str, *, turn: tuple[float, float, float, float] = (0, 0, 0, 1)) -> str:
    """Draw ground steel."""
    canvas = shot.canvas
    outline = canvas.outline(d)
    lay_shadow(canvas, shot.ground, outline, lift=11)
    stops = (
        (0, "#f7f8f8"),
        (0.3, "#c6cbce"),
        (0.56, "#9aa1a5"),
        (0.6, "#e8ebec"),
        (0.8, "#d3d7d9"),
        (1, "#8d9498"),
    )
    canvas.use(outline, canvas.linear(stops, turn=turn))
    canvas.use(outline, "none", stroke="#ffffff99", stroke_width=1.5)
    return outline


@form("chopping_board", stage="flat", zoom=1.06)
def draw_chopping_board(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    kind = shot.chance.randrange(3)
    with canvas.group(transform="rotate(-24 400 400)"):
        d = (
            smooth(
                trace(
                    "116,400 112,320 134,276 180,262 400,258 540,268 588,316 612,360! 712,366 "
                    "730,400 712,434 612,440! 588,484 540,532 400,542 180,538 134,524 112,480"
                ),
                closed=True,
            ),
            rounded(108, 262, 584, 276, 40),
            smooth(
                trace(
                    "108,400 150,300 260,256 400,270 520,262 600,320 700,344 738,396 690,446 600,470 "
                    "520,540 380,544 240,552 144,496"
                ),
                closed=True,
            ),
        )[kind]
        draw_plank(shot, d, body, area=(100, 250, 740, 556), count=15)
        hole = (686, 400) if kind != 1 else (652, 302)
        canvas.circle(*hole, 15, shade(shot.ground, 0.45))
        canvas.line(arc(*hole, 15, 15, 20, 150), fade(tint(body, 0.7), 0.8), 3)
        canvas.path(oval(250, 360, 20, 13), stroke=fade(shade(body, 0.5), 0.5), stroke_width=2.5)
        canvas.circle(250, 360, 6, fade(shade(body, 0.6), 0.6))
        if shot.given_accent:
            draw_plank(
                shot,
                rounded(470, 258, 26, 284, 2),
                shot.given_accent,
                area=(470, 258, 496, 542),
                lift=0,
                along="y",
                count=3,
            )


@form("knife", stage="flat", zoom=1.04)
def draw_knife(shot: Shot) -> None:
    canvas = shot.canvas
    handle = shot.body if is_wood(shot.body) or not shot.given_accent else shot.accent(DARK_WOOD)
    with canvas.group(transform="rotate(-36 400 400)"):
        blade = "M452 356H60C150 440 280 462 430 462L452 440Z"
        draw_blade(shot, blade)
        canvas.line("M96 378C180 432 300 446 428 446", "#ffffffb0", 3)
        canvas.path(
            "M452 356L476 352V424L452 440Z",
            metal(canvas, STEEL, turn=(0, 0, 0, 1)),
        )
        grip = (
            smooth(trace("474,352! 560,350 640,362 716,348 742,366 740,410 716,426 640,414 560,424 474,424!"))
            + "Z"
        )
        draw_plank(shot, grip, handle, area=(474, 346, 744, 428), count=7, lift=13)
        for x in (516, 590, 664):
            canvas.circle(
                x,
                388,
                9,
                metal(canvas, shot.accent("#c8a050") if handle == shot.body else STEEL, turn=(0, 0, 1, 1)),
            )
        rim_light(canvas, smooth(trace("480,357 560,356 640,367 712,354")), handle, 4, 0.5)


def _spoon(x: float, y: float, wide: float, high: float, length: float) -> str:
    """Return a spoon from above, its bowl at (x, y): the right edge, then the left one mirrored."""
    low, stem = y + high, 14.0
    right = [
        (wide * 0.86, y - high * 0.5),
        (wide, y + high * 0.1),
        (wide * 0.6, low - high * 0.25),
        (stem, low + 14),
        (stem * 0.8, low + length * 0.5),
        (stem * 1.1, low + length),
    ]
    down = [(x + out, at) for out, at in right]
    up = [(x - out, at) for out, at in reversed(right)]
    return smooth([(x, y - high), *down, (x, low + length + 10), *up], closed=True)


def _draw_spoon(
    shot: Shot, size: tuple[float, float, float, float, float], *, colour: str, slotted: bool = False
) -> None:
    canvas, (x, y, wide, high, length) = shot.canvas, size
    d = _spoon(x, y, wide, high, length)
    if is_metal(colour):
        outline = canvas.outline(d)
        lay_shadow(canvas, shot.ground, outline, lift=13)
        canvas.use(outline, metal(canvas, colour, turn=(0, 0, 1, 0.3)))
    else:
        area = (x - wide, y - high, x + wide, y + high + length + 10)
        outline = draw_plank(shot, d, colour, area=area, along="y", count=6, lift=13)
    canvas.ellipse(
        x + 1,
        y,
        wide * 0.76,
        high * 0.78,
        canvas.linear(
            ((0, shade(colour, 0.5)), (0.5, shade(colour, 0.1)), (1, tint(colour, 0.35))),
            turn=(0.1, 0, 0.8, 1),
        ),
    )
    if slotted:
        for dx in (-0.34, 0, 0.34):
            canvas.path(
                rounded(x + wide * dx - 5, y - high * 0.45, 10, high * 0.9, 5), shade(shot.ground, 0.5)
            )
    canvas.line(
        join("M", x - 6, y + high + 30, "V", y + high + length - 10),
        fade(tint(colour, 0.8), 0.5),
        5,
        stroke_linecap="round",
        filter=canvas.blur(1.5),
    )
    canvas.use(outline, "none", stroke=fade(shade(colour, 0.5), 0.4), stroke_width=1.5)


@form("spoon_set", stage="flat", zoom=1.08)
def draw_spoon_set(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    with canvas.group(transform="rotate(22 400 400)"):
        _draw_spoon(shot, (262, 206, 56, 74, 380), colour=body)
        _draw_spoon(shot, (400, 190, 62, 80, 396), colour=shade(body, 0.1), slotted=True)
        _draw_spoon(shot, (534, 214, 48, 64, 384), colour=tint(body, 0.12))


@form("salad_servers", stage="flat", zoom=1.08)
def draw_salad_servers(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    for turn, fork in ((-20, False), (20, True)):
        with canvas.group(transform=f"rotate({turn} 400 560)"):
            _draw_spoon(shot, (400, 206, 82, 100, 400), colour=body)
            if fork:
                ground = mix(shot.ground, shade(shot.ground, 0.3), 0.5)
                gaps = "".join(
                    f"M{x - 9} 96L{x - 6} 214Q{x} 222 {x + 6} 214L{x + 9} 96Z" for x in (368, 400, 432)
                )
                inside = canvas.clip(canvas.outline(_spoon(400, 206, 82, 100, 400)))
                canvas.path(gaps, ground, clip_path=inside)
            if shot.given_accent:
                canvas.path(rounded(383, 560, 34, 130, 12), metal(canvas, shot.given_accent))


@form("bread_box", zoom=1.1)
def draw_bread_box(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    lid = shot.accent(OLIVE_WOOD if not is_wood(body) else tint(body, 0.2))
    view = View(x=385, y=600, yaw=28, pitch=22)
    block = Block((-230, 230), (0, 210), (-130, 130))
    throw_block_shadow(canvas, shot.ground, view, block, reach=0.6)
    drawn = draw_block(canvas, view, block, body, corner=46)
    if is_wood(body):
        draw_grain(canvas, drawn.side, body, shot.chance, area=(100, 380, 700, 700), count=14)
    cover = Block((-236, 236), (210, 240), (-136, 136))
    top = draw_block(canvas, view, cover, lid, corner=48)
    with canvas.group(clip_path=canvas.clip(top.top)), canvas.group(transform=on_top(view, cover)):
        board = canvas.outline(rounded(0, 0, 472, 272, 2))
        if is_wood(lid):
            draw_grain(canvas, board, lid, shot.chance, area=(0, 0, 472, 272), count=12)
    with canvas.group(transform=on_front(view, block)):
        words = arc(230, -96, 30, 30, 180, 360) + "M176-96H284"
        canvas.line(words, fade(shot.contrast(), 0.9), 5, stroke_linecap="round")
    x, y = view.at(0, 240, 0)
    draw_tube(
        canvas,
        join("M", x - 60, y, "Q", x - 56, y - 44, x, y - 40, "Q", x + 60, y - 34, x + 62, y + 10),
        shade(lid, 0.25),
        16,
        gloss=0.3,
    )


@form("rolling_pin", stage="flat", zoom=1.06)
def draw_rolling_pin(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    ends = shot.accent(shade(body, 0.12))
    with canvas.group(transform="rotate(-35 400 400)"):
        flour = canvas.radial(((0, "#ffffffb0"), (0.6, "#ffffff50"), (1, "#ffffff00")))
        canvas.ellipse(340, 520, 280, 90, flour)
        ramp = ((0, -0.12), (0.16, 0.4), (0.34, 0.16), (0.62, -0.18), (0.88, -0.52), (1, -0.42))

        def round_paint(colour: str) -> str:
            return canvas.linear(
                [(at, tint(colour, light) if light > 0 else shade(colour, -light)) for at, light in ramp],
                turn=(0, 0, 0, 1),
            )

        for grip in (
            smooth(trace("212,380! 150,366 96,364 58,380 48,400 58,420 96,436 150,434 212,420!")) + "Z",
            smooth(trace("588,380! 650,366 704,364 742,380 752,400 742,420 704,436 650,434 588,420!")) + "Z",
        ):
            handle = canvas.outline(grip)
            lay_shadow(canvas, shot.ground, handle, lift=14)
            canvas.use(handle, round_paint(ends))
        pin = canvas.outline(rounded(196, 332, 408, 136, 18))
        lay_shadow(canvas, shot.ground, pin, lift=22)
        canvas.use(pin, round_paint(body))
        draw_grain(canvas, pin, body, shot.chance, area=(196, 332, 604, 468), count=10, opacity=0.34)
        canvas.line("M214 356H586", "#ffffff66", 8, filter=canvas.blur(3))


@form("tray", zoom=1.12)
def draw_tray(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    view = View(x=400, y=545, yaw=26, pitch=36)
    block = Block((-260, 260), (0, 52), (-170, 170))
    throw_block_shadow(canvas, shot.ground, view, block, reach=0.9)
    drawn = draw_block(canvas, view, block, body, corner=36)
    if is_wood(body):
        draw_grain(canvas, drawn.side, body, shot.chance, area=(120, 380, 700, 720), count=10)
    inside = Block((-246, 246), (10, 52), (-156, 156))
    with canvas.group(transform=on_top(view, Block((-260, 260), (0, 52), (-170, 170)))):
        hollow = canvas.outline(rounded(14, 14, 492, 312, 28))
        canvas.use(
            hollow,
            canvas.linear(
                ((0, shade(body, 0.5)), (0.3, shade(body, 0.4)), (1, tint(body, 0.1))), turn=(0, 0, 1, 1)
            ),
        )
    with (
        canvas.group(clip_path=canvas.clip(_tray_floor(shot, view, inside))),
        canvas.group(transform=on_top(view, Block((-246, 246), (0, 10), (-156, 156)))),
    ):
        floor = canvas.outline(rounded(-20, -20, 532, 352, 2))
        colour = shot.accent(tint(body, 0.08))
        canvas.use(
            floor,
            canvas.linear(
                ((0, shade(colour, 0.26)), (0.3, colour), (1, tint(colour, 0.3))), turn=(0, 0, 1, 1)
            ),
        )
        if is_wood(colour):
            draw_grain(canvas, floor, colour, shot.chance, area=(0, 0, 492, 312), count=12)
    for right in (-258, 258):
        ends = [
            view.at(right, 54, -64),
            view.at(right, 92, -44),
            view.at(right, 92, 44),
            view.at(right, 54, 64),
        ]
        draw_tube(
            canvas,
            smooth(ends),
            shot.accent("#c8a050") if not shot.given_accent else mix(body, "#2b211a", 0.5),
            15,
            gloss=0.5,
        )


def _tray_floor(shot: Shot, view: View, inside: Block) -> str:
    """Return the part of a tray's floor that its near walls do not hide, as a clip."""
    (x0, x1), (_, high), (z0, z1) = inside
    face = view.face([(x0, high, z0), (x1, high, z0), (x1, high, z1), (x0, high, z1)])
    return shot.canvas.outline(soft_polygon(face, 22))
