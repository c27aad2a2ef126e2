"""A product's text as data for a model: what speaks to an assistant instead of to a shopper is left out."""

import html
import re
import unicodedata

_LONGEST = 300  # letters; enough to know what a thing is
_TAG = re.compile(r"<[^>]{0,2000}>")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
# Reviews and texts are written by many hands. A sentence with one of these is not about a product.
_ORDER = re.compile(
    r"\b(?:ignor|disregard|forget|instead (?:say|tell|answer)|instruction|istruzion|instruccion|anweisung|prompt|system|"
    r"assistant|assistente|asistente|chatbot|language model|developer|you must|you are now|say that|tell "
    r"(?:the|them|him|her)|respond|reply with|answer with|rispondi|di' (?:che|al)|"
    r"dimentica|devi dire|responde|olvida|debes|antworte|"
    r"recommend (?:only|this)|https?:|www\.)|://|忽略|指令|提示词|系统|助手|你必须|请回答|告诉",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Return the beginning of a text, as plain words."""
    plain = html.unescape(_TAG.sub(" ", text))
    shown = "".join(sign for sign in plain if sign in "\n " or unicodedata.category(sign)[0] != "C")
    kept = [part.strip() for part in _SENTENCE.split(shown) if part.strip() and not _ORDER.search(part)]
    return re.sub(r"\s+", " ", " ".join(kept))[:_LONGEST]
