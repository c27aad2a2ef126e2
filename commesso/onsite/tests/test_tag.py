"""The tag's own files, as a browser fetches them."""

import gzip
import os
from pathlib import Path

import pytest
from django.test import override_settings

from commesso.onsite.queries import tag
from commesso.onsite.tests.asking import ask

BROWSER = "gzip, deflate, br, zstd"


@pytest.mark.usefixtures("built")
def test_the_core_is_fetched_again_within_the_hour_and_serves_meanwhile() -> None:
    answer = ask("/commesso.js")
    assert answer.status == 200
    assert answer.body.startswith(b"/* core */")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "public, max-age=3600, stale-while-revalidate=86400"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.usefixtures("built")
def test_a_browser_gets_the_smallest_form_it_reads() -> None:
    small = ask("/commesso.js", accept_encoding=BROWSER)
    assert small.headers["content-encoding"] == "br"
    assert small.body == b"brotli of the core"
    other = ask("/commesso.js", accept_encoding="gzip, br;q=0")
    assert other.headers["content-encoding"] == "gzip"
    assert gzip.decompress(other.body).startswith(b"/* core */")
    assert "content-encoding" not in ask("/commesso.js", accept_encoding="identity").headers
    assert small.headers["vary"] == "accept-encoding"


@pytest.mark.usefixtures("built")
def test_who_has_the_core_already_gets_nothing_more() -> None:
    etag = ask("/commesso.js").headers["etag"]
    again = ask("/commesso.js", if_none_match=etag, accept_encoding=BROWSER)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == etag
    assert ask("/commesso.js", if_none_match='"other"').status == 200


@pytest.mark.usefixtures("built")
def test_a_chunk_is_kept_for_a_year_under_its_own_name() -> None:
    answer = ask("/commesso/panels.aaaaaaaaaaaa.js", accept_encoding=BROWSER)
    assert answer.status == 200
    assert gzip.decompress(answer.body).startswith(b"panels();")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.usefixtures("built")
def test_an_older_core_gets_todays_chunk_for_a_moment() -> None:
    answer = ask("/commesso/panels.bbbbbbbbbbbb.js")
    assert answer.body.startswith(b"panels();")
    assert "immutable" not in answer.headers["cache-control"]


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    "name",
    ["manifest.json", "../../../settings.py", "unknown.aaaaaaaaaaaa.js", "", "commesso.js.br", "commesso.js"],
)
def test_nothing_else_of_the_folder_is_given_away(name: str) -> None:
    answer = ask(f"/commesso/{name}")
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_new_build_is_served_without_a_restart(built: Path) -> None:
    before = ask("/commesso.js").headers["etag"]
    (built / "commesso.js").write_text("core2()")
    manifest = built / "manifest.json"
    os.utime(manifest, ns=(1, manifest.stat().st_mtime_ns + 1))
    after = ask("/commesso.js")
    assert after.body == b"core2()"
    assert after.headers["etag"] != before


def test_a_tag_that_is_not_built_says_how_to_build_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tag, "BUILT", tmp_path)
    answer = ask("/commesso.js")
    assert answer.status == 503
    assert "python -m tools.front_end" in answer.json["detail"]


@pytest.mark.usefixtures("built")
def test_a_head_has_no_body_and_a_post_is_told_what_is_possible() -> None:
    head = ask("/commesso.js", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) > 0
    assert ask("/commesso.js", {"a": 1}).status == 405
    assert ask("/commesso.js", method="OPTIONS").status == 204


@pytest.mark.usefixtures("built")
def test_the_tag_costs_no_look_into_the_database() -> None:
    # This test may not use the database: a look into it would fail.
    with override_settings(ALLOWED_HOSTS=["other.example"]):
        assert ask("/commesso.js", host="cdn.example").status == 200
