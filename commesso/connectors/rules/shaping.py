"""From fields to what the other rooms take: products, orders, customers, events."""

from collections.abc import Mapping, Sequence
from dataclasses import fields as fields_of
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from commesso.catalog.contracts import Image, ProductInput, ProductStatus, Translation, VariantInput
from commesso.connectors.contracts import RowError
from commesso.connectors.rules.fields import OPTION
from commesso.connectors.rules.maps import FileMap
from commesso.connectors.rules.reading import Row, read_all_fields, read_fields, read_repeated
from commesso.connectors.rules.transforms import write_text
from commesso.kernel.ids import digest
from commesso.orders.contracts import (
    Document,
    FulfilmentState,
    LineInput,
    OrderInput,
    OrderState,
    PaymentState,
)
from commesso.profiles.contracts import ConsentInput, CustomerInput

E = TypeVar("E", bound=StrEnum)
_ORDER_WORDS: Mapping[str, type[StrEnum]] = {
    "document": Document,
    "order_state": OrderState,
    "payment_state": PaymentState,
    "fulfilment_state": FulfilmentState,
}
# Fields of an event beside its body, as the Segment libraries call them.
_EVENT_NAMES = {
    "message_id": "messageId",
    "user_id": "userId",
    "anonymous_id": "anonymousId",
    "previous_id": "previousId",
    "group_id": "groupId",
}


def make_product(file_map: FileMap, rows: Sequence[Row]) -> ProductInput:
    found = _drop_equal(_need(read_all_fields(file_map.fields, rows), "product_id"))
    found.update(_status(found))
    if "images" in found:
        found["images"] = tuple(Image(url=url) for url in found["images"])
    attributes = _read_free(file_map, "attributes", rows)
    variants = [_make_variant(entry) for entry in read_repeated(file_map, "variants", rows)]
    return ProductInput(
        **found,
        attributes=attributes or None,
        languages=_read_languages(file_map, rows) or None,
        variants=tuple(variants) or None,
    )


def _status(found: Mapping[str, Any]) -> dict[str, Any]:
    return {"status": _word(ProductStatus, "status", found["status"])} if "status" in found else {}


def _make_variant(entry: dict[str, Any]) -> VariantInput:
    options = {name.removeprefix(OPTION): value for name, value in entry.items() if name.startswith(OPTION)}
    plain = {name: value for name, value in entry.items() if not name.startswith(OPTION)}
    return VariantInput(**_need(_drop_equal(plain), "variant_id"), options=options)


def _drop_equal(found: dict[str, Any]) -> dict[str, Any]:
    """A price before that is not higher is none: feeds repeat the price there."""
    if "compare_at" in found and "price" in found and found["compare_at"] <= found["price"]:
        del found["compare_at"]
    return found


def _read_languages(file_map: FileMap, rows: Sequence[Row]) -> dict[str, Translation]:
    words: dict[str, dict[str, str]] = {}
    for name, value in _read_free(file_map, "languages", rows).items():
        language, _, word = name.rpartition(".")
        words.setdefault(language, {})[word] = value
    return {language: Translation(**each) for language, each in words.items()}


def make_order(file_map: FileMap, rows: Sequence[Row]) -> OrderInput:
    found = _need(_need(read_all_fields(file_map.fields, rows), "order_id"), "placed_at")
    for name, words in _ORDER_WORDS.items():
        if name in found:
            found[name] = _word(words, name, found[name])
    lines = [
        LineInput(**_need(entry, "product_id", "lines")) for entry in read_repeated(file_map, "lines", rows)
    ]
    return OrderInput(
        **found,
        shipping_address=_read_free(file_map, "shipping_address", rows) or None,
        billing_address=_read_free(file_map, "billing_address", rows) or None,
        lines=tuple(lines) if file_map.repeated.get("lines") else None,
    )


def make_customer(file_map: FileMap, rows: Sequence[Row]) -> CustomerInput:
    found = read_all_fields(file_map.fields, rows)
    external_ids = _read_free(file_map, "external_ids", rows)
    if not external_ids and not any(found.get(name) for name in ("user_id", "email", "phone")):
        raise RowError("user_id", "the row has neither user_id, email nor phone, so nobody is meant.")
    consents = [
        ConsentInput(purpose=name.partition("/")[0], channel=name.partition("/")[2], granted=granted)
        for name, granted in _read_free(file_map, "consents", rows).items()
    ]
    return CustomerInput(
        **found,
        external_ids=external_ids,
        traits=_read_free(file_map, "traits", rows),
        consents=tuple(consents),
    )


def make_event(file_map: FileMap, rows: Sequence[Row]) -> dict[str, Any]:
    """Return a Segment event. Its message id is the row's own, or follows from what the row says."""
    row = rows[0]
    event: dict[str, Any] = (
        {key: value for key, value in row.items() if value is not None} if file_map.whole_events else {}
    )
    for name, value in read_fields(file_map.fields, row).items():
        event[_EVENT_NAMES.get(name, name)] = value.isoformat() if isinstance(value, datetime) else value
    for section, specs in file_map.free.items():
        if specs:
            event[section] = {**_as_mapping(event.get(section)), **_nest(read_fields(specs, row))}
    session_id = event.pop("session_id", None)
    if session_id is not None:
        event["context"] = {**_as_mapping(event.get("context")), "sessionId": session_id}
    if not event.get("messageId"):
        event["messageId"] = "row-" + digest(write_json(event))
    return event


def write_json(value: Any) -> str:
    """Return JSON with its keys in order: the same content is the same text."""
    return msgspec.json.encode(value, order="deterministic").decode()


def _as_mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _nest(found: Mapping[str, Any]) -> dict[str, Any]:
    """Make {"page": {"url": ...}} of "page.url"."""
    nested: dict[str, Any] = {}
    for name, value in found.items():
        *steps, last = name.split(".")
        inside = nested
        for step in steps:
            inside = inside.setdefault(step, {})
        inside[last] = value
    return nested


def _read_free(file_map: FileMap, section: str, rows: Sequence[Row]) -> dict[str, Any]:
    specs = file_map.free.get(section, ())
    return read_all_fields(specs, rows) if specs else {}


def _need(found: dict[str, Any], name: str, section: str = "") -> dict[str, Any]:
    if name not in found:
        where = f"{section}.{name}" if section else name
        raise RowError(where, f"{where} is missing. Every row needs one.")
    return found


def _word(words: type[E], name: str, value: Any) -> E:
    try:
        return words(write_text(value))
    except ValueError:
        raise RowError(name, f"{name}={value!r} is not known. Use one of {', '.join(words)}.") from None


def show(thing: Any) -> dict[str, Any]:
    """Return what a thing says as plain JSON, without its empty fields, for people to look at."""
    if isinstance(thing, Mapping):
        return {str(key): _show_value(value) for key, value in thing.items()}
    pairs = ((each.name, getattr(thing, each.name)) for each in fields_of(thing))
    return {name: _show_value(value) for name, value in pairs if _says_something(name, value)}


def _says_something(name: str, value: Any) -> bool:
    return value not in (None, "", (), {}) and not (name == "version" and value == 0)


def _show_value(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_show_value(each) for each in value]
    if isinstance(value, Mapping):
        return show(value)
    if hasattr(value, "__dataclass_fields__"):
        return show(value)
    return msgspec.to_builtins(value)
