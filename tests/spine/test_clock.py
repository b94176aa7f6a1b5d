"""A clock that jumps: a worker's own, and the server's."""

import asyncio
from datetime import timedelta

import pytest

from bot.adapters.redis.keys import WORKERS, keys_of
from bot.adapters.redis.stored import pack
from bot.channels.base import SendFailed
from bot.events import DraftForgotten
from bot.ports import OutcomeUnknown
from tests.fakes.dialogue import NOW, arrived, contact
from tests.fakes.spine import Spine, working
from tests.spine.conftest import until
from tests.spine.test_lease import partitions
from tests.spine.test_watch import watcher


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now

    def jumps(self, **by):
        self.now += timedelta(**by)


async def says(spine, text):
    await spine.inbox.admit(contact(), arrived(contact(), text), text)


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
async def test_work_goes_on_whatever_the_clock_does(store, days):
    clock = Clock()
    async with working(Spine(store, clock=clock)) as spine:
        await says(spine, "before")
        await spine.settled()
        clock.jumps(days=days)
        spine.channel.failures.append(SendFailed("429", retry_after=3))
        await says(spine, "after")
        await spine.settled()
    assert spine.channel.texts() == ["before #1", "after #2"]
    assert spine.sleeps == [3]


async def test_timers_follow_the_clock_forward_and_wait_for_it_after_it_was_put_back(store):
    clock = Clock()
    async with working(Spine(store, partitions=1, clock=clock)) as spine:
        await says(spine, "later 3600")
        await spine.settled()
        clock.jumps(days=-1)
        await says(spine, "hello")
        await spine.settled()
        assert spine.channel.texts() == ["hello #2"]
        clock.jumps(days=1, hours=1)
        await until(lambda: len(spine.channel.sent) == 2)
    assert spine.channel.texts()[-1] == "DraftForgotten"


async def test_an_unknown_filing_is_settled_also_after_the_clock_was_put_back(store):
    clock = Clock()

    class Passing(Spine):
        async def _sleep(self, seconds):
            await super()._sleep(seconds)
            clock.jumps(seconds=seconds)

    async with working(Passing(store, clock=clock, delayed_after=1e9, settled_after=60)) as spine:
        spine.desk.next_outcomes.append(OutcomeUnknown("time-out"))
        real, back = spine.desk.find_filed, [True]

        async def find_filed(order, since):
            if back:
                clock.jumps(days=-back.pop())
            return await real(order, since)

        spine.desk.find_filed = find_filed
        await says(spine, "file key-1")
        await spine.settled()
    assert spine.desk.keys == ["key-1"]
    assert sum(spine.sleeps) < 120


async def test_what_was_filed_before_the_clock_was_put_back_is_found(store):
    """The desk, whose clock was right, has it from an hour before our first try."""
    clock = Clock()
    clock.jumps(hours=1)

    class PutBack(Spine):
        async def _sleep(self, seconds):
            clock.now = NOW
            await super()._sleep(seconds)

    async with working(PutBack(store, clock=clock, delayed_after=1e9)) as spine:
        spine.desk.next_outcomes.append("lost answer")
        real = spine.desk.find_filed

        async def find_filed(order, since):
            return await real(order, since) if since <= NOW else None

        spine.desk.find_filed = find_filed
        await says(spine, "file key-1")
        await spine.settled()
    assert spine.desk.keys == ["key-1"]


async def test_a_dead_workers_lease_ends_also_when_the_servers_clock_was_put_back(store):
    """Its time-outs are moments of the server's clock: put back by an hour, they are an hour away."""
    dead, heir = partitions(store, "dead", seconds=0.3), partitions(store, "heir", seconds=0.3)
    await dead.heartbeat()
    for number in range(4):
        await store.call("PEXPIRE", keys_of(number).lease, 3_600_000)
    await store.call("ZADD", WORKERS, await server_ms(store) + 3_600_000, "dead")
    gained = 0
    async with asyncio.timeout(5):
        while gained < 4:
            gained += len((await heir.heartbeat()).gained)
            await asyncio.sleep(0.05)


async def server_ms(store):
    seconds, micros = await store.call("TIME")
    return int(seconds) * 1000 + int(micros) // 1000


async def test_the_watcher_looks_again_also_after_the_clock_was_put_back(store):
    clock, spine, stop = Clock(), Spine(store), asyncio.Event()
    await spine.follows.follow(contact(), "9", "open")
    looks = []
    real = spine.desk.changed_since

    async def changed_since(since, known_ids):
        looks.append(since)
        return await real(since, known_ids)

    spine.desk.changed_since = changed_since
    run = asyncio.create_task(watcher(spine, clock=clock, poll_seconds=0.05)[0].run(stop))
    await until(lambda: looks)
    clock.jumps(days=-1)
    seen = len(looks)
    await until(lambda: len(looks) > seen + 2)
    stop.set()
    await run


async def test_those_who_are_due_together_do_not_delay_a_resident(store):
    """A thousand surveys of this morning in one partition, and somebody writes."""
    keys, event = keys_of(0), pack(DraftForgotten(NOW, "d"))
    for number in range(1000, 2000):
        member = f"{contact(number)}\nsurvey"
        await store.call("ZADD", keys.timers, NOW.timestamp() * 1000, member)
        await store.call("HSET", keys.timer_events, member, event)
    async with working(Spine(store, partitions=1)) as spine:
        await until(lambda: spine.channel.sent)
        await says(spine, "hello")
        await until(lambda: "hello #1" in spine.channel.texts())
        before = spine.channel.texts().index("hello #1")
        await until(lambda: len(spine.channel.sent) == 1001, 60)
    assert before < 600
