"""What a guide says to a shopper, in the shop's languages. What only the catalogue knows is said as it says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from commesso.discovery.contracts.guiding import GuideQuestion
from commesso.discovery.rules.guiding.drawing import OTHER
from commesso.discovery.rules.guiding.families import FAMILY, MORE, STEP, name_family
from commesso.discovery.rules.guiding.questions import Kind, Option, Question
from commesso.discovery.rules.guiding.values import PRICE, fold, write_number

LANGUAGES = ("en", "it", "es", "zh")
Texts = Mapping[str, str]


def _texts(*words: str) -> Texts:
    return dict(zip(LANGUAGES, words, strict=True))


ANY_WORDS = _texts("It doesn't matter", "Non importa", "Da igual", "都可以")
UNKNOWN_WORDS = _texts("I don't know", "Non lo so", "No lo sé", "不清楚")
_OTHER = _texts("Something else", "Altro", "Otra cosa", "其他")
_LOOKING = _texts("What are you looking for?", "Che cosa cerchi?", "¿Qué buscas?", "您在找什么？")
_WHICH_FAMILY = _texts(
    "{name}: which kind?", "{name}: di che tipo?", "{name}: ¿de qué tipo?", "{name}：哪一类？"
)
_YES = _texts("Yes", "Sì", "Sí", "是")
_NO = _texts("No", "No", "No", "否")
_WHICH = _texts("Which {name}?", "Quale {name}?", "¿Qué {name}?", "想要哪种{name}？")
_WHETHER = _texts("{name}?", "{name}?", "¿{name}?", "{name}？")
_WHICH_EXACTLY = _texts(
    "Which {name}, more exactly?",
    "Quale {name}, più precisamente?",
    "¿Qué {name}, más exactamente?",
    "具体是哪种{name}？",
)
_SPEND = _texts(
    "How much would you like to spend?",
    "Quanto vorresti spendere?",
    "¿Cuánto quieres gastar?",
    "预算是多少？",
)
_SPEND_EXACTLY = _texts(
    "How much, more exactly?", "Quanto, più precisamente?", "¿Cuánto, más exactamente?", "具体预算是多少？"
)
_UP_TO = _texts("up to {high}", "fino a {high}", "hasta {high}", "{high}以内")
_BETWEEN = _texts("{low} to {high}", "da {low} a {high}", "de {low} a {high}", "{low}至{high}")
_OVER = _texts("over {low}", "oltre {low}", "más de {low}", "{low}以上")
_OF = _texts("{name}: {value}", "{name}: {value}", "{name}: {value}", "{name}：{value}")
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "CNY": "¥", "JPY": "¥"}
_COMMA = frozenset({"it", "es"})  # 1.234,5; the amount before its symbol

# How shops name an attribute, and what it is called.
_NAMES: tuple[tuple[str, Texts], ...] = (
    ("colour color colore couleur farbe 颜色 product_colour", _texts("colour", "colore", "color", "颜色")),
    ("material materiale material matiere 材质", _texts("material", "materiale", "material", "材质")),
    ("size taglia misura talla grosse 尺码", _texts("size", "taglia", "talla", "尺码")),
    ("brand marca marke marque supplier 品牌", _texts("brand", "marca", "marca", "品牌")),
    ("category categoria type tipo kind 类别", _texts("kind", "tipo", "tipo", "种类")),
    ("height altezza altura hohe hauteur 高度", _texts("height", "altezza", "altura", "高度")),
    ("width larghezza ancho breite largeur 宽度", _texts("width", "larghezza", "anchura", "宽度")),
    ("depth profondita profundidad tiefe 深度", _texts("depth", "profondità", "profundidad", "深度")),
    ("length lunghezza longitud lange longueur 长度", _texts("length", "lunghezza", "longitud", "长度")),
    ("diameter diametro durchmesser 直径", _texts("diameter", "diametro", "diámetro", "直径")),
    ("weight peso gewicht poids 重量", _texts("weight", "peso", "peso", "重量")),
    ("volume capacity capacita volumen 容量", _texts("capacity", "capacità", "capacidad", "容量")),
    ("power potenza potencia leistung 功率", _texts("power", "potenza", "potencia", "功率")),
    ("lumens lumen luminosita brightness", _texts("brightness", "luminosità", "luminosidad", "亮度")),
    ("room stanza ambiente habitacion 房间", _texts("room", "stanza", "habitación", "房间")),
    ("style stile estilo stil 风格", _texts("style", "stile", "estilo", "风格")),
    ("use uso utilizzo 用途", _texts("use", "uso", "uso", "用途")),
    ("line linea serie series collection collezione 系列", _texts("series", "linea", "serie", "系列")),
    ("finish finitura acabado 表面", _texts("finish", "finitura", "acabado", "表面处理")),
    ("technique tecnica 工艺", _texts("technique", "tecnica", "técnica", "工艺")),
    ("dishwasher lavastoviglie lavavajillas",
     _texts("dishwasher-safe", "lavabile in lavastoviglie", "apto para lavavajillas", "可用洗碗机")),
    ("microwave microonde microondas",
     _texts("microwave-safe", "adatto al microonde", "apto para microondas", "可用微波炉")),
    ("dimmable dimmerabile regulable", _texts("dimmable", "dimmerabile", "regulable", "可调光")),
)  # fmt: skip
_KNOWN = {alias: texts for aliases, texts in _NAMES for alias in aliases.split()}


@dataclass(frozen=True, kw_only=True, slots=True)
class Rewording:
    """A merchant's own words for a derived question, and for some of its options, by language."""

    words: Texts = field(default_factory=dict)
    options: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """How a guide speaks: a language, and a merchant's words by question. `otherwise` is the shop's own language."""

    language: str
    otherwise: str = "en"
    rewordings: Mapping[str, Rewording] = field(default_factory=dict)

    def say(self, texts: Texts) -> str:
        base = self.language.replace("_", "-").partition("-")[0].lower()
        for language in (self.language, base, self.otherwise, "en"):
            if texts.get(language):
                return texts[language]
        return next(iter(texts.values()), "")


def reword(question: GuideQuestion) -> Rewording:
    """Return a merchant's words for a question."""
    return Rewording(words=question.words, options={option.key: option.words for option in question.options})


def ask(question: Question, voice: Voice) -> str:
    """Return the question as a sentence."""
    own = voice.rewordings.get(question.key)
    if own is not None and own.words:
        return voice.say(own.words)
    if question.attribute == PRICE:
        return voice.say(_SPEND_EXACTLY if question.parent else _SPEND)
    form = _WHETHER if question.kind is Kind.YES_NO else _WHICH_EXACTLY if question.parent else _WHICH
    sentence = voice.say(form).format(name=name(question.attribute, voice))
    return sentence[:1].upper() + sentence[1:]


def ask_family(key: str, voice: Voice) -> str:
    """Return the question for a family of products: what for, and then which of them."""
    own = voice.rewordings.get(key)
    if own is not None and own.words:
        return voice.say(own.words)
    path = key.removeprefix(FAMILY).removeprefix(STEP)
    return (
        voice.say(_WHICH_FAMILY).format(name=name_family(path))
        if path and path != MORE
        else voice.say(_LOOKING)
    )


def label_family(path: str, voice: Voice) -> str:
    """Return a family as a shopper reads it."""
    if path == MORE:
        return voice.say(_OTHER)
    own = voice.rewordings.get(FAMILY)
    words = own.options.get(path) if own is not None else None
    return voice.say(words) if words else name_family(path)


def name(attribute: str, voice: Voice) -> str:
    """Return what an attribute is called."""
    texts = _KNOWN.get(fold(attribute).replace(" ", "_"))
    return voice.say(texts) if texts is not None else re.sub(r"[\s_-]+", " ", attribute).strip().lower()


def label(question: Question, option: Option, voice: Voice) -> str:
    """Return an option as a shopper reads it."""
    own = voice.rewordings.get(question.key)
    if own is not None and own.options.get(option.key):
        return voice.say(own.options[option.key])
    if option.key == OTHER:
        return voice.say(_OTHER)
    if question.kind is Kind.YES_NO:
        return voice.say(_YES if option.key == "yes" else _NO)
    if question.kind is Kind.BAND:
        low, high = (
            None if end is None else _amount(end, question, voice) for end in (option.low, option.high)
        )
        form = _UP_TO if low is None else _OVER if high is None else _BETWEEN
        return voice.say(form).format(low=low, high=high)
    return f"{option.label} {question.unit}".strip()


def give_reason(question: Question, option: Option, voice: Voice) -> str:
    """Return why a product that fulfils the answer fits, in a few words; "" when that says nothing."""
    own = voice.rewordings.get(question.key)
    if option.key == OTHER:
        return ""
    said = label(question, option, voice)
    if (own is not None and own.options.get(option.key)) or question.attribute == PRICE:
        return said
    if question.kind is Kind.YES_NO and option.key == "yes":
        return name(question.attribute, voice)
    if question.kind in {Kind.YES_NO, Kind.BAND} or option.label.replace(".", "").isdigit():
        return voice.say(_OF).format(name=name(question.attribute, voice), value=said.lower())
    return said


def _amount(value: float, question: Question, voice: Voice) -> str:
    comma = voice.language[:2] in _COMMA
    whole, _, decimals = write_number(abs(value)).partition(".")
    grouped = f"{int(whole):,}".replace(",", "." if comma else ",")
    number = ("-" if value < 0 else "") + grouped + (("," if comma else ".") + decimals if decimals else "")
    if question.attribute != PRICE:
        return f"{number} {question.unit}".strip()
    symbol = _SYMBOLS.get(question.unit, f"{question.unit} ")
    return f"{number} {symbol}".strip() if comma else f"{symbol}{number}"
