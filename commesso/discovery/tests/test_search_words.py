import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.discovery.rules.searching.documents import list_tokens, make_code
from commesso.discovery.rules.searching.folding import fold, split
from commesso.discovery.rules.searching.languages import guess_language, list_stems


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Caffè", "caffe"),
        ("ESPAÑA", "espana"),
        ("Größe", "grosse"),
        ("Œuvre", "oeuvre"),
        ("Core™2", "core 2"),
        ("ＬＥＤ", "led"),
        ("陶瓷碗", "陶瓷碗"),
        ("ガラス", "ガラス"),
    ],
)
def test_capitals_and_accents_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("language", "several", "one"),
    [
        ("it", "lampade", "lampada"),
        ("it", "scarpe", "scarpa"),
        ("es", "zapatos", "zapato"),
        ("es", "lámparas", "lámpara"),
        ("en", "shoes", "shoe"),
        ("en", "batteries", "battery"),
        ("de", "Lampen", "Lampe"),
        ("de", "Kühlschränke", "Kühlschränken"),
        ("fr", "chaussures", "chaussure"),
        ("fr", "étagères", "étagère"),
        ("zh", "陶瓷", "陶瓷"),
    ],
)
def test_one_and_several_are_the_same_word(language: str, several: str, one: str) -> None:
    assert list_tokens(several, language) == list_tokens(one, language)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10 cm", "10cm"),
        ("10 cm", "100 mm"),
        ("0,1 m", "10 cm"),
        ("1.50 m", "150 cm"),
        ('15,6"', "15.6 inch"),
        ("15,6 pollici", '15.6"'),
        ("1 TB", "1000 GB"),
        ("1,5 l", "1500 ml"),
        ("10 厘米", "10 cm"),
        ("500 g", "0,5 kg"),
    ],
)
def test_a_measure_is_the_same_in_every_unit(one: str, other: str) -> None:
    assert _measures(one) == _measures(other) != set()


def test_two_sides_of_a_thing_are_two_measures() -> None:
    assert _measures("60 x 75 cm") == {"=600mm", "=750mm"}


@pytest.mark.parametrize("text", ["42", "iPhone 12", "12 months", "mp3", "a4 paper", "60 chairs"])
def test_a_number_alone_is_no_measure(text: str) -> None:
    assert _measures(text) == set()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("wi-fi", {"wi", "fi", "wif"}),
        ("006R-90321", {"006r", "90321", "006r90321"}),
        ("l'orologio", {"l", "orolog", "lorolog"}),
        ("陶瓷碗", {"陶瓷", "瓷碗", "陶", "瓷", "碗"}),
        ("碗", {"碗"}),
        ("LED灯", {"led", "灯"}),
        ("", set()),
    ],
)
def test_a_text_is_found_by_its_parts(text: str, tokens: set[str]) -> None:
    assert set(list_tokens(text, "it")) == tokens


@pytest.mark.parametrize(
    ("one", "other"), [("ABC-123", "abc 123"), ("0095205603217", "95205603217"), ("A.1-2", "a12")]
)
def test_a_code_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert make_code(one) == make_code(other)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Una lampada da tavolo con il paralume di carta, per leggere la sera", "it"),
        ("A table lamp with a paper shade, for reading in the evening", "en"),
        ("Una lámpara de mesa con la pantalla de papel, para leer por la noche y los días", "es"),
        ("Eine Lampe für den Tisch, mit einem Schirm aus Papier, und die Birne ist nicht dabei", "de"),
        ("Une lampe de table avec un abat-jour en papier, pour lire le soir dans le salon", "fr"),
        ("一盏纸罩台灯，适合晚上阅读", "zh"),
        ("Xerox 006R90321", "nl"),
    ],
)
def test_a_language_is_known_by_its_small_words(text: str, language: str) -> None:
    assert guess_language([text], otherwise="nl") == language


def test_a_word_may_be_of_any_language_of_the_shop() -> None:
    assert list_stems("lamps", ("it", "en")) == ("lamps", "lamp")


@given(st.text(max_size=200))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=200), st.sampled_from(["it", "en", "es", "de", "fr", "zh", ""]))
def test_any_text_gives_words_without_blanks(text: str, language: str) -> None:
    assert all(token and not any(sign.isspace() for sign in token) for token in list_tokens(text, language))


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_text_keeps_its_pieces_when_another_follows(one: str, other: str) -> None:
    together = split(f"{one} ; {other}")
    assert together[: len(split(one))] == split(one)


def _measures(text: str) -> set[str]:
    return {measure for piece in split(text) for measure in piece.measures}
