"""A geopy `Location` as our Place. Each service has its own words for the parts of an address; the common ones are read."""

from collections.abc import Mapping
from typing import Any

from geopy.location import Location

from bot.messages import GeoPoint
from bot.places.place import Place, Precision

_NUMBER = ("house_number", "housenumber")
_STREET = ("road", "street")
_AREA = ("neighbourhood", "suburb", "neighborhood", "district")
_ZIP = ("postcode", "postalcode")
SURE, UNSURE = 0.7, 0.5


def place_of(location: Location, source: str) -> Place:
    """Raises ValueError or TypeError where there is no point in it."""
    raw: Mapping[str, Any] = location.raw if isinstance(location.raw, dict) else {}
    details = _details(raw)
    precision = _precision(raw, details)
    return Place(
        address=_short(str(location.address), details),
        point=GeoPoint(float(location.latitude), float(location.longitude)),
        precision=precision,
        confidence=SURE if precision == "address" else UNSURE,
        source=source,
        neighborhood=_part(details, _AREA),
        zip=_part(details, _ZIP),
    )


def _details(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Nominatim's `address`; the `properties` of those that answer GeoJSON (Photon, Pelias); else what is there."""
    return next((raw[name] for name in ("address", "properties") if isinstance(raw.get(name), dict)), raw)


def _part(details: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((str(details[name]) for name in names if details.get(name)), "")


def _short(address: str, details: Mapping[str, Any]) -> str:
    """`12 Elm Street` rather than the whole line down to the country."""
    if street := _part(details, _STREET):
        return f"{_part(details, _NUMBER)} {street}".strip()
    return ", ".join(address.split(", ")[:2])


def _precision(raw: Mapping[str, Any], details: Mapping[str, Any]) -> Precision:
    if _part(details, _NUMBER):
        return "address"
    kinds = {str(told.get(name, "")) for told in (raw, details) for name in ("category", "class", "osm_key", "layer")}
    if kinds & {"highway", "street"} or "road" in {raw.get("addresstype"), raw.get("type"), details.get("type")}:
        return "street"
    return "area" if kinds & {"place", "boundary", "neighbourhood", "locality"} else "landmark"
