"""What every test shares: the stream, and the cast (docs/contributing/testing.md)."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from commesso.kernel.memory import forget_everything

if TYPE_CHECKING:
    from django.test import Client

    from commesso.infra.stream.runner import Runner
    from commesso.stores.contracts import SourceInfo, StoreInfo


@pytest.fixture(autouse=True)
def nothing_read_before() -> None:
    """A test's shop may have the number of an earlier one's."""
    forget_everything()


@pytest.fixture
def shop(db: None) -> "StoreInfo":
    """Alma's shop."""
    from commesso.stores import api as stores

    return stores.create_store(slug="bottega", name="Bottega Alma", languages=("it", "en"))


@pytest.fixture
def other_shop(db: None) -> "StoreInfo":
    """Edda's shop, which must see nothing of Alma's."""
    from commesso.stores import api as stores

    return stores.create_store(slug="edda", name="Edda", languages=("en",))


@pytest.fixture
def source(shop: "StoreInfo") -> "SourceInfo":
    """A source of Alma's shop, with a write key."""
    from commesso.stores import api as stores

    return stores.create_source(store_id=shop.id, name="Server")


@pytest.fixture
def change_source(source: "SourceInfo") -> Callable[..., None]:
    """Change fields of Alma's source, as its settings page would."""
    from commesso.stores.models import Source

    def change(**fields: Any) -> None:
        Source.objects.for_store(source.store_id).filter(pk=source.id).update(**fields)

    return change


@pytest.fixture
def change_store(shop: "StoreInfo") -> Callable[..., None]:
    """Change fields of Alma's shop, as its settings page would."""
    from commesso.stores.models import Store

    def change(**fields: Any) -> None:
        Store.objects.filter(pk=shop.id).update(**fields)

    return change


def _at_work(shop: "StoreInfo", name: str, role: str) -> "Client":
    from django.test import Client

    from commesso.stores.models import Membership, Staff

    staff = Staff.objects.create(email=f"{name.lower()}@example.com", name=name)
    Membership.objects.create(store_id=shop.id, staff=staff, role=role)
    browser = Client()
    browser.force_login(staff)
    return browser


@pytest.fixture
def alma(shop: "StoreInfo") -> "Client":
    """The browser of Alma, who owns the shop, signed in."""
    return _at_work(shop, "Alma", "owner")


@pytest.fixture
def bo(shop: "StoreInfo") -> "Client":
    """The browser of Bo, an agent of Alma's shop."""
    return _at_work(shop, "Bo", "agent")


@pytest.fixture
def fosca(shop: "StoreInfo") -> "Client":
    """The browser of Fosca, a marketer of Alma's shop."""
    return _at_work(shop, "Fosca", "marketer")


@pytest.fixture
def gino(shop: "StoreInfo") -> "Client":
    """The browser of Gino, an analyst of Alma's shop."""
    return _at_work(shop, "Gino", "analyst")


@pytest.fixture
def edda(other_shop: "StoreInfo") -> "Client":
    """The browser of Edda, who owns another shop and must see nothing of Alma's."""
    return _at_work(other_shop, "Edda", "owner")


@pytest.fixture(scope="session")
def _event_store_tables() -> None:
    from commesso.infra.eventstore.migrate import migrate

    migrate()


@pytest.fixture
def event_store(_event_store_tables: None) -> Any:
    """The event store, emptied. Gives `infra.api`."""
    from commesso.infra import api as infra
    from commesso.infra.eventstore.client import borrow, query_text

    tables = query_text(
        "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' "
        "AND name != 'schema_migrations'"
    )
    with borrow() as client:
        for row in tables:
            client.command(f"TRUNCATE TABLE {row['name']}")
    return infra


@pytest.fixture
def event_store_at(event_store: Any, settings: Any) -> Iterator[Callable[[str], None]]:
    """Have the event store elsewhere until the test ends."""
    from commesso.infra.eventstore.client import borrow, close

    here = settings.EVENT_STORE

    def move(dsn: str) -> None:
        close()
        settings.EVENT_STORE = dsn

    yield move
    move(here)
    with borrow():  # opened now: a later test may have its data elsewhere
        pass


@pytest.fixture
def computing_apart() -> Iterator[None]:
    """Have long computing done as a serving process does it: in a process of its own."""
    from commesso.infra.apart import close_computing, open_computing

    open_computing()
    yield
    close_computing()


@pytest.fixture
def event_store_down(event_store_at: Callable[[str], None]) -> None:
    """The event store is a server, and it does not answer."""
    event_store_at("clickhouse://127.0.0.1:1")


@pytest.fixture
def stream(transactional_db: None, event_store: Any) -> Iterator["Runner"]:
    """An empty log and a runner: `stream.drain()` carries everything onwards, here and now."""
    import shutil

    from commesso.infra.log.lanes import close_lanes, log_folder
    from commesso.infra.stream.runner import Runner

    close_lanes()
    shutil.rmtree(log_folder(), ignore_errors=True)
    yield Runner()
    close_lanes()
