from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from commesso.onsite.endpoints import shop
from commesso.onsite.queries import tag


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    """Every test meets a process that has just begun."""
    shop.forget()
    yield
    shop.forget()


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small built tag in it."""
    (tmp_path / "commesso.js").write_text("/* core */" + "core();" * 100)
    (tmp_path / "commesso.js.br").write_bytes(b"brotli of the core")
    (tmp_path / "panels.aaaaaaaaaaaa.js").write_text("panels();" * 100)
    (tmp_path / "manifest.json").write_text(
        '{"panels": {"file": "panels.aaaaaaaaaaaa.js"}, "core": {"file": "commesso.js"}}'
    )
    monkeypatch.setattr(tag, "BUILT", tmp_path)
    return tmp_path


@pytest.fixture
def give_logo(fosca: Client, tmp_path: Path) -> Iterator[Callable[[], None]]:
    """Let Fosca upload a logo."""
    picture = SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n" + b"0" * 32)

    def give() -> None:
        fosca.post(
            "/s/bottega/settings/brand", {"colour": "#1f4e5f", "background": "#ffffff", "logo": picture}
        )

    with override_settings(MEDIA_ROOT=tmp_path):
        yield give
