"""Service requests as the API tells them, without sessions and objects: statements are made once for every kind of
question, and read the columns that are told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from crm_server.circle import DISTANCE, HOLDS, IN_BOX
from crm_server.store import Wanted
from crm_server.tables import Change, ServiceRequest, row_id


class Told(NamedTuple):
    """The columns of `ServiceRequest` that an answer tells of. As a tuple with names: SQLAlchemy's own row looks a name up
    each time, which took longer than to fetch it.
    """

    id: int
    status: str
    status_notes: str
    service_code: str
    description: str
    filed_notice: str
    requested_datetime: datetime
    updated_datetime: datetime
    expected_datetime: datetime | None
    address: str
    address_id: str
    zipcode: str
    lat: float | None
    long: float | None
    media_urls: Sequence[str]
    extended_status: str
    crew_media_url: str
    # From here on only where it was asked for:
    attributes: Mapping[str, Sequence[str]] = MappingProxyType({})
    channel: str = ""
    language: str = ""
    area: str = ""
    duplicate_of: int | None = None
    closed_datetime: datetime | None = None


class Note(NamedTuple):
    """A public line of a request's history."""

    request_id: int
    at: datetime
    what: str
    after: str
    note: str
    media_url: str
    status: str
    extended_status: str


Notes = Mapping[int, Sequence[Note]]
"""Of each request, oldest first."""

EXTENDED = tuple(Told._field_defaults)
SHOWN = tuple(name for name in Told._fields if name not in EXTENDED)
CONDITIONS: Mapping[str, ColumnElement[bool]] = {
    "ids": ServiceRequest.id.in_(bindparam("ids", expanding=True)),
    "service_code": ServiceRequest.service_code == bindparam("service_code"),
    "service_codes": ServiceRequest.service_code.in_(bindparam("service_codes", expanding=True)),
    "status": ServiceRequest.status == bindparam("status"),
    "statuses": ServiceRequest.status.in_(bindparam("statuses", expanding=True)),
    # Both ends belong to a span: answers carry whole seconds, and a poller asks from the last one it saw.
    "start": ServiceRequest.requested_datetime >= bindparam("start"),
    "end": ServiceRequest.requested_datetime <= bindparam("end"),
    "updated_after": ServiceRequest.updated_datetime >= bindparam("updated_after"),
    "updated_before": ServiceRequest.updated_datetime <= bindparam("updated_before"),
}
# SQLite takes a status for rarer than a span of time, and would read every open request to find those of the last hour.
BY_TIME: Mapping[str, ColumnElement[bool]] = {
    "status": ServiceRequest.status.concat("") == bindparam("status"),
    "statuses": ServiceRequest.status.concat("").in_(bindparam("statuses", expanding=True)),
}
"""In place of those conditions where the time decides: an expression keeps the index on places out of it."""
NOTES = select(*(getattr(Change, name) for name in Note._fields)).where(Change.public).order_by(Change.id)
NOTES_OF_ONE = NOTES.where(Change.request_id == bindparam("id"))
NOTES_OF_SEVERAL = NOTES.where(Change.request_id.in_(bindparam("ids", expanding=True)))


def list_requests(connection: Connection, wanted: Wanted) -> tuple[Sequence[Told], Notes]:
    """The newest first; the nearest first around a point; oldest change first where changes were asked for, so that a
    poller can go on from the last.
    """
    limits = _limits(wanted)
    near = None if "ids" in limits else wanted.near
    changed = "updated_after" in limits or "updated_before" in limits
    statement = _listing(tuple(limits), near=near is not None, changed=changed, extended=wanted.extended)
    page = {"skipped": (wanted.page - 1) * wanted.page_size, "page_size": wanted.page_size}
    rows: Sequence[Sequence[Any]] = connection.execute(
        statement, {**limits, **page, **(near.parameters() if near else {})}
    ).all()
    if near and not changed:
        rows = [row[:-1] for row in rows if row[-1] <= near.reach]
    found = [Told(*row) for row in rows]
    return found, _notes(connection, found) if wanted.extended else {}


def _limits(wanted: Wanted) -> dict[str, Any]:
    """By the names of `CONDITIONS`. Requests that were named are given whatever else was asked."""
    if wanted.service_request_ids:
        return {"ids": [row for text in wanted.service_request_ids if (row := row_id(text))]}
    limits = {
        **_one_of("service_code", "service_codes", wanted.service_codes),
        **_one_of("status", "statuses", wanted.statuses),
        "start": wanted.start,
        "end": wanted.end,
        "updated_after": wanted.updated_after,
        "updated_before": wanted.updated_before,
    }
    return {name: limit for name, limit in limits.items() if limit}


def _one_of(one: str, several: str, wanted: Sequence[str]) -> dict[str, Any]:
    """Mostly it is one, and SQLAlchemy writes a list of parameters anew each time."""
    return {one: wanted[0]} if len(wanted) == 1 else {several: wanted}


@cache
def _listing(limits: tuple[str, ...], *, near: bool, changed: bool, extended: bool) -> Select[Any]:
    conditions = CONDITIONS if near else {**CONDITIONS, **BY_TIME}
    statement = _select(extended=extended).where(*(conditions[name] for name in limits))
    statement = statement.offset(bindparam("skipped")).limit(bindparam("page_size"))
    if changed:
        statement = statement.where(HOLDS) if near else statement
        return statement.order_by(ServiceRequest.updated_datetime, ServiceRequest.id)
    if near:
        # The distance is worked out once a row: where the nearest come first, those too far away are the last of a page.
        away = DISTANCE.label("distance")
        return statement.add_columns(away).where(IN_BOX).order_by(away, ServiceRequest.id)
    return statement.order_by(ServiceRequest.requested_datetime.desc(), ServiceRequest.id.desc())


def _select(*, extended: bool) -> Select[Any]:
    return select(*(getattr(ServiceRequest, name) for name in (*SHOWN, *(EXTENDED if extended else ()))))


BY_ID = {
    extended: _select(extended=extended).where(ServiceRequest.id == bindparam("row")) for extended in (False, True)
}


def tell_request(
    connection: Connection, service_request_id: str, *, extended: bool
) -> tuple[Told, Sequence[Note]] | None:
    row = row_id(service_request_id)
    kept = connection.execute(BY_ID[extended], {"row": row}).first() if row else None
    if kept is None:
        return None
    notes = connection.execute(NOTES_OF_ONE, {"id": row}) if extended else ()
    return Told(*kept), [Note(*line) for line in notes]


BY_TOKEN = select(ServiceRequest.id).where(ServiceRequest.token == bindparam("token"))


def find_by_token(connection: Connection, token: str) -> int | None:
    """The row."""
    return connection.scalar(BY_TOKEN, {"token": token})


def _notes(connection: Connection, requests: Sequence[Told]) -> Notes:
    notes: defaultdict[int, list[Note]] = defaultdict(list)
    for line in connection.execute(NOTES_OF_SEVERAL, {"ids": [request.id for request in requests]}):
        notes[line[0]].append(Note(*line))
    return notes
