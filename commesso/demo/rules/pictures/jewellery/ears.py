"""What is worn on the ears."""

from commesso.demo.rules.pictures.jewellery.parts import (
    draw_chain,
    draw_drop,
    draw_petals,
    draw_setting,
    draw_wire,
    piece,
    set_plaster,
)
from commesso.demo.rules.pictures.registry import Shot
from commesso.demo.rules.pictures.shapes import arc, join, smooth


@piece("stud_earrings", zoom=1.12)
def draw_studs(shot: Shot) -> None:
    set_plaster(shot)
    kind = shot.chance.randrange(3)
    for x, y, turn in ((290, 350, -14), (510, 460, 18)):
        with shot.canvas.group(transform=f"rotate({turn} {x} {y})"):
            draw_wire(shot, join("M", x + 40, y + 60, "L", x + 78, y + 108), 8)
            if kind == 2:
                draw_petals(shot, x, y, 66)
                draw_setting(shot, x, y, 30, edge=6)
            elif shot.given_accent:
                draw_setting(shot, x, y, 70, edge=14 if kind else 8)
            else:
                draw_setting(shot, x, y, 62 if kind else 46, edge=2)


@piece("drop_earrings", zoom=1.12)
def draw_drops(shot: Shot) -> None:
    set_plaster(shot)
    canvas, long = shot.canvas, shot.chance.random() < 0.5
    for x, y, turn in ((306, 250, 6), (494, 276, -8)):
        with canvas.group(transform=f"rotate({turn} {x} {y})"):
            draw_wire(
                shot,
                smooth([(x - 34, y + 74), (x - 40, y + 20), (x, y - 16), (x + 26, y + 24), (x + 4, y + 80)]),
                8,
            )
            draw_setting(shot, x + 2, y + 104, 20, edge=5)
            low = y + 250 if long else y + 220
            if long:
                draw_chain(shot, join("M", x + 2, y + 132, "V", y + 206), link=9)
            draw_drop(shot, x + 2, low, 46 if long else 52)


@piece("hoop_earrings", zoom=1.14)
def draw_hoops(shot: Shot) -> None:
    set_plaster(shot)
    thick = shot.chance.choice((15, 20, 26))
    for x, y, turn in ((320, 384, -20), (486, 432, 24)):
        with shot.canvas.group(transform=f"rotate({turn} {x} {y})"):
            draw_wire(shot, arc(x, y, 112, 132, -78, 256), thick, lift=10)
            draw_wire(shot, smooth([(x + 24, y - 129), (x, y - 150), (x - 27, y - 128)]), 6, lift=4)
            if shot.given_accent:
                draw_setting(shot, x, y + 132, 19, edge=5)
