"""From the tables of an older program to today's: every step in order, each once, all in one transaction."""

from collections.abc import Sequence
from importlib.metadata import version as distribution_version

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, insert, inspect, select, update

from bot.ports import StoreMisconfigured

STEPS: tuple[tuple[str, ...], ...] = ()
"""SQL that SQLite and PostgreSQL both understand, a group of statements for each change of `tables.py` that touches a
table which is out there. What was released is never altered. New tables and indexes need no step.
"""
LOCK = 311_02

version = Table("records_schema", MetaData(), Column("version", Integer, nullable=False))
programs = Table(
    "records_programs",
    MetaData(),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("program", String, nullable=False),
)
"""The first program that brought the tables to each version: the oldest that an upgraded database takes."""


def upgrade(connection: Connection, metadata: MetaData, steps: Sequence[Sequence[str]] = STEPS) -> None:
    """Also makes the tables of a new database. Others that start at the same moment wait. Raises
    `StoreMisconfigured` when a newer program has changed them.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    done = _done(connection, metadata, len(steps))
    if done > len(steps):
        raise StoreMisconfigured(f"the database of the records {_wants(connection, done, len(steps))}")
    for step in steps[done:]:
        for statement in step:
            connection.exec_driver_sql(statement)
    connection.execute(update(version).values(version=len(steps)))
    if _program(connection, len(steps)) is None:
        connection.execute(insert(programs).values(version=len(steps), program=distribution_version("text311")))
    metadata.create_all(connection)
    for table in metadata.tables.values():
        for index in table.indexes:  # `create_all` passes over those of a table that is there
            index.create(connection, checkfirst=True)


def _done(connection: Connection, metadata: MetaData, newest: int) -> int:
    """Tables that know no version are as the first release made them."""
    version.create(connection, checkfirst=True)
    done = connection.scalar(select(version.c.version))
    if done is None:
        old = any(inspect(connection).has_table(name) for name in metadata.tables)
        done = 0 if old else newest
        connection.execute(insert(version).values(version=done))
    return done


def _program(connection: Connection, of: int) -> str | None:
    programs.create(connection, checkfirst=True)
    return connection.scalar(select(programs.c.program).where(programs.c.version == of))


def _wants(connection: Connection, done: int, known: int) -> str:
    program, own = _program(connection, done), distribution_version("text311")
    wanted = f"text311 {program} or newer" if program else "a newer text311"
    return (
        f"wants {wanted} (its tables are of version {done}); this is {own}, which knows {known}: "
        "update it, or put back the copy of the database you made before the update"
    )
