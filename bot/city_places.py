"""The city's own places as its file and the settings name them, and whoever else it lets be asked."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession

from bot.city import City, CityFileError
from bot.city_file import address_files
from bot.geocoding import configured_geocoders
from bot.places.finder import PlaceFinder, make_place_finder
from bot.places.gazetteer import UnreadableGazetteer
from bot.places.geocoders import UnknownGeocoder
from bot.places.jurisdiction import JurisdictionError, Neighbor
from bot.places.prepare import prepared_gazetteer
from bot.places.records import UnreadableSource
from bot.places.remembering import Geocodes
from bot.places.roads import RoadRule

_MISTAKES = (JurisdictionError, UnreadableGazetteer, UnreadableSource, UnknownGeocoder)


@dataclass(frozen=True, slots=True)
class Outside:
    """What asking others takes: Nominatim, where it has an address, and the geocoders of the city file, with their secrets."""

    session: ClientSession
    geocodes: Geocodes
    nominatim_url: str
    secrets: Mapping[str, str]


def open_places(
    city: City, folder: Path, gazetteer: Path | None, data_dir: Path, outside: Outside | None = None
) -> PlaceFinder:
    """`folder` is the city file's; `gazetteer` the one a setting names in place of its own; what is built on first use goes
    into `data_dir`. Without `outside` nobody else is asked. Raises `CityFileError` with what to mend in the files it names.
    """
    try:
        return _opened(city, folder, gazetteer, data_dir, outside)
    except _MISTAKES as error:
        raise CityFileError(str(error)) from error


def _opened(city: City, folder: Path, gazetteer: Path | None, data_dir: Path, outside: Outside | None) -> PlaceFinder:
    sources = address_files(city, folder, gazetteer)
    others = configured_geocoders(city.geocoders, outside.secrets, outside.session, outside.geocodes) if outside else []
    return make_place_finder(
        gazetteer=prepared_gazetteer(sources, data_dir) if sources else None,
        jurisdiction=folder / city.jurisdiction,
        neighbors=[Neighbor(one.name, one.contact, folder / one.area if one.area else None) for one in city.neighbors],
        nominatim_url=outside.nominatim_url if outside else "",
        session=outside.session if outside else None,
        others=others,
        geocodes=outside.geocodes if outside else None,
        roads=[RoadRule(one.key, one.streets, folder / one.area if one.area else None) for one in city.roads],
        city_name=city.name,
        clock=time.monotonic,
    )
