"""Requests around a point: a box the index can answer, then the distance, both in the database."""

import math
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_

from crm_server.tables import ServiceRequest

METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Circle:
    """WGS 84 degrees, radius in metres. Good to a fraction of a per cent within a city; does not reach across 180 E."""

    lat: float
    long: float
    radius: float

    def holds(self) -> ColumnElement[bool]:
        height = self.radius / METRES_PER_DEGREE
        width = min(height / self._narrowing, 360.0)
        return and_(
            ServiceRequest.lat.between(self.lat - height, self.lat + height),
            ServiceRequest.long.between(self.long - width, self.long + width),
            self.distance() <= height * height,
        )

    def distance(self) -> ColumnElement[float | None]:
        """To order by: square degrees of latitude, which needs no function a database may lack."""
        north = ServiceRequest.lat - self.lat
        east = (ServiceRequest.long - self.long) * self._narrowing
        return north * north + east * east

    @property
    def _narrowing(self) -> float:
        """How much shorter a degree of longitude is than one of latitude; never nothing, for the poles."""
        return max(math.cos(math.radians(self.lat)), 0.0001)
