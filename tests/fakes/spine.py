"""The spine on a real Valkey with fakes around it."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.adapters.redis.follows import RedisFollows
from bot.adapters.redis.inbox import RedisInbox
from bot.adapters.redis.keys import keys_of
from bot.adapters.redis.partitions import RedisPartitions
from bot.filing import Filing
from bot.kept_places import PlaceKeeper
from bot.outbox import Outbox
from bot.turn import Turns
from bot.worker import Worker
from tests.fakes.channel import FakeChannel
from tests.fakes.desk import FakeDesk
from tests.fakes.dialogue import decide, render
from tests.fakes.memory import FakeNlu, FakePlaces, MemoryMedia, MemoryRecords

BOTH_LENGTHS = "return redis.call('XLEN', KEYS[1]) + redis.call('XLEN', KEYS[2])"


def utc_now():
    return datetime.now(UTC)


class Spine:
    """One process' worth of parts. `sleeps` are the waits between tries, which are not waited."""

    def __init__(self, store, *, owner="one", partitions=4, desk=None, channel=None, lease_seconds=4.0, **changes):
        self.store, self.partition_count = store, partitions
        self.desk, self.channel = desk or FakeDesk(), channel or FakeChannel()
        self.media, self.records, self.places = MemoryMedia(), MemoryRecords(), FakePlaces()
        # a window no slow machine outlasts
        self.inbox = RedisInbox(store, partitions, flood_limit=changes.pop("flood_limit", 0), flood_seconds=3600)
        self.follows = RedisFollows(store, utc_now)
        self.sleeps: list[float] = []
        clock = changes.pop("clock", utc_now)
        filing = Filing(
            self.desk, self.media, self.follows, self.inbox, clock, "https://city.example",
            PlaceKeeper(self.desk, self.records, clock),
            delayed_after=changes.pop("delayed_after", 10), settled_after=changes.pop("settled_after", 0),
        )  # fmt: skip
        self.outbox = Outbox(
            channels={"sms": self.channel}, render=render, filing=filing, desk=self.desk, media=self.media,
            records=self.records, follows=self.follows, clock=clock,
        )  # fmt: skip
        self.turns = Turns(changes.pop("decide", decide), FakeNlu(), self.places, self.desk, clock)
        self.partitions = RedisPartitions(
            store, owner, partitions, conversation_seconds=3600, lease_seconds=lease_seconds
        )
        self.worker = Worker(
            partitions=self.partitions, turns=self.turns, outbox=self.outbox, records=self.records, clock=clock,
            heartbeat=0.05, sleep=self._sleep, grace=changes.pop("grace", 5), **changes,
        )  # fmt: skip

    async def _sleep(self, seconds):
        self.sleeps.append(seconds)
        await asyncio.sleep(0.001)

    async def left(self, name="inbox"):
        """What the streams still hold."""
        keys = [getattr(keys_of(number), name) for number in range(self.partition_count)]
        return sum(await asyncio.gather(*(self.store.call("XLEN", key) for key in keys)))

    async def undone(self):
        """How much is left to do. Both streams of a partition in one look: what is done goes over from one to the
        other, and who looks at them one after the other may see it in neither.
        """
        every = [keys_of(number) for number in range(self.partition_count)]
        looks = (self.store.call("EVAL", BOTH_LENGTHS, 2, keys.inbox, keys.orders) for keys in every)
        return sum(await asyncio.gather(*looks))

    async def settled(self, seconds=20.0):
        """Returns when nothing is left to do."""
        async with asyncio.timeout(seconds):
            while await self.undone():
                await asyncio.sleep(0.01)


@asynccontextmanager
async def working(spine: Spine):
    stop = asyncio.Event()
    run = asyncio.create_task(spine.worker.run(stop))
    try:
        yield spine
    finally:
        stop.set()
        await run
