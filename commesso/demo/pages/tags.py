"""What the templates say: words, amounts, days, addresses, in the language of the page."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from commesso.demo.forms import SECRETS
from commesso.demo.queries import pictures
from commesso.demo.rules import formats, words
from commesso.demo.rules.telling import Piece, name_variant

register = template.Library()
_UNSAFE = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def say(context: Mapping[str, Any], key: str, **places: object) -> str:
    """Write one of the shop's own words: {% say "frame.cart_n" n=3 %}."""
    return words.say(key, context["language"], **places)


@register.simple_tag(takes_context=True)
def t(context: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """Write a text of the catalogue."""
    return texts[context["language"]]


@register.simple_tag(takes_context=True)
def money(context: Mapping[str, Any], cents: int) -> str:
    return formats.money(cents, context["language"])


@register.simple_tag(takes_context=True)
def day(context: Mapping[str, Any], when: date) -> str:
    return formats.day(when, context["language"])


@register.simple_tag(takes_context=True)
def days(context: Mapping[str, Any], first: date, last: date) -> str:
    """Write one day, or two with what lies between."""
    language = context["language"]
    if first == last:
        return formats.short_day(first, language)
    return words.say(
        "delivery.between",
        language,
        first=formats.short_day(first, language),
        last=formats.short_day(last, language),
    )


@register.simple_tag(takes_context=True)
def clock(context: Mapping[str, Any], when: datetime) -> str:
    return formats.clock(when, context["language"])


@register.simple_tag(takes_context=True)
def moment(context: Mapping[str, Any], when: datetime) -> str:
    return formats.day_and_clock(when, context["language"])


@register.simple_tag(takes_context=True)
def country(context: Mapping[str, Any], code: str) -> str:
    return formats.country(code, context["language"])


@register.simple_tag(takes_context=True)
def link(context: Mapping[str, Any], name: str, *keys: object) -> str:
    """Return the address of a page in the language of this one."""
    return reverse(name, args=(context["language"], *keys))


@register.simple_tag(takes_context=True)
def variant_words(context: Mapping[str, Any], piece: Piece) -> str:
    return name_variant(piece.family, piece.variant, context["language"])


@register.simple_tag(takes_context=True)
def total(context: Mapping[str, Any], cents: int, quantity: int) -> str:
    return formats.money(cents * quantity, context["language"])


@register.simple_tag
def picture(sku: str, view: str = "whole") -> str:
    return pictures.address_of(sku, view)


@register.simple_tag
def scene(kind: str) -> str:
    return pictures.scene_address(kind)


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a built file, or of one that stands as it is."""
    return static(f"demo/{_manifest().get(name, name)}")


@cache
def _manifest() -> dict[str, str]:
    file = finders.find("demo/manifest.json")
    if not file:
        return {}
    with open(file, encoding="utf-8") as text:  # noqa: PTH123 the finder's own path
        entries = json.load(text)
    return {key.rsplit("/", 1)[-1]: entry["file"] for key, entry in entries.items()}


@register.filter
def structured(data: object) -> SafeString:
    """Write JSON that no page can be broken by."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_UNSAFE))  # noqa: S308 escaped in this line


@register.inclusion_tag("demo/parts/field.html", takes_context=True)
def field(
    context: Mapping[str, Any],
    name: str,
    *,
    type: str = "text",  # noqa: A002 the attribute's own name
    autocomplete: str = "off",
    inputmode: str = "",
    hint: str = "",
    needed: bool = True,
    wide: bool = False,
) -> dict[str, Any]:
    """Write a labelled input with what was typed, and what is wrong with it."""
    bound = context["form"][name]
    typed = context["card"].get(name) if name in SECRETS else bound.value()
    return {
        "language": context["language"],
        "name": name,
        "label": f"field.{name}",
        "value": typed or "",
        "errors": [words.say(error, context["language"]) for error in bound.errors],
        "length": bound.field.max_length if hasattr(bound.field, "max_length") else None,
        "type": type,
        "autocomplete": autocomplete,
        "inputmode": inputmode,
        "hint": hint,
        "needed": needed,
        "wide": wide,
    }
