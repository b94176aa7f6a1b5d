"""Service requests as the API tells them, without sessions and objects: statements are made once for every kind of
question, and read the columns that are told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from crm_server.circle import DISTANCE, HOLDS, IN_BOX
from crm_server.store import Wanted
from crm_server.tables import Change, ServiceRequest, row_id

Told = Row[Any]
"""A service request: attributes named as those of `ServiceRequest`, the columns of `SHOWN` and perhaps `EXTENDED`."""
Notes = Mapping[int, Sequence[Row[Any]]]
"""The public lines of history of each request, oldest first."""

SHOWN: tuple[InstrumentedAttribute[Any], ...] = (
    ServiceRequest.id,
    ServiceRequest.status,
    ServiceRequest.status_notes,
    ServiceRequest.service_code,
    ServiceRequest.description,
    ServiceRequest.filed_notice,
    ServiceRequest.requested_datetime,
    ServiceRequest.updated_datetime,
    ServiceRequest.expected_datetime,
    ServiceRequest.address,
    ServiceRequest.address_id,
    ServiceRequest.zipcode,
    ServiceRequest.lat,
    ServiceRequest.long,
    ServiceRequest.media_urls,
    ServiceRequest.extended_status,
    ServiceRequest.crew_media_url,
)
EXTENDED: tuple[InstrumentedAttribute[Any], ...] = (
    ServiceRequest.attributes,
    ServiceRequest.channel,
    ServiceRequest.language,
    ServiceRequest.area,
    ServiceRequest.duplicate_of,
    ServiceRequest.closed_datetime,
)
CONDITIONS: Mapping[str, ColumnElement[bool]] = {
    "ids": ServiceRequest.id.in_(bindparam("ids", expanding=True)),
    "service_codes": ServiceRequest.service_code.in_(bindparam("service_codes", expanding=True)),
    "statuses": ServiceRequest.status.in_(bindparam("statuses", expanding=True)),
    # Both ends belong to a span: answers carry whole seconds, and a poller asks from the last one it saw.
    "start": ServiceRequest.requested_datetime >= bindparam("start"),
    "end": ServiceRequest.requested_datetime <= bindparam("end"),
    "updated_after": ServiceRequest.updated_datetime >= bindparam("updated_after"),
    "updated_before": ServiceRequest.updated_datetime <= bindparam("updated_before"),
}
NOTES = (
    select(
        Change.request_id, Change.at, Change.what, Change.after, Change.note, Change.media_url, Change.status,
        Change.extended_status,
    )
    .where(Change.public, Change.request_id.in_(bindparam("ids", expanding=True)))
    .order_by(Change.id)
)  # fmt: skip


def list_requests(connection: Connection, wanted: Wanted) -> tuple[Sequence[Told], Notes]:
    """The newest first; the nearest first around a point; oldest change first where changes were asked for, so that a
    poller can go on from the last.
    """
    limits = _limits(wanted)
    near = None if "ids" in limits else wanted.near
    changed = "updated_after" in limits or "updated_before" in limits
    statement = _listing(tuple(limits), near=near is not None, changed=changed, extended=wanted.extended)
    page = {"skipped": (wanted.page - 1) * wanted.page_size, "page_size": wanted.page_size}
    rows = connection.execute(statement, {**limits, **page, **(near.parameters() if near else {})}).all()
    if near and not changed:
        rows = [row for row in rows if row.distance <= near.reach]
    return rows, _notes(connection, rows) if wanted.extended else {}


def _limits(wanted: Wanted) -> dict[str, Any]:
    """By the names of `CONDITIONS`. Requests that were named are given whatever else was asked."""
    if wanted.service_request_ids:
        return {"ids": [row for text in wanted.service_request_ids if (row := row_id(text))]}
    limits = {name: getattr(wanted, name) for name in CONDITIONS if name != "ids"}
    return {name: limit for name, limit in limits.items() if limit}


@cache
def _listing(limits: tuple[str, ...], *, near: bool, changed: bool, extended: bool) -> Select[Any]:
    statement = _select(extended=extended).where(*(CONDITIONS[name] for name in limits))
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
    return select(*SHOWN, *(EXTENDED if extended else ()))


BY_ID = {
    extended: _select(extended=extended).where(ServiceRequest.id == bindparam("row")) for extended in (False, True)
}


def find_request(connection: Connection, service_request_id: str, *, extended: bool) -> tuple[Told, Notes] | None:
    row = row_id(service_request_id)
    found = connection.execute(BY_ID[extended], {"row": row}).first() if row else None
    if found is None:
        return None
    return found, _notes(connection, [found]) if extended else {}


BY_TOKEN = select(ServiceRequest.id).where(ServiceRequest.token == bindparam("token"))


def find_by_token(connection: Connection, token: str) -> int | None:
    """The row."""
    return connection.scalar(BY_TOKEN, {"token": token})


def _notes(connection: Connection, rows: Sequence[Told]) -> Notes:
    notes: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    if rows:
        for note in connection.execute(NOTES, {"ids": [row.id for row in rows]}):
            notes[note.request_id].append(note)
    return notes
