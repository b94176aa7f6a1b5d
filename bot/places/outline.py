"""What a map of our own draws: streets, corners, landmarks and the city's ground, all from the gazetteer. No tiles."""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.messages import GeoPoint
from bot.places.distance import METRES_PER_DEGREE, metres
from bot.places.gazetteer import Gazetteer, HouseRow, Street
from bot.places.houses import place_of
from bot.places.jurisdiction import Jurisdiction
from bot.places.street_lines import street_lines

MARGIN: Final = 150.0
"""Metres beyond the box that are read, so that lines run out of the picture and do not end in it."""
MAIN_STREETS: Final = 40
"""How many a map of the whole city shows."""
FROM_AFAR: Final = 3.0
MOST_NAMESAKES: Final = 4
FEWEST_HOUSES: Final = 5
"""Fewer are more often a wrong neighbourhood in the data than a street of its own."""

Line = tuple[GeoPoint, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, long: float) -> bool:
        return self.south <= lat <= self.north and self.west <= long <= self.east

    @property
    def middle(self) -> GeoPoint:
        return GeoPoint((self.south + self.north) / 2, (self.west + self.east) / 2)

    def wider(self, by_metres: float) -> "Box":
        up = by_metres / METRES_PER_DEGREE
        side = up / math.cos(math.radians(self.middle.lat))
        return Box(self.south - up, self.west - side, self.north + up, self.east + side)


@dataclass(frozen=True, slots=True)
class StreetLine:
    name: str
    line: Line


@dataclass(frozen=True, slots=True)
class Spot:
    """Something with a name at a point: a corner, a house, a landmark."""

    name: str
    point: GeoPoint


@dataclass(frozen=True, slots=True)
class Outline:
    """`ground` are the rings of the city within the box, holes too (even-odd); empty where it is not known."""

    streets: tuple[StreetLine, ...] = ()
    landmarks: tuple[Spot, ...] = ()
    ground: tuple[Line, ...] = ()


def outline(gazetteer: Gazetteer | None, jurisdiction: Jurisdiction | None, box: Box) -> Outline:
    """Everything within the box, the longest street first."""
    return Outline(
        streets=_streets(gazetteer, box) if gazetteer else (),
        landmarks=tuple(_landmarks(gazetteer, box)) if gazetteer else (),
        ground=_ground(jurisdiction, box),
    )


def from_afar(gazetteer: Gazetteer | None, jurisdiction: Jurisdiction | None, box: Box) -> Outline:
    """The same for a whole city: its main streets alone."""
    streets = _main_streets(gazetteer) if gazetteer else ()
    return Outline(streets=streets, ground=_ground(jurisdiction, box))


def whole(gazetteer: Gazetteer | None, jurisdiction: Jurisdiction | None) -> Box:
    """Everything there is: the city's bounds, or those of its main streets where no bounds are known."""
    if jurisdiction:
        return Box(*jurisdiction.bounds)
    points = [point for street in _main_streets(gazetteer) for point in street.line] if gazetteer else []
    lats, longs = [point.lat for point in points] or [0.0], [point.long for point in points] or [0.0]
    return Box(min(lats), min(longs), max(lats), max(longs))


def corners(gazetteer: Gazetteer, box: Box, most: int = 8) -> tuple[Spot, ...]:
    """The crossings nearest to the middle, then the nearest house of each street where too few are known."""
    houses = _houses_by_street(gazetteer, box)
    found = {
        _pair(gazetteer, row.first, row.second): GeoPoint(row.lat, row.long)
        for street in houses for row in gazetteer.crossings_on(street) if box.holds(row.lat, row.long)
    }  # fmt: skip
    near = _nearest([Spot(name, point) for name, point in found.items()], box.middle)[:most]
    if len(near) < most // 2:
        near += _nearest((_nearest_house(gazetteer, rows, box) for rows in houses.values()), box.middle)
    return tuple(near[:most])


def places_of_street(gazetteer: Gazetteer, name: str) -> tuple[Spot, ...]:
    """Where streets of that name are, the longest first, each by its middle house and with its neighbourhood."""
    parts: dict[tuple[int, int], list[HouseRow]] = defaultdict(list)
    for street in gazetteer.streets.values():
        if street.name == name:
            for row in gazetteer.all_houses(street.id):
                parts[row.street, row.part].append(row)
    found: dict[str, Spot] = {}
    for rows in sorted(parts.values(), key=len, reverse=True):
        if found and len(rows) < FEWEST_HOUSES:
            break
        row = sorted(rows, key=lambda row: row.number)[len(rows) // 2]
        area = gazetteer.areas.get(row.area, row.zip or "")
        found.setdefault(area, Spot(f"{name}, {area}" if area else name, GeoPoint(row.lat, row.long)))
    return tuple(found.values())[:MOST_NAMESAKES]


def _streets(gazetteer: Gazetteer, box: Box) -> tuple[StreetLine, ...]:
    wide = box.wider(MARGIN)
    lines = [
        line for street, rows in _houses_by_street(gazetteer, wide).items()
        for line in _lines(gazetteer, gazetteer.streets[street], rows, wide)
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda street: -_length(street.line)))


@lru_cache(maxsize=2)
def _main_streets(gazetteer: Gazetteer) -> tuple[StreetLine, ...]:
    largest = sorted(gazetteer.streets.values(), key=lambda street: -street.houses)[:MAIN_STREETS]
    everywhere = Box(-90, -180, 90, 180)
    return tuple(
        line for street in largest
        for line in _lines(gazetteer, street, gazetteer.all_houses(street.id), everywhere, FROM_AFAR)
    )  # fmt: skip


def _lines(
    gazetteer: Gazetteer, street: Street, rows: Sequence[HouseRow], box: Box, coarse: float = 1.0
) -> list[StreetLine]:
    flat = _Flat(GeoPoint(rows[0].lat, rows[0].long)) if rows else None
    if flat is None:
        return []
    crossings = [
        flat.spot(row.lat, row.long) for row in gazetteer.crossings_on(street.id) if box.holds(row.lat, row.long)
    ]
    houses = [(row.number, flat.spot(row.lat, row.long)) for row in rows]
    drawn = street_lines(houses, crossings, coarse=coarse)
    return [StreetLine(street.name, tuple(flat.point(*spot) for spot in line)) for line in drawn]


class _Flat:
    """Metres east and north of a point."""

    def __init__(self, corner: GeoPoint) -> None:
        self._corner, self._side = corner, METRES_PER_DEGREE * math.cos(math.radians(corner.lat))

    def spot(self, lat: float, long: float) -> tuple[float, float]:
        return (long - self._corner.long) * self._side, (lat - self._corner.lat) * METRES_PER_DEGREE

    def point(self, east: float, north: float) -> GeoPoint:
        return GeoPoint(
            round(self._corner.lat + north / METRES_PER_DEGREE, 6), round(self._corner.long + east / self._side, 6)
        )


def _houses_by_street(gazetteer: Gazetteer, box: Box) -> dict[int, list[HouseRow]]:
    by_street: dict[int, list[HouseRow]] = defaultdict(list)
    for row in gazetteer.houses_within(box.south, box.west, box.north, box.east):
        by_street[row.street].append(row)
    return by_street


def _landmarks(gazetteer: Gazetteer, box: Box) -> Iterable[Spot]:
    for mark in gazetteer.landmarks:
        if box.holds(mark.lat, mark.long):
            yield Spot(mark.name, GeoPoint(mark.lat, mark.long))


def _ground(jurisdiction: Jurisdiction | None, box: Box) -> tuple[Line, ...]:
    if jurisdiction is None:
        return ()
    rings = jurisdiction.rings(box.south, box.west, box.north, box.east)
    return tuple(tuple(GeoPoint(lat, long) for lat, long in ring) for ring in rings)


def _pair(gazetteer: Gazetteer, first: int, second: int) -> str:
    return f"{gazetteer.streets[first].name} & {gazetteer.streets[second].name}"


def _nearest(spots: Iterable[Spot], middle: GeoPoint) -> list[Spot]:
    return sorted(spots, key=lambda spot: metres(spot.point.lat, spot.point.long, middle.lat, middle.long))


def _nearest_house(gazetteer: Gazetteer, rows: Sequence[HouseRow], box: Box) -> Spot:
    row = min(rows, key=lambda row: metres(row.lat, row.long, box.middle.lat, box.middle.long))
    place = place_of(gazetteer, row, "address", 1.0)
    return Spot(place.address, place.point)


def _length(line: Line) -> float:
    return sum(metres(a.lat, a.long, b.lat, b.long) for a, b in itertools.pairwise(line))
