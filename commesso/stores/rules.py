"""Decisions about people, keys and colours, as pure functions."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from commesso.kernel.errors import Invalid
from commesso.stores.contracts import Role

_RANKS = (Role.ANALYST, Role.AGENT, Role.MARKETER, Role.OWNER)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DOMAIN = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
)

WINDOW = timedelta(minutes=15)
TRIES_PER_ACCOUNT = 8
TRIES_PER_ADDRESS = 40


def may_act_as(role: Role, at_least: Role) -> bool:
    """Say whether `role` may do what `at_least` may."""
    return _RANKS.index(role) >= _RANKS.index(at_least)


@dataclass(frozen=True, kw_only=True)
class Tries:
    """Failed sign-ins of one account, or from one address, since a moment."""

    count: int
    since: datetime


def count_try(tries: Tries | None, now: datetime) -> Tries:
    """Return the tries with one more; an old window begins anew."""
    if tries is None or now - tries.since >= WINDOW:
        return Tries(count=1, since=now)
    return Tries(count=tries.count + 1, since=tries.since)


def find_wait(tries: Tries | None, *, limit: int, now: datetime) -> timedelta | None:
    """Return how long no further try is taken, or None when one may be made."""
    if tries is None or tries.count < limit:
        return None
    left = tries.since + WINDOW - now
    return left if left > timedelta() else None


def client_address(remote: str, forwarded: str, *, proxies: int) -> str:
    """Return the address of whoever asks. Our proxies wrote the last parts of X-Forwarded-For, no others."""
    parts = [part.strip() for part in forwarded.split(",") if part.strip()]
    if proxies <= 0 or len(parts) < proxies:
        return remote
    return parts[-proxies]


def digest_key(secret: str) -> str:
    """Return what is kept of a secret key. It is long and random, so a plain digest is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def clean_slug(value: str) -> str:
    """Return the slug in small letters. Raise Invalid unless it is letters, digits and single hyphens."""
    slug = value.strip().lower()
    if not _SLUG.fullmatch(slug) or len(slug) > 60:
        raise Invalid(
            f"slug={value!r} cannot be in an address. Use small letters, digits and hyphens, like 'my-shop'.",
            field="slug",
        )
    return slug


def clean_domain(value: str) -> str:
    """Return the host of "https://www.Example.com:443/shop": "www.example.com". Raise Invalid without one."""
    host = re.sub(r"^[a-z]+://", "", value.strip().lower()).partition("/")[0].partition(":")[0]
    try:
        host = host.encode("idna").decode() if host else ""
    except UnicodeError:
        host = ""
    if not _DOMAIN.fullmatch(host) or ("." not in host and host != "localhost"):
        raise Invalid(f"{value.strip()!r} is not a domain. Write it like 'www.example.com'.", field="domains")
    return host


def may_leave(role: Role, owners: Sequence[int]) -> bool:
    """Say whether a member in this role may go or step down: a shop keeps at least one owner."""
    return role is not Role.OWNER or len(owners) > 1
