"""What is older than the policy goes; a database that is down ends nothing."""

import asyncio
from datetime import timedelta

from bot.adapters.media_folder import MediaFolder
from bot.adapters.records import SqlRecords
from bot.retention import Retention
from tests.fakes.dialogue import NOW, contact


class Broken:
    async def delete_older_than(self, *_):
        raise OSError("database down")


async def test_old_rows_go_by_their_own_policy(tmp_path):
    records = SqlRecords(f"sqlite:///{tmp_path / 'r.sqlite'}")
    records.create()
    for days in (1, 40):
        await records.transcript(contact(), "in", f"{days}", NOW - timedelta(days=days))
        await records.delivery(contact(), f"{days}", "SM1", "sent", NOW - timedelta(days=days))
    days = {"transcripts": 30, "deliveries": 365}
    await Retention(records, MediaFolder(tmp_path), row_days=days, media_days=30, clock=lambda: NOW).clear()
    assert [row["text"] async for row in records.export("transcripts")] == ["1"]
    assert [row["key"] async for row in records.export("deliveries")] == ["1", "40"]
    await records.close()


async def test_a_database_that_is_down_is_left_for_the_next_hour(tmp_path):
    stop = asyncio.Event()
    retention = Retention(Broken(), Broken(), row_days={"transcripts": 1}, media_days=1, clock=lambda: NOW)
    run = asyncio.create_task(retention.run(stop))
    await asyncio.sleep(0)
    stop.set()
    await asyncio.wait_for(run, 5)
