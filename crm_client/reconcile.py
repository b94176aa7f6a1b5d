"""Finding our own request again after an unknown outcome. Pure.

A request is ours when it is of the same service, from the same minutes and place, and carries our mark or our words.
Where the server gives no words back, the very same point must do: two people do not report from one square metre
within minutes.
"""

from collections.abc import Callable, Iterable
from math import asin, cos, radians, sin, sqrt

from crm_client.forms import CUT
from crm_client.models import NewServiceRequest, Point, ServiceRequest

EARTH_RADIUS = 6_371_000.0
SAME_SPOT = 2.0
"""Metres; servers round coordinates to five decimals."""


LONG_ENOUGH = 40
"""Characters from which a description that was cut short is still surely ours."""


def ours_among(
    candidates: Iterable[ServiceRequest], request: NewServiceRequest, *, mark: str = "", radius: float = 100
) -> ServiceRequest | None:
    """The request that is surely ours, the earliest if it was filed twice; `radius` in metres (CRMs move points)."""
    near = [one for one in candidates if _same_kind(one, request) and _near(one, request, radius)]
    for certain in (_bears(mark), _same_words(request), _same_spot(request)):
        found = [one for one in near if certain(one)]
        if found:
            return min(found, key=lambda one: one.requested_datetime.timestamp() if one.requested_datetime else 0)
    return None


def metres(one: Point, other: Point) -> float:
    """Great-circle distance."""
    lat1, lat2 = radians(one.lat), radians(other.lat)
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(other.long - one.long) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(h))


def _same_kind(one: ServiceRequest, request: NewServiceRequest) -> bool:
    return one.service_code in {request.service_code, ""}


def _near(one: ServiceRequest, request: NewServiceRequest, radius: float) -> bool:
    return one.point is None or request.point is None or metres(one.point, request.point) <= radius


def _bears(mark: str) -> Callable[[ServiceRequest], bool]:
    return lambda one: bool(mark) and (mark in one.description or mark == one.account_id)


def _same_words(request: NewServiceRequest) -> Callable[[ServiceRequest], bool]:
    sent = _words(request.description)

    def same(one: ServiceRequest) -> bool:
        told = _words(one.description.removesuffix(CUT))
        return bool(told) and (sent == told or (len(told) > LONG_ENOUGH and sent.startswith(told)))

    return same


def _same_spot(request: NewServiceRequest) -> Callable[[ServiceRequest], bool]:
    def same(one: ServiceRequest) -> bool:
        if one.description or one.point is None or request.point is None:
            return False
        return metres(one.point, request.point) <= SAME_SPOT

    return same


def _words(description: str) -> str:
    return " ".join(description.split()).casefold()
