"""Requests around a point: a box the index can answer, then the distance, both in the database.

The expressions are made once, and take their numbers from `Circle.parameters`.
"""

import math
from dataclasses import dataclass

from sqlalchemy import and_, bindparam

from crm_server.tables import ServiceRequest

METRES_PER_DEGREE = 111_195.0

_north = ServiceRequest.lat - bindparam("near_lat")
_east = (ServiceRequest.long - bindparam("near_long")) * bindparam("near_narrowing")

DISTANCE = _north * _north + _east * _east
"""Squared, in degrees of latitude: it needs no function a database may lack."""
IN_BOX = and_(
    ServiceRequest.lat.between(bindparam("near_south"), bindparam("near_north")),
    ServiceRequest.long.between(bindparam("near_west"), bindparam("near_east")),
)
HOLDS = and_(IN_BOX, bindparam("near_reach") >= DISTANCE)


@dataclass(frozen=True, slots=True)
class Circle:
    """WGS 84 degrees, radius in metres. Good to a fraction of a per cent within a city; does not reach across 180 E."""

    lat: float
    long: float
    radius: float

    @property
    def reach(self) -> float:
        """What `DISTANCE` is at the rim."""
        return (self.radius / METRES_PER_DEGREE) ** 2

    def parameters(self) -> dict[str, float]:
        # How much shorter a degree of longitude is than one of latitude; never nothing, for the poles.
        narrowing = max(math.cos(math.radians(self.lat)), 0.0001)
        height = self.radius / METRES_PER_DEGREE
        width = min(height / narrowing, 360.0)
        return {
            "near_lat": self.lat,
            "near_long": self.long,
            "near_narrowing": narrowing,
            "near_south": self.lat - height,
            "near_north": self.lat + height,
            "near_west": self.long - width,
            "near_east": self.long + width,
            "near_reach": self.reach,
        }
