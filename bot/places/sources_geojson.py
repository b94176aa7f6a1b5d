"""GeoJSON: our own landmarks, a city's address points, OpenAddresses (one feature a line)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from bot.places.assets import code_of, kind_called
from bot.places.records import (
    AddressRecord,
    AssetRecord,
    BrokenLine,
    LandmarkRecord,
    Record,
    UnreadableSource,
    content_of,
)

_KINDS = ("kind", "amenity", "leisure", "tourism", "railway", "type")


def read(path: Path) -> Iterator[Record]:
    content = content_of(path)
    try:
        whole = msgspec.json.decode(content)
    except msgspec.DecodeError:
        return _lines(path.name, content)
    features = whole.get("features", [whole]) if isinstance(whole, dict) else whole
    if not isinstance(features, list):
        raise UnreadableSource(f"{path} holds no GeoJSON features")
    return (_record(f"{path.name}#{i}", feature) for i, feature in enumerate(features, 1))


def _lines(name: str, content: bytes) -> Iterator[Record]:
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            try:
                yield _record(f"{name}:{number}", msgspec.json.decode(line))
            except msgspec.DecodeError as error:
                yield BrokenLine(f"{name}:{number}", str(error))


def _record(where: str, feature: Any) -> Record:
    try:
        properties: dict[str, Any] = {key.lower(): value for key, value in (feature.get("properties") or {}).items()}
        long, lat = _middle(feature["geometry"]["coordinates"])
    except (AttributeError, KeyError, TypeError, ValueError, IndexError):
        return BrokenLine(where, "no point to read")
    area = str(properties.get("neighborhood") or properties.get("district") or properties.get("city") or "")
    if asset := _asset(where, properties, lat, long):
        return asset
    if name := properties.get("name"):
        kind = next((str(properties[key]) for key in _KINDS if properties.get(key)), "")
        return LandmarkRecord(str(name), kind, lat, long, str(properties.get("address") or ""), area)
    numbered = f"{properties.get('number', '')} {properties.get('street', '')}".strip()
    address = str(properties.get("address") or numbered)
    code = str(properties.get("postcode") or properties.get("zip") or "")
    return AddressRecord(where, address, lat, long, code, area) if address else BrokenLine(where, "no address, no name")


def _asset(where: str, properties: dict[str, Any], lat: float, long: float) -> AssetRecord | None:
    """`{"kind": "hydrant", "id": "88"}` and `{"pole_id": 12}`, without an address or a name of its own."""
    if properties.get("name") or properties.get("address") or properties.get("number"):
        return None
    for key, value in properties.items():
        named = key.removesuffix("_id").removesuffix("_number")
        kind = kind_called(str(properties.get("kind") or "")) if named in {"", "id", "asset", "ref"} else ""
        if (kind := kind or (kind_called(named) if key != named else "")) and (code := code_of(str(value or ""))):
            return AssetRecord(
                where, kind, code, lat, long, str(properties.get("road") or properties.get("street") or "")
            )
    return None


def _middle(coordinates: Any) -> tuple[float, float]:
    """Of a point itself, of a line or polygon the mean of its corners."""
    if isinstance(coordinates[0], int | float):
        return float(coordinates[0]), float(coordinates[1])
    corners = [_middle(part) for part in coordinates]
    return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)
