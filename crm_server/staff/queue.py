"""Which requests stand in the queue, and in what order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select, union
from sqlalchemy.orm import Session

from crm_server.circle import DISTANCE, HOLDS, Circle
from crm_server.staff.distance import metres, parse_point
from crm_server.tables import Change, ServiceRequest

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
    reopened: bool = False
    """It was closed before, and somebody said that it is not done."""


@dataclass(frozen=True, slots=True)
class Queue:
    shown: list[Queued]
    """The first of it."""
    total: int
    late: int
    """Of all of them, how many are past their promise."""


def queue(session: Session, wanted: QueueFilter, name: str, now: datetime) -> Queue:
    """Nearest first where a point was given, else due first; those without a place or a promise come last."""
    held = _conditions(wanted, name, now)
    counts = select(func.count(ServiceRequest.id), func.count(case((ServiceRequest.expected_datetime < now, 1))))
    total, late = session.execute(counts.where(*held)).one()
    first = select(ServiceRequest).where(*held).order_by(_order(wanted), ServiceRequest.id).limit(wanted.show)
    around = Circle(*wanted.near, radius=0).parameters() if wanted.near else {}
    return Queue(_queued(session, session.scalars(first, around).all(), wanted.near, now), total, late)


def _conditions(wanted: QueueFilter, name: str, now: datetime) -> list[ColumnElement[bool]]:
    held = [_closed_lately(now) if wanted.status == "closed" else ServiceRequest.status == "open"]
    if wanted.service_code:
        held.append(ServiceRequest.service_code == wanted.service_code)
    if wanted.area:
        held.append(ServiceRequest.area == wanted.area)
    match wanted.status:
        case "waiting":
            held.append(ServiceRequest.claimed_by == "")
        case "mine":
            held.append(ServiceRequest.claimed_by == name)
        case "late":
            held.append(ServiceRequest.expected_datetime < now)
    return held


def _closed_lately(now: datetime) -> ColumnElement[bool]:
    """A reopened one has no such time. Without its state: SQLite would go by the index on that, to all that was ever closed."""
    return ServiceRequest.closed_datetime >= now - CLOSED_SINCE


def _order(wanted: QueueFilter) -> ColumnElement[Any]:
    if wanted.near:
        return DISTANCE.nulls_last()
    if wanted.status == "closed":
        return ServiceRequest.closed_datetime.desc()
    return ServiceRequest.expected_datetime.nulls_last()


def areas(session: Session, now: datetime) -> list[str]:
    """Where anything lies that the queue may show."""
    shown = (ServiceRequest.status == "open", _closed_lately(now))
    found = union(*(select(ServiceRequest.area).where(one, ServiceRequest.area != "") for one in shown))
    return sorted(session.scalars(found))


def _queued(
    session: Session, requests: Sequence[ServiceRequest], near: tuple[float, float] | None, now: datetime
) -> list[Queued]:
    shown = [request.id for request in requests]
    again = set(
        session.scalars(select(Change.request_id).where(Change.what == "reopened", Change.request_id.in_(shown)))
    )
    return [
        Queued(request, is_late(request, now), _distance(request, near), request.id in again) for request in requests
    ]


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
    found = session.scalars(query.order_by(DISTANCE, ServiceRequest.id).limit(5), around.parameters()).all()
    return _queued(session, found, (around.lat, around.long), request.requested_datetime)
