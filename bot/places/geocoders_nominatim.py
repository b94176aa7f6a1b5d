"""Nominatim, own or public, by geopy. The public server's policy is kept here: one request a second, a name, a cache."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientSession
from geopy.geocoders import Nominatim

from bot.messages import GeoPoint
from bot.places.chain import Bounds
from bot.places.geocoders import USER_AGENT, RemoteGeocoder, SharedSessionAdapter
from bot.places.place import Place

PUBLIC_HOST = "nominatim.openstreetmap.org"
MOST_REMEMBERED = 5000


class PatientNominatim(RemoteGeocoder):
    """Waits its turn before each request and never asks the same twice while it remembers."""

    def __init__(
        self,
        geocoder: Nominatim,
        spacing: float,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        super().__init__("nominatim", geocoder, _options)
        self._sleep = sleep
        self._spacing = spacing
        self._clock = clock
        self._turn = asyncio.Lock()
        self._next = 0.0
        self._remembered: dict[tuple[str, str], list[Place]] = {}

    async def find(self, query: str, bounds: Bounds | None, language: str) -> list[Place]:
        key = (query.casefold(), language)
        if key not in self._remembered:
            await self._wait()
            self._remember(key, await super().find(query, bounds, language))
        return self._remembered[key]

    async def describe(self, point: GeoPoint) -> Place | None:
        await self._wait()
        return await super().describe(point)

    async def _wait(self) -> None:
        async with self._turn:
            delay = self._next - self._clock()
            if delay > 0:
                await self._sleep(delay)
            self._next = self._clock() + self._spacing

    def _remember(self, key: tuple[str, str], places: list[Place]) -> None:
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.pop(next(iter(self._remembered)))
        self._remembered[key] = places


def make_nominatim(url: str, session: ClientSession, clock: Callable[[], float]) -> PatientNominatim:
    """`url` like `https://nominatim.example.gov` or with a path; a server of one's own is not paced."""
    parts = urlsplit(url)
    geocoder = Nominatim(
        domain=f"{parts.netloc}{parts.path}".rstrip("/"),
        scheme=parts.scheme,
        user_agent=USER_AGENT,
        adapter_factory=lambda **_: SharedSessionAdapter(session),
    )
    return PatientNominatim(geocoder, 1.0 if parts.hostname == PUBLIC_HOST else 0.0, clock)


def _options(bounds: Bounds | None) -> dict[str, Any]:
    options: dict[str, Any] = {"addressdetails": True, "limit": 5, "language": "en"}
    if bounds:
        south, west, north, east = bounds
        options |= {"viewbox": ((south, west), (north, east)), "bounded": True}
    return options
