"""What stands and hangs outside."""

from commesso.demo.rules.pictures.bodies import (
    PLAIN,
    draw_tube,
    draw_turned,
    metal,
    rim_light,
    sheen,
)
from commesso.demo.rules.pictures.botany import draw_rosette
from commesso.demo.rules.pictures.boxes import Block, draw_block, throw_block_shadow
from commesso.demo.rules.pictures.canvas import Canvas
from commesso.demo.rules.pictures.colour import fade, is_wood, mix, shade, tint
from commesso.demo.rules.pictures.light import hang_shadow
from commesso.demo.rules.pictures.materials import draw_grain
from commesso.demo.rules.pictures.registry import Shot, form
from commesso.demo.rules.pictures.shapes import (
    Point,
    View,
    join,
    oval,
    polygon,
    rounded,
    soft_polygon,
    trace,
)

ASH = "#c79a66"
SOIL = "#3b2a20"
ROPE = "#cbb189"


@form("bird_house", stage="wall", zoom=1.06)
def draw_bird_house(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    roof = shot.accent(shade(mix(body, "#6b4a34", 0.6), 0.3))
    canvas.line("M400 0L400 240", ROPE, 7)
    view = View(x=385, y=600, yaw=24, pitch=8)
    w, h, d, peak = 128, 230, 120, 350
    outline = canvas.outline(polygon(trace("250,220 560,220 560,610 250,600")))
    hang_shadow(canvas, shot.ground, outline, away=52)
    draw_block(
        canvas, view, Block((-w - 16, w + 16), (-18, 0), (-d - 16, d + 16)), shade(body, 0.1), corner=3
    )
    front = view.face([(-w, 0, -d), (w, 0, -d), (w, h, -d), (0, peak, -d), (-w, h, -d)])
    side = view.face([(w, 0, -d), (w, 0, d), (w, h, d), (w, h, -d)])
    canvas.path(polygon(side), canvas.linear(((0, shade(body, 0.34)), (1, shade(body, 0.5)))))
    wall = canvas.outline(polygon(front))
    canvas.use(wall, sheen(canvas, body, contrast=0.7))
    draw_grain(
        canvas,
        wall,
        body,
        shot.chance,
        area=(front[0][0], front[3][1], front[1][0], front[0][1]),
        along="y",
        count=9,
    )
    x, y = view.at(0, 168, -d)
    canvas.ellipse(x, y, 47, 50, tint(body, 0.3))
    canvas.ellipse(x + 2, y + 2, 42, 45, canvas.linear(((0, "#140d0a"), (1, "#4a3324"))))
    px, py = view.at(0, 80, -d)
    draw_tube(canvas, join("M", px, py, "L", px - 16, py + 26), ASH, 17, gloss=0.3)
    eaves = [(x, y + 28) for x, y in (front[4], front[3], front[2])]
    canvas.path(polygon([*front[2:], *eaves]), fade(shade(body, 0.8), 0.34), filter=canvas.blur(5))
    _draw_gables(shot, view, roof, eave=(w + 40, h - 40), peak=peak + 14, deep=(-d - 34, d + 20))


def _draw_gables(
    shot: Shot, view: View, roof: str, *, eave: Point, peak: float, deep: tuple[float, float]
) -> None:
    """Draw the two slopes of a roof and the board along its front."""
    canvas, (out, low), (near, far) = shot.canvas, eave, deep
    left, right = (
        view.face([(side * out, low, near), (0, peak, near), (0, peak, far), (side * out, low, far)])
        for side in (-1, 1)
    )
    canvas.path(polygon(left), canvas.linear(((0, tint(roof, 0.35)), (1, roof)), turn=(0, 0, 0.6, 1)))
    dark = ((0, shade(roof, 0.05)), (1, shade(roof, 0.42)))
    canvas.path(polygon(right), canvas.linear(dark, turn=(0, 0, 0.6, 1)))
    for face in (left, right):
        lines = "".join(
            join("M", *_part(face[0], face[1], at), "L", *_part(face[3], face[2], at))
            for at in (0.25, 0.5, 0.75)
        )
        canvas.line(lines, fade(shade(roof, 0.7), 0.5), 2.5)
    edge = join("M", *left[0], "L", *left[1], "L", *right[0])
    canvas.line(edge, shade(roof, 0.36), 15, stroke_linejoin="round")
    canvas.line(edge, fade(tint(roof, 0.6), 0.6), 3, transform="translate(0 -7)")


def _part(start: Point, end: Point, part: float) -> Point:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part


@form("bench", zoom=1.06)
def draw_bench(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    view = View(x=385, y=640, yaw=26, pitch=18)
    legs = shot.accent(shade(body, 0.1))
    throw_block_shadow(canvas, shot.ground, view, Block((-270, 270), (0, 60), (-84, 84)), reach=1.2)
    for right in (-232, 232):
        _draw_post(canvas, view, Block((right - 17, right + 17), (0, 200), (59, 93)), shade(legs, 0.15))
        _draw_post(canvas, view, Block((right - 12, right + 12), (60, 84), (-60, 60)), shade(legs, 0.1))
    _draw_post(canvas, view, Block((-216, 216), (64, 84), (-10, 10)), shade(legs, 0.05))
    for right in (-232, 232):
        _draw_post(canvas, view, Block((right - 17, right + 17), (0, 200), (-93, -59)), legs)
    for back in (68, 0, -68):
        plank = Block((-280, 280), (200, 228), (back - 29, back + 29))
        drawn = draw_block(canvas, view, plank, body, corner=5)
        if is_wood(body):
            with canvas.group(clip_path=canvas.clip(drawn.top)):
                a, b = view.at(-280, 228, back - 29), view.at(280, 228, back - 29)
                middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2 - 4)
                d = join("M", *a, "Q", *middle, *b)
                moved = ("translate(8 -5)", "translate(24 -13)", "translate(40 -22)")
                for place in moved:
                    canvas.path(
                        d, "none", stroke=fade(shade(body, 0.5), 0.45), stroke_width=2.2, transform=place
                    )
    if shot.chance.random() < 0.6:
        _draw_bench_pot(shot, *view.at(130, 228, 0))


def _draw_post(canvas: Canvas, view: View, block: Block, colour: str) -> None:
    """Draw a leg or a rail by its two upright faces; its top is never seen."""
    (x0, x1), (low, high), (z0, z1) = block
    front = view.face([(x0, low, z0), (x1, low, z0), (x1, high, z0), (x0, high, z0)])
    side = view.face([(x1, low, z0), (x1, low, z1), (x1, high, z1), (x1, high, z0)])
    canvas.path(
        polygon(side), canvas.linear(((0, shade(colour, 0.58)), (1, shade(colour, 0.42))), turn=(0, 0, 0, 1))
    )
    canvas.path(
        polygon(front),
        canvas.linear(((0, shade(colour, 0.36)), (0.4, colour), (1, colour)), turn=(0, 0, 0, 1)),
    )
    rim_light(canvas, join("M", *front[1], "L", *front[2]), colour, 1.6, 0.5)


def _draw_bench_pot(shot: Shot, x: float, y: float) -> None:
    """Set a small pot on the bench."""
    canvas, clay = shot.canvas, "#c07a56"
    canvas.ellipse(x + 14, y + 4, 52, 13, "#00000052", filter=canvas.blur(5))
    draw_turned(canvas, [(44, y - 84), (42, y - 60), (32, y)], clay, x=x, tilt=0.26, finish=PLAIN)
    canvas.ellipse(x, y - 84, 44, 12, SOIL, stroke=tint(clay, 0.3), stroke_width=5)
    draw_rosette(canvas, shot.chance, x=x, y=y - 84, reach=104)


@form("wind_chime", stage="wall", zoom=1.04)
def draw_wind_chime(shot: Shot) -> None:
    canvas, body = shot.canvas, shot.body
    wood = shot.accent(ASH) if not is_wood(body) else body
    pipe = body if not is_wood(body) else shot.accent("#c8a050")
    canvas.line(
        "M400 0V90M400 90L300 178M400 90L500 178M400 90V180",
        ROPE,
        4,
    )
    lengths = trace("284,300 338,370 462,330 516,260 400,420")
    shadow = canvas.outline(
        "".join(rounded(x - 13, 240, 26, long, 8) for x, long in lengths) + oval(400, 186, 140, 34) + "Z"
    )
    hang_shadow(canvas, shot.ground, shadow, away=42)
    canvas.line("".join(join("M", x, 196, "V", 250) for x, _ in lengths), ROPE, 3)
    for x, long in lengths[:4]:
        _draw_pipe(shot, x, 244 + abs(x - 400) * 0.02, long, pipe)
    draw_turned(canvas, [(138, 174), (140, 186), (136, 198)], wood, x=400, tilt=0.22, finish=PLAIN)
    disc = canvas.outline(oval(400, 174, 138, 30))
    canvas.use(disc, sheen(canvas, tint(wood, 0.2)))
    draw_grain(canvas, disc, wood, shot.chance, area=(262, 144, 538, 204), count=6)
    canvas.line("M400 204V640", ROPE, 3)
    canvas.ellipse(400, 430, 46, 15, shade(wood, 0.4))
    canvas.ellipse(400, 425, 46, 15, sheen(canvas, wood))
    sail = canvas.outline(soft_polygon(trace("400,620 440,672 400,750 360,672"), 12))
    hang_shadow(canvas, shot.ground, sail, away=20)
    canvas.use(sail, sheen(canvas, wood))
    draw_grain(canvas, sail, wood, shot.chance, area=(360, 620, 440, 750), along="y", count=5)


def _draw_pipe(shot: Shot, x: float, y: float, long: float, colour: str) -> None:
    canvas = shot.canvas
    canvas.path(rounded(x - 14, y, 28, long, 5), metal(canvas, colour))
    canvas.ellipse(x, y + long - 2, 13, 4.5, shade(colour, 0.7))
    canvas.circle(x, y + 18, 4, shade(colour, 0.7))
