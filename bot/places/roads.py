"""Which places lie on a road (or in a park) that somebody else looks after: by the street's name, or by a map."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import shapely
from msgspec.structs import replace

from bot.messages import GeoPoint
from bot.places.jurisdiction import METRES_PER_DEGREE, shape_in
from bot.places.place import Place, PlaceSearch
from bot.places.words import key_of

_NUMBERS = re.compile(r"^(?:\d+[a-z]? )+")
ROAD_METRES = 15.0
"""How far from a drawn line its road reaches; a polygon is widened by as much."""


@dataclass(frozen=True, slots=True)
class RoadRule:
    """`streets` as the gazetteer calls them, with `*` for anything; `area` a GeoJSON file of lines or polygons."""

    key: str
    streets: tuple[str, ...] = ()
    area: Path | None = None


class Roads:
    """Raises JurisdictionError, naming the file, where an area cannot be read."""

    def __init__(self, rules: Sequence[RoadRule]) -> None:
        self._rules = [(rule.key, [_pattern(street) for street in rule.streets], _drawn(rule.area)) for rule in rules]

    def marked(self, search: PlaceSearch) -> PlaceSearch:
        """The same search, its places knowing whose roads they are on."""
        if not self._rules:
            return search
        return replace(search, places=tuple(replace(place, roads=self.of(place)) for place in search.places))

    def of(self, place: Place) -> tuple[str, ...]:
        """Keys of the rules that hold there."""
        streets = _streets_of(place)
        return tuple(
            key
            for key, patterns, area in self._rules
            if any(fnmatchcase(street, pattern) for street in streets for pattern in patterns)
            or (area and area.covers(place.point))
        )


@dataclass(frozen=True, slots=True)
class _Drawn:
    shape: Any
    flatten: float

    def covers(self, point: GeoPoint) -> bool:
        return bool(shapely.contains_xy(self.shape, point.long * self.flatten, point.lat))


def _drawn(path: Path | None) -> _Drawn | None:
    if path is None:
        return None
    shape = shape_in(path)
    _, south, _, north = shape.bounds
    flatten = math.cos(math.radians((south + north) / 2))
    flat = shapely.transform(shape, lambda degrees: degrees * (flatten, 1.0))
    wide = shapely.buffer(flat, ROAD_METRES / METRES_PER_DEGREE)
    shapely.prepare(wide)
    return _Drawn(wide, flatten)


def _pattern(street: str) -> str:
    return "*".join(key_of(part) for part in street.split("*"))


def _streets_of(place: Place) -> list[str]:
    """Both of a crossing; without the house number. Of a pin only the map can tell: its address is the next house."""
    if place.precision == "pin":
        return []
    keys = [key_of(part) for part in place.address.removeprefix("near ").split(" & ")]
    return [_NUMBERS.sub("", key) for key in keys]
