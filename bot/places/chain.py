"""Remote geocoders in order: each with its share of the time, each left alone for a while after it has failed often."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

import structlog

from bot.messages import GeoPoint
from bot.places.place import Place

Bounds = tuple[float, float, float, float]
"""South, west, north, east."""
Answer = TypeVar("Answer")

PATIENCE = 4.0
"""Seconds for all sources together: a turn waits no longer than five for its place."""
FAR_AWAY = 0.5
"""Degrees beyond the city's bounds from which a point is no answer to the question, but a fault of the geocoder."""
FAILURES_TO_OPEN = 3
REST_SECONDS = 60.0
_log = structlog.get_logger()


class GeocoderFailed(Exception):
    """One geocoder gave no usable answer; `retry_after` seconds if it said so."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class GeocoderBusy(GeocoderFailed):
    """It was not asked at all, as it is not our turn: no fault of its own."""


class AllGeocodersFailed(Exception):
    """None of them answered: keep the words."""


class RemoteSource(Protocol):
    name: str

    async def find(self, query: str, bounds: Bounds | None, language: str) -> list[Place]: ...

    async def describe(self, point: GeoPoint) -> Place | None: ...


class Breaker:
    """Opens after failures in a row or when told to wait; lets one try through when its rest is over."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures = 0
        self._closed_until = 0.0

    @property
    def resting(self) -> bool:
        return self._clock() < self._closed_until

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self, retry_after: float | None = None) -> None:
        self._failures += 1
        if retry_after is not None or self._failures >= FAILURES_TO_OPEN:
            self._closed_until = self._clock() + (REST_SECONDS if retry_after is None else retry_after)


class GeocoderChain:
    """The first source with an answer wins; an empty answer moves on to the next."""

    def __init__(self, sources: Sequence[RemoteSource], clock: Callable[[], float], patience: float = PATIENCE) -> None:
        self._sources = [(source, Breaker(clock)) for source in sources]
        self._clock = clock
        self._patience = patience

    def __bool__(self) -> bool:
        return bool(self._sources)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(source.name for source, _ in self._sources)

    async def find(self, query: str, bounds: Bounds | None, language: str) -> list[Place]:
        """Raises AllGeocodersFailed when none could be asked."""

        async def ask(source: RemoteSource) -> list[Place]:
            return _plausible(await source.find(query, bounds, language), bounds, source.name)

        return await self._first(ask) or []

    async def describe(self, point: GeoPoint) -> Place | None:
        return await self._first(lambda source: source.describe(point))

    async def _first(self, ask: Callable[[RemoteSource], Awaitable[Answer]]) -> Answer | None:
        awake = [(source, breaker) for source, breaker in self._sources if not breaker.resting]
        until, answered = self._clock() + self._patience, False
        for still_to_ask, (source, breaker) in zip(range(len(awake), 0, -1), awake, strict=True):
            try:
                async with asyncio.timeout(max(0.0, until - self._clock()) / still_to_ask):
                    answer = await ask(source)
            except (GeocoderFailed, TimeoutError) as error:
                _note_failure(source, breaker, error)
                continue
            breaker.succeeded()
            answered = True
            if answer:
                return answer
        if not answered:
            raise AllGeocodersFailed
        return None


def _note_failure(source: RemoteSource, breaker: Breaker, error: GeocoderFailed | TimeoutError) -> None:
    if not isinstance(error, GeocoderBusy):
        breaker.failed(getattr(error, "retry_after", None))
    _log.warning("geocoder_failed", source=source.name, reason=str(error) or type(error).__name__)


def _plausible(places: list[Place], bounds: Bounds | None, name: str) -> list[Place]:
    """What lies anywhere near the city; a street of that name on another continent is no answer."""
    if bounds is None:
        return places
    south, west, north, east = bounds
    near = [
        place
        for place in places
        if south - FAR_AWAY <= place.point.lat <= north + FAR_AWAY
        and west - FAR_AWAY <= place.point.long <= east + FAR_AWAY
    ]
    if len(near) < len(places):
        _log.warning("geocoder_far_off", source=name, places=len(places) - len(near))
    return near
