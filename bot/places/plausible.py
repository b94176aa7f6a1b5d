"""Whether a city lies where it says: against its time zone, and its addresses against its limits. Pure."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages import GeoPoint
from bot.places.gazetteer import HouseRow
from bot.places.jurisdiction import Jurisdiction

DEGREES_AN_HOUR = 15
MOST_OFF = 50
"""Degrees of longitude between a place and the middle of its zone: the west of China is off by 46."""


def far_from_its_zone(point: GeoPoint, time_zone: str, at: datetime) -> str:
    """What is wrong, as the end of a sentence; empty where the point may have that time, as nearly all may."""
    offset = at.astimezone(ZoneInfo(time_zone)).utcoffset()
    middle = offset.total_seconds() / 3600 * DEGREES_AN_HOUR if offset else 0.0
    if abs(point.lat) <= 90 and _apart(point.long, middle) <= MOST_OFF:
        return ""
    where = f"lies at latitude {point.lat:.2f}, longitude {point.long:.2f}, where it is never the time of {time_zone}"
    return f"{where}: the two are changed round" if _apart(point.lat, middle) <= MOST_OFF else where


def _apart(one: float, other: float) -> float:
    return abs((one - other + 180) % 360 - 180)


def inside(area: Jurisdiction, houses: Sequence[HouseRow]) -> int:
    """How many of them."""
    return sum(area.contains(GeoPoint(house.lat, house.long)) for house in houses)
