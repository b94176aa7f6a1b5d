"""The `Records` port on the fake and on SQLite."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import product
from threading import Barrier, Event

import msgspec
import pytest

from bot.adapters.records import SqlRecords
from bot.effects import RecordConsent, RecordCorrection, RecordFeedback
from bot.filed_place import FiledPlace
from bot.messages import Contact
from bot.staff_calls import OVER, open_calls

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
WHO = Contact("sms", "+12065550100")


@pytest.fixture
async def records(tmp_path):
    records = SqlRecords(f"sqlite:///{tmp_path / 'records.sqlite'}")
    records.create()
    yield records
    await records.close()


async def rows(records, table):
    return [row async for row in records.export(table)]


def test_processes_that_start_together_find_their_tables(tmp_path):
    """Web and workers begin at the same moment on a fresh data folder."""
    for round_ in range(8):
        starting, together = [SqlRecords(f"sqlite:///{tmp_path / str(round_)}.sqlite") for _ in range(6)], Barrier(6)

        def start(records: SqlRecords, together: Barrier = together) -> None:
            together.wait()
            records.create()

        with ThreadPoolExecutor(6) as threads:
            list(threads.map(start, starting))


async def test_later_answers_complete_a_surveys_row_and_take_nothing_back(records):
    for later, answer in enumerate(
        [
            RecordFeedback("s1", "9", "en", fixed="no"),
            RecordFeedback("s1", "9", "en", rating=2),
            RecordFeedback("s1", "9", "en", comment="still there"),
            RecordFeedback("s1", "9", "en"),
            RecordFeedback("s2", "9", "en", rating=5),
        ]
    ):
        await records.feedback(WHO, answer, AT + timedelta(minutes=later))
    first, second = await rows(records, "feedback")
    assert (first["fixed"], first["rating"], first["comment"]) == ("no", 2, "still there")
    assert second["rating"] == 5


async def test_what_is_kept_comes_out_as_it_went_in(records):
    await records.transcript(WHO, "in", "¿Qué?\0 🕳️", AT)
    await records.delivery(WHO, "hello", "SM1", "sent", AT)
    await records.staff_call(WHO, "asked", "a person please", AT)
    await records.consent(WHO, RecordConsent("all", granted=False, source="words", at=AT))
    assert await rows(records, "transcripts") == [
        {"id": 1, "contact": str(WHO), "direction": "in", "text": "¿Qué? 🕳️", "at": AT}
    ]
    (consent,) = await rows(records, "consents")
    assert (consent["purpose"], consent["granted"], consent["source"], consent["at"]) == ("all", False, "words", AT)
    assert len(await rows(records, "deliveries")) == len(await rows(records, "staff_calls")) == 1


async def test_unfinished_calls_are_told_from_few_lines(records):
    """The same calls as from every line that is kept, however a call went."""
    for number, said in enumerate(product(["asked", "more", "answered", *OVER], repeat=3)):
        lines = [records.staff_call(Contact("sms", f"{number}"), reason, "words", AT) for reason in said]
        await asyncio.gather(*lines)
    few, every = await records.unfinished_calls(), await rows(records, "staff_calls")
    assert open_calls(few) == open_calls(every)
    assert not {row["reason"] for row in few} & {*OVER}
    assert len(few) < len(every) / 2


async def test_the_last_correction_counts_and_what_it_was_filed_as_stays(records):
    for filed, given in (("POTHOLE", "DRAIN"), ("DRAIN", "TREE")):
        await records.correction(WHO, RecordCorrection("9", "hole by the tree", "en", filed, given), AT)
    (row,) = await rows(records, "corrections")
    assert (row["words"], row["filed_as"], row["service_code"]) == ("hole by the tree", "POTHOLE", "TREE")
    assert await records.forget(WHO) == 1


async def test_retention_takes_what_is_old_and_only_that(records):
    for days in range(10):
        await records.transcript(WHO, "in", "x", AT + timedelta(days=days))
    assert await records.delete_older_than(AT + timedelta(days=7)) == 7
    assert len(await rows(records, "transcripts")) == 3


async def test_a_resident_is_forgotten_but_not_that_they_said_stop(records):
    await records.transcript(WHO, "in", "x", AT)
    await records.consent(WHO, RecordConsent("all", granted=False, source="words", at=AT))
    assert await records.forget(WHO) == 1
    assert await rows(records, "transcripts") == []
    assert len(await rows(records, "consents")) == 1


async def test_one_row_that_cannot_be_written_takes_no_other_along(records):
    good = records.transcript(WHO, "in", "kept", AT)
    bad = records.transcript(WHO, None, "no direction", AT)
    import asyncio

    _, failure = await asyncio.gather(good, bad, return_exceptions=True)
    assert isinstance(failure, Exception)
    assert [row["text"] for row in await rows(records, "transcripts")] == ["kept"]


async def test_a_database_that_hangs_takes_no_thread_of_others_and_is_left_at_the_end(records, monkeypatch):
    monkeypatch.setattr("bot.adapters.records.CLOSE_SECONDS", 0.01)
    wakes = Event()
    records._insert = records._rows = lambda _: wakes.wait()
    row = records.transcript(WHO, "in", "hello", AT)
    looking = asyncio.gather(*(records.unfinished_calls() for _ in range(50)), return_exceptions=True)
    await asyncio.sleep(0)  # until they have asked
    async with asyncio.timeout(20):
        assert await asyncio.to_thread(str, "a photo") == "a photo"
        await records.close()
    assert not row.done()
    wakes.set()
    await looking


async def test_many_rows_are_exported_page_by_page(records, monkeypatch):
    monkeypatch.setattr("bot.adapters.records.PAGE", 3)
    for number in range(10):
        await records.transcript(WHO, "out", str(number), AT)
    assert [row["text"] for row in await rows(records, "transcripts")] == [str(number) for number in range(10)]


PLACE = FiledPlace(
    "key-1", "101", "POTHOLE", "12 Elm St", 41.61, -93.92, "interpolated", "gazetteer", "12 elm", "resident",
    seen=True, desk_address="12 Elm Street", desk_lat=41.61, desk_long=-93.92, moved_metres=0.0,
)  # fmt: skip


async def test_a_place_is_kept_once_as_it_was_confirmed(records):
    assert await records.filed_place(WHO, PLACE, AT)
    assert not await records.filed_place(WHO, PLACE, AT + timedelta(minutes=1))
    (row,) = await rows(records, "filed_places")
    told = {"precision": "interpolated", "source": "gazetteer", "mention": "12 elm", "confirmed_by": "resident"}
    assert told.items() <= row.items()
    assert (row["lat"], row["long"], row["desk_lat"], row["differences"], row["at"]) == (41.61, -93.92, 41.61, "", AT)


async def test_what_was_not_seen_is_found_by_its_number_and_completed_once(records):
    sent = msgspec.structs.replace(
        PLACE, filing_key="key-2", service_request_id="102", seen=False, desk_address="", desk_lat=None,
        desk_long=None, moved_metres=None, differences=("photos not shown yet",),
    )  # fmt: skip
    await records.filed_place(WHO, PLACE, AT)
    await records.filed_place(WHO, sent, AT)
    assert await records.places_differing(AT) == (0, 2), "what is waited for is no difference"
    asked = [PLACE.service_request_id, "102", *map(str, range(1000, 4000))]
    assert await records.places_unseen(asked) == [(WHO, sent)]
    assert await records.places_unseen(["103"]) == []

    seen = msgspec.structs.replace(sent, seen=True, desk_address="City Hall", differences=("point lost", "photos lost"))
    assert await records.place_seen(seen)
    assert not await records.place_seen(seen)
    assert await records.places_unseen(asked) == []
    row = (await rows(records, "filed_places"))[-1]
    assert (row["desk_address"], row["differences"]) == ("City Hall", "point lost, photos lost")


async def test_those_the_desk_has_otherwise_are_counted(records):
    await records.filed_place(WHO, PLACE, AT)
    moved = msgspec.structs.replace(PLACE, filing_key="key-2", differences=("point moved", "photos lost"))
    await records.filed_place(WHO, moved, AT)
    assert await records.places_differing(AT) == (1, 2)
    assert await records.places_differing(AT + timedelta(days=1)) == (0, 0)
