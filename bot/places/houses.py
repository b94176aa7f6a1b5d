"""A number on a street: the house itself, a point between its neighbours, or nothing."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from bot.messages import GeoPoint
from bot.places.distance import metres
from bot.places.gazetteer import Gazetteer, HouseRow, Street
from bot.places.place import Place, Precision

WINDOW = 60
"""Neighbours in number are looked for this far up and down."""
FARTHEST_NEIGHBORS = 700.0
"""Metres between two neighbours in number; beyond that a point between them says nothing."""
CLOSE_NEIGHBORS = 200.0
"""Between neighbours this close the point cannot be far off."""
FARTHEST_NUMBER = 60
ACROSS = 50.0
"""The same where they stand on the other side of the street, whose numbers run beside ours only roughly."""
NEXT_NUMBER = 4
TREND_OF = 5
FARTHEST_GUESS = 400.0
SMALL_RANGE = 12
MOST_NEIGHBORS = 6
"""Of both sides, before those too close together to be a choice are left out."""
SAME_SPOT = 120.0


class Candidate(Struct, frozen=True):
    """A place with what ranking needs: `exact` is a house of the gazetteer, `part` which of the streets so named."""

    place: Place
    street: int
    part: int
    exact: bool


def find_houses(
    gazetteer: Gazetteer, street: Street, low: int, high: int, *, letter: str = "", stretch: str = ""
) -> list[Candidate]:
    """Best candidates for `low` (to `high`) on `street`, at most one for each place and part.

    With `stretch`, what the houses from `low` to `high` together are called, it is the middle of them.
    """

    def itself(rows: list[HouseRow]) -> list[Candidate]:
        return _stretch(gazetteer, rows, low, high, stretch) if stretch else _exact(gazetteer, rows, low, high, letter)

    if street.id not in gazetteer.divided and (
        found := itself(gazetteer.houses(street.id, low - WINDOW, high, reaching=low))
    ):
        return found  # without reading its neighbours
    by_part: dict[int, list[HouseRow]] = defaultdict(list)
    for row in gazetteer.houses(street.id, low - WINDOW, high + WINDOW):
        by_part[row.part].append(row)
    return [one for rows in by_part.values() for one in itself(rows) or _between(gazetteer, rows, low)]


def _exact(gazetteer: Gazetteer, rows: list[HouseRow], low: int, high: int, letter: str) -> list[Candidate]:
    same = (
        [row for row in rows if row.number == low and row.high == high]
        or [row for row in rows if row.number == low]
        or [row for row in rows if row.number < low <= row.high and (row.number - low) % 2 == 0]
    )
    if lettered := [row for row in same if letter and (row.label or "").lower().endswith(letter)]:
        same = lettered
    if same:
        return [_house(gazetteer, row, 0.95) for row in apart(same)]
    inside = [row for row in rows if low < row.number <= high and (row.number - low) % 2 == 0]
    inside.sort(key=lambda row: abs(row.number - (low + high) / 2))
    return [_house(gazetteer, row, 0.8 if high - low <= SMALL_RANGE else 0.5) for row in inside[:1]]


def _house(gazetteer: Gazetteer, row: HouseRow, confidence: float) -> Candidate:
    return Candidate(place_of(gazetteer, row, "address", confidence), row.street, row.part, exact=True)


def apart(rows: Iterable[HouseRow]) -> list[HouseRow]:
    """One row for each spot; plain numbers before `12A` and `12-14`."""
    kept: list[HouseRow] = []
    for row in sorted(rows, key=lambda row: (row.label is not None, row.high - row.number)):
        if all(metres(row.lat, row.long, other.lat, other.long) > SAME_SPOT for other in kept):
            kept.append(row)
    return kept


def _stretch(gazetteer: Gazetteer, rows: list[HouseRow], low: int, high: int, called: str) -> list[Candidate]:
    inside = [row for row in rows if low <= row.number <= high]
    if not inside:
        return []
    middle = min(inside, key=lambda row: abs(row.number - (inside[0].number + inside[-1].number) / 2))
    place = place_of(gazetteer, middle._replace(label=called), "interpolated", 0.75)
    return [Candidate(place, middle.street, middle.part, exact=True)]


def _between(gazetteer: Gazetteer, rows: list[HouseRow], number: int) -> list[Candidate]:
    """A point between the neighbours in number: those of the same side, or both sides where these are much nearer.

    Where the neighbours stand far apart they are offered as well.
    """
    if not number:
        return []  # "0 Elm St" says that nobody knows the number
    side = [row for row in rows if (row.number - number) % 2 == 0]
    bracket = _bracket(side, number)
    if bracket is None or _gap(bracket) > CLOSE_NEIGHBORS:
        both = _bracket(rows, number)
        bracket = both if both and (bracket is None or _gap(both) < _gap(bracket)) else bracket
    one_side = bracket and all((row.number - number) % 2 == 0 for row in bracket)
    if bracket and _gap(bracket) <= (CLOSE_NEIGHBORS if one_side else ACROSS):
        return [_along(gazetteer, bracket, number, 0.75)]
    if bracket and _gap(bracket) <= FARTHEST_NEIGHBORS:
        known = dict.fromkeys((*bracket, *_closest(side, number)[:1], *_closest(rows, number)[:MOST_NEIGHBORS]))
        ends = sorted(known, key=lambda row: (abs(row.number - number), row.number))
        return [_along(gazetteer, bracket, number, 0.5), *(_neighbor(gazetteer, row) for row in ends)]
    return _neighbors(gazetteer, side, rows, number)


def _closest(rows: list[HouseRow], number: int) -> list[HouseRow]:
    """In order of how far their numbers are."""
    return sorted(rows, key=lambda row: abs(row.number - number))


def _along(gazetteer: Gazetteer, bracket: tuple[HouseRow, HouseRow], number: int, confidence: float) -> Candidate:
    below, above = bracket
    share = (number - below.number) / (above.number - below.number)
    point = GeoPoint(below.lat + (above.lat - below.lat) * share, below.long + (above.long - below.long) * share)
    return _made_up(gazetteer, below, number, point, confidence)


def _neighbors(gazetteer: Gazetteer, side: list[HouseRow], rows: list[HouseRow], number: int) -> list[Candidate]:
    """The nearest known numbers, to choose from; next door on the same side counts as the place."""
    near = _closest(side, number)[:3] + _closest(rows, number)[:4]
    if close := [row for row in near if abs(row.number - number) <= NEXT_NUMBER]:
        return [_made_up(gazetteer, close[0], number, GeoPoint(close[0].lat, close[0].long), 0.65)]
    offered = [row for row in near if abs(row.number - number) <= FARTHEST_NUMBER]
    return _beyond(gazetteer, rows, number) * bool(offered) + [_neighbor(gazetteer, row) for row in offered]


def _beyond(gazetteer: Gazetteer, rows: list[HouseRow], number: int) -> list[Candidate]:
    """The street drawn on past its last known numbers, a guess to be asked."""
    near = _closest(rows, number)[:TREND_OF]
    spread = [row.number for row in near]
    if len(near) < 3 or max(spread) - min(spread) < 4:
        return []
    mid = sum(spread) / len(near)
    weight = sum((n - mid) ** 2 for n in spread)
    lat, long = (sum(values) / len(near) for values in zip(*((row.lat, row.long) for row in near), strict=True))
    up = sum((row.number - mid) * (row.lat - lat) for row in near) / weight
    east = sum((row.number - mid) * (row.long - long) for row in near) / weight
    point = GeoPoint(lat + up * (number - mid), long + east * (number - mid))
    if metres(point.lat, point.long, near[0].lat, near[0].long) > FARTHEST_GUESS:
        return []
    return [_made_up(gazetteer, near[0], number, point, 0.5)]


def _neighbor(gazetteer: Gazetteer, row: HouseRow) -> Candidate:
    place = place_of(gazetteer, row, "interpolated", 0.45)
    return Candidate(replace(place, address=f"near {place.address}"), row.street, row.part, exact=False)


def _bracket(rows: list[HouseRow], number: int) -> tuple[HouseRow, HouseRow] | None:
    below = max((row for row in rows if row.number < number), key=lambda row: row.number, default=None)
    above = min((row for row in rows if row.number > number), key=lambda row: row.number, default=None)
    return (below, above) if below and above else None


def _gap(bracket: tuple[HouseRow, HouseRow]) -> float:
    below, above = bracket
    return metres(below.lat, below.long, above.lat, above.long)


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
