"""What goes in comes out: admit, turn, commit, carry out."""

import asyncio
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from bot.adapters.redis.stored import pack, read_tried
from bot.channels.base import SendFailed
from bot.conversation import Conversation
from bot.messages import Attachment
from bot.pacing import Pacer
from bot.patience import PHOTO
from bot.spine import LeaseLost, Tried
from tests.fakes.dialogue import NOW, arrived, contact, decide, say
from tests.fakes.spine import Spine, working
from tests.spine.conftest import until


async def admit(spine, who, text, attachments=()):
    return await spine.inbox.admit(who, arrived(who, text, attachments=attachments), f"sms:{who}:{text}")


async def test_a_message_is_answered_and_nothing_is_left(store):
    async with working(Spine(store)) as spine:
        assert await admit(spine, contact(), "hello")
        await spine.settled()
    assert spine.channel.texts() == ["hello #1"]


async def test_a_redelivered_webhook_changes_nothing(store):
    async with working(Spine(store)) as spine:
        assert [await admit(spine, contact(), "hello") for _ in range(5)] == [True, False, False, False, False]
        await spine.settled()
    assert spine.channel.texts() == ["hello #1"]


async def test_messages_of_one_contact_are_taken_in_order_and_all_of_them(store):
    async with working(Spine(store)) as spine:
        for number in range(30):
            for who in range(5):
                await admit(spine, contact(who), f"m{number}")
        await spine.settled()
    for who in range(5):
        assert spine.channel.texts(contact(who).address) == [f"m{n} #{n + 1}" for n in range(30)]


async def test_bubbles_of_one_turn_arrive_in_order_even_after_retries(store):
    async with working(Spine(store)) as spine:
        spine.channel.failures.extend([SendFailed("500"), SendFailed("429", retry_after=7), None, SendFailed("reset")])
        await admit(spine, contact(), "twice a")
        await spine.settled()
    assert spine.channel.texts() == ["a 1", "a 2", "a 3"]
    assert 7 in spine.sleeps


class Waiting(Spine):
    """Waits between tries as long as it lives."""

    async def _sleep(self, seconds):
        self.sleeps.append(seconds)
        await asyncio.Event().wait()


@pytest.mark.parametrize(("passed", "waits"), [(0, [7.0]), (2, [5.0]), (8, []), (-3600, [7.0])])
async def test_what_the_provider_asked_to_wait_outlives_the_worker(store, passed, waits):
    now = [NOW]
    async with working(Waiting(store, partitions=1, clock=lambda: now[0], owner="one")) as one:
        one.channel.failures.append(SendFailed("429", retry_after=7))
        await admit(one, contact(), "hello")
        await until(lambda: one.sleeps)
    now[0] = NOW + timedelta(seconds=passed)
    async with working(Spine(store, partitions=1, clock=lambda: now[0], owner="two")) as two:
        await two.settled()
    assert two.sleeps == waits
    assert two.channel.texts() == ["hello #1"]


async def test_a_report_is_filed_with_its_photos_and_the_resident_is_told_the_number(store):
    attachments = (Attachment("m1", "url-1", "image/jpeg"), Attachment("m2", "url-2", "application/pdf"))
    async with working(Spine(store)) as spine:
        spine.channel.photos = {"url-1": b"a photo", "url-2": b"a PDF"}
        await admit(spine, contact(), "file key-1", attachments)
        await spine.settled()
    assert spine.desk.keys == ["key-1"]
    assert spine.desk.media["101"] == ("https://city.example/media/m1",)
    assert spine.channel.texts() == ["PhotoKept", "PhotoRefused not_a_photo", "RequestFiled 101"]


async def test_staff_who_were_asked_see_the_photos_that_were_kept(store):
    async with working(Spine(store)) as spine:
        await spine.media.keep("m1", b"a photo")
        await admit(spine, contact(), "show m1")
        await spine.settled()
    assert spine.records.of("staff_call") == [(contact(), "more", "look\nhttps://city.example/media/m1")]


async def test_a_question_that_fails_is_answered_as_failed(store):
    async with working(Spine(store)) as spine:
        spine.places.raises = OSError("geocoder down")
        await admit(spine, contact(), "where 12 elm")
        await spine.settled()
    assert spine.channel.texts() == ["place failed"]


async def test_a_poison_message_is_set_aside_and_the_rest_goes_on(store):
    async with working(Spine(store)) as spine:
        for text in ("before", "crash", "after"):
            await admit(spine, contact(), text)
        await spine.settled()
        assert await spine.left("dead") == 1
    assert spine.channel.texts() == ["before #1", "sorry-lost", "after #2"]


@pytest.mark.parametrize(("breaks", "heard"), [(2, "hello #1"), (3, "sorry-lost")])
async def test_a_turn_that_breaks_is_taken_three_times_and_not_again(store, breaks, heard):
    taken = 0

    def breaking(conversation, event):
        nonlocal taken
        taken += 1
        if taken <= breaks:
            raise RuntimeError("a fault of the dialogue")
        return decide(conversation, event)

    async with working(Spine(store, decide=breaking)) as spine:
        await admit(spine, contact(), "hello")
        await spine.settled()
    assert (spine.channel.texts(), taken) == ([heard], 3)


async def test_a_resident_who_blocks_us_becomes_an_event_at_once(store):
    async with working(Spine(store)) as spine:
        spine.channel.failures.append(SendFailed("21610", opted_out=True))
        await admit(spine, contact(), "hello")
        await spine.settled()
    assert spine.channel.texts() == ["ContactBlocked"]
    assert spine.sleeps == []


async def test_a_reply_that_never_goes_out_becomes_a_dead_letter(store):
    async with working(Spine(store)) as spine:
        spine.channel.failures.extend([SendFailed("500")] * 12)
        await admit(spine, contact(), "hello")
        await spine.settled()
        assert await spine.left("dead") == 1
    assert spine.channel.texts() == []
    assert len(spine.sleeps) == 11


async def test_failing_records_never_hold_a_reply_back(store):
    async with working(Spine(store)) as spine:
        spine.records.raises = OSError("database down")
        await admit(spine, contact(), "hello")
        await spine.settled()
    assert spine.channel.texts() == ["hello #1"]


async def test_words_in_and_out_are_kept_with_their_delivery(store):
    async with working(Spine(store)) as spine:
        await admit(spine, contact(), "hello")
        await spine.settled()
    assert sorted(spine.records.of("transcript")) == [
        (contact(), "in", "hello"),
        (contact(), "out", "hello #1"),
    ]
    assert spine.records.of("delivery") == [(contact(), "echo", "sent")]


@pytest.mark.parametrize(("text", "left"), [("hello", 1), ("stop", -1)])
async def test_conversations_expire_unless_a_consent_is_withdrawn(store, text, left):
    async with working(Spine(store, partitions=1)) as spine:
        await admit(spine, contact(), text)
        await spine.settled()
        ttl = await store.call("TTL", f"text311:{{p0}}:c:{contact()}")
    assert (ttl > 0) == (left > 0)


async def test_a_flood_from_one_number_is_limited(store):
    before = arrived_and_dropped()
    async with working(Spine(store, flood_limit=10)) as spine:
        admitted = [await admit(spine, contact(), f"m{number}") for number in range(50)]
        other = await admit(spine, contact(2), "hello")
        await spine.settled()
    assert sum(admitted) == 10
    assert other
    assert spine.channel.texts(contact(2).address) == ["hello #1"]
    assert [now - then for now, then in zip(arrived_and_dropped(), before, strict=True)] == [11, 40]


def arrived_and_dropped():
    """Messages, by `/metrics`."""
    labels = {"channel": contact().channel, "event": "MessageArrived"}
    return [
        REGISTRY.get_sample_value("text311_arrivals_total", labels | {"outcome": outcome}) or 0
        for outcome in ("admitted", "flooding")
    ]


async def test_a_thousand_messages_at_once_from_one_number_harm_no_other(store):
    async with working(Spine(store, partitions=1, flood_limit=200)) as spine:
        flood = [admit(spine, contact(0), f"m{number}") for number in range(1000)]
        others = [admit(spine, contact(who), "hello") for who in range(1, 21)]
        mixed = [each for start in range(20) for each in (*flood[start * 50 : start * 50 + 50], others[start])]
        await asyncio.gather(*mixed)
        await spine.settled()
    assert len(spine.channel.texts(contact(0).address)) == 200
    for who in range(1, 21):
        assert spine.channel.texts(contact(who).address) == ["hello #1"]


async def test_a_picture_that_ends_the_process_is_given_up_in_the_end(store):
    gate = asyncio.Event()

    async def fetch(attachment):
        await gate.wait()

    one = Spine(store, partitions=1, owner="one", grace=0.05)
    one.channel.fetch = fetch
    async with working(one):
        await admit(one, contact(), "file key-1", (Attachment("m1", "u", "image/jpeg"),))
        while not (counted := await store.call("HGETALL", "text311:{p0}:order_tries")):
            await asyncio.sleep(0.01)
    ((order_id, tried),) = counted.items()
    assert read_tried(tried) == Tried(1)
    await store.call("HSET", "text311:{p0}:order_tries", order_id, pack(Tried(PHOTO.tries)))
    async with working(Spine(store, partitions=1, owner="two")) as two:
        await two.settled()
        assert await two.left("dead") == 1
    assert two.channel.texts() == ["PhotoRefused gone", "RequestFiled 101"]


async def test_a_send_that_was_interrupted_by_a_lost_lease_goes_out_once(store):
    gate, sends = asyncio.Event(), []
    spine = Spine(store, partitions=1)

    async def send(message):
        sends.append(message.text)
        await gate.wait()
        return "SM1"

    spine.channel.send = send
    async with working(spine):
        await admit(spine, contact(), "hello")
        await until(lambda: sends)
        fence = await store.call("GET", "text311:{p0}:fence")
        await store.call("DEL", "text311:{p0}:lease")
        async with asyncio.timeout(10):
            while await store.call("GET", "text311:{p0}:fence") == fence:
                await asyncio.sleep(0.02)
        gate.set()
        await spine.settled()
    assert sends == ["hello #1"]


async def test_what_waited_for_its_turn_to_be_sent_is_not_sent_when_the_lease_has_run_out_meanwhile(store):
    """As when a process is stopped and goes on: by then another worker has sent it."""
    one = Spine(store, partitions=1, lease_seconds=60)
    (lease,) = (await one.partitions.heartbeat()).gained
    await admit(one, contact(), "hello")
    ((entry_id, _),) = await store.call("XRANGE", lease.keys.inbox, "-", "+")
    await lease.commit(entry_id.decode(), Conversation(contact()), (say("hello"),))
    ((order_id, _),) = await store.call("XRANGE", lease.keys.orders, "-", "+")
    now = [0.0]

    async def stopped(seconds):
        now[0] += seconds
        lease.good_until = 0.0

    one.outbox.pacers["sms"] = pacer = Pacer(per_chat=1, clock=lambda: now[0], sleep=stopped)
    await pacer.turn(contact().address)
    with pytest.raises(LeaseLost):
        await one.outbox.carry_out(lease, order_id.decode(), contact(), say("hello"), Tried(), one._sleep)
    assert one.channel.texts() == []


async def test_what_was_sent_and_could_not_be_ticked_off_is_marked_for_who_took_over_meanwhile(store):
    one = Spine(store, partitions=1, lease_seconds=60)
    (lease,) = (await one.partitions.heartbeat()).gained
    await admit(one, contact(), "hello")
    ((entry_id, _),) = await store.call("XRANGE", lease.keys.inbox, "-", "+")
    await lease.commit(entry_id.decode(), Conversation(contact()), (say("hello"),))
    ((order_id, _),) = await store.call("XRANGE", lease.keys.orders, "-", "+")

    async def send(message):
        await store.call("SET", lease.keys.lease, "another's")
        return "SM1"

    one.channel.send = send
    with pytest.raises(LeaseLost):
        await one.outbox.carry_out(lease, order_id.decode(), contact(), say("hello"), Tried(), one._sleep)
    await store.call("DEL", lease.keys.lease)
    async with working(Spine(store, partitions=1, owner="two")) as two:
        await two.settled()
    assert two.channel.texts() == []


@pytest.mark.parametrize("how", ["lost", "given back"])
async def test_another_worker_learns_what_was_sent_after_it_took_over(store, how):
    gate, sends = asyncio.Event(), []
    one = Spine(store, partitions=1, lease_seconds=60, grace=0.1)
    lease = (await one.partitions.heartbeat()).gained[0]
    await admit(one, contact(), "hello")
    entries = await store.call("XRANGE", lease.keys.inbox, "-", "+")
    await lease.commit(entries[0][0].decode(), Conversation(contact()), (say("hello"),))

    async def send(message):
        sends.append(message.text)
        await gate.wait()
        return "SM1"

    one.channel.send = send
    orders = lease.orders()
    order_id, who, order, tried = await anext(orders)
    sending = asyncio.create_task(one.outbox.carry_out(lease, order_id, who, order, tried, one._sleep))
    await until(lambda: sends)
    if how == "lost":
        lease.good_until = 0
        await store.call("DEL", lease.keys.lease)
    else:
        sending.cancel()
        await one.partitions.release(lease)
    gate.set()
    with pytest.raises((LeaseLost, asyncio.CancelledError)):
        await sending
    await one.outbox.noted()
    await orders.aclose()
    async with working(Spine(store, partitions=1, owner="two")) as two:
        await two.settled()
    assert sends == ["hello"]
    assert two.channel.texts() == []
