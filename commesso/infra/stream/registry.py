"""Who listens to the stream, and what the clock starts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from commesso.infra.contracts import Handler, Place, Subscription

_subscriptions: dict[str, Subscription] = {}
_ticks: dict[str, "Tick"] = {}


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A function the runner calls with the present moment, about every so many seconds."""

    name: str
    seconds: float
    run: Callable[[datetime], None]
    place: Place = Place.STATE
    alone: bool = False


def subscribe(
    name: str,
    handle: Handler,
    *,
    names: Iterable[str] = (),
    kinds: Iterable[str] = (),
    facts: Iterable[str] = (),
    place: Place = Place.STATE,
) -> None:
    """Hear the stream under `name`. Call it once, in the room's `apps.py: ready()`.

    A new name begins with the oldest event kept in the log. See `contracts.Subscription` for the promises.
    """
    known = _subscriptions.get(name)
    if known is not None and known.handle is not handle:
        raise ValueError(
            f"Two subscriptions are called {name!r}. Give one another name: its checkpoint hangs on it."
        )
    _subscriptions[name] = Subscription(
        name=name,
        handle=handle,
        names=frozenset(names),
        kinds=frozenset(kinds),
        facts=frozenset(facts),
        place=place,
    )


def every(
    seconds: float,
    name: str,
    run: Callable[[datetime], None],
    *,
    place: Place = Place.STATE,
    alone: bool = False,
) -> None:
    """Have `run(now)` called about every `seconds`, never twice at the same time.

    At `Place.STATE` it also never runs beside a consumer of that place, so both may change the same rows. What takes
    long is rung `alone`, in a thread of its own, so that nothing else waits for it: at `Place.SERVER` only.
    """
    if alone and place != Place.SERVER:
        raise ValueError(f"{name!r} cannot be rung alone at the place {place!r}. Say place=Place.SERVER.")
    _ticks[name] = Tick(name=name, seconds=seconds, run=run, place=place, alone=alone)


def list_subscriptions(place: Place | None = None) -> list[Subscription]:
    """Return the subscriptions of a place, or of all."""
    return [each for each in _subscriptions.values() if place in (None, each.place)]


def list_ticks(place: Place, *, alone: bool | None = None) -> list[Tick]:
    """Return the ticks of a place: those that are rung alone, the others, or all."""
    return [each for each in _ticks.values() if each.place == place and alone in (None, each.alone)]
