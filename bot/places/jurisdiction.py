"""Whose ground a point lies on. With `roads.py` the home of shapely."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import shapely

from bot.messages import GeoPoint
from bot.places.street_names import SUFFIX_KINDS
from bot.places.words import fold

BOUNDARY_METRES = 30.0
"""Streets along the boundary are ours on both sides."""
AROUND = 0.5
"""Degrees beyond our bounds within which a neighbour without a map of its own is named."""
METRES_PER_DEGREE = 111_195.0


class JurisdictionError(Exception):
    """The GeoJSON holds no polygon; the message says what to put there."""


@dataclass(frozen=True, slots=True)
class Neighbor:
    """Who is responsible out there; without `area` for everything outside that no other neighbour covers."""

    name: str
    contact: str = ""
    area: Path | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.contact})" if self.contact else self.name


class Jurisdiction:
    """The city's polygon with its neighbours. Raises JurisdictionError when the file has none."""

    def __init__(self, path: Path, neighbors: Sequence[Neighbor] = ()) -> None:
        features = _features(path)
        ours = [f for f in features if f.get("properties", {}).get("role", "jurisdiction") == "jurisdiction"]
        area = shapely.union_all([_shape(feature) for feature in ours if feature.get("geometry")])
        if area.is_empty or not area.area:
            raise JurisdictionError(f"{path} holds no polygon; draw the city limits as a GeoJSON Polygon")
        west, south, east, north = area.bounds
        self.bounds = (south, west, north, east)
        self.middle = GeoPoint((south + north) / 2, (west + east) / 2)
        self._flatten = math.cos(math.radians(self.middle.lat))
        self._area = shapely.buffer(self._flat(area), BOUNDARY_METRES / METRES_PER_DEGREE)
        shapely.prepare(self._area)
        self._neighbors = [(_neighbor(f), _shape(f)) for f in features if f not in ours]
        self._neighbors += [(one, shape_in(one.area)) for one in neighbors if one.area]
        self._mapless = [one for one in neighbors if not one.area]
        self._elsewhere = str(self._mapless[0]) if self._mapless else ""

    def contains(self, point: GeoPoint) -> bool:
        return bool(shapely.contains_xy(self._area, point.long * self._flatten, point.lat))

    def rings(self, south: float, west: float, north: float, east: float) -> list[list[tuple[float, float]]]:
        """Our ground within a box as rings of (lat, long), holes among them, for drawing."""
        cut = shapely.clip_by_rect(self._area, west * self._flatten, south, east * self._flatten, north)
        polygons = [part for part in shapely.get_parts(cut) if part.geom_type == "Polygon"]
        rings = [ring for part in polygons for ring in (part.exterior, *part.interiors)]
        return [[(lat, flat / self._flatten) for flat, lat in ring.coords] for ring in rings]

    def neighbor(self, point: GeoPoint) -> str:
        """Name and contact of who is responsible there, as far as the city knows; else empty."""
        return next(
            (str(one) for one, area in self._neighbors if shapely.contains_xy(area, point.long, point.lat)),
            self._elsewhere if self._is_around(point) else "",
        )

    def _is_around(self, point: GeoPoint) -> bool:
        south, west, north, east = self.bounds
        high = south - AROUND <= point.lat <= north + AROUND
        return bool(high and west - AROUND <= point.long <= east + AROUND)

    def named_neighbor(self, text: str) -> str:
        """The neighbour named in what follows an address, or empty: `Marlow`, but not `Marlow St`.

        One without a map may be called "the county", so it only counts as the end of the address.
        """
        drawn = (one for one, _ in self._neighbors if _says(text, one.name))
        ending = (one for one in self._mapless if _ends_with(text, one.name))
        return next((str(one) for one in (*drawn, *ending)), "")

    def _flat(self, shape: Any) -> Any:
        return shapely.transform(shape, lambda degrees: degrees * (self._flatten, 1.0))


def _says(text: str, name: str) -> bool:
    found = re.finditer(rf"\b{re.escape(name)}\b\s*(\w*)", text, re.IGNORECASE) if name else ()
    return any(fold(one[1]) not in SUFFIX_KINDS for one in found)


def _ends_with(text: str, name: str) -> bool:
    """`, Marlow.`, `in Marlow IA`, behind the street."""
    over = r"(?=\s*(?:$|[,.;!?\n]|[A-Z]{2}\b|\d{5}))"
    return re.match(rf"\s*(?:,|in\b|en\b)\s*(?i:{re.escape(name)})\b{over}", text) is not None


def _features(path: Path) -> list[dict[str, Any]]:
    try:
        content = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.DecodeError) as error:
        raise JurisdictionError(f"{path} cannot be read as GeoJSON: {error}") from error
    return list(content.get("features", [content if "geometry" in content else {"geometry": content}]))


def _shape(feature: dict[str, Any]) -> Any:
    try:
        return shapely.from_geojson(msgspec.json.encode(feature["geometry"]))
    except (shapely.errors.ShapelyError, KeyError, TypeError) as error:
        raise JurisdictionError(f"a feature's geometry cannot be read: {error}") from error


def shape_in(path: Path) -> Any:
    """Everything drawn in a GeoJSON file as one shape. Raises JurisdictionError where there is nothing."""
    shape = shapely.union_all([_shape(feature) for feature in _features(path)])
    if shape.is_empty:
        raise JurisdictionError(f"{path} draws nothing; put lines or polygons into it as GeoJSON")
    return shape


def _neighbor(feature: dict[str, Any]) -> Neighbor:
    properties = feature.get("properties", {})
    return Neighbor(str(properties.get("name", "")), str(properties.get("contact", "")))
