"""What is wrong with a family's file, said so that whoever writes it can mend it."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

LANGUAGES = ("it", "en", "es", "zh")
PRODUCTS = 30
TAGS = frozenset({"gift", "new", "bestseller", "limited", "made_to_order", "outlet"})
SEASONS = frozenset({"spring", "summer", "autumn", "winter"})
FORMS = {
    "ceramics": "cup mug espresso_cup plate bowl serving_bowl vase bottle_vase jug teapot butter_dish candle_holder "
    "tile planter platter",
    "leather": "tote backpack satchel clutch wallet card_holder belt key_ring notebook_cover glasses_case pouch "
    "laptop_sleeve luggage_tag",
    "lamps": "table_lamp desk_lamp floor_lamp pendant wall_lamp lantern bedside_lamp clip_lamp paper_lamp",
    "textiles": "blanket cushion tablecloth napkins towel scarf apron rug bedspread curtain tea_towel",
    "jewellery": "ring stud_earrings drop_earrings hoop_earrings necklace pendant_necklace bracelet bangle brooch "
    "cufflinks",
    "kitchen": "chopping_board knife spoon_set salad_servers mortar oil_bottle salt_box coffee_pot pan bread_box "
    "grater rolling_pin tray",
    "stationery": "notebook diary pencil_case pen pencils cards envelope_set wrapping_paper album calendar box ink",
    "garden": "trowel pruner watering_can pot planter_box bird_house gloves broom bench lantern_garden seeds basket "
    "wind_chime",
}
_FAMILY = {"key", "name", "lead", "care", "sizes", "attributes", "products"}
_PRODUCT = {"id", "form", "line", "price", "tags", "seasons", "name", "text", "attributes", "variants"}
_ID = re.compile(r"[a-z]{3}(-[a-z0-9]+){2,}")
_SKU = re.compile(r"[A-Z]{3}(-[A-Z0-9]+){2,}")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_HEX = re.compile(r"#[0-9a-f]{6}")
_WORDS = range(30, 71)  # 35 to 60 are asked for; languages differ
_SIGNS = range(50, 131)  # Chinese, without spaces


def find_faults(key: str, text: str) -> Iterator[str]:
    """Yield one line for each thing to mend in the file of the family `key`."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        yield f"This is not TOML: {error}."
        return
    yield from _check_names("the family", raw, _FAMILY, {"options"})
    if _FAMILY - set(raw):
        return
    if raw["key"] != key:
        yield f"key={raw['key']!r} stands in {key}.toml. The two must be the same."
    for name in ("name", "lead", "care"):
        yield from _check_words(name, raw[name])
    yield from _check_words("sizes", raw["sizes"], may_be_empty=True)
    yield from _check_attributes(raw["attributes"])
    yield from _check_options(raw.get("options", {}))
    if len(raw["products"]) != PRODUCTS:
        yield f"There are {len(raw['products'])} products. Write {PRODUCTS}."
    for product in raw["products"]:
        yield from _check_product(key, raw, product)
    yield from _check_unique("id", [each.get("id") for each in raw["products"]])
    yield from _check_unique("sku", [v.get("sku") for p in raw["products"] for v in p.get("variants", ())])
    for language in LANGUAGES:
        for name in ("name", "text"):
            texts = [each.get(name, {}).get(language) for each in raw["products"]]
            yield from _check_unique(f"{name}.{language}", texts)


def _check_names(where: str, raw: Mapping[str, Any], needed: set[str], allowed: set[str]) -> Iterator[str]:
    for name in sorted(needed - set(raw)):
        yield f"{where}: {name} is missing."
    for name in sorted(set(raw) - needed - allowed):
        yield f"{where}: {name} is not known. Use {', '.join(sorted(needed | allowed))}."


def _check_unique(what: str, values: list[Any]) -> Iterator[str]:
    for value, times in Counter(map(str, values)).items():
        if times > 1:
            yield f"{what}={value[:60]!r} stands {times} times. Each must be its own."


def _check_words(where: str, words: Any, *, may_be_empty: bool = False) -> Iterator[str]:
    if not isinstance(words, Mapping) or set(words) - {"hex"} != set(LANGUAGES):
        yield f"{where}: write it in {', '.join(LANGUAGES)}, and in nothing else."
        return
    for language in LANGUAGES:
        text = words[language]
        if not isinstance(text, str) or (not text and not may_be_empty):
            yield f"{where}.{language} is empty."
        elif text != text.strip() or "  " in text:
            yield f"{where}.{language} has blanks too many."


def _check_values(where: str, values: Any) -> Iterator[str]:
    if not values:
        yield f"{where}: name its values."
        return
    for key, value in values.items():
        if not _KEY.fullmatch(key):
            yield f"{where}.{key}: use small letters, digits and _."
        yield from _check_words(f"{where}.{key}", value)
        if "hex" in value and not _HEX.fullmatch(str(value["hex"])):
            yield f"{where}.{key}: hex={value['hex']!r} is no colour. Write it like #9caf88."


def _check_attributes(attributes: Mapping[str, Any]) -> Iterator[str]:
    if not 8 <= len(attributes) <= 12:
        yield f"There are {len(attributes)} attributes. Write 8 to 12."
    for key, each in attributes.items():
        where = f"attributes.{key}"
        kind = each.get("kind")
        needed = {
            "choice": {"kind", "label", "values"},
            "number": {"kind", "label", "unit"},
            "yes_no": {"kind", "label"},
        }
        if kind not in needed:
            yield f"{where}: kind={kind!r} is not known. Use {', '.join(needed)}."
            continue
        yield from _check_names(where, each, needed[kind], set())
        yield from _check_words(f"{where}.label", each.get("label"))
        if kind == "choice":
            yield from _check_values(f"{where}.values", each.get("values"))


def _check_options(options: Mapping[str, Any]) -> Iterator[str]:
    for key, each in options.items():
        yield from _check_names(f"options.{key}", each, {"label", "values"}, set())
        yield from _check_words(f"options.{key}.label", each.get("label"))
        yield from _check_values(f"options.{key}.values", each.get("values"))


def _check_product(family: str, raw: Mapping[str, Any], product: Mapping[str, Any]) -> Iterator[str]:
    where = str(product.get("id"))
    yield from _check_names(where, product, _PRODUCT, {"was"})
    if _PRODUCT - set(product):
        return
    if not _ID.fullmatch(where) or not where.startswith(family[:3]):
        yield f"{where}: write an id like {family[:3]}-luna-bowl."
    if product["form"] not in FORMS[family].split():
        yield f"{where}: form={product['form']!r} is not drawn. Use one of {FORMS[family]}."
    if not product["line"]:
        yield f"{where}: line is empty."
    yield from _check_price(where, product)
    for name, known in (("tags", TAGS), ("seasons", SEASONS)):
        if unknown := set(product[name]) - known:
            yield f"{where}: {name}={sorted(unknown)} is not known. Use {', '.join(sorted(known))}."
    yield from _check_words(f"{where}.name", product["name"])
    yield from _check_text(where, product["text"])
    yield from _check_said(where, raw["attributes"], product["attributes"])
    yield from _check_variants(where, raw.get("options", {}), product)


def _check_price(where: str, product: Mapping[str, Any]) -> Iterator[str]:
    prices = [each.get("price", product["price"]) for each in product["variants"]]
    if not all(isinstance(price, int) and price > 0 for price in [product["price"], *prices]):
        yield f"{where}: a price is a whole number of cents above 0."
    elif min(prices, default=0) != product["price"]:
        yield f"{where}: price={product['price']} must be that of the cheapest variant, {min(prices, default=0)}."
    if "was" in product and not product["was"] > product["price"]:
        yield f"{where}: was={product['was']} must be above the price."


def _check_text(where: str, words: Any) -> Iterator[str]:
    yield from _check_words(f"{where}.text", words)
    for language in LANGUAGES:
        text = str(words.get(language, ""))
        if language == "zh":
            length, wanted, unit = len(re.sub(r"\s", "", text)), _SIGNS, "signs"
        else:
            length, wanted, unit = len(text.split()), _WORDS, "words"
        if length not in wanted:
            yield f"{where}.text.{language} has {length} {unit}. Write {wanted.start} to {wanted.stop - 1}."


def _check_said(where: str, known: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[str]:
    if not 6 <= len(said) <= 10:
        yield f"{where}: {len(said)} attributes. Write 6 to 10."
    for key, value in said.items():
        kind = known.get(key, {}).get("kind")
        good = {
            "choice": isinstance(value, str) and value in known.get(key, {}).get("values", {}),
            "number": isinstance(value, int | float) and not isinstance(value, bool) and value > 0,
            "yes_no": isinstance(value, bool),
        }
        if not good.get(str(kind), False):
            yield f"{where}: {key}={value!r} is not what attributes.{key} allows."


def _check_variants(where: str, options: Mapping[str, Any], product: Mapping[str, Any]) -> Iterator[str]:
    variants = product["variants"]
    if not variants:
        yield f"{where}: write at least one variant."
    if len({tuple(sorted(each.get("options", {}))) for each in variants}) > 1:
        yield f"{where}: all its variants must have the same options."
    chosen = [tuple(sorted(each.get("options", {}).items())) for each in variants]
    yield from _check_unique(f"{where}: options", chosen)
    for each in variants:
        sku = str(each.get("sku"))
        yield from _check_names(f"{where} {sku}", each, {"sku", "stock"}, {"options", "price"})
        if not _SKU.fullmatch(sku):
            yield f"{where}: sku={sku!r}. Write it like CER-LUNA-BOWL-SAGE."
        if not isinstance(each.get("stock"), int) or each["stock"] < 0:
            yield f"{where} {sku}: stock={each.get('stock')!r} must be 0 or more."
        if len(each.get("options", {})) > 2:
            yield f"{where} {sku}: at most 2 options."
        for key, value in each.get("options", {}).items():
            if value not in options.get(key, {}).get("values", {}):
                yield f"{where} {sku}: {key}={value!r} is not what options.{key} allows."
