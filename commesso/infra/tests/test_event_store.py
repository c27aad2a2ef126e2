"""The event store, in this process and as a server that may go away."""

from collections.abc import Callable, Iterator
from typing import Any

import clickhouse_connect
import pytest

from commesso.infra.contracts import EventStoreDown, EventStoreRefused
from commesso.infra.eventstore.client import close, insert_rows, query_text
from commesso.infra.tests.clickhouse_server import ClickHouseServer, serve_clickhouse
from commesso.kernel.clock import now

ROW = {"room": "infra", "name": "0998_try", "applied_at": now()}
COUNT = "SELECT count() AS rows FROM schema_migrations WHERE name = {name:String}"


@pytest.fixture
def server(event_store_at: Callable[[str], None], settings: Any) -> Iterator[ClickHouseServer]:
    """A ClickHouse server in use, before the engine and the data of this process."""
    engine = clickhouse_connect.get_client(interface="chdb", path=f"{settings.DATA}/events")
    with serve_clickhouse(engine) as server:
        event_store_at(server.dsn)
        yield server
    engine.command("ALTER TABLE schema_migrations DELETE WHERE name = '0998_try' SETTINGS mutations_sync = 2")
    engine.close()


def count() -> int:
    (row,) = query_text(COUNT, {"name": ROW["name"]})
    return int(row["rows"])


def test_a_server_keeps_rows_as_the_engine_in_this_process_does(server: ClickHouseServer) -> None:
    insert_rows("schema_migrations", [ROW])
    assert count() == 1


def test_a_row_that_cannot_be_kept_is_refused(server: ClickHouseServer) -> None:
    with pytest.raises(EventStoreRefused):
        insert_rows("schema_migrations", [{**ROW, "applied_at": "some day"}])


def test_while_the_server_is_away_nothing_is_refused_for_good(server: ClickHouseServer) -> None:
    assert count() == 0  # so the driver knows the server
    server.is_down = True
    with pytest.raises(EventStoreDown):
        insert_rows("schema_migrations", [ROW])
    with pytest.raises(EventStoreDown):
        count()
    server.is_down = False
    insert_rows("schema_migrations", [ROW])
    assert count() == 1


def test_a_server_that_was_never_there_is_told_with_what_to_do(server: ClickHouseServer) -> None:
    server.is_down = True
    close()
    with pytest.raises(EventStoreDown, match="does not open"):
        count()
