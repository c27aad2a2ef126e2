"""What shoppers type into the search box: a word or two of what they want, sometimes with a slip of the thumb."""

from random import Random

_NEAR = {
    "a": "sqz", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "wa", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "xa",
}  # fmt: skip
_SLIPS = 0.16
_GIFTS = {
    "it": ("regalo", "natale"),
    "en": ("gift", "christmas"),
    "es": ("regalo", "navidad"),
    "zh": ("礼物", "圣诞"),
}
_WANTS_A_GIFT = 0.15


def make_query(name: str, language: str, random: Random) -> str:
    """Return what somebody types who has a product of this name in mind."""
    if random.random() < _WANTS_A_GIFT:
        return random.choice(_GIFTS[language])
    words = name.lower().split()
    query = " ".join(words[: 1 if random.random() < 0.7 else 2])
    return mistype(query, random) if random.random() < _SLIPS else query


def mistype(text: str, random: Random) -> str:
    """Return the text with one letter left out, doubled, swapped with the next, or of the key beside it."""
    if len(text) < 4:
        return text
    place = random.randrange(1, len(text) - 1)
    letter, rest = text[place], text[place + 1 :]
    way = random.randrange(4)
    if way == 0:
        return text[:place] + rest
    if way == 1:
        return text[:place] + letter * 2 + rest
    if way == 2:
        return text[:place] + rest[0] + letter + rest[1:]
    return text[:place] + random.choice(_NEAR.get(letter, letter)) + rest
