"""Metres on the ground, near enough for a city."""

import math

METRES_PER_DEGREE = 111_195.0


def metres(lat: float, long: float, other_lat: float, other_long: float) -> float:
    """Straight line on a flat map; within 0.1 % over 20 km."""
    east = (other_long - long) * math.cos(math.radians((lat + other_lat) / 2))
    return math.hypot(other_lat - lat, east) * METRES_PER_DEGREE
