"""Lamps that hang, are clipped on or carried."""

from commesso.demo.rules.pictures.bodies import (
    GLAZE,
    METAL,
    PLAIN,
    draw_gloss,
    draw_tube,
    draw_turned,
    metal,
    rim_light,
    sheen,
)
from commesso.demo.rules.pictures.boxes import Block, draw_block, throw_block_shadow
from commesso.demo.rules.pictures.colour import fade, is_metal, mix, shade, tint
from commesso.demo.rules.pictures.lamps.parts import FLEX, shine
from commesso.demo.rules.pictures.light import glow
from commesso.demo.rules.pictures.materials import draw_grain
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import View, arc, join, polygon, smooth, soft_polygon, tidy, trace


@form("pendant", stage="night")
def draw_pendant(shot: Shot) -> None:
    canvas, body, x = shot.canvas, shot.body, 400
    glow(canvas, x, 500, 460, colour="#ffce8a", strength=0.5)
    beam = canvas.linear(((0, fade("#ffe4b4", 0.5)), (1, fade("#ffe4b4", 0.0))), turn=(0, 0, 0, 1))
    profile = [
        trace("30,244 60,262 140,320 204,400 226,474"),
        trace("30,244 40,280 76,330 150,400 250,462 262,474"),
        trace("60,244 112,258 130,300 136,400 140,474"),
    ][shot.chance.randrange(3)]
    wide = profile[-1][0]
    cone = polygon([(x - wide + 18, 486), (x + wide - 18, 486), (x + wide * 1.7, 840), (x - wide * 1.7, 840)])
    canvas.path(cone, beam, filter=canvas.blur(14))
    canvas.line("M400 0V210", shot.accent(FLEX), 7)
    canvas.line("M398 0V210", "#ffffff40", 2)
    draw_turned(
        canvas, [(14, 200), (24, 206), (26, 246)], shot.accent("#c8a050"), x=x, tilt=0.2, finish=PLAIN
    )
    draw_turned(canvas, profile, body, x=x, tilt=0.12, finish=METAL if is_metal(body) else GLAZE)
    if not is_metal(body):
        draw_gloss(canvas, profile, x=x, top=290, low=430, strength=0.5)
    canvas.ellipse(x, 475, wide, wide * 0.13, mix(shade(body, 0.3), "#ffcf8c", 0.3))
    canvas.ellipse(
        x, 478, wide - 9, wide * 0.13 - 5, canvas.radial(((0, "#fffdf2"), (0.35, "#ffefc4"), (1, "#f2bd72")))
    )
    canvas.ellipse(x, 477, min(54, wide * 0.26), min(20, wide * 0.09), "#fffdf4")
    rim_light(canvas, arc(x, 475, wide, wide * 0.13, 176, 4), body, 3, 0.8)


@form("wall_lamp", stage="night", zoom=1.1)
def draw_wall_lamp(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    shining = is_metal(body)
    glow(canvas, 400, 290, 460, colour="#ffce8a", strength=0.66)
    canvas.ellipse(420, 606, 96, 104, fade(shade(shot.ground, 0.7), 0.5), filter=canvas.blur(13))
    rose = metal(canvas, body, turn=(0, 0, 1, 0.6)) if shining else sheen(canvas, body, contrast=1.3)
    canvas.circle(400, 590, 92, rose)
    canvas.circle(400, 590, 91, "none", stroke=fade(tint(body, 0.7), 0.7), stroke_width=3)
    canvas.circle(400, 590, 66, "none", stroke=fade(shade(body, 0.5), 0.5), stroke_width=2.5)
    canvas.ellipse(412, 606, 40, 34, fade(shade(body, 0.8), 0.45), filter=canvas.blur(7))
    draw_tube(
        canvas, smooth(trace("400,590 400,616 414,640 440,630 446,590 430,520 402,470 400,430")), body, 22
    )
    canvas.circle(400, 590, 24, rose)
    globe = shot.accent("#f6eedd")
    glass = (
        (0, "#ffffff"),
        (0.4, "#fff4d8"),
        (0.8, mix(globe, "#ffd591", 0.5)),
        (1, mix(shade(globe, 0.2), "#d99a4e", 0.45)),
    )
    canvas.circle(400, 270, 146, canvas.radial(glass, centre=(0.48, 0.5), radius=0.54))
    canvas.ellipse(346, 202, 42, 22, "#ffffffb0", transform="rotate(-40 346 202)", filter=canvas.blur(5))
    cup = trace("80,384 72,408 34,436 20,456")
    draw_turned(canvas, cup, body, x=400, tilt=0.18, finish=METAL if shining else GLAZE)


@form("clip_lamp", stage="dusk", zoom=1.04)
def draw_clip_lamp(shot: Shot) -> None:
    canvas, body, steel = shot.canvas, shot.body, shot.accent("#b9bec2")
    pool = canvas.radial(((0, fade("#ffe2ac", 0.8)), (0.5, fade("#ffd797", 0.32)), (1, fade("#ffd797", 0.0))))
    canvas.ellipse(220, 690, 250, 60, pool)
    beam = canvas.linear(((0, fade("#ffe2ac", 0.5)), (1, fade("#ffe2ac", 0.0))), turn=(0.3, 0, 0.3, 1))
    canvas.path(polygon(trace("146,404 316,436 400,720 20,720")), beam, filter=canvas.blur(10))
    _draw_shelf_end(shot)
    draw_tube(canvas, smooth(trace("520,570 530,500 596,390 570,250 450,196 340,240")), steel, 17, gloss=0.7)
    jaw = soft_polygon(trace("476,546 580,546 596,592 470,592"), 10)
    canvas.path(jaw, sheen(canvas, body, contrast=1.3), stroke=shade(body, 0.45), stroke_width=2)
    lower = soft_polygon(trace("470,652 596,652 570,706 500,706"), 10)
    canvas.path(lower, sheen(canvas, shade(body, 0.25)), stroke=shade(body, 0.55), stroke_width=2)
    canvas.circle(520, 570, 13, metal(canvas, steel, turn=(0, 0, 1, 1)))
    with canvas.group(transform="rotate(14 300 260)"):
        head = trace("30,176 46,190 52,230 84,300 116,372 118,384")
        draw_turned(canvas, head, body, x=290, tilt=0.2, finish=METAL if is_metal(body) else GLAZE)
        canvas.ellipse(290, 384, 118, 25, shade(body, 0.4))
        canvas.ellipse(290, 386, 108, 20, "#fff0c6")
        canvas.ellipse(290, 388, 44, 13, "#ffffff")


def _draw_shelf_end(shot: Shot) -> None:
    """Draw the board the lamp holds on to; it comes in from the right."""
    canvas, wood = shot.canvas, "#a77b52"
    canvas.rect(420, 660, 420, 40, fade(shade(shot.ground, 0.7), 0.5), filter=canvas.blur(14))
    board = canvas.outline("M430 566L900 566 900 620 400 620Z")
    canvas.use(board, canvas.linear(((0, tint(wood, 0.1)), (1, tint(wood, 0.34))), turn=(0, 0, 0, 1)))
    front = canvas.outline("M400 620H900V656H400Z")
    canvas.use(front, canvas.linear(((0, wood), (1, shade(wood, 0.3))), turn=(0, 0, 0, 1)))
    draw_grain(canvas, front, wood, shot.chance, area=(400, 620, 900, 656), count=4)
    draw_grain(canvas, board, wood, shot.chance, area=(400, 566, 900, 620), count=5)


@form("lantern", "lantern_garden", stage="dusk", zoom=1.04)
def draw_lantern(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    view = View(x=400, y=640, yaw=34, pitch=17)
    wide = 112 if shot.form == "lantern" else 128
    high = 330 if shot.form == "lantern" else 290
    shine(shot, 400, 460, table=646)
    base = Block((-wide, wide), (0, 28), (-wide, wide))
    throw_block_shadow(canvas, shot.ground, view, base, reach=1.4)
    draw_block(canvas, view, base, body, corner=5)
    inner = wide - 14
    posts = [(-inner, inner), (inner, inner), (-inner, -inner), (inner, -inner)]
    draw_tube(
        canvas,
        join("M", *view.at(-inner, 28, inner), "L", *view.at(-inner, high, inner)),
        shade(body, 0.3),
        9,
        gloss=0,
    )
    x, y = view.at(0, 32, 0)
    draw_turned(canvas, [(44, y - 120), (44, y - 60), (44, y)], "#f6e9cf", x=x, tilt=0.3, finish=PLAIN)
    canvas.ellipse(x, y - 120, 44, 13, "#ffe9b4")
    glow(canvas, x, y - 160, 170, strength=0.95)
    canvas.path(
        tidy(
            f"M{x} {y - 122}C{x - 22} {y - 142} {x - 10} {y - 170} {x + 1} {y - 200}"
            f"C{x + 12} {y - 168} {x + 22} {y - 142} {x} {y - 122}Z"
        ),
        canvas.linear(((0, "#fffbe6"), (0.6, "#ffd477"), (1, "#f79a3c")), turn=(0, 0, 0, 1)),
    )
    for first, second in ((posts[2], posts[3]), (posts[3], posts[1])):
        pane = view.face(
            [
                (first[0], 28, first[1]),
                (second[0], 28, second[1]),
                (second[0], high, second[1]),
                (first[0], high, first[1]),
            ]
        )
        canvas.path(
            polygon(pane),
            canvas.linear(
                ((0, "#ffffff5c"), (0.4, "#ffffff14"), (0.42, "#ffffff38"), (1, "#ffffff0a")),
                turn=(0, 0, 1, 0.7),
            ),
        )
    for right, back in (posts[1], posts[2], posts[3]):
        draw_tube(
            canvas,
            join("M", *view.at(right, 28, back), "L", *view.at(right, high, back)),
            body,
            12,
            gloss=0.4,
            cap="butt",
        )
    _draw_roof(shot, view, wide=wide, high=high)


def _draw_roof(shot: Shot, view: View, *, wide: float, high: float) -> None:
    """Draw the cap of a lantern, its chimney and its ring."""
    canvas, body = shot.canvas, shot.body
    draw_block(canvas, view, Block((-wide, wide), (high, high + 18), (-wide, wide)), body, corner=5)
    level, tip, small = high + 18, high + 96, 34
    left = view.face(
        [
            (-wide + 8, level, -wide + 8),
            (wide - 8, level, -wide + 8),
            (small, tip, -small),
            (-small, tip, -small),
        ]
    )
    right = view.face(
        [(wide - 8, level, -wide + 8), (wide - 8, level, wide - 8), (small, tip, small), (small, tip, -small)]
    )
    canvas.path(polygon(right), canvas.linear(((0, shade(body, 0.3)), (1, shade(body, 0.5)))))
    canvas.path(polygon(left), canvas.linear(((0, tint(body, 0.3)), (1, body)), turn=(0, 0, 1, 1)))
    draw_block(canvas, view, Block((-small, small), (tip, tip + 22), (-small, small)), body, corner=3)
    x, y = view.at(0, tip + 22, 0)
    draw_tube(canvas, arc(x, y - 44, 44, 48, 100, 440), body, 9, gloss=0.5)
