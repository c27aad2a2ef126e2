"""Pictures of products, drawn once a process. Their addresses change when the drawing does."""

import gzip
import hashlib
import re
from functools import cache, lru_cache
from importlib import resources

from commesso.demo.rules.catalogue import colours_of, get_catalogue
from commesso.demo.rules.pictures import FORMS, draw

VIEWS = {"whole": "0 0 800 800", "near": "190 200 420 420"}
_PLAIN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800"><rect width="800" height="800" fill="#eadfce"/>'
    '<path d="M250 640V380a150 150 0 0 1 300 0v260z" fill="{colour}"/></svg>'
)
_VIEW_BOX = re.compile(r'viewBox="[^"]*"')


@cache
def address_of(sku: str, view: str = "whole") -> str:
    """Return where a picture stands: named by what it is made of, so browsers keep it for ever."""
    made_of = f"{_code_digest()} {_describe(sku)} {VIEWS[view]}"
    return f"/pictures/{sku}/{view}.{hashlib.sha256(made_of.encode()).hexdigest()[:12]}.svg"


@lru_cache(maxsize=600)
def read_picture(sku: str, view: str) -> bytes:
    """Return a picture as compressed SVG."""
    form, colour, accent, seed = _describe(sku)
    if form not in FORMS:
        text = _PLAIN.format(colour=colour)
    else:
        text = draw(form, colour=colour, accent=accent, seed=seed)
    if view != "whole":
        text = _VIEW_BOX.sub(f'viewBox="{VIEWS[view]}"', text, count=1)
    return gzip.compress(text.encode(), mtime=0)


def _describe(sku: str) -> tuple[str, str, str, str]:
    shop = get_catalogue()
    product, variant = shop.by_sku[sku]
    colour, accent = colours_of(shop.family_of(product), product, variant)
    return product.form, colour, accent, product.id


@cache
def _code_digest() -> str:
    digest = hashlib.sha256()
    files = resources.files("commesso.demo").joinpath("rules", "pictures").iterdir()
    for file in sorted(files, key=lambda each: each.name):
        if file.name.endswith(".py"):
            digest.update(file.read_bytes())
    return digest.hexdigest()
