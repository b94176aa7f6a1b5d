"""A database of an older program is brought up to date and loses nothing: the CRM's and the records'.

CRM_TEST_DATABASE_URL names a PostgreSQL database, emptied for each test, to make the same claims of it.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, MetaData, create_engine, inspect, text

import crm_server.upgrades
from bot.adapters import records
from bot.adapters.records import upgrades as record_upgrades
from bot.ports import StoreUnavailable
from crm_server.database import Database
from crm_server.tables import Base

FIRST = Path(__file__).parent / "first_release"
ROWS = {
    "crm": "INSERT INTO secrets (name, value) VALUES ('cookies', 'kept')",
    "records": "INSERT INTO staff_calls (contact, reason, words, at) VALUES ('sms:+1', 'asked', 'kept', '2026-06-01 12:00:00')",
}
KEPT = {"crm": "SELECT value FROM secrets", "records": "SELECT words FROM staff_calls"}
STEPS = (
    ("ALTER TABLE feedback ADD COLUMN mood VARCHAR NOT NULL DEFAULT ''", "UPDATE feedback SET mood = 'old'"),
    ("ALTER TABLE feedback ADD COLUMN weather VARCHAR",),
)


@dataclass
class Kind:
    name: str
    url: str
    open: Callable[[], None]
    metadata: MetaData
    upgrade: Callable[..., None]
    newer: type[Exception]

    def begun(self) -> Engine:
        """With the tables of the first release and a row."""
        engine = create_engine(self.url)
        statements = (FIRST / f"{self.name}_{engine.dialect.name}.sql").read_text().partition("\n")[2].split(";\n")
        with engine.begin() as connection:
            for statement in (*filter(str.strip, statements), ROWS[self.name]):
                connection.execute(text(statement))
        return engine

    def upgraded(self, engine: Engine, steps: Sequence[Sequence[str]]) -> None:
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            self.upgrade(connection, self.metadata, steps)


@pytest.fixture(params=["crm", "records"])
def kind(request, tmp_path):
    url = os.environ.get("CRM_TEST_DATABASE_URL") or f"sqlite:///{tmp_path / 'old.sqlite'}"
    return _kind(request.param, url)


@pytest.fixture
def old(kind):
    _emptied(kind.url)
    engine = kind.begun()
    yield engine
    engine.dispose()


def _kind(name: str, url: str) -> Kind:
    if name == "crm":

        def open_crm() -> None:
            database = Database(url)
            try:
                database.create_tables()
            finally:
                database.dispose()

        return Kind(
            name, url, open_crm, Base.metadata, crm_server.upgrades.upgrade, crm_server.upgrades.NewerDatabase
        )  # fmt: skip

    def open_records() -> None:
        kept = records.SqlRecords(url)
        try:
            kept.create()
        finally:
            kept._engine.dispose()

    return Kind(name, url, open_records, records.metadata, record_upgrades.upgrade, StoreUnavailable)


def _emptied(url: str) -> None:
    if not url.startswith("sqlite"):
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()


def _shape(engine: Engine) -> dict[str, object]:
    found = inspect(engine)
    return {
        name: (
            sorted((column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)),
            sorted((index["name"], tuple(index["column_names"])) for index in found.get_indexes(name)),
        )
        for name in found.get_table_names()
    }


def _asked(engine: Engine, query: str) -> list[object]:
    with engine.connect() as connection:
        return list(connection.execute(text(query)).scalars())


def test_the_first_releases_database_becomes_todays_and_keeps_its_rows(kind, old, tmp_path):
    """Whoever adds a column to the tables and no step to the upgrades fails here."""
    kind.open()
    upgraded, kept = _shape(old), _asked(old, KEPT[kind.name])
    assert kept == ["kept"]
    _emptied(kind.url)
    new = kind if not kind.url.startswith("sqlite") else _kind(kind.name, f"sqlite:///{tmp_path / 'new.sqlite'}")
    new.open()
    engine = create_engine(new.url)
    assert upgraded == _shape(engine)
    engine.dispose()


def test_every_step_is_taken_once_and_in_order(kind, old):
    kind.upgraded(old, STEPS[:1])
    kind.upgraded(old, STEPS)
    kind.upgraded(old, STEPS)
    assert {"mood", "weather"} <= {column["name"] for column in inspect(old).get_columns("feedback")}
    assert _asked(old, f"SELECT version FROM {kind.name}_schema") == [2]


def test_a_new_database_needs_no_step(kind, tmp_path):
    _emptied(kind.url)
    engine = create_engine(kind.url)
    kind.upgraded(engine, [("this is no SQL",)])
    assert _asked(engine, f"SELECT version FROM {kind.name}_schema") == [1]
    engine.dispose()


def test_a_step_that_fails_leaves_everything_as_it_was(kind, old):
    before = _shape(old)
    with pytest.raises(Exception, match="nowhere"):
        kind.upgraded(old, [*STEPS, ("UPDATE nowhere SET x = 1",)])
    assert _shape(old) == before
    kind.open()
    assert _asked(old, KEPT[kind.name]) == ["kept"]


def test_a_newer_programs_database_is_left_alone(kind, old):
    kind.upgraded(old, [*STEPS, *[("SELECT 1",)] * 50])
    with pytest.raises(
        kind.newer, match=r"wants text311 \d[\d.]* or newer .*version 5\d.*this is \d[\d.]*, .*update it"
    ):
        kind.open()
    with old.begin() as connection:
        connection.execute(text(f"DELETE FROM {kind.name}_programs"))  # as a program did that told no version
    with pytest.raises(kind.newer, match="wants a newer text311"):
        kind.open()


def test_processes_that_start_together_take_each_step_once(kind, old):
    together = Barrier(4)

    def start(_: int) -> None:
        engine = create_engine(kind.url)
        together.wait()
        kind.upgraded(engine, STEPS)
        engine.dispose()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(start, range(4)))
    assert _asked(old, f"SELECT version FROM {kind.name}_schema") == [2]
