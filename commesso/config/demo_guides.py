"""The guides of the demo's shop, as its owner would have made them: one for lamps, and one through the whole shop."""

from collections.abc import Mapping

from commesso.demo import api as demo
from commesso.discovery.actions.guides import activate_guide, create_guide
from commesso.discovery.contracts.guiding import GuideCondition, GuideOption, GuideQuestion, GuideWords
from commesso.discovery.queries.guides import find_guide
from commesso.discovery.rules.guiding.families import FAMILY
from commesso.discovery.rules.guiding.values import fold
from commesso.stores.contracts import StoreInfo

Texts = Mapping[str, str]
_LAMPS = "Lampade"
# What few people choose a lamp by.
_HIDDEN = ("family", "brand", "bulb", "ip_rating", "light_colour_k", "cable_length")


def _texts(it: str, en: str, es: str, zh: str) -> Texts:
    return {"it": it, "en": en, "es": es, "zh": zh}


_QUESTIONS: Mapping[str, Texts] = {
    "room": _texts("In quale stanza va?", "Which room is it for?", "¿Para qué habitación es?", "放在哪个房间？"),
    "style": _texts("Quale stile ti piace?", "Which style do you like?", "¿Qué estilo te gusta?", "喜欢哪种风格？"),
    "material": _texts(
        "Di quale materiale?", "Made of which material?", "¿De qué material?", "喜欢什么材质？"
    ),
    "power": _texts("Come si alimenta?", "How is it powered?", "¿Cómo se alimenta?", "怎样供电？"),
    "colour": _texts("Di quale colore?", "Which colour?", "¿De qué color?", "喜欢什么颜色？"),
}  # fmt: skip


def open_guides(store: StoreInfo) -> None:
    """Make the guides that the shop does not have yet, and switch them on."""
    for key, name, category, words, questions in (
        ("lamps", "Lampade", _LAMPS, _LAMP_WORDS, _list_lamp_questions()),
        ("shop", "Tutta la bottega", "", _SHOP_WORDS, (_ask_family(),)),
    ):
        if find_guide(store.id, key) is None:
            guide = create_guide(
                store_id=store.id, key=key, name=name, category=category, words=words, questions=questions
            )
            activate_guide(store_id=store.id, guide_id=guide.id)


_LAMP_WORDS = {
    "it": GuideWords(title="Trova la tua lampada", again="Cerchi ancora una lampada?"),
    "en": GuideWords(title="Find your lamp", again="Still looking for a lamp?"),
    "es": GuideWords(title="Encuentra tu lámpara", again="¿Sigues buscando una lámpara?"),
    "zh": GuideWords(title="找一盏适合您的灯", again="还在找灯吗？"),
}
_SHOP_WORDS = {
    "it": GuideWords(title="Ti aiutiamo a scegliere", again="Stai ancora cercando?"),
    "en": GuideWords(title="Let us help you choose", again="Still looking?"),
    "es": GuideWords(title="Te ayudamos a elegir", again="¿Sigues buscando?"),
    "zh": GuideWords(title="我们帮您挑选", again="还在找吗？"),
}


def _list_lamp_questions() -> tuple[GuideQuestion, ...]:
    said = demo.list_attribute_words("lamps")
    derived = [
        GuideQuestion(
            key=key,
            words=words,
            options=tuple(
                GuideOption(key=fold(own), words=translated) for own, translated in said.get(key, {}).items()
            ),
            is_locked=key == "room",
        )
        for key, words in _QUESTIONS.items()
    ]
    return (_USE, *derived, *(GuideQuestion(key=key, is_hidden=True) for key in _HIDDEN))


_USE = GuideQuestion(
    key="use",
    is_written=True,
    is_locked=True,
    words=_texts("A che cosa serve?", "What is the light for?", "¿Para qué es la luz?", "这盏灯用来做什么？"),
    options=(
        GuideOption(
            key="reading",
            words=_texts("Leggere e lavorare", "Reading and working", "Leer y trabajar", "阅读与工作"),
            conditions=(
                GuideCondition(attribute="lumens", at_least=400, weight=2),
                GuideCondition(attribute="room", any_of=("studio", "camera", "soggiorno")),
            ),
        ),
        GuideOption(
            key="table",
            words=_texts("Mangiare insieme", "Eating together", "Comer juntos", "一起用餐"),
            conditions=(GuideCondition(attribute="room", any_of=("pranzo", "cucina", "terrazza")),),
        ),
        GuideOption(
            key="evening",
            words=_texts("Una luce morbida, la sera", "A soft light, evenings", "Una luz suave, de noche", "夜晚的柔光"),
            conditions=(
                GuideCondition(attribute="lumens", at_most=320, weight=2),
                GuideCondition(attribute="dimmable", any_of=("yes",)),
            ),
        ),
        GuideOption(
            key="room",
            words=_texts("Illuminare la stanza", "Lighting a whole room", "Iluminar la habitación", "照亮整个房间"),
            conditions=(GuideCondition(attribute="lumens", at_least=600),),
        ),
        GuideOption(
            key="child",
            words=_texts("La cameretta", "A child's room", "El cuarto infantil", "儿童房"),
            conditions=(GuideCondition(attribute="room", any_of=("cameretta",)),),
        ),
        GuideOption(
            key="outside",
            words=_texts("Stare all'aperto", "Sitting outside", "Estar al aire libre", "户外使用"),
            conditions=(GuideCondition(attribute="room", any_of=("terrazza",)),),
        ),
    ),
)  # fmt: skip


def _ask_family() -> GuideQuestion:
    options = tuple(GuideOption(key=words["it"], words=words) for words in demo.list_family_words())
    return GuideQuestion(key=FAMILY, is_locked=True, options=options)
