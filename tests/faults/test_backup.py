"""A backup taken from a running shop brings everything back, elsewhere."""

import json
import signal
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import RunningShop


def send(shop: RunningShop, *names: str) -> None:
    batch = [
        {"type": "track", "event": "Product Viewed", "userId": "cleo", "messageId": name} for name in names
    ]
    body = json.dumps({"batch": batch, "writeKey": shop.write_key}).encode()
    with urllib.request.urlopen(f"{shop.host}/v1/batch", data=body, timeout=10) as answer:
        assert answer.status == 200


@pytest.mark.slow(seconds=30)
def test_a_backup_of_a_running_shop_is_restored_whole(running_shop: RunningShop, tmp_path: Path) -> None:
    send(running_shop, *(f"m{number}" for number in range(50)))
    running_shop.wait_until_read()
    send(running_shop, "late-1", "late-2")
    saved = tmp_path / "saved"
    running_shop.run("-m", "commesso.config.cli", "backup", str(saved))
    send(running_shop, "after")
    running_shop.kill(signal.SIGKILL)

    other = RunningShop(tmp_path / "restored")
    other.environment = {**running_shop.environment, "COMMESSO_DATA": str(other.data)}
    other.run("-m", "commesso.config.cli", "restore", str(saved))
    other.start()
    other.wait_until_read()
    ids = {row["id"] for row in other.events() if row["kind"] == "track"}
    assert ids == {f"m{number}" for number in range(50)} | {"late-1", "late-2"}


@pytest.mark.slow(seconds=20)
def test_a_restore_never_overwrites(running_shop: RunningShop, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    running_shop.run("-m", "commesso.config.cli", "backup", str(saved))
    running_shop.kill(signal.SIGTERM)
    with pytest.raises(Exception, match="returned non-zero"):
        running_shop.run("-m", "commesso.config.cli", "restore", str(saved))
