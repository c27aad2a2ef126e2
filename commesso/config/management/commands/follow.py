"""`commesso follow`: the part of `commesso serve` that brings profiles, carts and orders up to the log."""

import contextlib
import os
import sys
from typing import Any

from django.core.management import BaseCommand

from commesso.infra.contracts import Place
from commesso.infra.stream.lock import RunnerLock
from commesso.infra.stream.runner import Runner

# Whoever waits for an answer comes first: this work is done with what the processors have left.
_NICENESS = 5


class Command(BaseCommand):
    help = "Follow the log into the state. `commesso serve` starts and ends this by itself."
    requires_system_checks = ()  # of addresses and pages, which it has none of: `serve` made them

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(_NICENESS)
        lock = RunnerLock(Place.STATE)
        lock.take(wait=True)  # the one before it may be finishing its last block
        runner = Runner({Place.STATE})
        runner.start()
        with contextlib.suppress(KeyboardInterrupt):
            sys.stdin.buffer.read()  # ends when the serving process does, however it ends
        runner.stop()
        lock.release()
