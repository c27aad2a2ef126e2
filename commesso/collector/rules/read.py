"""Reading the body of a request: JSON, gzip or not, one event or a batch."""

import re
import zlib
from typing import Any

import msgspec

from commesso.collector.contracts import Reason, Refusal, Refused

# The field's own limits (Segment's HTTP API).
MAX_BATCH_BYTES = 500 * 1024
MAX_EVENT_BYTES = 32 * 1024
MAX_BATCH_EVENTS = 2_500

_GZIP = b"\x1f\x8b"
# A browser writes half an emoji, cut by a shop's script, as a lone "\\ud83d"; that is no text. One alone must
# not cost the whole batch, so it becomes the replacement character.
_ESCAPE = re.compile(rb"\\(?:(u[dD][89abAB]..\\u[dD][c-fC-F]..)|(u[dD][89a-fA-F]..)|.)", re.DOTALL)


class Incoming(msgspec.Struct, gc=False, rename="camel"):
    """One event as sent. Loosely typed on purpose: a wrong field must refuse its event, not the batch."""

    type: Any = None
    event: Any = None
    name: Any = None
    message_id: Any = None
    user_id: Any = None
    anonymous_id: Any = None
    previous_id: Any = None
    group_id: Any = None
    timestamp: Any = None
    original_timestamp: Any = None
    sent_at: Any = None
    properties: msgspec.Raw = msgspec.Raw()
    traits: msgspec.Raw = msgspec.Raw()
    context: msgspec.Raw = msgspec.Raw()


class Single(Incoming, gc=False, rename="camel"):
    """One event as the body of a request: it may bring its key along."""

    write_key: Any = None


class Batch(msgspec.Struct, gc=False, rename="camel"):
    """Many events. `batch` is opened one by one only when it does not open at once."""

    batch: list[Incoming]
    sent_at: Any = None
    write_key: Any = None


class LooseBatch(msgspec.Struct, gc=False, rename="camel"):
    batch: list[msgspec.Raw]
    sent_at: Any = None
    write_key: Any = None


_decode_single = msgspec.json.Decoder(Single).decode
_decode_batch = msgspec.json.Decoder(Batch).decode
_decode_loose = msgspec.json.Decoder(LooseBatch).decode
_decode_incoming = msgspec.json.Decoder(Incoming).decode


def read_text(body: bytes) -> bytes:
    """Return the JSON of a body, unpacked if it is gzip whatever its type says. Raise Refused."""
    if body[:2] == _GZIP:
        body = _unpack(body)
    if len(body) > MAX_BATCH_BYTES:
        raise Refused(
            Refusal(
                Reason.TOO_LARGE,
                "body",
                f"The body is larger than {MAX_BATCH_BYTES // 1024} KB. Send the events in smaller batches.",
            )
        )
    if not body.isascii():
        try:
            body.decode()
        except UnicodeDecodeError as error:
            raise _not_json(f"byte {error.start} is not UTF-8") from None
    # One sign is looked for at memory speed, three are not; most bodies have no escape at all.
    if b"\\" in body and (b"\\ud" in body or b"\\uD" in body):
        return _ESCAPE.sub(_mend, body)
    return body


def read_single(text: bytes) -> Single:
    """Return the one event of a body. Raise Refused when it is not a JSON object."""
    try:
        return _decode_single(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise _not_json(str(error)) from None


def read_batch(text: bytes) -> tuple[list[Incoming | None], Any, Any]:
    """Return events (None where one is no object), `sentAt` and `writeKey`. Raise Refused."""
    try:
        whole = _decode_batch(text)
    except msgspec.ValidationError:
        loose = _read_loose(text)
        return [read_one(each) for each in loose.batch], loose.sent_at, loose.write_key
    except (msgspec.DecodeError, RecursionError) as error:
        raise _not_json(str(error)) from None
    return list(whole.batch), whole.sent_at, whole.write_key


def check_count(count: int) -> None:
    if count > MAX_BATCH_EVENTS:
        raise Refused(
            Refusal(
                Reason.TOO_MANY,
                "batch",
                f"batch holds {count} events; at most {MAX_BATCH_EVENTS} are taken at once. Send smaller batches.",
            )
        )


def _read_loose(text: bytes) -> LooseBatch:
    try:
        return _decode_loose(text)
    except msgspec.ValidationError:
        raise Refused(
            Refusal(Reason.NOT_AN_EVENT, "batch", 'The body needs "batch": a list of events.')
        ) from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise _not_json(str(error)) from None


def read_one(raw: msgspec.Raw | bytes) -> Incoming | None:
    """Return one event, or None where it is no JSON object."""
    try:
        return _decode_incoming(raw)
    except (msgspec.DecodeError, RecursionError):
        return None


def _mend(escape: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if escape.group(2) else escape.group()


def _unpack(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        return unpacker.decompress(body, MAX_BATCH_BYTES + 1)
    except zlib.error as error:
        raise _not_json(f"gzip: {error}") from None


def _not_json(detail: str) -> Refused:
    return Refused(Refusal(Reason.NOT_JSON, "body", f"The body is not JSON: {detail}. Send one JSON object."))
