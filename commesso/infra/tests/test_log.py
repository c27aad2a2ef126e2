"""The log keeps what was acknowledged, whatever happens to the machine."""

import errno
import os
import struct
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commesso.infra.contracts import LaneTaken, LogDamaged, LogError, LogFull, LogTooNew
from commesso.infra.log import writer as writer_module
from commesso.infra.log.reader import Position, count_events, first_position, read_block
from commesso.infra.log.segment import FILE_HEADER, MAGIC, list_segments, segment_path
from commesso.infra.log.writer import LaneWriter
from commesso.infra.tests.test_stream import make_event


@pytest.fixture
def lane(tmp_path: Path) -> Path:
    return tmp_path / "main"


def append(writer: LaneWriter, *numbers: int) -> None:
    writer.append_and_wait(msgspec.json.encode([make_event(number) for number in numbers]), len(numbers))


def read_all(lane: Path) -> list[str]:
    start = first_position(lane)
    assert start is not None
    return [event.id for event in read_block(lane, start, max_events=10**9).events]


def write(lane: Path, *numbers: int, segment_bytes: int = 10**9) -> None:
    writer = LaneWriter(lane, segment_bytes=segment_bytes)
    for number in numbers:
        append(writer, number)
    writer.close()


def test_what_is_appended_is_read_in_order_across_segments(lane: Path) -> None:
    write(lane, *range(20), segment_bytes=600)
    assert len(list_segments(lane)) > 3
    assert read_all(lane) == [f"m-{number}" for number in range(20)]
    assert count_events(lane) == 20


def test_reading_goes_on_where_it_stopped(lane: Path) -> None:
    write(lane, *range(10), segment_bytes=600)
    position, seen = Position(), []
    while (block := read_block(lane, position, max_events=3)).end != position:
        seen += [event.id for event in block.events]
        position = block.end
    assert seen == [f"m-{number}" for number in range(10)]


def test_a_lane_has_one_writer(lane: Path) -> None:
    writer = LaneWriter(lane)
    with pytest.raises(LaneTaken, match="COMMESSO_DATA"):
        LaneWriter(lane)
    writer.close()


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(min_value=0, max_value=2_000))
def test_a_torn_end_costs_only_what_was_never_acknowledged(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    lane = tmp_path_factory.mktemp("torn") / "main"
    write(lane, 1, 2, 3)
    path = segment_path(lane, 0)
    data = path.read_bytes()
    kept = max(FILE_HEADER.size, len(data) - cut)
    path.write_bytes(data[:kept])
    write(lane, 4)
    ids = read_all(lane)
    assert ids[-1] == "m-4"
    assert ids[:-1] == ["m-1", "m-2", "m-3"][: len(ids) - 1]


def test_a_torn_end_is_kept_aside(lane: Path) -> None:
    write(lane, 1, 2)
    path = segment_path(lane, 0)
    path.write_bytes(path.read_bytes()[:-5])
    write(lane, 3)
    assert path.with_suffix(".torn").exists()
    assert read_all(lane) == ["m-1", "m-3"]


def test_a_damaged_middle_is_an_error_that_says_where_and_what_to_do(lane: Path) -> None:
    write(lane, 1, 2, 3)
    path = segment_path(lane, 0)
    data = bytearray(path.read_bytes())
    data[FILE_HEADER.size + 40] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(LogDamaged, match=f"damaged at byte {FILE_HEADER.size}.*backup"):
        LaneWriter(lane)


def test_a_missing_segment_stops_its_readers_with_a_clear_error(lane: Path) -> None:
    write(lane, *range(10), segment_bytes=600)
    segments = list_segments(lane)
    segment_path(lane, segments[1]).unlink()
    with pytest.raises(LogDamaged, match="are missing"):
        read_all(lane)


def test_a_file_from_a_newer_version_is_left_alone(lane: Path) -> None:
    lane.mkdir()
    path = segment_path(lane, 0)
    path.write_bytes(struct.pack("<8sIQ", MAGIC, 99, 0))
    with pytest.raises(LogTooNew, match="Update Commesso"):
        LaneWriter(lane)
    assert path.stat().st_size == FILE_HEADER.size


class Disk:
    """A disk that fails when told to: stands in for the calls of `os` the writer uses."""

    def __init__(self) -> None:
        self.write_error: int | None = None
        self.sync_error: int | None = None
        self.room: int | None = None

    def write(self, file: int, data: bytes) -> int:
        if self.room is not None:
            if self.room == 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            data = data[: self.room]
            self.room -= len(data)
        return os.write(file, data)

    def fdatasync(self, file: int) -> None:
        if self.sync_error is not None:
            raise OSError(self.sync_error, "Input/output error")
        os.fdatasync(file)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    fake = Disk()
    monkeypatch.setattr(writer_module, "write", fake.write)
    monkeypatch.setattr(writer_module, "fdatasync", fake.fdatasync)
    return fake


def test_a_full_disk_is_told_and_events_are_taken_again_once_there_is_room(lane: Path, disk: Disk) -> None:
    writer = LaneWriter(lane)
    append(writer, 1)
    disk.room = 50
    with pytest.raises(LogFull, match="Free space"):
        append(writer, 2)
    with pytest.raises(LogFull):
        append(writer, 3)
    disk.room = None
    append(writer, 4)
    writer.close()
    assert read_all(lane) == ["m-1", "m-4"]


def test_after_a_failed_sync_the_file_is_not_trusted_again(lane: Path, disk: Disk) -> None:
    writer = LaneWriter(lane)
    append(writer, 1)
    disk.sync_error = errno.EIO
    with pytest.raises(LogError, match="Check the disk"):
        append(writer, 2)
    disk.sync_error = None
    append(writer, 3)
    writer.close()
    assert len(list_segments(lane)) == 2
    assert read_all(lane)[0] == "m-1"
    assert read_all(lane)[-1] == "m-3"


def test_rolling_twice_makes_no_empty_segments(lane: Path) -> None:
    writer = LaneWriter(lane)
    append(writer, 1)
    writer.roll()
    writer.roll()
    append(writer, 2)
    writer.close()
    assert list_segments(lane) == [0, 1]
    assert read_all(lane) == ["m-1", "m-2"]
