"""Files come in by the command: once, whole, and again without doing anything twice."""

import csv
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from commesso.catalog import api as catalog
from commesso.connectors.actions import running
from commesso.connectors.actions.targets import Taken, Target, make_target
from commesso.connectors.contracts import Busy, Kind, MapError, RunState
from commesso.connectors.models import ImportRun
from commesso.connectors.queries.maps import find_map
from commesso.connectors.queries.runs import imports_folder, list_runs
from commesso.connectors.tests.conftest import Import, Write
from commesso.infra import api as infra
from commesso.kernel.ids import StoreId
from commesso.orders import api as orders
from commesso.profiles import api as profiles
from commesso.stores.contracts import StoreInfo

pytestmark = pytest.mark.django_db(transaction=True)

ORDERS = """order id,date,customer id,sku,qty,unit price
1,2026-01-01,cleo,TZ,2,9.50
2,2026-01-02,dario,PT,1,20
1,2026-01-01,cleo,PT,1,20
"""
PRODUCTS = "id,title,price,colour\nTZ,Tazza,18.00,blu\nPT,Piatto,24.00,verde\n"


def count_orders(shop: StoreInfo) -> int:
    return orders.count_orders(shop.id)


def write_events(write: Write, count: int) -> Path:
    events = [
        {
            "type": "track",
            "event": "Product Viewed",
            "anonymousId": f"a{number % 7}",
            "messageId": f"m{number}",
            "timestamp": datetime(2026, 1, 1 + number % 20, tzinfo=UTC).isoformat(),
            "properties": {"product_id": "TZ"},
        }
        for number in range(count)
    ]
    return write("events.jsonl", "".join(json.dumps(event) + "\n" for event in events))


def count_events() -> int:
    rows = infra.query_text("SELECT count() AS n FROM events WHERE kind = 'track'")
    return int(rows[0]["n"])


def test_lines_of_an_order_find_together_and_their_customers_come_along(
    import_it: Import, write: Write, shop: StoreInfo
) -> None:
    said = import_it("orders", write("orders.csv", ORDERS))
    assert "3 rows, 2 orders and credit notes, 3 lines, 2 customers" in said
    assert "Taken: 2 created" in said
    order = orders.get_order(shop.id, "1")
    assert [(line.product_id, line.quantities.ordered) for line in order.lines] == [("TZ", 2), ("PT", 1)]
    assert order.total.minor == 3900
    assert profiles.count_profiles(shop.id) == 2


def test_a_second_run_brings_nothing_new(import_it: Import, write: Write, shop: StoreInfo) -> None:
    file = write("orders.csv", ORDERS)
    import_it("orders", file)
    assert "nothing new" in import_it("orders", file)
    assert "nothing new" in import_it("orders", file, "--again")
    assert count_orders(shop) == 2
    assert len(list_runs(shop.id)) == 1


def test_a_dry_run_writes_nothing_and_shows_what_would_be_taken(
    import_it: Import, write: Write, shop: StoreInfo
) -> None:
    file = write("products.csv", PRODUCTS + "x,Prova,gratis,\n")
    said = import_it("products", file, "--dry-run")
    assert '"title":"Tazza"' in said
    assert "line 4: price='gratis' is not an amount" in said
    assert "Nothing was written" in said
    assert catalog.count_products(shop.id) == 0
    assert not list_runs(shop.id)
    assert not file.with_name("products.csv.rejects.csv").exists()


def test_what_is_not_taken_stands_in_a_file_with_line_and_reason(import_it: Import, write: Write) -> None:
    file = write("products.csv", "id,title,price\nTZ,Tazza,18\n,Nessuno,1\nPT,Piatto,molto\n")
    said = import_it("products", file)
    assert "2 rows were not taken" in said
    with file.with_name("products.csv.rejects.csv").open(newline="") as rejects:
        rows = list(csv.DictReader(rejects))
    assert [(row["line"], row["field"]) for row in rows] == [("3", "product_id"), ("4", "price")]
    assert "is not an amount" in rows[1]["reason"]
    assert json.loads(rows[1]["row"])["title"] == "Piatto"


def test_rejects_go_to_the_data_folder_when_the_files_own_is_read_only(
    import_it: Import, write: Write, shop: StoreInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write("products.csv", "id,title,price\nPT,Piatto,molto\n")
    opened = Path.open

    def open_read_only(self: Path, *given: object, **named: object) -> object:
        if self.parent == file.parent and given and given[0] in ("w", "a"):
            raise PermissionError(13, "Permission denied")
        return opened(self, *given, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", open_read_only)
    import_it("products", file)
    assert Path(list_runs(shop.id)[0].rejects_file).parent == imports_folder()


def test_what_an_imported_event_tells_of_a_person_is_told_by_an_import(
    import_it: Import, write: Write, shop: StoreInfo
) -> None:
    told = {
        "type": "identify",
        "userId": "cleo",
        "traits": {"size": "M"},
        "timestamp": "2026-01-05T10:00:00Z",
    }
    import_it("events", write("events.jsonl", json.dumps(told) + "\n"))
    assert infra.query_text("SELECT source_id FROM events WHERE kind = 'identify'") == [{"source_id": 0}]
    cleo = profiles.find_profile(shop.id, "user_id", "cleo")
    assert cleo
    assert [each.source for each in profiles.list_traits(shop.id, cleo.id)] == ["import"]


def test_events_are_stored_once_however_often_the_file_comes(import_it: Import, write: Write) -> None:
    file = write_events(write, 3_000)
    assert "Taken: 3,000 sent" in import_it("events", file)
    assert count_events() == 3_000
    assert "nothing new" in import_it("events", file)
    import_it("events", file, "--again")
    assert count_events() == 3_000


def test_a_refused_event_is_told_by_its_line(import_it: Import, write: Write, shop: StoreInfo) -> None:
    good, bad = {"type": "track", "event": "A", "userId": "cleo"}, {"type": "track", "userId": "cleo"}
    file = write("events.jsonl", f"{json.dumps(good)}\n{json.dumps(bad)}\n")
    assert "line 2: event must be a text" in import_it("events", file)
    assert list_runs(shop.id)[0].rejected == 1


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(
    import_it: Import, write: Write, shop: StoreInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_events(write, 6_000)
    batches: list[int] = []

    def cut_off(kind: Kind, store_id: StoreId, *, at: datetime) -> Target:
        take = make_target(kind, store_id, at=at)

        def take_some(batch: Sequence[Any]) -> Taken:
            batches.append(len(batch))
            if len(batches) == 2:
                raise KeyboardInterrupt
            return take(batch)

        return take_some

    monkeypatch.setattr("commesso.connectors.actions.running.make_target", cut_off)
    with pytest.raises(KeyboardInterrupt):
        import_it("events", file)
    run = list_runs(shop.id)[0]
    assert (run.state, run.position) == (RunState.RUNNING, 2_500)
    assert "Taken: 6,000 sent" in import_it("events", file)
    assert batches == [2_500, 2_500, 2_500, 1_000]
    assert count_events() == 6_000


def test_what_fails_is_kept_with_its_reason_and_can_be_tried_again(
    import_it: Import, write: Write, shop: StoreInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write("products.csv", PRODUCTS)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(catalog, "import_products", fail)
        with pytest.raises(OSError, match="No space left"):
            import_it("products", file)
    assert list_runs(shop.id)[0].error == "[Errno 28] No space left on device"
    assert "Taken: 2 created" in import_it("products", file)
    assert list_runs(shop.id)[0].error == ""


def test_two_processes_do_not_import_one_file_at_once(write: Write, shop: StoreInfo) -> None:
    import fcntl

    file = write("products.csv", PRODUCTS)
    file_map = find_map(Kind.PRODUCTS, file, told="", zone="UTC")
    run = running._open_run(shop.id, file, file_map)
    handle = os.open(imports_folder() / f"{run.pk}.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        with pytest.raises(Busy, match="another process"):
            running.import_file(shop.id, file, file_map)
    finally:
        os.close(handle)


def test_a_map_of_ones_own(import_it: Import, write: Write, shop: StoreInfo) -> None:
    own = write(
        "mio.toml",
        'kind = "products"\n[fields]\nproduct_id = "cod"\ntitle = "nome"\nprice = "prezzo"\n'
        '[languages.en]\ntitle = "nome_en"\n[attributes]\ncolore = "colore"\n',
    )
    file = write("listino.csv", "cod;nome;nome_en;prezzo;colore\nTZ;Tazza;Cup;€ 18,00;blu\n")
    import_it("products", file, "--map", str(own))
    product = catalog.get_product(shop.id, "TZ")
    assert (product.title, product.languages["en"].title, product.attributes["colore"]) == (
        "Tazza",
        "Cup",
        "blu",
    )
    assert product.price is not None
    assert product.price.minor == 1800


def test_columns_that_say_too_little_are_told(import_it: Import, write: Write) -> None:
    with pytest.raises(MapError, match=r"The columns a, b do not say enough to import orders: .*order_id"):
        import_it("orders", write("x.csv", "a,b\n1,2\n"))


def test_runs_of_another_shop_stay_its_own(
    import_it: Import, write: Write, shop: StoreInfo, other_shop: StoreInfo
) -> None:
    import_it("products", write("products.csv", PRODUCTS))
    assert list_runs(other_shop.id) == []
    assert ImportRun.objects.for_store(other_shop.id).count() == 0
    assert catalog.count_products(other_shop.id) == 0
    assert catalog.count_products(shop.id) == 2


def test_nothing_temporary_is_left(import_it: Import, write: Write) -> None:
    import_it("orders", write("orders.csv", ORDERS))
    assert list(imports_folder().glob("scratch-*")) == []
