"""After a step back to an older version nothing is written over."""

import pytest
from django.db.migrations.recorder import MigrationRecorder

from commesso.infra import api as infra
from commesso.infra.eventstore.client import borrow
from commesso.infra.newer import check_event_store_is_not_newer, check_state_is_not_newer
from commesso.infra.stream.runner import Runner
from commesso.kernel.clock import now
from commesso.kernel.errors import Conflict


@pytest.mark.django_db
def test_a_state_of_a_newer_version_is_refused() -> None:
    check_state_is_not_newer()
    MigrationRecorder.Migration.objects.create(app="infra", name="0999_tomorrow")
    with pytest.raises(Conflict, match=r"newer version \(it has infra/0999_tomorrow\)"):
        check_state_is_not_newer()


def test_an_event_store_of_a_newer_version_is_refused(stream: Runner) -> None:
    check_event_store_is_not_newer()
    infra.insert_rows("schema_migrations", [{"room": "infra", "name": "0999_tomorrow", "applied_at": now()}])
    with pytest.raises(Conflict, match="infra/0999_tomorrow"):
        check_event_store_is_not_newer()
    with borrow() as client:
        client.command(
            "ALTER TABLE schema_migrations DELETE WHERE name = '0999_tomorrow' SETTINGS mutations_sync = 2"
        )
    check_event_store_is_not_newer()
