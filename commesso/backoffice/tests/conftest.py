import pytest

from commesso.backoffice.tests.shopping import Street
from commesso.infra.api import Runner
from commesso.stores.contracts import StoreInfo


@pytest.fixture
def street(stream: Runner, shop: StoreInfo) -> Street:
    """The street before Alma's shop."""
    return Street(shop, stream)
