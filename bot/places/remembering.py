"""What a remote geocoder answered is remembered by all workers, and a public one is asked in turn by all of them."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.messages import GeoPoint
from bot.places.chain import Bounds, GeocoderBusy, RemoteSource
from bot.places.place import Place
from bot.places.words import words_of

REMEMBERED = 30 * 86400
REMEMBERED_NOTHING = 86400
"""Seconds. What is not there today may be on the map tomorrow."""
TURN_PATIENCE = 2.0
"""Seconds a question waits for its turn; after that the next source is asked."""
PIN_DECIMALS = 4
"""Pins within some eleven metres are described alike."""


class Geocodes(Protocol):
    """What all processes of the application share of their geocoders."""

    async def recall(self, key: str) -> tuple[Place, ...] | None:
        """None when it was never asked, or is forgotten; an empty tuple when the answer was that there is nothing."""
        ...

    async def keep(self, key: str, places: tuple[Place, ...], seconds: int) -> None: ...

    async def turn(self, name: str, spacing: float) -> float:
        """0 when it is yours now, else how many seconds to wait before asking again. Raises GeocoderBusy."""
        ...


class MemoryGeocodes:
    """For one process alone; `clock` counts seconds."""

    def __init__(self, clock: Callable[[], float], most: int = 5000) -> None:
        self._clock = clock
        self._most = most
        self._kept: dict[str, tuple[float, tuple[Place, ...]]] = {}
        self._next: dict[str, float] = {}

    async def recall(self, key: str) -> tuple[Place, ...] | None:
        until, places = self._kept.get(key, (0.0, ()))
        return places if self._clock() < until else None

    async def keep(self, key: str, places: tuple[Place, ...], seconds: int) -> None:
        if len(self._kept) >= self._most:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = (self._clock() + seconds, places)

    async def turn(self, name: str, spacing: float) -> float:
        now = self._clock()
        wait = self._next.get(name, now) - now
        if wait > 0:
            return wait
        self._next[name] = now + spacing
        return 0.0


class Remembered:
    """A source that is never asked the same twice while the answer is remembered, and `per_second` times at most."""

    def __init__(
        self,
        source: RemoteSource,
        geocodes: Geocodes,
        *,
        scope: str = "",
        per_second: float = 0.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`scope` tells apart two services of one name; `per_second` 0 lifts the limit."""
        self.name = source.name
        self._source = source
        self._geocodes = geocodes
        self._scope = f"{source.name} {scope}"
        self._spacing = 1 / per_second if per_second else 0.0
        self._sleep = sleep

    async def find(self, query: str, bounds: Bounds | None, language: str) -> list[Place]:
        # Folded, not reduced to a street: "12 Elm Street" and "12 elm st." are one question.
        said = " ".join(word.text for word in words_of(query)) or query
        key = _key(self._scope, "find", said, str(bounds), language)
        return list(await self._answer(key, lambda: self._source.find(query, bounds, language)))

    async def describe(self, point: GeoPoint) -> Place | None:
        key = _key(self._scope, "at", f"{point.lat:.{PIN_DECIMALS}f}", f"{point.long:.{PIN_DECIMALS}f}")
        return next(iter(await self._answer(key, lambda: self._described(point))), None)

    async def _described(self, point: GeoPoint) -> list[Place]:
        place = await self._source.describe(point)
        return [place] if place else []

    async def _answer(self, key: str, ask: Callable[[], Awaitable[Sequence[Place]]]) -> tuple[Place, ...]:
        known = await self._geocodes.recall(key)
        if known is not None:
            return known
        await self._wait()
        places = tuple(await ask())
        await self._geocodes.keep(key, places, REMEMBERED if places else REMEMBERED_NOTHING)
        return places

    async def _wait(self) -> None:
        """Raises GeocoderBusy when its turn is too far away."""
        left = TURN_PATIENCE
        while self._spacing and (wait := await self._geocodes.turn(self._scope, self._spacing)):
            if wait > left:
                raise GeocoderBusy(f"{self.name} has no turn left for us")
            left -= wait
            await self._sleep(wait)


def _key(*parts: str) -> str:
    """Nothing of what was asked can be read from it."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
