"""What a typed query asks for: words, each with everything that would mean the same."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from commesso.discovery.contracts.searching import QueryPlan, QueryWord
from commesso.discovery.rules.searching.documents import make_code, make_name
from commesso.discovery.rules.searching.folding import Kind, Piece, pair_signs, split
from commesso.discovery.rules.searching.languages import is_function_word, list_stems
from commesso.discovery.rules.searching.synonyms import Synonyms, find_meanings

MOST_WORDS = 12  # whoever pastes a page gets the beginning of it looked up
_ONE_SLIP, _TWO_SLIPS = 3, 8  # letters from which a word may have them; shorter ones would mean anything
_LEAST_CODE = 4
_LEAST_PART = 3

Known = Callable[[str], bool]


def make_plan(
    query: str,
    *,
    languages: Sequence[str],
    synonyms: Synonyms | None = None,
    typing: bool = False,
    known: Known | None = None,
) -> QueryPlan:
    """Return what is looked for.

    `languages` are those of the index; `typing`: the last word may be unfinished; `known` tells whether a stem stands
    in the index, so that "laptopbag" can be taken apart.
    """
    pieces = split(query)[:MOST_WORDS]
    words = [word for piece in pieces for word in _read(piece, languages)][:MOST_WORDS]
    pairs = _pair(words)
    words = _join_neighbours(words, languages)
    if known is not None:
        words = [_take_apart(word, languages, known) for word in words]
    if synonyms is not None:
        meanings = find_meanings([word.text for word in words], synonyms)
        words = [
            _add_forms(word, _stem_all(more, languages)) for word, more in zip(words, meanings, strict=True)
        ]
    if words and not any(word.needed for word in words):
        words = [replace(word, needed=True) for word in words]
    if typing and words and not query[-1:].isspace():
        words[-1] = replace(words[-1], unfinished=True, needed=True)
    whole = tuple(dict.fromkeys(make_name(query, language) for language in languages)) if words else ()
    return QueryPlan(query=query, words=tuple(words), pairs=pairs, whole=whole)


def allow_slips(word: str) -> int:
    """Return how many letters of a word may be wrong. A number is meant as it is typed."""
    if word.isdecimal() or len(word) < _ONE_SLIP:
        return 0
    return 1 if len(word) < _TWO_SLIPS else 2


def _pair(words: Sequence[QueryWord]) -> tuple[tuple[str, str], ...]:
    """Return each two neighbours as the first stems they may have: "windows 10" is not a window of ten."""
    pairs = [
        (left, right)
        for first, second in pairwise(words)
        for left, right in zip(_single(first), _single(second), strict=False)
    ]
    return tuple(dict.fromkeys(pairs))


def _single(word: QueryWord) -> list[str]:
    return [form[0] for form in word.forms if len(form) == 1]


def _read(piece: Piece, languages: Sequence[str]) -> Iterator[QueryWord]:
    match piece.kind:
        case Kind.SIGNS:
            yield from (_signs(pair) for pair in pair_signs(piece.text))
        case Kind.MEASURE:
            forms = (piece.measures, piece.parts)
            # A measure glued together may be a name: "4k", "5w".
            yield QueryWord(text=piece.text, forms=forms)
        case Kind.NUMBER:
            code = [(make_code(piece.text),)] if _may_be_code(piece.text) else []
            yield QueryWord(text=piece.text, forms=((piece.text,), *code))
        case Kind.WORD:
            yield _word(piece, languages)


def _may_be_code(text: str) -> bool:
    return len(text) >= _LEAST_CODE and any(sign.isdigit() for sign in text)


def _signs(pair: str) -> QueryWord:
    """Both signs anywhere are as good as a match: words may stand between them in a longer name."""
    return QueryWord(text=pair, forms=((pair,), tuple(pair)) if len(pair) > 1 else ((pair,),))


def _word(piece: Piece, languages: Sequence[str]) -> QueryWord:
    forms: list[tuple[str, ...]] = [(form,) for form in list_stems(piece.text, languages)]
    parts = [part for part in piece.parts if part and not is_function_word(part, languages)]
    if len(piece.parts) > 1 and parts:
        forms += _stem_all([tuple(parts)], languages)
    if _may_be_code(piece.text):
        forms.append((make_code(piece.text),))
    return QueryWord(
        text=piece.text if len(parts) != 1 else parts[0],
        forms=tuple(dict.fromkeys(forms)),
        slips=allow_slips(piece.text),
        needed=not is_function_word(piece.text, languages),
    )


def _join_neighbours(words: Sequence[QueryWord], languages: Sequence[str]) -> list[QueryWord]:
    """Let "lap top" find "laptop": both words are met by the two as one."""
    joined = list(words)
    for at, (left, right) in enumerate(pairwise(words)):
        if left.text.isalnum() and right.text.isalnum() and left.text.isascii() and right.text.isascii():
            forms = [(form,) for form in list_stems(left.text + right.text, languages)]
            if _may_be_code(left.text + right.text):
                forms.append((make_code(left.text + right.text),))
            joined[at] = _add_forms(joined[at], forms)
            joined[at + 1] = _add_forms(joined[at + 1], forms)
    return joined


def _take_apart(word: QueryWord, languages: Sequence[str], known: Known) -> QueryWord:
    """Let "laptopbag" and "Tischlampe" find both parts, where the word itself is nowhere and both parts are."""
    if (
        not word.text.isalpha()
        or not word.text.isascii()
        or any(known(form) for forms in word.forms for form in forms)
    ):
        return word
    for at in range(len(word.text) - _LEAST_PART, _LEAST_PART - 1, -1):
        halves = (word.text[:at], word.text[at:])
        if all(any(known(form) for form in list_stems(half, languages)) for half in halves):
            return _add_forms(word, _stem_all([halves], languages))
    return word


def _stem_all(meanings: Sequence[tuple[str, ...]], languages: Sequence[str]) -> list[tuple[str, ...]]:
    """Return each meaning as stems, once for each language."""
    return [
        tuple(list_stems(part, (language,))[0] for part in parts)
        for parts in meanings
        for language in languages
    ]


def _add_forms(word: QueryWord, forms: Sequence[tuple[str, ...]]) -> QueryWord:
    return replace(word, forms=tuple(dict.fromkeys((*word.forms, *forms)))) if forms else word
