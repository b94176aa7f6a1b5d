"""Remote geocoders in order: each with a time-out, each left alone for a while after it has failed often."""

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
FAILURES_TO_OPEN = 3
REST_SECONDS = 60.0
_log = structlog.get_logger()


class GeocoderFailed(Exception):
    """One geocoder gave no usable answer; `retry_after` seconds if it said so."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


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
        self._patience = patience

    def __bool__(self) -> bool:
        return bool(self._sources)

    async def find(self, query: str, bounds: Bounds | None, language: str) -> list[Place]:
        """Raises AllGeocodersFailed when none could be asked."""
        return await self._first(lambda source: source.find(query, bounds, language)) or []

    async def describe(self, point: GeoPoint) -> Place | None:
        return await self._first(lambda source: source.describe(point))

    async def _first(self, ask: Callable[[RemoteSource], Awaitable[Answer]]) -> Answer | None:
        answered = False
        for source, breaker in self._sources:
            if breaker.resting:
                continue
            try:
                async with asyncio.timeout(self._patience):
                    answer = await ask(source)
            except (GeocoderFailed, TimeoutError) as error:
                breaker.failed(getattr(error, "retry_after", None))
                _log.warning("geocoder failed", source=source.name, reason=type(error).__name__)
                continue
            breaker.succeeded()
            answered = True
            if answer:
                return answer
        if not answered:
            raise AllGeocodersFailed
        return None
