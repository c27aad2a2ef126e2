"""How fast do events go from the log into the event store?"""

import os
import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.harness import print_table

EVENTS = 400_000


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="commesso-bench-"))
    os.environ.update(COMMESSO_DATA=str(folder), DJANGO_SETTINGS_MODULE="commesso.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks.collector import make_event
    from commesso.collector import api as collector
    from commesso.infra import api as infra
    from commesso.infra.eventstore import client
    from commesso.infra.eventstore.migrate import migrate
    from commesso.infra.log.lanes import close_lanes
    from commesso.infra.stream.checkpoints import Checkpoints
    from commesso.infra.stream.load import Loader
    from commesso.kernel.clock import now
    from commesso.stores import api as stores

    call_command("migrate", verbosity=0)
    migrate()
    store = stores.create_store(slug="bench", name="Bench")
    source = stores.create_source(store_id=store.id, name="bench")
    for start in range(0, EVENTS, 1_000):
        events, _ = collector.read_events(source, [make_event(start + each) for each in range(1_000)], now())
        infra.append_offline(infra.MAIN, events)
    loader, checkpoints = Loader(), Checkpoints()
    begun = time.perf_counter()
    while loader.load(infra.MAIN, checkpoints=checkpoints):
        pass
    seconds = time.perf_counter() - begun
    stored = infra.query_text("SELECT count() AS stored, uniq(id) AS distinct FROM events")[0]
    print_table(
        "Log -> event store",
        [
            ("events", "stored", "seconds", "events/s"),
            (f"{EVENTS:,}", f"{stored['stored']:,}", f"{seconds:.1f}", f"{EVENTS / seconds:,.0f}"),
        ],
    )
    close_lanes()
    client.close()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
