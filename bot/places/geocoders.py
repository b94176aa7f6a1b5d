"""geopy's side of the house: what a remote geocoder answers as our Places, and our gazetteer as a geopy geocoder."""

from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import ClientSession
from geopy.adapters import AioHTTPAdapter
from geopy.exc import GeocoderRateLimited, GeopyError
from geopy.geocoders import get_geocoder_for_service
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from bot.messages import GeoPoint
from bot.places.chain import Bounds, GeocoderFailed
from bot.places.local import LocalFinder
from bot.places.place import Place, Precision

USER_AGENT = "text311/0.1 (city service requests)"


class SharedSessionAdapter(AioHTTPAdapter):  # type: ignore[misc]
    """geopy over the application's one aiohttp session, which the application closes."""

    def __init__(self, session: ClientSession) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self.__dict__["session"] = session


class RemoteGeocoder:
    """Any geopy geocoder by the name of its class, asked for a few places within bounds."""

    def __init__(
        self, name: str, geocoder: Geocoder, geocode_options: Callable[[Bounds | None], dict[str, Any]]
    ) -> None:
        self.name = name
        self._geocoder = geocoder
        self._options = geocode_options

    async def find(self, query: str, bounds: Bounds | None, language: str) -> list[Place]:
        """Raises GeocoderFailed, with how long to wait where the service says so."""
        options = self._options(bounds)
        if "language" in options:
            options["language"] = language
        found = await self._asked(self._geocoder.geocode(query, exactly_one=False, **options))
        return [_place(location, self.name) for location in found or []]

    async def describe(self, point: GeoPoint) -> Place | None:
        found = await self._asked(self._geocoder.reverse((point.lat, point.long), exactly_one=True))
        return _place(found, self.name) if found else None

    async def _asked(self, answer: Any) -> Any:
        try:
            return await answer
        except GeocoderRateLimited as error:
            raise GeocoderFailed(f"{self.name} asks us to slow down", retry_after=error.retry_after) from error
        except (GeopyError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise GeocoderFailed(f"{self.name} gave no usable answer: {type(error).__name__}") from error


def _place(location: Location, source: str) -> Place:
    raw: dict[str, Any] = location.raw if isinstance(location.raw, dict) else {}
    given = raw.get("address")
    details: dict[str, Any] = given if isinstance(given, dict) else {}
    return Place(
        address=_short(location.address, details),
        point=GeoPoint(float(location.latitude), float(location.longitude)),
        precision=_precision(raw, details),
        confidence=0.7 if _precision(raw, details) == "address" else 0.5,
        source=source,
        neighborhood=str(details.get("neighbourhood") or details.get("suburb") or ""),
        zip=str(details.get("postcode") or ""),
    )


def _short(address: str, details: Mapping[str, Any]) -> str:
    """`12 Elm Street` rather than the whole line down to the country."""
    if details.get("road"):
        return f"{details.get('house_number', '')} {details['road']}".strip()
    return ", ".join(str(address).split(", ")[:2])


def _precision(raw: Mapping[str, Any], details: Mapping[str, Any]) -> Precision:
    if details.get("house_number"):
        return "address"
    if raw.get("category", raw.get("class")) == "highway" or raw.get("addresstype") == "road":
        return "street"
    return "area" if raw.get("category", raw.get("class")) in {"place", "boundary"} else "landmark"


def make_geocoder(name: str, session: ClientSession, arguments: Mapping[str, Any]) -> RemoteGeocoder:
    """Any of geopy's geocoders by its service name (`photon`, `arcgis`, `pelias` …) and its constructor's arguments."""
    geocoder = get_geocoder_for_service(name)(
        **{"user_agent": USER_AGENT, **arguments}, adapter_factory=lambda **_: SharedSessionAdapter(session)
    )
    return RemoteGeocoder(name, geocoder, lambda _: {})


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
