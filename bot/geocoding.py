"""The remote geocoders a city has configured, each remembered and paced by all workers together."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import ClientSession

from bot.city import CityFileError, Geocoder
from bot.places.geocoders import make_geocoder
from bot.places.remembering import Geocodes, Remembered


def configured_geocoders(
    wanted: Sequence[Geocoder], secrets: Mapping[str, str], session: ClientSession, geocodes: Geocodes
) -> list[Remembered]:
    """In the order of the city file. Raises CityFileError or UnknownGeocoder with what to mend."""
    made = []
    for one in wanted:
        source = make_geocoder(one.service, session, _filled_in(one, secrets))
        scope = " ".join(f"{name}={value}" for name, value in sorted(one.arguments.items()))
        made.append(Remembered(source, geocodes, scope=scope, per_second=one.per_second))
    return made


def _filled_in(one: Geocoder, secrets: Mapping[str, str]) -> dict[str, Any]:
    arguments: dict[str, Any] = dict(one.arguments)
    for argument, value in arguments.items():
        if isinstance(value, str) and value.startswith("$"):
            if value[1:] not in secrets:
                raise CityFileError(
                    f'geocoder "{one.service}" in the city file: {argument} names {value[1:]}, which is not set; '
                    "set it, its name beginning with TEXT311_GEOCODER_."
                )
            arguments[argument] = secrets[value[1:]]
    return arguments
