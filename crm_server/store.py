"""What is looked up by session: requests, their history, and the rows that performance is counted from."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager

from crm_server.circle import Circle
from crm_server.tables import FIRST_NUMBER, Change, Feedback, KnownService, ServiceRequest, row_id


class Wanted(Protocol):
    """Filters of a list of requests; `georeport.listing.Listing` is one."""

    @property
    def service_request_ids(self) -> Sequence[str]: ...
    @property
    def service_codes(self) -> Sequence[str]: ...
    @property
    def statuses(self) -> Sequence[str]: ...
    @property
    def start(self) -> datetime | None: ...
    @property
    def end(self) -> datetime | None: ...
    @property
    def updated_after(self) -> datetime | None: ...
    @property
    def updated_before(self) -> datetime | None: ...
    @property
    def near(self) -> Circle | None: ...
    @property
    def page(self) -> int: ...
    @property
    def page_size(self) -> int: ...
    @property
    def extended(self) -> bool: ...


def find_request(session: Session, service_request_id: str) -> ServiceRequest | None:
    found = row_id(service_request_id)
    return session.get(ServiceRequest, found) if found else None


def lock_request(session: Session, service_request_id: str) -> ServiceRequest | None:
    """For changing it: nobody else can until this session ends."""
    found = row_id(service_request_id)
    return session.get(ServiceRequest, found, with_for_update=True) if found else None


def list_changes(session: Session, wanted: Wanted) -> Sequence[Change]:
    """What residents may see of what happened, oldest first; here `start` and `end` are about the change."""
    query = select(Change).join(Change.request).options(contains_eager(Change.request))
    query = query.where(Change.public, Change.what != "filed")
    if wanted.service_request_ids:
        query = query.where(Change.request_id.in_(_row_ids(wanted)))
    else:
        start, end = wanted.updated_after or wanted.start, wanted.updated_before or wanted.end
        query = query.where(Change.at >= start) if start else query
        query = query.where(Change.at <= end) if end else query
    query = query.order_by(Change.id).offset((wanted.page - 1) * wanted.page_size).limit(wanted.page_size)
    return session.scalars(query).all()


def _row_ids(wanted: Wanted) -> list[int]:
    return [found for text in wanted.service_request_ids if (found := row_id(text))]


class PerformanceRow(NamedTuple):
    """One service request, as performance is counted from it. Times are in UTC; empty text where nothing is known."""

    service_request_id: str
    service_code: str
    service_name: str
    area: str
    channel: str
    language: str
    requested_datetime: datetime
    target_datetime: datetime | None
    """On time means closed for good by then. Set when filed (or when its service was corrected), never put off."""
    expected_datetime: datetime | None
    """What the resident is told now; a reopened request gets a new one."""
    closed_datetime: datetime | None
    """The last close; None while it is open."""
    close_reason: str
    """fixed, made_safe, not_found, nothing_to_do, not_ours, duplicate; empty while open."""
    extended_status: str
    closes: tuple[datetime, ...]
    """Every close, oldest first, also those that were reopened."""
    reopens: tuple[datetime, ...]
    fixed: str
    """The resident's latest answer: yes, partly, no, or empty."""
    rating: int | None
    """The resident's latest, 1 to 5."""


COUNTED: tuple[InstrumentedAttribute[Any], ...] = (
    ServiceRequest.id,
    ServiceRequest.service_code,
    ServiceRequest.area,
    ServiceRequest.channel,
    ServiceRequest.language,
    ServiceRequest.requested_datetime,
    ServiceRequest.target_datetime,
    ServiceRequest.expected_datetime,
    ServiceRequest.closed_datetime,
    ServiceRequest.close_reason,
    ServiceRequest.extended_status,
)
"""In the order of PerformanceRow. Whole rows, with their JSON, take three times as long."""


def performance_rows(
    session: Session, since: datetime | None = None, numbers: range | None = None
) -> Iterator[PerformanceRow]:
    """One row per request, oldest first; of those with these `numbers`, where they are given.

    With `since`: those that were filed since then, those closed since then, and all that are still open, so that the
    figures of a period and of the one before it can both be counted from rows since the start of the earlier one.
    """
    moves, answers = _moves(session, numbers), _answers(session, numbers)
    names = service_names(session)
    wanted = _touched_since(since).where(_among(ServiceRequest.id, numbers))
    for row, service_code, *counted, closed, reason, extended_status in session.execute(wanted).yield_per(1000):
        closes, reopens = moves.get(row) or ((closed,) if closed else (), ())
        yield PerformanceRow._make(
            (
                str(FIRST_NUMBER + row),
                service_code,
                names.get(service_code, service_code),
                *counted,
                closed,
                reason,
                extended_status,
                tuple(closes),
                tuple(reopens),
                *answers.get(row, ("", None)),
            )
        )


def service_names(session: Session) -> dict[str, str]:
    return dict(session.execute(select(KnownService.service_code, KnownService.service_name)).all())


def _touched_since(since: datetime | None) -> Select[*tuple[Any, ...]]:
    query = select(*COUNTED).order_by(ServiceRequest.id)
    if since is None:
        return query
    return query.where(
        or_(
            ServiceRequest.requested_datetime >= since,
            ServiceRequest.closed_datetime >= since,
            ServiceRequest.status == "open",
        )
    )


def _among(row: InstrumentedAttribute[int], numbers: range | None) -> ColumnElement[bool]:
    return true() if numbers is None else row.between(numbers[0], numbers[-1])


def _moves(session: Session, numbers: range | None) -> dict[int, tuple[list[datetime], list[datetime]]]:
    """Closes and reopens of what was ever reopened; anything else has one close at most, and the request tells it."""
    found: dict[int, tuple[list[datetime], list[datetime]]] = {}
    reopened = select(Change.request_id).where(Change.what == "reopened", _among(Change.request_id, numbers))
    query = select(Change.request_id, Change.what, Change.at).where(
        Change.request_id.in_(reopened), Change.what.in_(("closed", "reopened"))
    )
    for request_id, what, at in session.execute(query.order_by(Change.id)):
        closes, reopens = found.setdefault(request_id, ([], []))
        (closes if what == "closed" else reopens).append(at)
    return found


def _answers(session: Session, numbers: range | None) -> dict[int, tuple[str, int | None]]:
    found: dict[int, tuple[str, int | None]] = {}
    query = select(Feedback.request_id, Feedback.fixed, Feedback.rating).where(_among(Feedback.request_id, numbers))
    for request_id, said, rated in session.execute(query.order_by(Feedback.at)):
        fixed, rating = found.get(request_id, ("", None))
        found[request_id] = (said or fixed, rated or rating)
    return found
