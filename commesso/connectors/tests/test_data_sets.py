"""The figures that the publishers of real data sets give hold when we read them."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from commesso.catalog import api as catalog
from commesso.connectors.contracts import Kind
from commesso.connectors.queries.maps import find_map
from commesso.connectors.queries.things import rehearse
from commesso.infra import api as infra
from commesso.profiles import api as profiles
from commesso.stores.contracts import StoreInfo

DATA: Path = settings.PACKAGE.parent.parent / "shared" / "data"
needs_data = pytest.mark.skipif(
    not DATA.exists(), reason="The data sets are not beside the checkout (../shared/data)."
)
pytestmark = [needs_data, pytest.mark.django_db(transaction=True)]

ONLINE_RETAIL = DATA / "uci_online_retail" / "transactions.parquet"


def import_it(shop: StoreInfo, kind: str, file: Path) -> str:
    out = io.StringIO()
    call_command("import", kind, str(file), "--store", shop.slug, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "file", "counts"),
    [
        (Kind.PRODUCTS, "ikea_sa/products.csv.gz", {"rows": 3_694, "products": 2_962}),
        (Kind.PRODUCTS, "fashion_styles/styles.csv.gz", {"products": 44_446}),
        (Kind.PRODUCTS, "complete_journey/products.parquet", {"products": 92_331}),
        (Kind.CUSTOMERS, "complete_journey/demographics.parquet", {"customers": 801}),
    ],
    ids=lambda each: str(each).split("/", maxsplit=1)[0] if isinstance(each, str) else "",
)
def test_a_data_set_is_read_whole_by_the_map_its_columns_ask_for(
    kind: Kind, file: str, counts: dict[str, int]
) -> None:
    file_map = find_map(kind, DATA / file, told="", zone="Europe/Rome")
    outcome = rehearse(DATA / file, file_map)
    assert {name: outcome.counts[name] for name in counts} == counts
    assert outcome.rejected == 0


@pytest.mark.slow(seconds=65)
def test_a_british_wholesalers_year_comes_in(shop: StoreInfo, stream: infra.Runner) -> None:
    del stream
    said = import_it(shop, "orders", ONLINE_RETAIL)
    assert "541,909 rows, 25,900 orders and credit notes" in said
    assert "9,288 of them cancelled, 4,372 customers" in said
    assert "Taken: 25,900 created" in said
    assert profiles.count_profiles(shop.id) == 4_372


@pytest.mark.slow(seconds=15)
def test_icecats_products_come_in_once(shop: StoreInfo, stream: infra.Runner) -> None:
    del stream
    file = DATA / "icecat_chorus" / "products.jsonl.gz"
    assert "Taken: 19,406 created" in import_it(shop, "products", file)
    assert "nothing new" in import_it(shop, "products", file)
    assert catalog.count_products(shop.id) == 19_406


@pytest.mark.slow(seconds=40)
def test_a_summer_of_clicks_comes_in_as_events(shop: StoreInfo, stream: infra.Runner) -> None:
    del stream
    import_it(shop, "events", DATA / "eshop_clothing_2008" / "clickstream.csv.gz")
    found = infra.query_text(
        "SELECT count() AS n, uniqExact(session_id) AS visits FROM events WHERE kind = 'track'"
    )
    assert (int(found[0]["n"]), int(found[0]["visits"])) == (165_474, 24_026)
