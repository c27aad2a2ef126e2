"""A pytest plugin: every run, and every worker of it, has a data folder of its own.

It is named in pyproject.toml, because settings are read before any conftest.py is.
"""

import atexit
import gc
import os
import shutil
import tempfile

import pytest
from hypothesis import settings

_folder = tempfile.mkdtemp(prefix="commesso-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["COMMESSO_DATA"] = _folder  # noqa: TID251 (what the settings are made of)
os.environ.setdefault("COMMESSO_MAIL", "off")  # noqa: TID251

# What is imported stays: looking for garbage in it again and again takes a tenth of the time.
gc.set_threshold(50_000, 20, 50)

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("commesso", deadline=None)
settings.load_profile("commesso")


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave what was imported out of the search for cycles, as a serving process does."""
    gc.collect()
    gc.freeze()
