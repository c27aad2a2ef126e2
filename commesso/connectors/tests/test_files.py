"""Any file of a known kind is read, whatever its name; damage is told, not guessed away."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from commesso.connectors.adapters.files.groups import Groups
from commesso.connectors.adapters.files.objects import read_list
from commesso.connectors.adapters.files.read import open_rows
from commesso.connectors.adapters.files.scratch import make_scratch
from commesso.connectors.adapters.files.table import sniff_delimiter
from commesso.connectors.contracts import FileError, Record
from commesso.connectors.tests.conftest import Write

ROWS = [{"id": "1", "name": "Tazza"}, {"id": "2", "name": "Caffè, nero"}]
RSS = """<?xml version="1.0"?>
<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title>
<item><g:id>1</g:id><title>Tazza</title><g:additional_image_link>a</g:additional_image_link>
<g:additional_image_link>b</g:additional_image_link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Shop</title>
<entry><g:id>1</g:id><title>Tazza</title><link href="https://shop.example/1"/></entry></feed>"""


def read(path: Path, **options: str) -> list[Record]:
    with open_rows(path, folder=path.parent, **options) as rows:
        return list(rows)


def values(path: Path, **options: str) -> list[dict[str, object]]:
    return [dict(record.values) for record in read(path, **options)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_of_a_table_is_found(write: Write, separator: str) -> None:
    lines = [
        separator.join(("id", "name")),
        separator.join(("1", "Tazza")),
        separator.join(("2", '"Caffè, nero"')),
    ]
    assert values(write("a.txt", "\n".join(lines))) == ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_of_a_table_is_found(write: Write, encoding: str) -> None:
    assert values(write("a.csv", 'id,name\n1,Tazza\n2,"Caffè, nero"\n'.encode(encoding))) == ROWS


def test_a_line_break_inside_quotes_is_part_of_the_value(write: Write) -> None:
    records = read(write("a.csv", 'id,name\n1,"two\nlines"\n2,x\n'))
    assert [(record.line, record.values["name"]) for record in records] == [(2, "two\nlines"), (4, "x")]


def test_a_line_with_too_many_values_is_told_with_its_number(write: Write) -> None:
    records = read(write("a.csv", "id,name\n1,a\n2,b,c\n3,d\n"))
    assert [record.line for record in records if record.fault] == [3]
    assert "3 values for 2 columns" in records[1].fault


def test_bytes_that_are_no_text_are_told(write: Write) -> None:
    content = b"id,name\n" + b"1,Tazza\n" * 200_000 + "2,Caff\xe8\n".encode("latin-1")
    faults = [record for record in read(write("a.csv", content)) if record.fault]
    assert len(faults) == 1
    assert "UTF-8" in faults[0].fault


def test_a_column_that_stands_twice_is_refused(write: Write) -> None:
    with pytest.raises(FileError, match="'id' stands twice"):
        read(write("a.csv", "id,id\n1,2\n"))


def test_one_json_object_a_line(write: Write) -> None:
    assert values(write("a.jsonl", "\n".join(json.dumps(row) for row in ROWS))) == ROWS


def test_a_line_that_is_not_json_is_told_and_the_others_are_read(write: Write) -> None:
    records = read(write("a.jsonl", '{"id": "1"}\nnonsense\n{"id": "2"}\n'))
    assert [record.line for record in records if record.fault] == [2]
    assert [record.values["id"] for record in records if not record.fault] == ["1", "2"]


def test_an_object_over_several_lines_says_what_to_do(write: Write) -> None:
    with pytest.raises(FileError, match="one object a line"):
        read(write("a.json", json.dumps({"products": ROWS}, indent=2)))


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_list(write: Write, indent: int | None) -> None:
    assert values(write("a.json", json.dumps(ROWS, indent=indent))) == ROWS


def test_a_json_list_that_breaks_off_is_told(write: Write) -> None:
    with pytest.raises(FileError, match="breaks off"):
        read(write("a.json", json.dumps(ROWS)[:-4]))


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text()))))
def test_any_json_list_is_read_as_it_was_written(rows: list[dict[str, object]]) -> None:
    import io

    stream = io.BytesIO(json.dumps(rows).encode())
    assert [record.values for record in read_list(stream)] == rows


def test_a_product_feed_in_rss(write: Write) -> None:
    assert values(write("a.xml", RSS)) == [{"id": "1", "title": "Tazza", "additional_image_link": ["a", "b"]}]


def test_a_product_feed_in_atom(write: Write) -> None:
    assert values(write("a.xml", ATOM)) == [{"id": "1", "title": "Tazza", "link": "https://shop.example/1"}]


def test_a_feed_that_would_grow_without_end_is_refused(write: Write) -> None:
    entities = '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]>'
    bomb = entities + "<rss><channel><item><id>&y;</id></item></channel></rss>"
    with pytest.raises(FileError, match="DOCTYPE"):
        read(write("a.xml", bomb))


def test_parquet(write: Write, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.Table.from_pylist(ROWS), path)
    assert values(path) == ROWS
    assert values(write("b", gzip.compress(path.read_bytes()))) == ROWS


def test_a_packed_file_is_read_whatever_its_name(write: Write) -> None:
    assert values(write("a", gzip.compress(b'id,name\n1,Tazza\n2,"Caff\xc3\xa8, nero"\n'))) == ROWS


def test_a_packed_file_that_breaks_off_is_told(write: Write) -> None:
    packed = gzip.compress(b"id,name\n" + b"".join(b"%d,x\n" % number for number in range(100_000)))
    with pytest.raises(FileError, match="breaks off or is damaged"):
        read(write("a.csv.gz", packed[: len(packed) // 2]))


@pytest.mark.parametrize("content", [b"", b"  \n"])
def test_an_empty_file_is_told(write: Write, content: bytes) -> None:
    with pytest.raises(FileError, match="is empty"):
        read(write("a.csv", content))


def test_a_picture_is_no_table(write: Write) -> None:
    with pytest.raises(FileError, match="none of CSV, JSON, Parquet"):
        read(write("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="No such file"):
        read(tmp_path / "nothing.csv")


def test_commas_inside_quotes_do_not_make_the_separator() -> None:
    assert sniff_delimiter('a;b\n"1,2,3";4\n"5,6,7";8\n') == ";"


def test_what_a_killed_import_left_is_removed_by_the_next(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f"scratch-{ended.pid}-x.groups"
    left.touch()
    mine = make_scratch(tmp_path, ".groups")
    assert sorted(tmp_path.iterdir()) == [mine]
    make_scratch(tmp_path, ".people")
    assert mine.exists()


def test_rows_of_one_key_come_together_in_the_order_of_their_first(tmp_path: Path) -> None:
    groups = Groups(tmp_path)
    records = [Record(line, {"key": key}) for line, key in enumerate("babca", 1)]
    groups.fill(records, lambda record: str(record.values["key"]), lambda _: None)
    assert groups.count() == 3
    assert [[record.line for record in group] for group in groups.read()] == [[1, 3], [2, 5], [4]]
    groups.close()
    assert not list(tmp_path.iterdir())
