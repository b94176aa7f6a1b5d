"""Sessions over SQLite or PostgreSQL, one kind for reading and one for writing."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

from crm_server.tables import Base
from crm_server.upgrades import upgrade

BUSY_SECONDS = 10


class Database:
    """`reading()` and `writing()` give sessions; leave `writing.begin()` without an error and it is committed."""

    def __init__(self, url: str, *, push: bool = False) -> None:
        self.engine = _engine(url)
        self.reading = sessionmaker(self.engine, expire_on_commit=False)
        self.writing = sessionmaker(
            self.engine.execution_options(writes=True), expire_on_commit=False, info={"push": push}
        )

    def create_tables(self) -> None:
        with self.writing.begin() as session:
            upgrade(session.connection(), Base.metadata)

    def dispose(self) -> None:
        self.engine.dispose()


def wants_push(session: Session) -> bool:
    return bool(session.info.get("push"))


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # We begin transactions ourselves: Python's sqlite3 would begin them late and only for writing statements.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later can meet SQLITE_BUSY that no time-out waits out;
    # one that is going to write says so at the start and waits its turn.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
