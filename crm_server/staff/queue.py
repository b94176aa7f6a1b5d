"""Which requests stand in the queue, and in what order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from crm_server.circle import DISTANCE, HOLDS, Circle
from crm_server.staff.distance import metres, parse_point
from crm_server.tables import ServiceRequest

MOST = 5000
STATUSES = {
    "open": "All open",
    "waiting": "Not yet claimed",
    "mine": "Mine",
    "late": "Late",
    "closed": "Closed in the last 14 days",
}
CLOSED_SINCE = timedelta(days=14)
STEP = 25
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    service_code: str = ""
    area: str = ""
    status: str = "open"
    near_text: str = ""
    near: tuple[float, float] | None = None
    show: int = STEP


def queue_filter(query: Mapping[str, str]) -> QueueFilter:
    """What cannot be read counts as not said."""
    show, status = query.get("show", ""), query.get("status", "")
    return QueueFilter(
        service_code=query.get("service", ""),
        area=query.get("area", ""),
        status=status if status in STATUSES else "open",
        near_text=query.get("near", ""),
        near=parse_point(query.get("near", "")),
        show=min(int(show), MOST) if show.isascii() and show.isdigit() and len(show) < 6 else STEP,
    )


@dataclass(frozen=True, slots=True)
class Queued:
    request: ServiceRequest
    late: bool
    distance: float | None
    """Metres from the asked point."""


def queue(session: Session, wanted: QueueFilter, name: str, now: datetime) -> list[Queued]:
    query = _query(wanted, name, now)
    around: dict[str, float] = {}
    if wanted.near:  # or the nearest may not be among the first MOST
        query = query.order_by(None).order_by(DISTANCE.nulls_last())
        around = Circle(*wanted.near, radius=0).parameters()
    requests = session.scalars(query.limit(MOST), around).all()
    return in_order(requests, wanted, now)


def _query(wanted: QueueFilter, name: str, now: datetime) -> Select[ServiceRequest]:
    query = select(ServiceRequest)
    if wanted.service_code:
        query = query.where(ServiceRequest.service_code == wanted.service_code)
    if wanted.area:
        query = query.where(ServiceRequest.area == wanted.area)
    if wanted.status == "closed":
        return query.where(ServiceRequest.status == "closed", ServiceRequest.closed_datetime >= now - CLOSED_SINCE)
    query = query.where(ServiceRequest.status == "open").order_by(ServiceRequest.expected_datetime)
    match wanted.status:
        case "waiting":
            return query.where(ServiceRequest.claimed_by == "")
        case "mine":
            return query.where(ServiceRequest.claimed_by == name)
        case "late":
            return query.where(ServiceRequest.expected_datetime < now)
        case _:
            return query


def in_order(requests: Iterable[ServiceRequest], wanted: QueueFilter, now: datetime) -> list[Queued]:
    """Nearest first where a point was given, else due first; those without a place or a promise come last."""
    queued = [Queued(request, is_late(request, now), _distance(request, wanted.near)) for request in requests]
    if wanted.near:
        return sorted(queued, key=lambda one: (one.distance is None, one.distance or 0, one.request.id))
    if wanted.status == "closed":
        return sorted(queued, key=lambda one: one.request.closed_datetime or NEVER, reverse=True)
    return sorted(queued, key=lambda one: (one.request.expected_datetime or NEVER, one.request.id))


def is_late(request: ServiceRequest, now: datetime) -> bool:
    until = request.closed_datetime or now
    return request.expected_datetime is not None and until > request.expected_datetime


def _distance(request: ServiceRequest, near: tuple[float, float] | None) -> float | None:
    if near is None or request.lat is None or request.long is None:
        return None
    return metres(*near, request.lat, request.long)


def near_duplicates(session: Session, request: ServiceRequest, within: float = 200) -> Sequence[Queued]:
    """Other open requests of the same service, nearest first, at most five."""
    if request.lat is None or request.long is None:
        return []
    around = Circle(request.lat, request.long, within)
    query = select(ServiceRequest).where(
        ServiceRequest.status == "open",
        ServiceRequest.service_code == request.service_code,
        ServiceRequest.id != request.id,
        HOLDS,
    )
    found = session.scalars(query.order_by(DISTANCE).limit(5), around.parameters())
    return in_order(found, QueueFilter(near=(around.lat, around.long)), request.requested_datetime)
