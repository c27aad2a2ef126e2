"""Products and queries for measuring search: Icecat's, the demo shop's, word lists in German and French, invented ones."""

import csv
import gzip
import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from benchmarks.harness import ROOT
from commesso.catalog.contracts import ProductInfo, ProductStatus, Translation, VariantInfo
from commesso.demo.rules.catalogue import get_catalogue
from commesso.kernel.money import Money

DATA = Path(os.environ.get("COMMESSO_DATA_SETS", ROOT.parent / "shared" / "data"))
_ICECAT = DATA / "icecat_chorus"
_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"\w+")
_LATIN = re.compile(r"[^\W\d_]+")

Judgements = Mapping[str, Mapping[str, int]]
Asked = tuple[str, str]  # a query and the product it is for


def make_product(product_id: str, title: str, **more: Any) -> ProductInfo:
    price = more.pop("price", None)
    variant: dict[str, Any] = {
        "sku": "",
        "ean": "",
        "title": "",
        "options": {},
        "compare_at": None,
        "stock": None,
    }
    variant.update(more.pop("variant", {}))
    plain: dict[str, Any] = {
        "description": "",
        "brand": "",
        "categories": (),
        "languages": {},
        "attributes": {},
    }
    return ProductInfo(
        product_id=product_id,
        title=title,
        url="",
        status=ProductStatus.ACTIVE,
        images=(),
        variants=(VariantInfo(variant_id=product_id, price=price, **variant),),
        price=price,
        compare_at=None,
        in_stock=None,
        source="benchmark",
        version=0,
        created_at=_NOW,
        updated_at=_NOW,
        **{**plain, **more},
    )


def read_icecat() -> list[ProductInfo]:
    """Return Icecat's products. Raise FileNotFoundError."""
    with gzip.open(_ICECAT / "products.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [_read_icecat(json.loads(line)) for line in lines]


def _read_icecat(row: dict[str, Any]) -> ProductInfo:
    return make_product(
        row["id"],
        row.get("title") or "",
        description=row.get("short_description") or "",
        brand=row.get("supplier") or "",
        attributes={key[7:]: value for key, value in row.items() if key.startswith("attr_")},
        price=Money.from_minor(int(row["price"]), "USD") if row.get("price") else None,
        variant={"ean": (row.get("ean") or [""])[0]},
    )


def read_judgements() -> Judgements:
    """Return what people judged of Icecat's products, for queries with any rating above 0."""
    judged: dict[str, dict[str, int]] = defaultdict(dict)
    with gzip.open(_ICECAT / "judgements_dev.csv.gz", "rt", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            judged[row["query"]][row["docid"]] = int(row["rating"])
    return {query: ratings for query, ratings in judged.items() if any(ratings.values())}


def split_plainly(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def mistype(word: str, random: Random) -> str:
    """Return the word with one letter left out, doubled, swapped with the next, or another; the first stays."""
    at = random.randrange(1, len(word) - 1)
    letter, after = word[at], word[at + 1 :]
    slips = (after, letter * 2 + after, after[0] + letter + after[1:], random.choice("aeiorstln") + after)
    found = word[:at] + random.choice(slips)
    return found if found != word else mistype(word, random)


def make_pairs(products: Sequence[ProductInfo], count: int, seed: int) -> list[tuple[str, str]]:
    """Return pairs of words of one title: a rare one (in at most 10 titles) and another."""
    random = Random(seed)
    titles = [list(dict.fromkeys(split_plainly(product.title))) for product in products]
    often = Counter(word for title in titles for word in title)
    pairs: list[tuple[str, str]] = []
    while len(pairs) < count:
        title = random.choice(titles)
        rare = [word for word in title if often[word] <= 10 and len(word) >= 5 and word.isalpha()]
        others = [word for word in title if often[word] > 10 and len(word) >= 4 and word.isalpha()]
        if rare and others:
            pairs.append((random.choice(rare), random.choice(others)))
    return pairs


def list_demo() -> list[ProductInfo]:
    """Return the demo shop's products with their words in four languages."""
    catalogue = get_catalogue()
    return [
        make_product(
            product.id,
            product.name["it"],
            description=product.text["it"],
            categories=(catalogue.family_of(product).name["it"],),
            languages={
                language: Translation(title=product.name[language], description=product.text[language])
                for language in ("en", "es", "zh")
            },
        )
        for product in catalogue.products.values()
    ]


def ask_demo(language: str, seed: int) -> list[Asked]:
    """Return a query for each product: its name in another number, or its words turned round; in Chinese, a part."""
    random = Random(seed)
    return [
        (_recall(product.name[language], language, random), product.id)
        for product in get_catalogue().products.values()
    ]


def _recall(name: str, language: str, random: Random) -> str:
    if language == "zh":
        signs = "".join(_HAN.findall(name))
        line = " ".join(_LATIN.findall(_HAN.sub(" ", name))).lower()
        return random.choice([f"{signs} {line}", f"{line}{signs}", signs]).strip()
    words = _bare(name).split()
    head = len(words) - 1 if language == "en" else 0
    turned = [*words[1:], words[0]]
    words[head] = _several(words[head], language)
    return " ".join(random.choice([words, turned]))


def _several(word: str, language: str) -> str:
    if language == "it":
        return word[:-1] + {"a": "e", "o": "i", "e": "i"}.get(word[-1], word[-1])
    ending = "s" if language == "en" or word[-1] in "aeiou" else "es"
    return word if word.endswith("s") else word + ending


def _bare(text: str) -> str:
    table = str.maketrans("àèéìíòóùúäöüêâîôûëïçñ", "aeeiioouuaoueaioueicn")
    return text.lower().translate(table)


# German and French have no translated catalogue here, so their products are made of these words: one, and several.
_LINES = ["Aurora", "Brenta", "Cadore", "Dora", "Elba", "Furore", "Garda", "Imola", "Luna", "Marea"]
_GERMAN = (
    "Tischlampe Tischlampen, Stuhl Stühle, Schrank Schränke, Kühlschrank Kühlschränke, Schale Schalen, Glas Gläser, "
    "Korb Körbe, Wolldecke Wolldecken, Spiegel Spiegel, Regal Regale, Wanduhr Wanduhren, Tasse Tassen, Buch Bücher, "
    "Handtuch Handtücher, Messer Messer, Vorhang Vorhänge"
)
_GERMAN_SAYS = (
    "rot rote, blau blaue, weiß weiße, schwarz schwarze, grün grüne, groß große, klein kleine, rund runde"
)
_FRENCH = (
    "lampe lampes, chaise chaises, tableau tableaux, miroir miroirs, étagère étagères, bureau bureaux, "
    "couteau couteaux, verre verres, panier paniers, bougie bougies, rideau rideaux, coussin coussins, "
    "horloge horloges, théière théières, vêtement vêtements, drap draps"
)
_FRENCH_SAYS = (
    "rouge rouges, bleu bleus, blanc blancs, noir noirs, vert verts, doré dorés, léger légers, carré carrés"
)
_LISTS = {"de": (_GERMAN, _GERMAN_SAYS), "fr": (_FRENCH, _FRENCH_SAYS)}


def make_listed(language: str) -> tuple[list[ProductInfo], list[Asked]]:
    """Return products in German or French, and for each a query in the other number, without accents."""
    nouns, says = ([pair.split() for pair in words.split(", ")] for words in _LISTS[language])
    products: list[ProductInfo] = []
    asked: list[Asked] = []
    for (one, several), (says_one, says_several), line in (
        (noun, say, line) for noun in nouns for say in says for line in _LINES
    ):
        product_id = f"{language}{len(products)}"
        title = f"{one} {says_one} {line}" if language == "fr" else f"{one} {line} {says_one}"
        products.append(make_product(product_id, title))
        asked.append((_bare(f"{says_several} {several} {line}".replace("ß", "ss")), product_id))
    return products, asked


class Invented:
    """Any number of products in two languages, their words as common and as rare as in speech (Zipf)."""

    NOUNS = {"lampada": "lamp", "tavolo": "table", "sedia": "chair", "divano": "sofa", "tappeto": "rug", "vaso": "vase",
             "letto": "bed", "scrivania": "desk", "scaffale": "shelf", "specchio": "mirror"}  # fmt: skip
    COLOURS = {"rosso": "red", "blu": "blue", "verde": "green", "nero": "black", "bianco": "white"}

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._numbers = np.random.default_rng(seed)
        self._vocabulary = [self._word() for _ in range(20_000)]
        shares = 1 / np.arange(1, 20_001)
        self._shares = np.cumsum(shares / shares.sum())

    def make(self, count: int) -> Iterator[tuple[ProductInfo, tuple[str, str, str]]]:
        """Yield products, each with the words somebody who knows it would type: its model, what it is, its colour."""
        random = self._random
        for number in range(count):
            noun, colour = random.choice(list(self.NOUNS)), random.choice(list(self.COLOURS))
            model = self._word() + (str(random.randint(1, 99)) if number % 2 else self._word())
            attributes = {
                "width": random.randint(10, 200),
                "material": self._vocabulary[random.randrange(8)],
                "style": self._vocabulary[10 + random.randrange(6)],
                "dimmable": random.random() < 0.3,
            }
            english = f"{self.NOUNS[noun]} {model} {self.COLOURS[colour]}"
            product = make_product(
                f"p{number}",
                f"{noun} {model} {colour} {self._text(2)}",
                description=self._text(25),
                brand=self._vocabulary[100 + random.randrange(200)],
                categories=(f"Casa > {noun}",),
                languages={"en": Translation(title=english, description=self._text(25))},
                attributes=attributes,
                price=Money.from_minor(random.randint(500, 90_000), "EUR"),
                variant={"sku": f"SKU-{number:06}", "options": {"colour": colour}},
            )
            yield product, (model, self.NOUNS[noun], self.COLOURS[colour])

    def _word(self) -> str:
        syllables = self._random.randint(2, 4)
        return "".join(
            self._random.choice("bcdfglmnprstvz") + self._random.choice("aeiou") for _ in range(syllables)
        )

    def _text(self, count: int) -> str:
        return " ".join(
            self._vocabulary[at] for at in np.searchsorted(self._shares, self._numbers.random(count))
        )
