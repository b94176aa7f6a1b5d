"""The lease: fenced, fair, and read anew after doubt. On a real server."""

import asyncio
from datetime import timedelta
from types import SimpleNamespace

import pytest
from redis.exceptions import RedisClusterException

from bot.adapters.redis.keys import keys_of, partition_of
from bot.adapters.redis.lease import TIMERS_AT_ONCE
from bot.adapters.redis.partitions import RedisPartitions
from bot.adapters.redis.store import settle_partitions
from bot.adapters.redis.stored import pack
from bot.conversation import Conversation
from bot.effects import Schedule, Unschedule
from bot.events import ContactBlocked, DraftForgotten
from bot.ports import StoreUnavailable
from bot.spine import FilingMemo, LeaseLost, Tried
from tests.fakes.dialogue import NOW, arrived, contact, say
from tests.fakes.spine import Spine, working


def partitions(store, owner, count=4, seconds=4.0):
    return RedisPartitions(store, owner, count, conversation_seconds=60, lease_seconds=seconds)


async def one_lease(store, owner="one"):
    (lease,) = (await partitions(store, owner, 1).heartbeat()).gained
    return lease


async def entry(spine, lease, text="hello"):
    await spine.inbox.admit(contact(), arrived(contact(), text), text)
    entries = await spine.store.call("XRANGE", lease.keys.inbox, "-", "+")
    return entries[-1][0].decode()


WRITES = {
    "commit": lambda lease, entry_id, _: lease.commit(entry_id, Conversation(contact(), misunderstood=9), (say("x"),)),
    "done": lambda lease, _, order_id: lease.done(order_id, contact(), (ContactBlocked(NOW),)),
    "tried": lambda lease, _, order_id: lease.tried(order_id, Tried(1)),
    "bury": lambda lease, _, order_id: lease.bury(order_id, contact(), "x"),
    "set_aside": lambda lease, entry_id, _: lease.set_aside(entry_id, contact(), "x"),
    "begin": lambda lease, entry_id, _: lease.begin(entry_id),
    "remember": lambda lease, *_: lease.remember("key", FilingMemo()),
    "wake_timers": lambda lease, *_: lease.wake_timers(NOW),
}


async def test_an_owner_that_owns_anew_cannot_write_with_what_it_had_before(store):
    """Its token holds a number that only grows, also when nobody owned the partition in between."""
    spine, tokens = Spine(store, partitions=1), []
    for _ in range(3):
        lease = await one_lease(store)
        tokens.append(int(lease.token.rpartition(b"#")[2]))
        await store.call("DEL", lease.keys.lease)
    assert tokens == sorted(set(tokens))
    old, new = await one_lease(store), await one_lease(store)
    entry_id = await entry(spine, new)
    with pytest.raises(LeaseLost):
        await old.commit(entry_id, Conversation(contact()), ())
    await new.commit(entry_id, Conversation(contact()), ())


async def test_after_a_write_that_was_not_answered_nothing_is_written_before_the_partition_is_read_anew(store):
    """It may be there or not: what follows must not build on either."""
    spine, lease = Spine(store, partitions=1), await one_lease(store)
    entry_id, run = await entry(spine, lease), lease._store.run

    async def answer_lost(*command):
        await run(*command)
        raise StoreUnavailable("the server closed the connection")

    lease._store = SimpleNamespace(run=answer_lost)
    with pytest.raises(StoreUnavailable):
        await lease.commit(entry_id, Conversation(contact()), (say("a"),))
    lease._store = SimpleNamespace(run=run)
    assert not lease.held()
    with pytest.raises(LeaseLost):
        await lease.commit(await entry(spine, lease, "second"), Conversation(contact()), ())


async def everything(store):
    return {key: await store.call("DUMP", key) for key in await store.call("KEYS", "*")}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
async def test_a_stale_worker_cannot_write_anything(store, write):
    spine, lease = Spine(store, partitions=1), await one_lease(store)
    timer = Schedule("draft", NOW, DraftForgotten(NOW, "d1"))
    await lease.commit(await entry(spine, lease, "first"), Conversation(contact()), (say("a"), timer))
    ((order_id, _),) = await store.call("XRANGE", lease.keys.orders, "-", "+")
    entry_id = await entry(spine, lease, "second")
    await store.call("DEL", lease.keys.lease)
    await one_lease(store, "two")
    before = await everything(store)
    with pytest.raises(LeaseLost):
        await write(lease, entry_id, order_id.decode())
    assert await everything(store) == before
    assert not lease.held()


async def test_a_commit_is_everything_or_nothing_and_only_once(store):
    spine, lease = Spine(store, partitions=1), await one_lease(store)
    entry_id = await entry(spine, lease)
    for _ in range(2):
        await lease.commit(entry_id, Conversation(contact(), misunderstood=1), (say("a"), say("b")))
    assert await spine.left("inbox") == 0
    assert await spine.left("orders") == 2
    assert (await lease.conversation(contact())).misunderstood == 1


async def test_what_goes_over_from_orders_to_inbox_is_never_in_neither(store):
    spine, lease = Spine(store, partitions=1), await one_lease(store)
    await lease.commit(await entry(spine, lease), Conversation(contact()), (say("a"),))
    ((order_id, _),) = await store.call("XRANGE", lease.keys.orders, "-", "+")

    async def done_between_two_looks(*command):
        found = await type(store).call(store, *command)
        if command[0] in ("XLEN", "EVAL") and not done:
            done.append(command)
            await lease.done(order_id.decode(), contact(), (DraftForgotten(NOW, "d"),))
        return found

    done = []
    spine.store = SimpleNamespace(call=done_between_two_looks)
    with pytest.raises(TimeoutError):
        await spine.settled(0.5)
    assert await spine.left("inbox") == 1


async def test_orders_of_a_dead_worker_are_carried_out_by_the_next_with_their_tries(store):
    spine, lease = Spine(store, partitions=1), await one_lease(store)
    await lease.commit(await entry(spine, lease), Conversation(contact()), (say("a"), say("b")))
    orders = lease.orders()
    first = await anext(orders)
    await lease.tried(first[0], Tried(3, NOW, 8.0))
    newer = await one_lease(store, "one")
    left = newer.orders()
    assert [(await anext(left))[2:] for _ in range(2)] == [(say("a"), Tried(3, NOW, 8.0)), (say("b"), Tried())]
    await orders.aclose()
    await left.aclose()


async def test_what_was_ticked_off_after_the_next_owner_had_read_it_is_not_done_again(store):
    spine, lease = Spine(store, partitions=1), await one_lease(store)
    orders = lease.orders()
    asking = asyncio.ensure_future(anext(orders))
    await lease.commit(await entry(spine, lease), Conversation(contact()), (say("a"), say("b")))
    order_id, *_ = await asking
    await store.call("DEL", lease.keys.lease)
    newer = await one_lease(store, "two")
    left = newer.orders()
    assert (await anext(left))[0] == order_id
    assert not await newer.was_sent(order_id)
    await lease.done(order_id, contact())
    assert await newer.was_sent(order_id)
    await newer.done(order_id, contact())
    assert await spine.left("orders") == 1
    await orders.aclose()
    await left.aclose()


async def test_a_worker_that_was_stopped_for_long_ticks_nothing_off(store):
    """It cannot know who has the order by now; what it sent it marks instead."""
    spine, lease = Spine(store, partitions=1), await one_lease(store)
    orders = lease.orders()
    asking = asyncio.ensure_future(anext(orders))
    await lease.commit(await entry(spine, lease), Conversation(contact()), (say("a"),))
    order_id, *_ = await asking
    lease.good_until = 0.0
    with pytest.raises(LeaseLost):
        await lease.done(order_id, contact())
    assert await spine.left("orders") == 1
    await orders.aclose()


async def test_a_timer_wakes_when_due_and_the_last_of_a_name_counts(store):
    spine, lease = Spine(store, partitions=1), await one_lease(store)

    def timer(name, seconds, draft):
        return Schedule(name, NOW + timedelta(seconds=seconds), DraftForgotten(NOW, draft))

    first = (timer("a", 10, "a"), timer("b", 20, "b1"), timer("c", 5, "c"))
    await lease.commit(await entry(spine, lease), Conversation(contact()), first)
    await lease.commit(await entry(spine, lease, "2"), Conversation(contact()), (timer("b", 30, "b2"), Unschedule("c")))
    woken = []
    for seconds in (9, 11, 21, 31):
        await lease.wake_timers(NOW + timedelta(seconds=seconds))
        woken.append(await spine.left())
    assert woken == [0, 1, 1, 2]
    assert await spine.store.call("ZCARD", lease.keys.timers) == 0
    assert await spine.store.call("HLEN", lease.keys.timer_events) == 0


async def test_of_those_who_are_due_together_only_so_many_stand_before_who_writes(store):
    spine, lease = Spine(store, partitions=1), await one_lease(store)
    event = pack(DraftForgotten(NOW, "d"))
    for number in range(2 * TIMERS_AT_ONCE):
        member = f"{contact(number)}\nsurvey"
        await store.call("ZADD", lease.keys.timers, NOW.timestamp() * 1000, member)
        await store.call("HSET", lease.keys.timer_events, member, event)
    for number in range(150):
        await entry(spine, lease, f"{number}")
    for _ in range(2):
        await lease.wake_timers(NOW)
        assert await spine.left("inbox") == TIMERS_AT_ONCE
    await store.call("XTRIM", lease.keys.inbox, "MAXLEN", 0)
    await lease.wake_timers(NOW)
    assert await spine.left("inbox") == TIMERS_AT_ONCE


async def test_what_cannot_be_read_is_begun_anew_and_what_is_newer_is_left_alone(store):
    lease = await one_lease(store)
    key = lease.keys.conversation(contact())
    await store.call("SET", key, b'{"an": "ancient form"}')
    assert await lease.conversation(contact()) == Conversation(contact())
    await store.call("SET", key, b"9{}")
    with pytest.raises(LeaseLost):
        await lease.conversation(contact())
    assert await store.call("GET", key) == b"9{}"


async def test_workers_share_and_hand_over(store):
    one, two = partitions(store, "one"), partitions(store, "two")
    assert len((await one.heartbeat()).gained) == 4
    assert (await two.heartbeat()).gained == ()
    holding = await one.heartbeat()
    assert holding.workers == 2
    assert len(holding.spare) == 2
    for lease in holding.spare:
        await one.release(lease)
    assert len((await two.heartbeat()).gained) == 2
    await one.leave()
    assert len((await two.heartbeat()).gained) == 2


async def test_a_partition_may_be_given_back_while_the_heart_beats(store):
    one = partitions(store, "one")
    given_back, *kept = (await one.heartbeat()).gained
    holding, _ = await asyncio.gather(one.heartbeat(gain=False), one.release(given_back))
    assert holding.lost == ()
    assert all(lease.held() for lease in kept)
    assert [lease.partition for lease in (await one.heartbeat()).gained] == [given_back.partition]


async def test_a_dead_workers_partitions_are_taken_over_when_its_lease_runs_out(store):
    one, two = partitions(store, "one", seconds=0.3), partitions(store, "two", seconds=0.3)
    await one.heartbeat()
    gained = 0
    async with asyncio.timeout(5):
        while gained < 4:
            gained += len((await two.heartbeat()).gained)
            await asyncio.sleep(0.05)
    assert (await one.heartbeat()).lost


async def test_a_lease_that_is_found_lost_is_not_held_whatever_the_clock_says(store):
    """Or what is being sent meanwhile would not be marked, and its next owner would send it again."""
    one, two = partitions(store, "one", 1, seconds=60), partitions(store, "two", 1, seconds=60)
    (lease,) = (await one.heartbeat()).gained
    await store.call("DEL", lease.keys.lease)
    await two.heartbeat()
    assert (await one.heartbeat()).lost == (lease,)
    assert not lease.held()


async def test_what_a_promoted_replica_had_not_heard_of_is_done_again_and_not_left_lying(store):
    """It has the lease and lacks the last commit: the message is there again, older than what was read."""
    spine, keys = Spine(store, partitions=1), keys_of(0)
    await spine.inbox.admit(contact(), arrived(contact(), "hello"), "1")
    before = await store.call("DUMP", keys.inbox)
    async with working(spine):
        await spine.settled()
        await store.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        await store.call("RESTORE", keys.inbox, 0, before, "REPLACE")
        await spine.settled()
    assert spine.channel.texts() == ["hello #1", "hello #2"]


async def test_a_reader_that_broke_reads_on(store, monkeypatch):
    """Nobody would notice: its leases are renewed elsewhere."""
    spine = Spine(store)
    real, errors = spine.partitions._read_once, [RedisClusterException("no node for this slot"), KeyError("x")]

    async def breaking(leases):
        if errors:
            raise errors.pop()
        await real(leases)

    spine.partitions._read_once = breaking
    async with working(spine):
        await spine.inbox.admit(contact(), arrived(contact(), "hello"), "1")
        await spine.settled()
    assert (errors, spine.channel.texts()) == ([], ["hello #1"])


async def test_the_number_of_partitions_is_settled_with_the_first_start(store):
    assert await settle_partitions(store, 16) == 16
    assert await settle_partitions(store, 64) == 16


def test_all_keys_of_a_partition_share_its_hash_tag():
    keys = keys_of(partition_of(contact(), 16))
    names = [keys.inbox, keys.orders, keys.lease, keys.conversation(contact()), keys.seen("x"), keys.mailbox(contact())]
    assert len({name[name.index("{") : name.index("}")] for name in names}) == 1
