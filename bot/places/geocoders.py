"""geopy's side of the house: what a remote geocoder answers as our Places, and our gazetteer as a geopy geocoder."""

import importlib
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import ClientSession
from geopy.adapters import AioHTTPAdapter
from geopy.exc import GeocoderRateLimited, GeopyError
from geopy.geocoders import get_geocoder_for_service
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from bot.messages import GeoPoint
from bot.places.chain import PATIENCE, Bounds, GeocoderFailed
from bot.places.geocoders_answer import place_of
from bot.places.local import LocalFinder
from bot.places.place import Place

USER_AGENT = "text311/0.1 (city service requests)"
MOST_ASKED = 5


class SharedSessionAdapter(AioHTTPAdapter):  # type: ignore[misc]
    """geopy over the application's one aiohttp session, which the application closes."""

    def __init__(self, session: ClientSession) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self.__dict__["session"] = session


class RemoteGeocoder:
    """Any geopy geocoder, asked for a few places within bounds as far as its class knows such options."""

    def __init__(self, name: str, geocoder: Geocoder) -> None:
        self.name = name
        self._geocoder = geocoder

    async def find(self, query: str, bounds: Bounds | None, language: str) -> list[Place]:
        """Raises GeocoderFailed, with how long to wait where the service says so."""
        options = _options(self._geocoder.geocode, bounds, language)
        found = await self._asked(self._geocoder.geocode(query, exactly_one=False, timeout=PATIENCE, **options))
        return found or []

    async def describe(self, point: GeoPoint) -> Place | None:
        where = (point.lat, point.long)
        found = await self._asked(self._geocoder.reverse(where, exactly_one=False, timeout=PATIENCE))
        return next(iter(found), None)

    async def _asked(self, answer: Any) -> list[Place]:
        try:
            return [place_of(location, self.name) for location in await answer or []]
        except GeocoderRateLimited as error:
            raise GeocoderFailed(f"{self.name} asks us to slow down", retry_after=error.retry_after) from error
        except (GeopyError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            raise GeocoderFailed(f"{self.name} gave no usable answer: {type(error).__name__}") from error


_BOUNDS = ("viewbox", "bbox", "boundary_rect", "bounds")
"""What geopy's classes call the box to search in."""


def _options(geocode: Callable[..., Any], bounds: Bounds | None, language: str) -> dict[str, Any]:
    known = inspect.signature(geocode).parameters
    wanted: dict[str, Any] = {"language": language, "limit": MOST_ASKED, "addressdetails": True}
    box = next((name for name in _BOUNDS if name in known), None)
    if bounds and box:
        south, west, north, east = bounds
        wanted |= {box: ((south, west), (north, east)), "bounded": True}
    return {name: value for name, value in wanted.items() if name in known}


def make_geocoder(name: str, session: ClientSession, arguments: Mapping[str, Any]) -> RemoteGeocoder:
    """A geocoder of geopy by its service name (`photon`, `arcgis`, `pelias` …), or any class of its kind as
    `package.module.Class`, with its constructor's arguments. Raises UnknownGeocoder with what to mend.
    """
    try:
        made = _class_of(name)(
            **{"user_agent": USER_AGENT, **arguments}, adapter_factory=lambda **_: SharedSessionAdapter(session)
        )
    except (GeopyError, ImportError, AttributeError, TypeError) as error:
        raise UnknownGeocoder(f'geocoder "{name}" in the city file cannot be made: {error}') from error
    return RemoteGeocoder(name.rpartition(".")[2].casefold(), made)


def _class_of(name: str) -> Any:
    module, _, own = name.rpartition(".")
    return getattr(importlib.import_module(module), own) if module else get_geocoder_for_service(name)


class UnknownGeocoder(Exception):
    """The city file names a geocoder that cannot be made; the message says which and why."""


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]
    """Our gazetteer with geopy's interface; `Location.raw` holds the whole `PlaceSearch`."""

    def __init__(self, finder: LocalFinder) -> None:
        super().__init__()
        self._finder = finder

    def geocode(self, query: str, *, exactly_one: bool = True, limit: int | None = None) -> Any:
        """None where nothing is found, as geopy's own geocoders do."""
        search = self._finder.locate(str(query)).search
        return _locations([_location(place, search) for place in search.places[:limit]], exactly_one)

    def reverse(self, query: Any, *, exactly_one: bool = True) -> Any:
        lat, long = (float(part) for part in self._coerce_point_to_string(query).split(","))
        search = self._finder.describe(GeoPoint(lat, long))
        return _locations([_location(place, search) for place in search.places], exactly_one)


def _location(place: Place, search: object) -> Location:
    return Location(place.address, (place.point.lat, place.point.long), {"search": search})


def _locations(found: list[Location], exactly_one: bool) -> Any:
    return (found[0] if exactly_one else found) if found else None
