"""Downloads of whole tables take little of the CRM at once, however many there are and however slowly they are fetched."""

import asyncio
import threading

import pytest
from sqlalchemy import text

from crm_server.database import Database
from crm_server.performance import downloads
from crm_server.performance.export import BULK_FIELDS, CASE_FIELDS


@pytest.fixture
def database(file_pothole, database_url, monkeypatch):
    """Seven requests of which the third, and so all of the second piece, is gone."""
    for number in range(1, 8):
        file_pothole(address_string=f"{number} Elm Street")
    monkeypatch.setattr(downloads, "A_PIECE", 2)
    database = Database(database_url)
    with database.writing.begin() as session:
        for table, row in (("changes", "request_id"), ("service_requests", "id")):
            session.execute(text(f"DELETE FROM {table} WHERE {row} IN (3, 4)"))
    yield database
    database.dispose()


async def whole(pieces):
    return "".join([piece async for piece in pieces])


async def test_pieces_make_the_same_file_as_all_at_once(database, monkeypatch):
    made = [
        lambda: downloads.as_csv(database, CASE_FIELDS, downloads.case_rows),
        lambda: downloads.as_csv(database, BULK_FIELDS, downloads.bulk_rows),
        lambda: downloads.as_json(database, downloads.bulk_rows),
    ]
    in_pieces = [await whole(make()) for make in made]
    monkeypatch.setattr(downloads, "A_PIECE", 100)
    assert [await whole(make()) for make in made] == in_pieces
    assert [file.count("POTHOLE") or file.count("Elm Street") for file in in_pieces] == [5, 5, 5]


async def test_who_fetches_slowly_holds_no_connection(database):
    slow = [downloads.as_csv(database, BULK_FIELDS, downloads.bulk_rows) for _ in range(20)]
    for _ in range(2):  # the header and a piece
        for pieces in slow:
            await anext(pieces)
    assert database.engine.pool.checkedout() <= 1  # the one for short looks
    for pieces in slow:
        await pieces.aclose()


async def test_pieces_are_read_one_at_a_time(database):
    reading, most, lock = 0, 0, threading.Lock()

    def rows(numbers, session):
        nonlocal reading, most
        with lock:
            reading += 1
            most = max(most, reading)
        found = list(downloads.bulk_rows(numbers, session))
        with lock:
            reading -= 1
        return iter(found)

    files = await asyncio.gather(*(whole(downloads.as_json(database, rows)) for _ in range(10)))
    assert (most, len(set(files))) == (1, 1)
