"""What a guide says, in the languages of shops."""

import pytest

from commesso.discovery.rules.guiding.drawing import derive_questions
from commesso.discovery.rules.guiding.questions import Question
from commesso.discovery.rules.guiding.values import make_item
from commesso.discovery.rules.guiding.wording import Rewording, Voice, ask, give_reason, label

ITEMS = [
    make_item(
        f"p{number}",
        attributes={
            "colour": ("brass", "black", "white", "red", "blue", "green", "pink")[number % 7],
            "height": f"{10 + number / 2} cm",
            "dimmable": ("yes", "no")[number % 2],
            "light_colour_k": (2700, 3000)[number // 2 % 2],
            "bulb-socket": ("E27", "G9")[number // 4 % 2],
        },
        price=1000.0 + 25 * number,
        currency="EUR",
    )
    for number in range(64)
]
QUESTIONS = {question.key: question for question in derive_questions(ITEMS)}


def find(key: str) -> Question:
    return QUESTIONS[key]


@pytest.mark.parametrize(
    ("key", "language", "said"),
    [
        ("price", "en", "How much would you like to spend?"),
        ("price", "it-CH", "Quanto vorresti spendere?"),
        ("colour", "es", "¿Qué color?"),
        ("colour", "zh-CN", "想要哪种颜色？"),
        ("colour", "fr", "Quale colore?"),
        ("dimmable", "it", "Dimmerabile?"),
        ("bulb-socket", "en", "Which bulb socket?"),
    ],
)
def test_a_question_is_a_sentence(key: str, language: str, said: str) -> None:
    assert ask(find(key), Voice(language=language, otherwise="it")) == said


@pytest.mark.parametrize(
    ("key", "place", "language", "said"),
    [
        ("price", 0, "en", "up to €1,200"),
        ("price", 1, "it", "da 1.200 € a 1.500 €"),
        ("price", -1, "es", "más de 2.400 €"),
        ("height", 0, "it", "fino a 15 cm"),
        ("height", -1, "zh", "35 cm以上"),
        ("dimmable", 0, "it", "Sì"),
        ("light_colour_k", 0, "en", "2700"),
        ("colour", -1, "es", "Otra cosa"),
    ],
)
def test_an_option_reads_as_one_would_say_it(key: str, place: int, language: str, said: str) -> None:
    question = find(key)
    assert label(question, question.options[place], Voice(language=language)) == said


@pytest.mark.parametrize(
    ("key", "place", "said"),
    [
        ("price", 0, "up to €1,200"),
        ("height", 0, "height: up to 15 cm"),
        ("dimmable", 0, "dimmable"),
        ("dimmable", 1, "dimmable: no"),
        ("light_colour_k", 0, "light colour k: 2700"),
        ("bulb-socket", 0, "E27"),
        ("colour", -1, ""),
    ],
)
def test_a_reason_says_why_a_product_fits(key: str, place: int, said: str) -> None:
    question = find(key)
    assert give_reason(question, question.options[place], Voice(language="en")) == said


def test_a_merchants_words_come_first() -> None:
    rewording = Rewording(
        words={"it": "Che atmosfera cerchi?"}, options={"2700": {"it": "calda", "en": "a warm light"}}
    )
    question = find("light_colour_k")
    voice = Voice(language="it", rewordings={"light_colour_k": rewording})
    english = Voice(language="en", otherwise="it", rewordings={"light_colour_k": rewording})
    assert ask(question, voice) == "Che atmosfera cerchi?"
    assert ask(question, english) == "Che atmosfera cerchi?"
    assert [label(question, option, voice) for option in question.options] == ["calda", "3000"]
    assert give_reason(question, question.options[0], english) == "a warm light"
