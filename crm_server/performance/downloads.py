"""Whole tables to download, some requests at a time: between two pieces nothing is held, however slowly they are fetched.

A piece is read in the turn of all downloads, so ten of them take no more of the process at once than one.
"""

import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from crm_server.database import Database
from crm_server.performance.export import bulk_row, case_row, csv_lines
from crm_server.performance.from_store import cases
from crm_server.store import service_names
from crm_server.tables import ServiceRequest

A_PIECE = 500
BULK_COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    ServiceRequest.id,
    ServiceRequest.service_code,
    ServiceRequest.requested_datetime,
    ServiceRequest.updated_datetime,
    ServiceRequest.closed_datetime,
    ServiceRequest.status,
    ServiceRequest.extended_status,
    ServiceRequest.status_notes,
    ServiceRequest.channel,
    ServiceRequest.address,
    ServiceRequest.lat,
    ServiceRequest.long,
)
Row = dict[str, Any]
Rows = Callable[[range, Session], Iterator[Row]]
"""Of the requests with these numbers."""


def case_rows(numbers: range, session: Session) -> Iterator[Row]:
    return map(case_row, cases(session, numbers=numbers))


def bulk_rows(numbers: range, session: Session) -> Iterator[Row]:
    names = service_names(session)
    found = select(*BULK_COLUMNS).where(ServiceRequest.id.between(numbers[0], numbers[-1])).order_by(ServiceRequest.id)
    return (bulk_row(request, names) for request in session.execute(found))


async def as_csv(database: Database, fields: Sequence[str], rows: Rows) -> AsyncIterator[str]:
    def lines(numbers: range, session: Session) -> str:
        return "".join(csv_lines(fields, rows(numbers, session), header=False))

    yield "".join(csv_lines(fields, ()))
    async for piece in _pieces(database, lines):
        yield piece


async def as_json(database: Database, rows: Rows) -> AsyncIterator[str]:
    def lines(numbers: range, session: Session) -> str:
        return ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows(numbers, session))

    before = "[\n"
    async for piece in _pieces(database, lines):
        yield before + piece
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


async def _pieces(database: Database, text: Callable[[range, Session], str]) -> AsyncIterator[str]:
    for first in range(1, await database.look(filed_ever) + 1, A_PIECE):
        if piece := await database.read_in_turn(partial(text, range(first, first + A_PIECE))):
            yield piece


def filed_ever(connection: Connection) -> int:
    """By the last number: to count them takes longer."""
    return connection.scalar(select(func.max(ServiceRequest.id))) or 0
