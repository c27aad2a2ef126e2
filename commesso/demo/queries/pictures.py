"""Pictures of products, drawn once a process. Their addresses change when the drawing does."""

import gzip
import hashlib
import re
from functools import cache, lru_cache
from importlib import resources

from commesso.demo.rules.catalogue import colours_of, get_catalogue
from commesso.demo.rules.pictures import draw, draw_scene

VIEWS = {"whole": "0 0 800 800", "near": "190 200 420 420"}
SCENES = {"shelf": "aurora", "table": "alba"}  # with the seed of its colours
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
    text = draw(form, colour=colour, accent=accent, seed=seed)
    if view != "whole":
        text = _VIEW_BOX.sub(f'viewBox="{VIEWS[view]}"', text, count=1)
    return gzip.compress(text.encode(), mtime=0)


@cache
def scene_address(kind: str) -> str:
    """Return where a wide picture for the top of a page stands."""
    digest = hashlib.sha256(f"{_code_digest()} {kind} {SCENES[kind]}".encode()).hexdigest()
    return f"/pictures/scenes/{kind}.{digest[:12]}.svg"


@cache
def read_scene(kind: str) -> bytes:
    return gzip.compress(draw_scene(kind, seed=SCENES[kind]).encode(), mtime=0)


def _describe(sku: str) -> tuple[str, str, str, str]:
    shop = get_catalogue()
    product, variant = shop.by_sku[sku]
    colour, accent = colours_of(shop.family_of(product), product, variant)
    return product.form, colour, accent, product.id


@cache
def _code_digest() -> str:
    digest = hashlib.sha256()
    with resources.as_file(resources.files("commesso.demo").joinpath("rules", "pictures")) as folder:
        for file in sorted(folder.rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()
