"""Stems, function words, and which language a text is in."""

import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import Stemmer

from commesso.discovery.rules.searching.folding import Kind, fold, split

_ALGORITHMS = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish", "fr": "french", "it": "italian",
    "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "sv": "swedish",
}  # fmt: skip
# Words that say nothing of a product. A query works without them, and they give a language away.
_FUNCTION = {
    "de": "der die das den dem des ein eine einer einem einen eines und oder mit ohne für von zu zum zur im in auf aus "
    "bei nach ist sind nicht als auch an wie ich sich wird am",
    "en": "the a an and or with without for of to in on at by from is are not as it its this that your you i my our be",
    "es": "el la los las un una unos unas y o con sin para por de del al en es son no se su sus que como mi lo",
    "fr": "le la les l un une des et ou avec sans pour par de du d au aux en dans sur est sont ne pas ce cette qui que "
    "votre mon ma à",
    "it": "il lo la i gli le l un uno una e ed o con senza per di del dello della dei degli delle da dal dalla in nel "
    "nella al alla ai alle su sul è sono non si che come mio mia a d",
}
_FUNCTION_WORDS = {language: frozenset(fold(words).split()) for language, words in _FUNCTION.items()}
_LONGEST = 60  # a longer "word" is none, and a stemmer takes its time over it

_own = threading.local()  # a stemmer keeps what it works on, so each thread has its own


def is_function_word(word: str, languages: Iterable[str]) -> bool:
    return any(word in _FUNCTION_WORDS.get(language, ()) for language in languages)


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; the word itself where the language has no stemmer, or it holds a digit."""
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None or len(word) > _LONGEST or not word.isalpha():
        return word
    stemmers: dict[str, Stemmer.Stemmer] | None = getattr(_own, "stemmers", None)
    if stemmers is None:
        stemmers = _own.stemmers = {}
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer.Stemmer(algorithm)
    # Some stemmers write an accent back: German "ss", French "è".
    return fold(stemmers[algorithm].stemWord(word))


def list_stems(word: str, languages: Iterable[str]) -> tuple[str, ...]:
    """Return what the word may be, in whichever of the languages it was typed."""
    return tuple(dict.fromkeys(stem(word, language) for language in languages)) or (word,)


def guess_language(texts: Iterable[str], *, otherwise: str) -> str:
    """Return the language whose function words stand most often in the texts; `otherwise` where none stands out."""
    seen: Counter[str] = Counter()
    signs = words = 0
    for text in texts:
        for piece in split(text):
            signs += len(piece.text) if piece.kind is Kind.SIGNS else 0
            if piece.kind is Kind.WORD:
                words += 1
                seen.update(piece.parts)
    if signs > words:
        return "zh"
    return _most_told(seen, otherwise)


def _most_told(seen: Counter[str], otherwise: str) -> str:
    told = {
        language: sum(seen[word] for word in words if len(word) > 1)
        for language, words in _FUNCTION_WORDS.items()
    }
    ranked: Sequence[tuple[str, int]] = sorted(told.items(), key=lambda each: -each[1])
    (best, most), (_, second) = ranked[0], ranked[1]
    return best if most > second and most >= _ENOUGH_WORDS else otherwise


_ENOUGH_WORDS = 3
