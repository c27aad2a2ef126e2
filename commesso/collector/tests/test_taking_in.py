"""What a shop's server or browser meets when it sends events."""

import base64
import gzip
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commesso.collector import actions
from commesso.collector.models import RefusalCount
from commesso.collector.tests.asking import VIEWED, ask, stored
from commesso.infra import api as infra
from commesso.stores.contracts import SourceInfo

Change = Callable[..., None]


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    actions.forget()


@pytest.mark.parametrize(
    ("path", "kind"),
    [(f"/v1/{kind}", kind) for kind in ("track", "page", "screen", "identify", "group", "alias")]
    + [("/v1/t", "track"), ("/c/p", "page"), ("/c/i", "identify")],
)
def test_every_call_of_the_spec_is_taken(
    stream: infra.Runner, source: SourceInfo, path: str, kind: str
) -> None:
    body = {
        "event": "Hello",
        "userId": "u1",
        "writeKey": source.write_key,
        "traits": {"a": 1},
        "properties": {"b": 2},
    }
    assert ask(path, body)[::2] == (200, {"success": True})
    stream.drain()
    row = stored()[0]
    assert row["kind"] == kind
    assert json.loads(row["body"]) == ({"a": 1} if kind in ("identify", "group") else {"b": 2})


@pytest.mark.parametrize(
    "how",
    [
        lambda key: {"authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode()},
        lambda key: {"x_write_key": key},
        lambda key: {"x_write_key": key, "content_type": "text/plain"},
    ],
)
def test_the_key_is_found_wherever_a_client_puts_it(
    stream: infra.Runner, source: SourceInfo, how: Callable[[str], dict[str, str]]
) -> None:
    assert ask("/v1/batch", {"batch": [VIEWED]}, **how(source.write_key))[0] == 200


def test_gzip_is_unpacked_whatever_the_type_says(stream: infra.Runner, source: SourceInfo) -> None:
    body = gzip.compress(json.dumps({"batch": [VIEWED], "writeKey": source.write_key}).encode())
    assert ask("/v1/batch", body, content_type="application/x-www-form-urlencoded")[0] == 200
    stream.drain()
    assert len(stored()) == 1


def test_a_wrong_key_is_told_what_to_do(db: None) -> None:
    status, headers, body = ask("/v1/track", VIEWED, x_write_key="nope")
    assert status == 401
    assert headers["content-type"] == "application/problem+json"
    assert body["field"] == "writeKey"
    assert "Settings" in body["detail"]


def test_a_revoked_key_is_refused(stream: infra.Runner, source: SourceInfo, change_source: Change) -> None:
    from commesso.kernel.clock import now

    change_source(revoked_at=now())
    assert ask("/v1/track", VIEWED, x_write_key=source.write_key)[0] == 401


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"event": ""}, "event"),
        ({"event": 7}, "event"),
        ({"anonymousId": None}, "userId"),
        ({"messageId": "x" * 101}, "messageId"),
        ({"messageId": 5}, "messageId"),
        ({"timestamp": "yesterday"}, "timestamp"),
        ({"timestamp": "1970-01-01T00:00:00Z"}, "timestamp"),
        ({"timestamp": "9999-12-31T23:59:59Z"}, "timestamp"),
        ({"properties": [1]}, "properties"),
        ({"context": "x"}, "context"),
    ],
)
def test_a_bad_event_is_answered_with_its_field(
    stream: infra.Runner, source: SourceInfo, change: dict[str, Any], field: str
) -> None:
    status, _, body = ask("/v1/track", {**VIEWED, **change}, x_write_key=source.write_key)
    assert (status, body["field"]) == (400, field)


def test_a_good_event_beside_bad_ones_is_kept(stream: infra.Runner, source: SourceInfo) -> None:
    batch = [{"type": "nonsense"}, VIEWED, 3, None, {**VIEWED, "messageId": "m2", "event": None}]
    status, _, body = ask("/v1/batch", {"batch": batch}, x_write_key=source.write_key)
    assert status == 200
    assert [each["index"] for each in body["refused"]] == [0, 2, 3, 4]
    stream.drain()
    assert [row["id"] for row in stored()] == ["m1"]


def test_half_an_emoji_does_not_cost_the_batch(stream: infra.Runner, source: SourceInfo) -> None:
    text = b'{"batch":[{"type":"track","event":"A","userId":"u",'
    text += b'"properties":{"a":"\\ud83d","b":"\\ud83d\\ude00","c":"\\\\ud83d"}}]}'
    assert ask("/v1/batch", text, x_write_key=source.write_key)[0] == 200
    stream.drain()
    assert json.loads(stored()[0]["body"]) == {"a": "\ufffd", "b": "\U0001f600", "c": "\\ud83d"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"\xff\xfe", 400),
        (b"\x1f\x8bnot gzip", 400),
        (json.dumps({"batch": [VIEWED] * 2501}).encode(), 413),
        (b" " * (500 * 1024 + 1), 413),
        (gzip.compress(b" " * (500 * 1024 + 1)), 413),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_whole(
    stream: infra.Runner, source: SourceInfo, body: bytes, status: int
) -> None:
    assert ask("/v1/batch", body, x_write_key=source.write_key)[0] == status


def test_an_event_of_more_than_32_kb_is_refused(stream: infra.Runner, source: SourceInfo) -> None:
    assert (
        ask("/v1/track", {**VIEWED, "properties": {"a": "x" * 33_000}}, x_write_key=source.write_key)[0]
        == 413
    )


def test_a_key_that_sends_too_fast_is_told_when_to_come_back(
    stream: infra.Runner, source: SourceInfo, change_source: Change
) -> None:
    change_source(events_per_second=1)
    batch = {"batch": [{**VIEWED, "messageId": str(number)} for number in range(11)]}
    status, headers, _ = ask("/v1/batch", batch, x_write_key=source.write_key)
    assert status == 429
    assert int(headers["retry-after"]) >= 1


def test_a_shopper_who_said_no_leaves_no_trace(stream: infra.Runner, source: SourceInfo) -> None:
    dario = {**VIEWED, "context": {"consent": {"categoryPreferences": {"analytics": False}}}}
    assert ask("/v1/track", dario, x_write_key=source.write_key)[::2] == (200, {"success": True})
    stream.drain()
    assert stored() == []


def test_an_order_of_a_shopper_who_said_no_is_kept_without_the_device(
    stream: infra.Runner, source: SourceInfo
) -> None:
    consent = {"consent": {"categoryPreferences": {"analytics": False}}, "userAgent": "Mozilla/5.0"}
    order = {"event": "Order Completed", "userId": "dario", "anonymousId": "device", "context": consent}
    ask("/v1/track", order, x_write_key=source.write_key)
    stream.drain()
    row = stored()[0]
    assert (row["user_id"], row["anonymous_id"], row["context"]) == ("dario", "", "{}")


def test_where_the_shop_asks_for_consent_silence_is_no(
    stream: infra.Runner, source: SourceInfo, change_store: Change
) -> None:
    change_store(consent_policy="required")
    ask("/v1/track", VIEWED, x_write_key=source.write_key)
    yes = {**VIEWED, "messageId": "m2", "context": {"consent": {"categoryPreferences": {"analytics": True}}}}
    ask("/v1/track", yes, x_write_key=source.write_key)
    stream.drain()
    assert [row["id"] for row in stored()] == ["m2"]


def test_global_privacy_control_is_honoured_where_the_shop_says_so(
    stream: infra.Runner, source: SourceInfo, change_store: Change
) -> None:
    change_store(gpc_means_no_analytics=True)
    ask("/v1/track", VIEWED, x_write_key=source.write_key, sec_gpc="1")
    ask("/v1/track", {**VIEWED, "messageId": "m2"}, x_write_key=source.write_key)
    stream.drain()
    assert [row["id"] for row in stored()] == ["m2"]


def test_bots_are_not_counted_and_a_shops_own_server_is_no_bot(
    stream: infra.Runner, source: SourceInfo
) -> None:
    bot = {
        **VIEWED,
        "messageId": "bot",
        "context": {"userAgent": "Googlebot/2.1 (+http://www.google.com/bot.html)"},
    }
    server = {**VIEWED, "messageId": "server", "context": {"library": {"name": "analytics-python"}}}
    ask(
        "/v1/batch",
        {"batch": [bot, server]},
        x_write_key=source.write_key,
        user_agent="analytics-python/2.4.0",
    )
    ask("/v1/track", {**VIEWED, "messageId": "curl"}, x_write_key=source.write_key, user_agent="curl/8.5")
    crawler = "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"
    ask("/v1/track", {**VIEWED, "messageId": "crawler"}, x_write_key=source.write_key, user_agent=crawler)
    stream.drain()
    assert [row["id"] for row in stored()] == ["curl", "server"]


def test_a_wrong_clock_is_corrected(stream: infra.Runner, source: SourceInfo) -> None:
    from datetime import timedelta

    from commesso.kernel.clock import now

    ahead = now() + timedelta(days=3)
    sent = {**VIEWED, "timestamp": (ahead - timedelta(minutes=5)).isoformat(), "sentAt": ahead.isoformat()}
    ask("/v1/track", sent, x_write_key=source.write_key)
    stream.drain()
    row = stored()[0]
    gap = row["received_at"] - row["at"]
    assert timedelta(minutes=4, seconds=59) < gap < timedelta(minutes=5, seconds=1)


def test_a_visit_ends_after_half_an_hour_without_a_step(stream: infra.Runner, source: SourceInfo) -> None:
    batch = [
        {
            **VIEWED,
            "messageId": f"m{minute}",
            "timestamp": f"2026-03-01T12:{minute:02}:00Z",
            "context": {"locale": "it"},
        }
        for minute in (0, 20, 40)
    ] + [{**VIEWED, "messageId": "m99", "timestamp": "2026-03-01T13:30:00Z", "context": {"locale": "it"}}]
    ask("/v1/batch", {"batch": batch}, x_write_key=source.write_key)
    stream.drain()
    sessions = [row["session_id"] for row in stored()]
    assert sessions[0] == sessions[1] == sessions[2] != sessions[3]


def test_a_visit_goes_on_after_a_restart(stream: infra.Runner, source: SourceInfo) -> None:
    first = {**VIEWED, "messageId": "m1", "context": {"locale": "it"}}
    ask("/v1/track", first, x_write_key=source.write_key)
    actions.forget()
    actions.restore_sessions()
    ask("/v1/track", {**first, "messageId": "m2"}, x_write_key=source.write_key)
    stream.drain()
    assert len({row["session_id"] for row in stored()}) == 1


def test_refusals_are_counted_without_a_word_of_the_event(stream: infra.Runner, source: SourceInfo) -> None:
    ask("/v1/track", {**VIEWED, "event": "", "userId": "secret@example.com"}, x_write_key=source.write_key)
    actions.write_refusals()
    row = RefusalCount.objects.for_store(source.store_id).get()
    assert (row.reason, row.field, row.count) == ("no_name", "event", 1)
    assert "secret" not in row.message


def test_browsers_may_ask_first(db: None) -> None:
    status, headers, _ = ask("/v1/t", b"", method="OPTIONS")
    assert status == 204
    assert headers["access-control-allow-origin"] == "*"
    assert headers["access-control-expose-headers"] == "retry-after"


def test_browser_libraries_find_their_settings(stream: infra.Runner, source: SourceInfo) -> None:
    settings_path = f"/v1/projects/{source.write_key}/settings"
    assert (
        ask(settings_path, b"", method="GET")[2]["integrations"]["Segment.io"]["apiKey"] == source.write_key
    )
    path = f"/sourceConfig/?p=web&writeKey={source.write_key}"
    assert ask(path, b"", method="GET")[2]["source"]["enabled"] is True
    assert ask("/v1/projects/nope/settings", b"", method="GET")[0] == 401


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
fields = st.sampled_from(
    [
        "type",
        "event",
        "messageId",
        "userId",
        "anonymousId",
        "timestamp",
        "sentAt",
        "properties",
        "context",
        "traits",
    ]
)
events = st.dictionaries(fields, json_values | st.sampled_from(["track", "page", "identify"]))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.lists(events | json_values, max_size=6))
def test_no_junk_breaks_the_collector_or_takes_a_good_event_along(
    stream: infra.Runner, source: SourceInfo, junk: list[Any]
) -> None:
    good = {**VIEWED, "messageId": "good"}
    status, _, _ = ask("/v1/batch", {"batch": [*junk, good]}, x_write_key=source.write_key)
    assert status == 200
    stream.drain()
    assert infra.query_text("SELECT count() AS good FROM events WHERE id = 'good'") == [{"good": 1}]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=200))
def test_no_bytes_break_the_collector(stream: infra.Runner, source: SourceInfo, body: bytes) -> None:
    assert ask("/v1/batch", body, x_write_key=source.write_key)[0] in (200, 400, 413)


def test_a_number_beyond_all_numbers_is_kept_whole(stream: infra.Runner, source: SourceInfo) -> None:
    text = (
        b'{"batch":[{"type":"track","event":"A","userId":"u","messageId":"m","properties":{"price":1e999}},'
        + msgspec.json.encode(VIEWED)
        + b"]}"
    )
    assert ask("/v1/batch", text, x_write_key=source.write_key)[0] == 200
    stream.drain()
    assert "m1" in [row["id"] for row in stored()]
