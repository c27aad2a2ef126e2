"""A shop to import into, and small files to import."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from commesso.infra import api as infra
from commesso.stores.contracts import StoreInfo

Write = Callable[..., Path]
Import = Callable[..., str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a small file under a name."""

    def make(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.fixture
def import_it(shop: StoreInfo, stream: infra.Runner) -> Import:
    """Run the command as Alma does; return what it prints."""
    del stream

    def run(kind: str, file: Path, *options: str) -> str:
        out = io.StringIO()
        call_command("import", kind, str(file), "--store", shop.slug, *options, stdout=out)
        return out.getvalue()

    return run
