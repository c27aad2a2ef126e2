"""Facts of the room `profiles`."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import ClassVar

import msgspec

from commesso.events.facts import Fact, fact
from commesso.kernel.ids import ProfileId, VisitorId


class IdentityLink(msgspec.Struct, frozen=True):
    """`visitor_id` now belongs to `profile_id`. The higher `version` wins."""

    visitor_id: VisitorId
    profile_id: ProfileId
    version: int


@fact
@dataclass(frozen=True, kw_only=True)
class IdentitiesLinked(Fact):
    """Visitor ids found their person, or moved to another one by a merge or its undo.

    One fact carries all links of a block, because most blocks bring many new visitors.
    """

    room: ClassVar[str] = "profiles"
    is_private: ClassVar[bool] = True
    links: tuple[IdentityLink, ...] = ()

    def without(self, visitor_ids: Collection[VisitorId]) -> "IdentitiesLinked | None":
        left = tuple(link for link in self.links if link.visitor_id not in visitor_ids)
        if len(left) == len(self.links):
            return self
        return replace(self, links=left) if left else None


@fact
@dataclass(frozen=True, kw_only=True)
class ProfilesMerged(Fact):
    """`merged_id` became part of `profile_id`. `IdentitiesLinked` beside it moves the visitor ids."""

    room: ClassVar[str] = "profiles"
    profile_id: ProfileId
    merged_id: ProfileId


@fact
@dataclass(frozen=True, kw_only=True)
class MergeUndone(Fact):
    """`restored_id` stands on its own again."""

    room: ClassVar[str] = "profiles"
    profile_id: ProfileId
    restored_id: ProfileId


@fact
@dataclass(frozen=True, kw_only=True)
class ConsentChanged(Fact):
    """A shopper allowed or refused a purpose on a channel ("" = every channel)."""

    room: ClassVar[str] = "profiles"
    profile_id: ProfileId
    purpose: str
    channel: str
    granted: bool


@fact
@dataclass(frozen=True, kw_only=True)
class ProfileErased(Fact):
    """Everything about this person must go: each room that keeps a copy deletes it.

    It carries the keys under which copies may be filed, and no plain address. It stays on the stream as long as
    the log keeps it: rooms that have not heard it yet need the keys.
    """

    room: ClassVar[str] = "profiles"
    is_private: ClassVar[bool] = True
    profile_id: ProfileId
    visitor_ids: tuple[VisitorId, ...] = ()
