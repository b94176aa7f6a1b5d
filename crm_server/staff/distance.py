"""Distances between points, good to a fraction of a per cent within a city. Pure."""

import math
import re

from crm_server.circle import METRES_PER_DEGREE

POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


def metres(lat: float, long: float, other_lat: float, other_long: float) -> float:
    north = other_lat - lat
    east = (other_long - long) * math.cos(math.radians((lat + other_lat) / 2))
    return math.hypot(north, east) * METRES_PER_DEGREE


def parse_point(text: str) -> tuple[float, float] | None:
    """`42.36, -71.05` as (lat, long); None for anything else."""
    match = POINT.fullmatch(text)
    if not match:
        return None
    lat, long = float(match[1]), float(match[2])
    return (lat, long) if abs(lat) <= 90 and abs(long) <= 180 else None


def plain_distance(metres: float) -> str:
    return f"{round(metres, -1):.0f} m" if metres < 995 else f"{metres / 1000:.1f} km"
