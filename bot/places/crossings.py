"""Where two streets meet: as the gazetteer says, or where their houses come nearest."""

import numpy as np

from bot.messages import GeoPoint
from bot.places.distance import metres
from bot.places.gazetteer import CrossingRow, Gazetteer, Street
from bot.places.houses import Candidate
from bot.places.place import Place

NEAREST_APPROACH = 75.0
"""Metres between the nearest houses of two streets that meet."""
FARTHEST_APPROACH = 160.0
"""They may still meet; confidence says that one should ask."""
SAME_CROSSING = 250.0
MOST_PAIRS = 40


def find_crossings(gazetteer: Gazetteer, one: Street, two: Street, *, approach: bool = True) -> list[Candidate]:
    """Every place where the two meet; without `approach` only those a source names."""
    if one.id == two.id:
        return []
    rows = _apart(gazetteer.crossings(one.id, two.id))
    if not rows and approach:
        return _approaches(gazetteer, one, two)
    return [_candidate(gazetteer, one, two, row, 0.9) for row in rows]


def _apart(rows: list[CrossingRow]) -> list[CrossingRow]:
    kept: list[CrossingRow] = []
    for row in rows:
        if all(metres(row.lat, row.long, other.lat, other.long) > SAME_CROSSING for other in kept):
            kept.append(row)
    return kept


def _approaches(gazetteer: Gazetteer, one: Street, two: Street) -> list[Candidate]:
    first, second = gazetteer.all_houses(one.id), gazetteer.all_houses(two.id)
    if not first or not second:
        return []
    a = np.array([(row.lat, row.long) for row in first])
    b = np.array([(row.lat, row.long) for row in second])
    scale = np.array([1.0, np.cos(np.radians(a[0, 0]))]) * 111_195.0
    gaps = np.hypot(*((a[:, None, :] - b[None, :, :]) * scale).transpose(2, 0, 1))
    rows: list[CrossingRow] = []
    near = np.flatnonzero(gaps <= FARTHEST_APPROACH)
    for index in near[np.argsort(gaps.ravel()[near])[:MOST_PAIRS]].tolist():
        i, j = divmod(index, len(second))
        lat, long = (a[i] + b[j]) / 2
        rows.append(CrossingRow(one.id, two.id, float(lat), float(long), first[i].area))
    sure = float(gaps.min()) <= NEAREST_APPROACH
    return [_candidate(gazetteer, one, two, row, 0.7 if sure else 0.5) for row in _apart(rows)]


def _candidate(gazetteer: Gazetteer, one: Street, two: Street, row: CrossingRow, confidence: float) -> Candidate:
    place = Place(
        address=f"{one.name} & {two.name}",
        point=GeoPoint(row.lat, row.long),
        precision="crossing",
        confidence=confidence,
        source="gazetteer",
        neighborhood=gazetteer.areas.get(row.area, ""),
    )
    return Candidate(place, one.id, -1, exact=confidence > 0.8)


def cross_street(gazetteer: Gazetteer, candidate: Candidate) -> str:
    """The name of the nearest street that meets this one, or stands nearest; empty in open country."""
    point = candidate.place.point
    crossings = gazetteer.crossings_on(candidate.street)
    if crossings:
        near = min(crossings, key=lambda row: metres(row.lat, row.long, point.lat, point.long))
        if metres(near.lat, near.long, point.lat, point.long) < 400:
            return gazetteer.streets[near.second if near.first == candidate.street else near.first].name
    others = [row for row in gazetteer.houses_near(point.lat, point.long) if row.street != candidate.street]
    if not others:
        return ""
    return gazetteer.streets[min(others, key=lambda row: metres(row.lat, row.long, point.lat, point.long)).street].name
