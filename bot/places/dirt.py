"""Rows of open data that would put a report in the wrong place: found by looking at all rows together.

Each function takes columns (numpy arrays of one length) and returns which rows are meant.
"""

from collections import Counter, defaultdict

import numpy as np
import numpy.typing as npt

from bot.messages import GeoPoint

Degrees = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

DEFAULT_STREETS = 6
"""One point for houses on this many streets is "don't know", not a place."""
CITY_DEGREES = 1.2
"""Nothing of a city is farther than this from its middle."""
NORTHERNMOST, SOUTHERNMOST = 80.0, -57.0
"""No city lies beyond."""
AREA_CELL = 0.006
MINOR_SHARE = 0.4
STRAY_METRES = 1500.0
CLOSE_METRES = 500.0


def changed_round(lat: Degrees, long: Degrees, middle: GeoPoint | None) -> bool:
    """Whether the columns hold each other's values: latitudes where nobody lives, or far from the city's `middle`."""
    mid_lat, mid_long = float(np.median(lat)), float(np.median(long))
    if middle is None:
        return abs(mid_lat) > NORTHERNMOST or mid_lat < SOUTHERNMOST
    straight = abs(mid_lat - middle.lat) + abs(mid_long - middle.long)
    turned = abs(mid_long - middle.lat) + abs(mid_lat - middle.long)
    return turned < 4 * CITY_DEGREES < straight


def transposed(lat: Degrees, long: Degrees) -> Mask:
    """Latitude and longitude changed places."""
    mid_lat, mid_long = np.median(lat), np.median(long)
    here = np.abs(lat - mid_lat) + np.abs(long - mid_long) <= 2 * CITY_DEGREES
    swapped: Mask = ~here & (np.abs(long - mid_lat) < CITY_DEGREES) & (np.abs(lat - mid_long) < CITY_DEGREES)
    return swapped


def far_away(lat: Degrees, long: Degrees) -> Mask:
    """Another country, the sea, or 0/0."""
    away: Mask = (np.abs(lat - np.median(lat)) > CITY_DEGREES) | (np.abs(long - np.median(long)) > CITY_DEGREES)
    return away


def default_points(lat: Degrees, long: Degrees, street: Ids) -> Mask:
    """Points that stand for "don't know": houses of many streets in exactly one place."""
    spot = np.rint(lat * 1e6).astype(np.int64) * 1_000_000_000 + np.rint(long * 1e6).astype(np.int64)
    spots, at = np.unique(spot, return_inverse=True)
    pairs = np.unique(np.stack([at, street], axis=1), axis=0)
    streets_there = np.bincount(pairs[:, 0], minlength=len(spots))
    crowded: Mask = streets_there[at] >= DEFAULT_STREETS
    return crowded


def wrong_areas(lat: Degrees, long: Degrees, area: Ids) -> Mask:
    """Rows whose neighbourhood nobody around them shares (-1 is no neighbourhood and never wrong)."""
    row, column = np.floor(lat / AREA_CELL).astype(np.int64), np.floor(long / AREA_CELL).astype(np.int64)
    seen: dict[tuple[int, int], dict[int, int]] = {}
    for r, c, a in zip(row.tolist(), column.tolist(), area.tolist(), strict=True):
        if a >= 0:
            counts = seen.setdefault((r, c), {})
            counts[a] = counts.get(a, 0) + 1
    around: dict[tuple[int, int, int], bool] = {}
    wrong = np.zeros(len(lat), dtype=np.bool_)
    for i, (r, c, a) in enumerate(zip(row.tolist(), column.tolist(), area.tolist(), strict=True)):
        if a >= 0:
            if (r, c, a) not in around:
                around[r, c, a] = _is_rare(seen, r, c, a)
            wrong[i] = around[r, c, a]
    return wrong


def settled_areas(lat: Degrees, long: Degrees, area: Ids) -> Ids:
    """For each row the area that most of its neighbours name, where its own name is only another word for theirs.

    "Boston" beside "Downtown", "Brighton" beside "Allston / Brighton": names that are in the minority wherever they
    occur say nothing that their neighbours' do not say better.
    """
    cell = np.floor(lat / 0.003).astype(np.int64) * 1_000_000 + np.floor(long / 0.003).astype(np.int64)
    counts: dict[int, Counter[int]] = defaultdict(Counter)
    for c, a in zip(cell.tolist(), area.tolist(), strict=True):
        if a >= 0:
            counts[c][a] += 1
    shares: dict[int, list[float]] = defaultdict(list)
    for c, a in zip(cell.tolist(), area.tolist(), strict=True):
        if a >= 0:
            shares[a].append(counts[c][a] / counts[c].total())
    minor = {a for a, values in shares.items() if sum(values) / len(values) < MINOR_SHARE}
    settled = area.copy()
    for i, (c, a) in enumerate(zip(cell.tolist(), area.tolist(), strict=True)):
        if a in minor:
            settled[i] = next((other for other, _ in counts[c].most_common() if other not in minor), -1)
    return settled


def _is_rare(seen: dict[tuple[int, int], dict[int, int]], row: int, column: int, area: int) -> bool:
    cells = [seen.get((row + i, column + j), {}) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    same, everyone = sum(cell.get(area, 0) for cell in cells), sum(sum(cell.values()) for cell in cells)
    return everyone >= 30 and same <= 0.02 * everyone


def strays(lat: Degrees, long: Degrees, number: Ids, group: Ids) -> Mask:
    """Houses far from both neighbours in number on their street (`group`), who stand close together."""
    order = np.lexsort((number, group))
    y = lat[order] * 111_195.0
    x = long[order] * 111_195.0 * np.cos(np.radians(np.median(lat)))
    members = group[order]
    to_next = np.hypot(np.diff(x), np.diff(y))
    over = np.hypot(x[2:] - x[:-2], y[2:] - y[:-2])
    same = (members[2:] == members[1:-1]) & (members[:-2] == members[1:-1])
    lone = same & (to_next[:-1] > STRAY_METRES) & (to_next[1:] > STRAY_METRES) & (over < CLOSE_METRES)
    found = np.zeros(len(lat), dtype=np.bool_)
    found[order[1:-1]] = lone
    return found
