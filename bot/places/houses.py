"""A number on a street: the house itself, a point between its neighbours, or nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.messages import GeoPoint
from bot.places.distance import metres
from bot.places.gazetteer import Gazetteer, HouseRow, Street
from bot.places.place import Place, Precision

WINDOW = 60
"""Neighbours in number are looked for this far up and down."""
FARTHEST_NEIGHBORS = 700.0
"""Metres between two neighbours in number; beyond that a point between them says nothing."""
NEAREST_NUMBER = 12
SAME_SPOT = 120.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place with what ranking needs: `exact` is a house of the gazetteer, `part` which of the streets so named."""

    place: Place
    street: int
    part: int
    exact: bool


def find_houses(gazetteer: Gazetteer, street: Street, low: int, high: int, *, block: bool = False) -> list[Candidate]:
    """Best candidates for `low` (to `high`) on `street`, at most one for each place and part."""
    last = low + 99 if block else high
    rows = gazetteer.houses(street.id, low - WINDOW, last + WINDOW)
    by_part: dict[int, list[HouseRow]] = defaultdict(list)
    for row in rows:
        by_part[row.part].append(row)
    found: list[Candidate] = []
    for part in by_part.values():
        found += _block(gazetteer, part, low) if block else _exact(gazetteer, part, low, high)
        if not any(candidate.part == part[0].part for candidate in found):
            found += _between(gazetteer, part, low)
    return found


def _exact(gazetteer: Gazetteer, rows: list[HouseRow], low: int, high: int) -> list[Candidate]:
    same = [row for row in rows if row.number == low] or [
        row for row in rows if row.number < low <= row.high and (row.number - low) % 2 == 0
    ] or [row for row in rows if low < row.number <= high and (row.number - low) % 2 == 0]  # fmt: skip
    return [
        Candidate(place_of(gazetteer, row, "address", 0.95), row.street, row.part, exact=True) for row in apart(same)
    ]


def apart(rows: Iterable[HouseRow]) -> list[HouseRow]:
    """One row for each spot; plain numbers before `12A` and `12-14`."""
    kept: list[HouseRow] = []
    for row in sorted(rows, key=lambda row: (row.label is not None, row.high - row.number)):
        if all(metres(row.lat, row.long, other.lat, other.long) > SAME_SPOT for other in kept):
            kept.append(row)
    return kept


def _block(gazetteer: Gazetteer, rows: list[HouseRow], low: int) -> list[Candidate]:
    inside = [row for row in rows if low <= row.number <= low + 99]
    if not inside:
        return []
    middle = inside[len(inside) // 2]
    place = place_of(gazetteer, middle, "interpolated", 0.75)
    return [Candidate(place, middle.street, middle.part, exact=True)]


def _between(gazetteer: Gazetteer, rows: list[HouseRow], number: int) -> list[Candidate]:
    side = [row for row in rows if (row.number - number) % 2 == 0] or rows
    below = max((row for row in side if row.number < number), key=lambda row: row.number, default=None)
    above = min((row for row in side if row.number > number), key=lambda row: row.number, default=None)
    if below and above and metres(below.lat, below.long, above.lat, above.long) <= FARTHEST_NEIGHBORS:
        share = (number - below.number) / (above.number - below.number)
        point = GeoPoint(below.lat + (above.lat - below.lat) * share, below.long + (above.long - below.long) * share)
        return [_made_up(gazetteer, below, number, point, 0.75)]
    nearest = min(rows, key=lambda row: abs(row.number - number))
    if abs(nearest.number - number) <= NEAREST_NUMBER:
        return [_made_up(gazetteer, nearest, number, GeoPoint(nearest.lat, nearest.long), 0.6)]
    return []


def _made_up(gazetteer: Gazetteer, row: HouseRow, number: int, point: GeoPoint, confidence: float) -> Candidate:
    like = row._replace(label=None, number=number, lat=point.lat, long=point.long)
    return Candidate(place_of(gazetteer, like, "interpolated", confidence), row.street, row.part, exact=False)


def place_of(gazetteer: Gazetteer, row: HouseRow, precision: Precision, confidence: float) -> Place:
    name, label = gazetteer.streets[row.street].name, row.label or str(row.number)
    return Place(
        address=f"{name} {label}" if gazetteer.number_last else f"{label} {name}",
        point=GeoPoint(row.lat, row.long),
        precision=precision,
        confidence=confidence,
        source="gazetteer",
        neighborhood=gazetteer.areas.get(row.area, ""),
        zip=row.zip or "",
    )
