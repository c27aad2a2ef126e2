"""Every product of the invented shop can be drawn, small enough for a phone, the same for the same words."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commesso.demo.rules.pictures import FORMS, draw, draw_logo, draw_scene
from commesso.demo.rules.pictures.colour import fade, from_oklch, mix, oklch, read_colour, shade, tint
from commesso.demo.rules.pictures.shapes import smooth, trace
from commesso.kernel.errors import Invalid

FAMILIES = {
    "ceramics": "cup mug espresso_cup plate bowl serving_bowl vase bottle_vase jug teapot butter_dish candle_holder"
    " tile planter platter",
    "leather": "tote backpack satchel clutch wallet card_holder belt key_ring notebook_cover glasses_case pouch"
    " laptop_sleeve luggage_tag",
    "lamps": "table_lamp desk_lamp floor_lamp pendant wall_lamp lantern bedside_lamp clip_lamp paper_lamp",
    "textiles": "blanket cushion tablecloth napkins towel scarf apron rug bedspread curtain tea_towel",
    "jewellery": "ring stud_earrings drop_earrings hoop_earrings necklace pendant_necklace bracelet bangle brooch"
    " cufflinks",
    "kitchen": "chopping_board knife spoon_set salad_servers mortar oil_bottle salt_box coffee_pot pan bread_box"
    " grater rolling_pin tray",
    "stationery": "notebook diary pencil_case pen pencils cards envelope_set wrapping_paper album calendar box ink",
    "garden": "trowel pruner watering_can pot planter_box bird_house gloves broom bench lantern_garden seeds basket"
    " wind_chime",
}
LIMIT = 14_000
COLOURS = ("#f3ede0", "#1f1f22", "#b07c48")
# Of these a shop has many alike: their speckles, stripes or grain tell two of a kind apart.
TEXTURED = "bowl vase mug tile cushion blanket rug chopping_board mortar rolling_pin ring brooch tote seeds wrapping_paper"
HEX = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def test_every_form_of_the_catalogue_is_drawn() -> None:
    assert set(FORMS) == {form for forms in FAMILIES.values() for form in forms.split()}


@pytest.mark.parametrize("form", FORMS)
def test_a_picture_is_xml_within_the_limit_and_needs_nothing_from_elsewhere(form: str) -> None:
    for colour in COLOURS:
        for accent in ("", "#2f4a7c"):
            for seed in ("", "a", "b"):
                text = draw(form, colour=colour, accent=accent, seed=seed)
                picture = ET.fromstring(text)  # noqa: S314 our own text
                assert picture.get("viewBox") == "0 0 800 800"
                assert len(text.encode()) <= LIMIT, (form, colour, accent, seed)
                _check_alone(text, picture)


def _check_alone(text: str, picture: ET.Element) -> None:
    tags = {element.tag.rpartition("}")[2] for element in picture.iter()}
    assert not tags & {"script", "image", "foreignObject", "style", "text", "feTurbulence", "a"}
    assert text.count("http") == 1  # the name of the language itself
    ids = [element.get("id") for element in picture.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    asked = set(re.findall(r'(?:url\(#|href="#)(\w+)', text))
    assert asked <= set(ids)
    assert not re.search(r"nan|inf|e[-+]\d", " ".join(re.findall(r' d="([^"]*)"', text)))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_words_draw_the_same_picture(form: str) -> None:
    first, second = (draw(form, colour="#b5763f", accent="#c8a050", seed="cer-luna") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("form", TEXTURED.split())
def test_two_seeds_draw_two_pictures(form: str) -> None:
    pictures = [draw(form, colour="#9caf88", seed=f"product-{i}") for i in range(6)]
    bare = {re.sub(r"\bp[0-9a-f]{4}\w+\b", "", text) for text in pictures}
    assert len(bare) == len(pictures)


def test_two_pictures_on_one_page_share_no_id() -> None:
    ids = [set(re.findall(r'id="(\w+)"', draw("mug", colour=colour))) for colour in ("#9caf88", "#c46a45")]
    assert ids[0].isdisjoint(ids[1])


def test_an_unknown_form_is_answered_with_the_known_ones() -> None:
    with pytest.raises(Invalid, match=r"form='boul' is not known\. Use one of: album, .*wind_chime") as error:
        draw("boul", colour="#9caf88")
    assert error.value.field == "form"


@pytest.mark.parametrize("colour", ["", "red", "#12", "#12345", "9caf88", "#9caf8g", '#fff"/><script>'])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(Invalid, match="is not a hex colour") as error:
        draw("bowl", colour=colour)
    assert error.value.field == "colour"


def test_a_second_colour_is_looked_at_too() -> None:
    with pytest.raises(Invalid, match="accent='brass' is not a hex colour"):
        draw("lantern", colour="#333", accent="brass")


def test_a_short_colour_is_the_long_one() -> None:
    assert read_colour("#9AC", field="colour") == "#99aacc"


@given(HEX)
@settings(max_examples=25, deadline=None)
def test_any_colour_can_be_drawn(colour: str) -> None:
    ET.fromstring(draw("teapot", colour=colour, seed=colour))  # noqa: S314 our own text


@given(HEX)
def test_a_colour_survives_the_way_to_the_eye_and_back(colour: str) -> None:
    back = from_oklch(*oklch(colour))
    assert all(abs(int(colour[i : i + 2], 16) - int(back[i : i + 2], 16)) <= 2 for i in (1, 3, 5))


@given(HEX, st.floats(0.1, 0.9))
def test_shade_is_darker_and_tint_is_lighter(colour: str, part: float) -> None:
    light = oklch(colour)[0]
    assert oklch(shade(colour, part))[0] <= light + 0.01
    assert oklch(tint(colour, part))[0] >= min(light, 0.985) - 0.01
    assert re.fullmatch(r"#[0-9a-f]{8}", fade(mix(colour, "#ffffff", part), part))


def test_a_point_given_twice_is_a_corner() -> None:
    assert trace("1,2 3,4! 5,6") == [(1, 2), (3, 4), (3, 4), (5, 6)]
    assert smooth(trace("0,0 10,0! 10,10")) == "M0 0L10 0L10 10"


@pytest.mark.parametrize("kind", ["shelf", "table"])
def test_a_scene_is_wide_and_shows_several_products(kind: str) -> None:
    text = draw_scene(kind, seed="home")
    picture = ET.fromstring(text)  # noqa: S314 our own text
    assert picture.get("viewBox") == "0 0 1600 900"
    assert len(text.encode()) <= 60_000
    _check_alone(text, picture)
    assert text == draw_scene(kind, seed="home") != draw_scene(kind, seed="winter")


def test_an_unknown_scene_is_answered_with_the_known_ones() -> None:
    with pytest.raises(Invalid, match=r"kind='cellar' is not known\. Use one of: shelf, table\."):
        draw_scene("cellar")


def test_the_logo_is_small_and_takes_a_colour() -> None:
    text = draw_logo(colour="#27365a")
    _check_alone(text, ET.fromstring(text))  # noqa: S314 our own text
    assert "#27365a" in text
    assert len(text) < 1_500
