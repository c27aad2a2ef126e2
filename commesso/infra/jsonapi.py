"""The manners of the JSON API, which knows no room: errors, keys, limits, pages, money.

Every error is a problem (RFC 9457) that names the field. What the API does not know, in the query or in the
body, is refused rather than passed over: a misspelt filter would show everything.
"""

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import wraps
from typing import Annotated, Any, Protocol

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.parser import Parser
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict

from commesso.infra.contracts import EventStoreDown, LogError
from commesso.kernel.errors import CommessoError, Conflict, Invalid, NotFound
from commesso.kernel.ids import StoreId
from commesso.kernel.money import Money, exponent

log = logging.getLogger(__name__)


class Holder(Protocol):
    """Who holds a secret key: the shop it opens, and what it may do there."""

    @property
    def store_id(self) -> StoreId: ...

    @property
    def scopes(self) -> frozenset[str]: ...


class Forbidden(CommessoError):
    """The key is good, but not for this."""


class Problem(Schema):
    """An error, as RFC 9457 has it. `errors` says for each field what is wrong with it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = []


PROBLEMS = {frozenset({400, 401, 403, 404, 409, 413, 429, 503}): Problem}


class Body(Schema):
    """Base of everything a client sends: an unknown field is an error."""

    model_config = ConfigDict(extra="forbid")


class Answer(Schema):
    """Base of everything we answer."""


class PageQuery(Body):
    cursor: str = Field("", description="`next_cursor` of the page before; empty for the first page.")
    limit: int = Field(50, ge=1, le=200, description="How many rows a page holds.")


def _check_year(moment: datetime) -> datetime:
    if not 1970 <= moment.year <= 2200:
        raise ValueError("use a year from 1970 to 2200")
    return moment


def _check_is_written_out(value: object) -> object:
    """Refuse a bare number: "2026" would be read as so many seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdigit()):
        raise ValueError("Write the time out, with its zone, like 2026-11-22T10:15:00Z.")
    return value


Moment = Annotated[AwareDatetime, BeforeValidator(_check_is_written_out), AfterValidator(_check_year)]
Amount = Annotated[Decimal, Field(max_digits=15, decimal_places=4)]
Identifier = Annotated[str, Field(min_length=1, max_length=100)]
Label = Annotated[str, Field(max_length=500)]


class MoneyBody(Body):
    """An amount in the currency's own unit: "12.50" EUR is twelve euros fifty."""

    amount: Amount
    currency: str = Field(pattern="^[A-Za-z]{3}$")


class MoneyAnswer(Answer):
    amount: str
    currency: str

    @staticmethod
    def resolve_amount(money: Money) -> str:
        """The amount with the currency's decimals, or with more where they say more."""
        rounded = money.amount.quantize(Decimal(1).scaleb(-exponent(money.currency)))
        return f"{rounded if rounded == money.amount else money.amount.normalize():f}"


def allow(request: HttpRequest, scope: str) -> StoreId:
    """Return the shop the key opens. Raise Forbidden unless the key has the scope."""
    holder: Holder = request.auth  # type: ignore[attr-defined] # ninja puts it there
    if scope not in holder.scopes:
        raise Forbidden(f"This key may not do that: it lacks the scope {scope!r}. Make a key that has it.")
    return holder.store_id


def create_api(
    *, title: str, description: str, find_holder: Callable[[str], Holder], per_second: int = 50
) -> NinjaAPI:
    """Return an API without addresses; the roof adds every room's router.

    `find_holder` gives the holder of a secret key and raises NotFound for an unknown one. Each key has
    `per_second` requests a second, and may save up ten seconds of them.
    """
    api = NinjaAPI(
        title=title,
        version="1",
        description=description,
        auth=_SecretKey(find_holder),
        parser=_StrictParser(),
        throttle=[_Bucket(per_second, burst=per_second * 10)],
        urls_namespace="api",
    )
    api.add_decorator(_refuse_unknown, mode="view")
    for kind, answer in _ANSWERS:
        api.add_exception_handler(kind, answer)
    return api


def list_urls(api: NinjaAPI) -> list[URLPattern | URLResolver]:
    """Return the API's addresses; even a wrong method is answered with a problem."""
    patterns: list[URLPattern | URLResolver] = api.urls[0]
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = _explain_methods(pattern.callback)
    return patterns


class _SecretKey(HttpBearer):
    def __init__(self, find_holder: Callable[[str], Holder]) -> None:
        super().__init__()
        self._find_holder = find_holder

    def authenticate(self, request: HttpRequest, token: str) -> Holder | None:  # noqa: ARG002 (ninja's own)
        try:
            return self._find_holder(token.strip())
        except NotFound:
            return None


class _Bucket(BaseThrottle):
    """A bucket of requests a key, filled steadily. Each process has its own."""

    def __init__(self, per_second: float, *, burst: float) -> None:
        self._rate, self._burst = per_second, burst
        self._levels: dict[bytes, tuple[float, float]] = {}  # key -> requests left, at what time
        self._lock = threading.Lock()

    def allow_request(self, request: HttpRequest) -> bool:
        key = hashlib.blake2b(request.headers.get("Authorization", "").encode(), digest_size=16).digest()
        now = time.monotonic()
        with self._lock:
            left, since = self._levels.get(key, (self._burst, now))
            left = min(self._burst, left + (now - since) * self._rate)
            if len(self._levels) > 10_000:
                self._levels.clear()
            self._levels[key] = (max(left - 1, 0.0) if left >= 1 else left, now)
        return left >= 1

    def wait(self) -> float:
        return max(1.0, 1 / self._rate)


class _StrictParser(Parser):
    """JSON as its standard has it: no NaN, no halves of characters, no null characters."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            content = msgspec.json.decode(request.body)
        except msgspec.DecodeError as error:
            raise HttpError(400, f"The body is not JSON: {error}.") from None
        if b"\\u0000" in request.body and any("\0" in text for text in _texts(content)):
            raise HttpError(400, "The body holds a null character (\\u0000). Leave it out.")
        return content


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for part in content:
            yield from _texts(part)
    elif isinstance(content, dict):
        for key, part in content.items():
            yield key
            yield from _texts(part)


def _refuse_unknown(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse query parameters that the operation does not know, and null characters in the address."""
    operation = run.__self__  # type: ignore[attr-defined] # ninja gives the bound method
    known: set[str] = set()
    for model in operation.models:
        if model.__ninja_param_source__ == "query":
            known |= set(model.__ninja_flatten_map__)

    @wraps(run)
    def checked(request: HttpRequest, **values: Any) -> HttpResponse:
        for name, value in request.GET.items():
            if name not in known:
                allowed = ", ".join(sorted(known)) or "none here"
                detail = f"{name[:60]!r} is not a parameter. The parameters are: {allowed}."
                return _problem(400, detail, [(name[:60], "not a parameter")])
            if "\0" in value:
                return _problem(400, f"{name} holds a null character.", [(name, "holds a null character")])
        if "\0" in request.path:
            return _problem(400, "The address holds a null character.", [])
        return run(request, **values)

    return checked


def _explain_methods(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view, updated=("__dict__",) if hasattr(view, "__dict__") else ())
    def explained(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        response = view(request, *args, **values)
        if response.status_code != 405:
            return response
        problem = _problem(
            405, f"{request.method} is not possible here. Use {response.headers['Allow']}.", []
        )
        problem["Allow"] = response.headers["Allow"]
        return problem

    return explained


_TITLES = {
    400: "The request cannot be taken",
    401: "A key is needed",
    403: "The key does not allow this",
    404: "Not found",
    405: "The method is not possible",
    409: "Changed meanwhile",
    413: "Too large",
    429: "Too many requests",
    500: "Our mistake",
    503: "Not now",
}


def _problem(status: int, detail: str, errors: list[tuple[str, str]]) -> HttpResponse:
    problem = {
        "type": "about:blank",
        "title": _TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "errors": [{"field": field, "detail": text} for field, text in errors],
    }
    return HttpResponse(msgspec.json.encode(problem), status=status, content_type="application/problem+json")


def not_found(request: HttpRequest, **_: str) -> HttpResponse:
    """Answer an address under the API that is none."""
    return _problem(404, f"{request.path[:200]!r} is no address of this API. /api/v1/docs lists them.", [])


def _on_validation(_: HttpRequest, error: Any) -> HttpResponse:
    assert isinstance(error, ValidationError)
    errors = [(_field(each), _words(each)) for each in error.errors]
    return _problem(400, "; ".join(f"{field}: {text}" for field, text in errors[:5]), errors[:100])


# What a client's author would not understand as the library says it.
_WORDS = {
    "extra_forbidden": "There is no such field. /api/v1/docs lists them.",
    "missing": "This field is missing.",
    "model_attributes_type": 'Use an object, like {"amount": "12.50", "currency": "EUR"} for money.',
    "model_type": "Use an object.",
    "dict_type": "Use an object.",
    "timezone_aware": "Say the zone too, like 2026-11-22T10:15:00Z.",
}


def _words(error: Mapping[str, Any]) -> str:
    return _WORDS.get(error["type"]) or str(error["msg"]).removeprefix("Value error, ")


def _field(error: Mapping[str, Any]) -> str:
    """Name the field as the client wrote it: without where it stood and our parameter's name."""
    place = [str(part) for part in error["loc"]]
    return ".".join(place[2:] if place[:1] == ["body"] else place[1:][-1:]) or ".".join(place)


def _on_throttled(_: HttpRequest, error: Any) -> HttpResponse:
    assert isinstance(error, Throttled)
    response = _problem(429, "This key sent too many requests. Wait as long as Retry-After says.", [])
    response["Retry-After"] = str(max(1, round(error.wait or 1)))
    return response


def _on_no_key(_: HttpRequest, __: Any) -> HttpResponse:
    response = _problem(401, "Send a secret key of your shop: 'Authorization: Bearer sk_…'.", [])
    response["WWW-Authenticate"] = "Bearer"
    return response


def _on_http_error(_: HttpRequest, error: Any) -> HttpResponse:
    assert isinstance(error, HttpError)
    cause = error.__cause__  # ninja puts a plain error over what our parser said
    return _problem(error.status_code, str(cause if isinstance(cause, HttpError) else error), [])


def _on_down(_: HttpRequest, error: Any) -> HttpResponse:
    log.warning("The API had to refuse: %r", error)
    response = _problem(503, "The shop's data is busy or out of reach. Try again in a moment.", [])
    response["Retry-After"] = "2"
    return response


def _on_error(request: HttpRequest, error: Any) -> HttpResponse:
    log.error("The API failed at %s %s", request.method, request.path, exc_info=error)
    return _problem(500, "Something broke on our side, and it was written down.", [])


def _on_invalid(_: HttpRequest, error: Any) -> HttpResponse:
    assert isinstance(error, Invalid)
    return _problem(400, str(error), [(error.field, str(error))] if error.field else [])


def _plain(status: int) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda _, error: _problem(status, str(error) or _TITLES[status], [])


_ANSWERS: tuple[tuple[type[Exception], Callable[[HttpRequest, Any], HttpResponse]], ...] = (
    (Exception, _on_error),
    (CommessoError, _plain(400)),
    (Invalid, _on_invalid),
    (Forbidden, _plain(403)),
    (NotFound, _plain(404)),
    (Http404, _plain(404)),
    (Conflict, _plain(409)),
    (RequestDataTooBig, _plain(413)),
    (HttpError, _on_http_error),
    (AuthenticationError, _on_no_key),
    (Throttled, _on_throttled),
    (ValidationError, _on_validation),
    (OperationalError, _on_down),
    (EventStoreDown, _on_down),
    (LogError, _on_down),
)
