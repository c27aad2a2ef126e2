"""`commesso evaluate search`."""

import gzip
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInput, ProductStatus, Translation
from commesso.kernel.errors import CommessoError
from commesso.stores.contracts import StoreInfo

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)
ICECAT: Path = settings.PACKAGE.parent.parent / "shared" / "data" / "icecat_chorus"
GOODS = {
    "desk": "Lampada da tavolo in ottone",
    "floor": "Lampada da terra in ottone",
    "vase": "Vaso di ceramica bianca",
    "bowl": "Ciotola di ceramica blu",
}


@pytest.fixture
def goods(shop: StoreInfo, event_store: Any) -> None:
    rows = [ProductInput(product_id=key, title=title) for key, title in GOODS.items()]
    rows.append(
        ProductInput(product_id="hidden", title="Lampada da tavolo segreta", status=ProductStatus.HIDDEN)
    )
    rows.append(
        ProductInput(product_id="cup", title="Tazza", languages={"en": Translation(title="Tea cups")})
    )
    catalog.import_products(shop.id, rows, source="till", at=NOW)


def evaluate(*arguments: str) -> str:
    out = StringIO()
    call_command("evaluate", "search", *arguments, stdout=out)
    return out.getvalue()


def write(folder: Path, text: str, name: str = "judged.csv") -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.mark.usefixtures("goods")
def test_a_search_that_finds_what_people_want_scores_one(shop: StoreInfo, tmp_path: Path) -> None:
    judged = "query,docid,rating\nlampade tavolo,desk,3\nlampade tavolo,vase,0\nceramica blu,bowl,2\ntea cup,cup,1\n"
    found = json.loads(evaluate("--store", shop.slug, "--judgements", write(tmp_path, judged), "--json"))
    assert found["metrics"]["ndcg@10"] == found["metrics"]["ndcg@10_judged"] == 1.0
    assert (found["queries"], found["queries_left_out"], found["unknown_docids"]) == (3, 0, 0)


@pytest.mark.usefixtures("goods")
def test_what_cannot_be_found_is_left_out_and_told(shop: StoreInfo, tmp_path: Path) -> None:
    judged = "query,docid,rating\nlampada,desk,3\nlampada,elsewhere,3\nlampada,hidden,3\ncomputer,vase,0\n"
    found = json.loads(evaluate("--store", shop.slug, "--judgements", write(tmp_path, judged), "--json"))
    assert (found["queries"], found["queries_left_out"], found["unknown_docids"]) == (1, 1, 2)
    table = evaluate("--store", shop.slug, "--judgements", write(tmp_path, judged))
    assert "1 queries over 5 products." in table
    assert "2 docids are no products of the store" in table


@pytest.mark.usefixtures("goods")
def test_a_product_nobody_judged_counts_as_useless_or_not_at_all(shop: StoreInfo, tmp_path: Path) -> None:
    judged = "query,docid,rating\nlampada da tavolo ottone,floor,3\n"
    metrics = json.loads(evaluate("--store", shop.slug, "--judgements", write(tmp_path, judged), "--json"))[
        "metrics"
    ]
    assert metrics["ndcg@10"] == pytest.approx(0.6309, abs=1e-4)
    assert metrics["ndcg@10_judged"] == 1.0


@pytest.mark.usefixtures("goods")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("query,product,rating\nlampada,desk,3\n", "has no column docid: it has query, product, rating"),
        ("", "has no column query, docid, rating: it has none"),
        ("query,docid,rating\nlampada,desk,good\n", "line 2: rating='good' is none"),
        ("query,docid,rating\nlampada,desk,nan\n", "line 2: rating='nan' is none"),
        ("query,docid,rating\nlampada,desk\n", "line 2: rating=None is none"),
        ("query,docid,rating\nlampada,,3\n", "line 2: query and docid must not be empty"),
        (
            "query,docid,rating\nlampada,nowhere,3\n",
            r"none has a product of 'bottega'.*\(1 docids are unknown",
        ),
    ],
)
def test_judgements_that_cannot_be_used_are_told(
    shop: StoreInfo, tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(CommessoError, match=said):
        evaluate("--store", shop.slug, "--judgements", write(tmp_path, text))


@pytest.mark.usefixtures("event_store")
def test_an_unknown_store_an_empty_one_and_a_missing_file_are_told(shop: StoreInfo, tmp_path: Path) -> None:
    judged = write(tmp_path, "query,docid,rating\nlampada,desk,3\n")
    with pytest.raises(CommessoError, match="no store called 'elsewhere'"):
        evaluate("--store", "elsewhere", "--judgements", judged)
    with pytest.raises(CommessoError, match="has no products to search"):
        evaluate("--store", shop.slug, "--judgements", judged)
    with pytest.raises(CommessoError, match="cannot be read: No such file"):
        evaluate("--store", shop.slug, "--judgements", str(tmp_path / "missing.csv"))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not ICECAT.exists(), reason="The data sets are not beside the checkout (../shared/data).")
def test_real_judgements_are_read(shop: StoreInfo, tmp_path: Path) -> None:
    some = tmp_path / "some.jsonl.gz"
    with gzip.open(ICECAT / "products.jsonl.gz", "rt") as whole, gzip.open(some, "wt") as part:
        part.writelines(line for line, _ in zip(whole, range(600), strict=False))
    call_command("import", "products", str(some), "--store", shop.slug, stdout=StringIO())
    judged = str(ICECAT / "judgements_dev.csv.gz")
    found = json.loads(evaluate("--store", shop.slug, "--judgements", judged, "--json"))
    assert found["products"] == 600
    assert found["metrics"]["ndcg@10_judged"] > 0.5
