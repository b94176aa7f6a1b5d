"""Sessions and connections over SQLite or PostgreSQL, one kind for reading and one for writing."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from crm_server.group_commit import GroupCommit
from crm_server.tables import Base
from crm_server.upgrades import upgrade

BUSY_SECONDS = 10
HOW_TO_WRITE_IT = "postgresql+psycopg://user:password@host/name or sqlite:////var/lib/text311/crm.sqlite"
T = TypeVar("T")


class NoDatabase(ValueError):
    """TEXT311_CRM_DATABASE_URL names none that can be opened; says what to mend."""


class Database:
    """`reading()` and `writing()` give sessions; leave `writing.begin()` without an error and it is committed.

    What is asked or written for every report goes by `look` and `write`, without sessions (docs/decisions/0070).
    Made and its tables made, it raises `NoDatabase` when the URL is at fault or the server out of reach.
    """

    def __init__(self, url: str, *, push: bool = False) -> None:
        try:
            self.engine = _engine(url)
        except ModuleNotFoundError as error:
            raise NoDatabase(
                f"the CRM's database needs the package {error.name}; for PostgreSQL install text311[postgres]"
            ) from error
        except (ArgumentError, OSError) as error:  # ArgumentError: also a dialect nobody knows
            reason = str(error).partition("\n")[0]
            raise NoDatabase(f"TEXT311_CRM_DATABASE_URL: {reason}; it looks like {HOW_TO_WRITE_IT}") from error
        writing = self.engine.execution_options(writes=True)
        self.reading = sessionmaker(self.engine, expire_on_commit=False)
        self.writing = sessionmaker(writing, expire_on_commit=False, info={"push": push})
        self._group = GroupCommit(writing)
        self._here = self.engine.dialect.name == "sqlite"
        self._kept: Connection | None = None
        self._turn = asyncio.Lock()

    async def look(self, work: Callable[[Connection], T], *, short: bool = True) -> T:
        """A `short` look, of a few rows by an index, costs SQLite less than handing it to a thread would; its readers
        wait for no writer.
        """
        if short and self._here:
            return self._look_here(work)
        return await asyncio.to_thread(self._look, work)

    async def read_in_turn(self, work: Callable[[Session], T]) -> T:
        """For what takes long and may wait: one at a time, in a thread."""
        async with self._turn:
            return await asyncio.to_thread(self._read, work)

    def _read(self, work: Callable[[Session], T]) -> T:
        with self.reading() as session:
            return work(session)

    def _look_here(self, work: Callable[[Connection], T]) -> T:
        self._kept = self._kept or self.engine.connect()
        with self._kept.begin():
            return work(self._kept)

    def _look(self, work: Callable[[Connection], T]) -> T:
        with self.engine.connect() as connection:
            return work(connection)

    async def write(self, work: Callable[[Connection], T]) -> T:
        """See `GroupCommit.do`."""
        return await self._group.do(work)

    def create_tables(self) -> None:
        try:
            with self.writing.begin() as session:
                upgrade(session.connection(), Base.metadata)
        except DBAPIError as error:
            at = self.engine.url.render_as_string(hide_password=True)
            raise NoDatabase(f"the CRM's database at {at} cannot be opened: {str(error.orig).strip()}") from error

    def dispose(self) -> None:
        self._group.close()
        if self._kept is not None:
            self._kept.close()
        self.engine.dispose()


def wants_push(session: Session) -> bool:
    return bool(session.info.get("push"))


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    options: dict[str, Any] = {
        "hide_parameters": True,
        "json_serializer": _json,
        "json_deserializer": msgspec.json.decode,
    }
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, **options)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # We begin transactions ourselves: Python's sqlite3 would begin them late and only for writing statements.
    connection.isolation_level = None
    # In WAL mode FULL is what makes a commit last through a power cut: it waits until the log is on the disk. NORMAL
    # would save that wait and could lose the last commits, which residents have been told of.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later can meet SQLITE_BUSY that no time-out waits out;
    # one that is going to write says so at the start and waits its turn.
    writes = connection.get_execution_options().get("writes")
    # By the driver: SQLAlchemy's own way takes as long as the query that follows.
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
