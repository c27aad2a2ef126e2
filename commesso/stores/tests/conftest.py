"""People with passwords, and strangers."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client, override_settings

from commesso.kernel.clock import now
from commesso.stores.actions.passwords import set_password
from commesso.stores.actions.staff import create_staff, put_member
from commesso.stores.contracts import Role, StoreInfo
from commesso.stores.jobs import every_few_seconds
from commesso.stores.models import Staff

PASSWORD = "lampada verde 7"


class QuickArgon2(Argon2PasswordHasher):
    """As safe as paper, so that a test may try forty passwords."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


@pytest.fixture(autouse=True)
def _quick_passwords() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=[f"{__name__}.QuickArgon2"]):
        yield


@pytest.fixture
def alma_staff(shop: StoreInfo) -> Staff:
    """Alma, who owns the shop and has a password."""
    staff = create_staff(email="alma@example.com", name="Alma")
    set_password(staff=staff, password=PASSWORD)
    put_member(store_id=shop.id, staff=staff, role=Role.OWNER)
    return staff


@pytest.fixture
def stranger() -> Client:
    return Client()


@pytest.fixture
def send_mails(db: None) -> Callable[[], None]:
    """Let the clock send what waits."""
    return lambda: every_few_seconds(now())
