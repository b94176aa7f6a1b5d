"""What must be kept, in SQL: SQLite or PostgreSQL. Rows that come together are written in one transaction."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from typing import Any, Literal, NamedTuple, TypeVar

from sqlalchemy import (
    Executable,
    RowMapping,
    Select,
    Table,
    create_engine,
    delete,
    event,
    func,
    insert,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.adapters.records.tables import (
    PERSONAL,
    UNFINISHED,
    completing,
    correcting,
    filed_places,
    keeping_place,
    metadata,
)
from bot.adapters.records.upgrades import upgrade
from bot.effects import RecordConsent, RecordCorrection, RecordFeedback
from bot.filed_place import FiledPlace
from bot.messages import Contact
from bot.ports import StoreMisconfigured, StoreUnavailable

PAGE = 1000
COMPARED = ("seen", "desk_address", "desk_lat", "desk_long", "moved_metres", "differences")
"""Of a `FiledPlace`, what is known once the desk has shown it."""
HOW_TO_WRITE_IT = (
    " It looks like postgresql+psycopg://user:password@host/name or sqlite:////var/lib/text311/records.sqlite."
)
GATHER_SECONDS = 0.05
"""A row waits that long for others: a transaction of its own costs as much as forty rows together. Who is told that
their request is filed waits for its place to be kept, so it must not be felt.
"""


THREADS = 4
CLOSE_SECONDS = 5.0
"""How long what is still to be written may take at the end."""
T = TypeVar("T")


class Row(NamedTuple):
    """What is to be written; `written` says whether it was new."""

    statement: Executable
    values: dict[str, Any]
    written: asyncio.Future[bool]


class SqlRecords:
    """The `Records` port. `url` is SQLAlchemy's. `close` waits a while for what is being written."""

    def __init__(self, url: str) -> None:
        try:
            self._local = make_url(url).get_backend_name() == "sqlite"
            limits = {} if self._local else _limits(make_url(url).query)
            self._engine = create_engine(url, pool_pre_ping=not self._local, hide_parameters=True, connect_args=limits)
        except (ArgumentError, ImportError) as error:  # ArgumentError: also a dialect nobody knows
            raise StoreMisconfigured(f"{_no_database(error)}{HOW_TO_WRITE_IT}") from error
        if self._local:
            event.listen(self._engine, "connect", _tuned)
        self._threads = ThreadPoolExecutor(THREADS, "records")
        self._waiting: list[Row] = []
        self._writing: asyncio.Task[None] | None = None
        self._append = {table.name: insert(table) for table in metadata.sorted_tables}
        self._keep_place = keeping_place(self._engine.dialect.name)
        self._complete = completing(self._engine.dialect.name)
        self._correct = correcting(self._engine.dialect.name)

    def create(self) -> None:
        """Makes missing tables and brings older ones up to date, as may other processes at the same moment. Blocks."""
        try:
            with self._engine.begin() as connection:
                if self._engine.dialect.name == "sqlite":
                    connection.exec_driver_sql("BEGIN IMMEDIATE")  # Python's sqlite3 begins no transaction for a table
                upgrade(connection, metadata)
        except DBAPIError as error:
            at = self._engine.url.render_as_string(hide_password=True)
            why = str(error.orig).strip()
            away = not self._local or "locked" in why  # a server comes back, and whoever writes a file ends
            kind = StoreUnavailable if away else StoreMisconfigured
            raise kind(f"the records at {at} cannot be opened: {why}") from error

    async def close(self) -> None:
        if self._writing:
            await asyncio.wait({self._writing}, timeout=CLOSE_SECONDS)
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._engine.dispose()

    async def feedback(self, contact: Contact, feedback: RecordFeedback, at: datetime) -> None:
        row = {name: getattr(feedback, name) for name in feedback.__struct_fields__}
        await self._write(self._complete, {"contact": str(contact), "at": at, **row})

    async def consent(self, contact: Contact, consent: RecordConsent) -> None:
        row = {"purpose": consent.purpose, "granted": consent.granted, "source": consent.source, "at": consent.at}
        await self._write(self._append["consents"], {"contact": str(contact), **row})

    def delivery(
        self,
        contact: Contact,
        key: str,
        provider_id: str,
        outcome: Literal["sent", "delivered", "failed"],
        at: datetime,
    ) -> asyncio.Future[bool]:
        row = {"contact": str(contact), "key": key, "provider_id": provider_id, "outcome": outcome, "at": at}
        return self._write(self._append["deliveries"], row)

    def transcript(
        self, contact: Contact, direction: Literal["in", "out"], text: str, at: datetime
    ) -> asyncio.Future[bool]:
        row = {"contact": str(contact), "direction": direction, "text": text, "at": at}
        return self._write(self._append["transcripts"], row)

    async def correction(self, contact: Contact, correction: RecordCorrection, at: datetime) -> None:
        row = {name: getattr(correction, name) for name in correction.__struct_fields__}
        await self._write(self._correct, {"contact": str(contact), "at": at, **row})

    async def filed_place(self, contact: Contact, place: FiledPlace, at: datetime) -> bool:
        row = {name: getattr(place, name) for name in place.__struct_fields__}
        row |= {"contact": str(contact), "at": at, "differences": ", ".join(place.differences)}
        return await self._write(self._keep_place, row)

    async def places_unseen(self, service_request_ids: Iterable[str]) -> list[tuple[Contact, FiledPlace]]:
        return await self._apart(self._unseen, list(service_request_ids))

    async def place_seen(self, place: FiledPlace) -> bool:
        here = filed_places.c.filing_key == place.filing_key
        values = {name: getattr(place, name) for name in COMPARED} | {"differences": ", ".join(place.differences)}
        statement = update(filed_places).where(here, ~filed_places.c.seen).values(values)
        return await self._apart(self._run, [statement]) == 1

    async def places_differing(self, since: datetime) -> tuple[int, int]:
        """How many requests filed since then the desk shows otherwise than they were confirmed, and how many in all."""
        return await self._apart(self._count_differing, since)

    async def staff_call(self, contact: Contact, reason: str, words: str, at: datetime) -> None:
        row = {"contact": str(contact), "reason": reason, "words": words, "at": at}
        await self._write(self._append["staff_calls"], row)

    async def export(self, name: str, contact: str = "") -> AsyncIterator[dict[str, Any]]:
        """Every row of a table, oldest first: feedback, consents, corrections, deliveries, transcripts, staff_calls,
        filed_places; of one contact, where one is given.
        """
        table, after = metadata.tables[name], 0
        while page := await self._apart(self._page, table, after, contact):
            for row in page:
                yield row
            after = page[-1]["id"]

    async def unfinished_calls(self) -> list[dict[str, Any]]:
        """Of `staff_calls`, the lines since each contact's last call was over, oldest first: few of all that are kept."""
        return await self._apart(self._rows, UNFINISHED)

    async def delete_older_than(self, moment: datetime, tables: Sequence[str] = ("transcripts",)) -> int:
        """Retention; how many rows went."""
        gone = [delete(table).where(table.c.at < moment) for table in map(metadata.tables.__getitem__, tables)]
        return await self._apart(self._run, gone)

    async def forget(self, contact: Contact) -> int:
        """A resident's wish; how many rows went."""
        return await self._apart(
            self._run, [delete(table).where(table.c.contact == str(contact)) for table in PERSONAL]
        )

    def _apart(self, work: Callable[..., T], *given: Any) -> asyncio.Future[T]:
        """In threads of its own: a database that hangs holds up no photo and no look at the disk."""
        return asyncio.get_running_loop().run_in_executor(self._threads, work, *given)

    def _write(self, statement: Executable, values: dict[str, Any]) -> asyncio.Future[bool]:
        written: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        # PostgreSQL takes no NUL in a text
        clean = {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in values.items()}
        self._waiting.append(Row(statement, clean, written))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_waiting())
        return written

    async def _write_waiting(self) -> None:
        try:
            while self._waiting:
                await asyncio.sleep(GATHER_SECONDS)
                batch, self._waiting = self._waiting, []
                await self._write_batch(batch)
        finally:
            self._writing = None

    async def _write_batch(self, batch: list[Row]) -> None:
        try:
            new = await self._apart(self._insert, batch)
        except Exception as error:  # noqa: BLE001  # whoever waits for the row hears of it
            if len(batch) > 1:
                for single in batch:
                    await self._write_batch([single])
            elif not batch[0].written.done():
                batch[0].written.set_exception(error)
        else:
            for row, was_new in zip(batch, new, strict=True):
                if not row.written.done():
                    row.written.set_result(was_new)

    def _insert(self, rows: list[Row]) -> list[bool]:
        """Whether each was new: of places the database says so, everything else always is."""
        together: dict[int, tuple[Executable, list[dict[str, Any]]]] = {}
        for row in rows:
            if row.statement is not self._keep_place:
                together.setdefault(id(row.statement), (row.statement, []))[1].append(row.values)
        with self._engine.begin() as connection:
            for statement, values in together.values():
                connection.execute(statement, values)
            return [
                row.statement is not self._keep_place or connection.execute(self._keep_place, row.values).rowcount == 1
                for row in rows
            ]

    def _run(self, statements: list[Any]) -> int:
        with self._engine.begin() as connection:
            return sum(connection.execute(statement).rowcount for statement in statements)

    def _unseen(self, numbers: list[str]) -> list[tuple[Contact, FiledPlace]]:
        unseen = select(filed_places).where(~filed_places.c.seen)
        pages = (numbers[start : start + PAGE] for start in range(0, len(numbers), PAGE))
        with self._engine.connect() as connection:
            return [
                (Contact.parse(row["contact"]), _place(row))
                for some in pages
                for row in connection.execute(unseen.where(filed_places.c.service_request_id.in_(some))).mappings()
            ]

    def _count_differing(self, since: datetime) -> tuple[int, int]:
        recent = select(func.count()).select_from(filed_places).where(filed_places.c.at >= since)
        with self._engine.connect() as connection:
            differing = connection.execute(
                recent.where(filed_places.c.seen, filed_places.c.differences != "")
            ).scalar_one()
            return differing, connection.execute(recent).scalar_one()

    def _page(self, table: Table, after: int, contact: str) -> list[dict[str, Any]]:
        wanted = select(table).where(table.c.id > after).order_by(table.c.id).limit(PAGE)
        wanted = wanted.where(table.c.contact == contact) if contact else wanted
        return self._rows(wanted)

    def _rows(self, wanted: Select[Any]) -> list[dict[str, Any]]:
        with self._engine.connect() as connection:
            return [dict(row) for row in connection.execute(wanted).mappings()]


def _limits(given: Mapping[str, Any]) -> dict[str, Any]:
    """libpq's, but those the address names itself: a server that is gone without a word is given up, as is a lock."""
    ours = {"connect_timeout": 5, "keepalives_idle": 20, "tcp_user_timeout": 10_000, "options": "-c lock_timeout=10s"}
    return {name: value for name, value in ours.items() if name not in given}


def _no_database(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError):
        return f"the records need the package {error.name}; for PostgreSQL install text311[postgres]."
    return f"TEXT311_RECORDS_URL is no address of a database ({str(error).partition(chr(10))[0]})."


def _tuned(connection: Any, _: Any) -> None:
    for pragma in ("busy_timeout=10000", "synchronous=NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    with suppress(sqlite3.OperationalError):  # locked: another process is just switching, and the file stays switched
        connection.execute("PRAGMA journal_mode=WAL")


def _place(row: RowMapping) -> FiledPlace:
    values = {name: row[name] for name in FiledPlace.__struct_fields__}
    return FiledPlace(**values | {"differences": tuple(filter(None, row["differences"].split(", ")))})
