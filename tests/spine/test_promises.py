"""What docs/guarantees.md promises in numbers, and its rarer cases."""

import asyncio
import contextlib
from dataclasses import fields
from datetime import timedelta
from inspect import signature

import pytest
from aiohttp import web

from bot.adapters.redis.follows import RedisWatchLog
from bot.adapters.redis.inbox import RedisInbox
from bot.adapters.redis.keys import keys_of
from bot.adapters.redis.mailbox import KEPT_AT_MOST, RedisMailbox
from bot.adapters.redis.partitions import RedisPartitions
from bot.conversation import Conversation
from bot.effects import Schedule
from bot.events import DraftForgotten
from bot.filing import Filing
from bot.parts import CONNECTIONS_A_HOST, opened
from bot.patience import DESK, PHOTO, REPLY
from bot.settings import read_settings
from bot.spine import FilingMemo
from bot.worker import Worker
from tests.fake_providers.recorder import serving
from tests.fakes.dialogue import NOW, arrived, contact, say
from tests.fakes.spine import Spine, working
from tests.spine.conftest import until
from tests.spine.test_watch import watcher

HOUR, DAY = 3600, 86400


async def owner_of_everything(store, owner="one", seconds=4.0):
    """Waits for the lease of an earlier one to run out."""
    partitions = RedisPartitions(store, owner, 1, conversation_seconds=60, lease_seconds=seconds)
    while not (gained := (await partitions.heartbeat()).gained):
        await asyncio.sleep(0.01)
    return gained[0]


async def expires_in(store, key):
    """Seconds; -1 for never, -2 where there is no such key."""
    return await store.call("TTL", key)


async def test_a_webhook_is_known_again_for_48_hours(store):
    spine = Spine(store, partitions=1)
    await spine.inbox.admit(contact(), arrived(contact(), "hello"), "SM1")
    assert 48 * HOUR - 60 < await expires_in(store, keys_of(0).seen("SM1")) <= 48 * HOUR


async def test_a_lease_lasts_4_seconds_and_is_renewed_every_half(store):
    partitions = RedisPartitions(store, "one", 1, conversation_seconds=60)
    (lease,) = (await partitions.heartbeat()).gained
    assert 3000 < await store.call("PTTL", lease.keys.lease) <= 4000
    assert signature(Worker).parameters["heartbeat"].default == 0.5


def test_not_there_is_believed_after_60_seconds_and_a_delay_is_told_after_10():
    waits = {field.name: field.default for field in fields(Filing)}
    assert (waits["settled_after"], waits["delayed_after"]) == (60, 10)


async def test_a_flood_is_more_than_200_messages_in_10_seconds(store):
    inbox = RedisInbox(store, 1)
    admitted = [await inbox.admit(contact(), arrived(contact(), "hello"), "1") for _ in range(2)]
    assert admitted == [True, False]
    assert 0 < await store.call("PTTL", keys_of(0).rate(contact())) <= 10_000
    assert inbox.flood_limit == 200


async def test_memos_marks_and_mail_expire(store):
    lease = await owner_of_everything(store)
    await lease.remember("f-1", FilingMemo(tried_at=NOW))
    await lease.mark_sent("1-1")
    mailbox = RedisMailbox(store, 1)
    await asyncio.gather(*(mailbox.append(contact(), {"text": f"{n}"}, f"m-{n}") for n in range(2 * KEPT_AT_MOST)))
    await mailbox.close()
    keys = keys_of(0)
    assert 7 * DAY < await expires_in(store, keys.filing("f-1")) <= 30 * DAY
    assert HOUR < await expires_in(store, keys.sent("1-1")) <= 2 * HOUR
    assert 0 < await expires_in(store, keys.mailbox(contact())) <= 30 * DAY
    assert await store.call("XLEN", keys.mailbox(contact())) < KEPT_AT_MOST + 200  # the server cuts off whole blocks


async def test_a_geocoder_that_hangs_for_one_resident_delays_nobody_else(store):
    spine = Spine(store, partitions=1, grace=0.1)
    spine.places.hangs_at = "nowhere"
    async with working(spine):
        for who, text in ((1, "where nowhere"), (2, "where here"), (3, "hello")):
            await spine.inbox.admit(contact(who), arrived(contact(who), text), f"{who}")
        await until(lambda: len(spine.channel.sent) == 2)
    assert sorted(spine.channel.texts()) == ["hello #1", "place not_found"]


async def test_a_host_that_hangs_takes_no_connection_of_another(shared_server, tmp_path):
    reached, stuck = 0, asyncio.Event()

    async def hang(_):
        nonlocal reached
        reached += 1
        await stuck.wait()

    async def answer(_):
        return web.Response()

    hanging, quick = web.Application(), web.Application()
    hanging.router.add_get("/", hang)
    quick.router.add_get("/", answer)
    variables = {"TEXT311_REDIS_URL": shared_server.url, "TEXT311_DATA_DIR": str(tmp_path)}
    async with serving(hanging) as slow, serving(quick) as other, opened(read_settings(variables)) as parts:
        waiting = [asyncio.create_task(parts.session.get(slow)) for _ in range(CONNECTIONS_A_HOST + 10)]
        try:
            await until(lambda: reached == CONNECTIONS_A_HOST)
            async with asyncio.timeout(10), parts.session.get(other) as response:
                assert response.status == 200
        finally:
            for call in waiting:
                call.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            stuck.set()


@pytest.mark.parametrize(
    ("patience", "least", "most"), [(REPLY, 20 / 60, 40 / 60), (PHOTO, 1 / 60, 4 / 60), (DESK, 5 * 24, 9 * 24)]
)
@pytest.mark.parametrize("chance", [0.0, 0.999])
def test_how_long_it_is_tried_in_hours(patience, least, most, chance):
    assert least < sum(patience.wait(tries, chance) for tries in range(1, patience.tries)) / HOUR < most


def test_those_who_failed_together_do_not_come_back_together():
    assert [REPLY.wait(3, chance) for chance in (0.0, 0.5, 1.0)] == [3.0, 4.0, 5.0]


async def test_a_timer_outlives_the_worker_that_set_it(store):
    spine, first = Spine(store, partitions=1), await owner_of_everything(store, "one", seconds=0.2)
    await spine.inbox.admit(contact(), arrived(contact(), "later"), "1")
    ((entry_id, _),) = await store.call("XRANGE", first.keys.inbox, "-", "+")
    timer = Schedule("draft", NOW + timedelta(seconds=10), DraftForgotten(NOW, "d1"))
    await first.commit(entry_id.decode(), Conversation(contact()), (timer, say("asked")))
    second = await owner_of_everything(store, "two")
    await second.wake_timers(NOW + timedelta(seconds=9))
    assert await spine.left("inbox") == 0
    await second.wake_timers(NOW + timedelta(seconds=10))
    assert await spine.left("inbox") == 1


async def test_a_watcher_that_dies_while_it_tells_leaves_nobody_untold(store):
    spine, people = Spine(store), [contact(1), contact(2)]
    for who in people:
        await spine.follows.follow(who, "9", "open")
    spine.desk.change("9", "closed", notes="filled", at=NOW)
    dies = [False, True]
    real = spine.inbox

    class Inbox:
        async def admit(self, *arrival):
            if dies and dies.pop(0):
                raise RuntimeError("killed")
            return await real.admit(*arrival)

    spine.inbox = Inbox()
    for owner in ("one", "two"):
        watch, log = watcher(spine, owner)
        await log.hold()
        with contextlib.suppress(RuntimeError):
            await watch.look(["9"])
        await log.let_go()
    spine.inbox = real
    assert await spine.left("inbox") == 2


class DiesBeforeItNotes(RedisWatchLog):
    async def told(self, request):
        raise RuntimeError("killed")


async def test_a_watcher_that_dies_after_telling_lets_nobody_hear_it_twice(store):
    spine = Spine(store)
    for who in (contact(1), contact(2)):
        await spine.follows.follow(who, "9", "open")
    spine.desk.change("9", "closed", notes="filled", at=NOW)
    for kind in (DiesBeforeItNotes, RedisWatchLog):
        watch, log = watcher(spine, kind.__name__, kind)
        await log.hold()
        if kind is DiesBeforeItNotes:
            with pytest.raises(RuntimeError):
                await watch.look(["9"])
            await log.let_go()
        else:
            await watch.look(["9"])
    assert await spine.left("inbox") == 2
