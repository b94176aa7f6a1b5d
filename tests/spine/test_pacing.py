"""Pacing, by a clock of its own."""

import asyncio

import pytest

from bot.pacing import Pacer, Window
from tests.fakes.dialogue import arrived, contact
from tests.fakes.spine import Spine, working
from tests.spine.conftest import until


class Time:
    """Sleepers wake in order, and the clock stands where the last one woke."""

    def __init__(self):
        self.now = 1000.0

    def clock(self):
        return self.now

    async def sleep(self, seconds):
        await asyncio.sleep(0)
        self.now += seconds


@pytest.mark.parametrize(
    ("rate", "starts"),
    [
        (0, [0, 0, 0, 0, 0, 0]),
        (1, [0, 1, 2, 3, 4, 5]),
        (3, [0, 0, 0, 1, 1, 1]),
        (0.5, [0, 2, 4, 6, 8, 10]),
    ],
)
def test_never_more_than_the_rate_in_any_second(rate, starts):
    window, now, began = Window(rate), 0.0, []
    for _ in starts:
        now += window.wait(now)
        window.start(now)
        began.append(round(now, 3))
    assert began == starts


async def test_a_chat_waits_for_itself_alone():
    time = Time()
    pacer = Pacer(per_chat=1, clock=time.clock, sleep=time.sleep)
    await pacer.turn("a")
    await pacer.turn("b")
    assert time.now == 1000
    await pacer.turn("a")
    assert time.now == 1001


async def test_replies_go_before_bulk():
    time, order = Time(), []
    pacer = Pacer(per_second=1, clock=time.clock, sleep=time.sleep)

    async def send(name, bulk):
        await pacer.turn(name, bulk=bulk)
        order.append(name)

    await asyncio.gather(*(send(f"bulk {n}", True) for n in range(3)), *(send(f"reply {n}", False) for n in range(3)))
    assert order == ["reply 0", "reply 1", "reply 2", "bulk 0", "bulk 1", "bulk 2"]


async def test_a_reply_behind_bulk_of_the_same_chat_waits_for_that_and_no_other():
    time, order = Time(), []
    pacer = Pacer(per_second=1, clock=time.clock, sleep=time.sleep)

    async def send(name):
        await pacer.turn(name, bulk=True)
        order.append(name)

    sending = [asyncio.create_task(send(name)) for name in "abcde"]
    await asyncio.sleep(0)
    pacer.hurry("e")
    pacer.hurry("e")
    pacer.hurry("nobody")
    await asyncio.gather(*sending)
    assert order[-3:] == ["b", "c", "d"]
    pacer.hurry("e")
    assert (pacer._queue, pacer._bulk) == ([], {})


async def test_workers_divide_the_channels_limit():
    time = Time()
    pacer = Pacer(per_second=10, clock=time.clock, sleep=time.sleep)
    pacer.share(5)
    for _ in range(5):
        await pacer.turn("a")
    assert time.now == pytest.approx(1002)


async def test_who_gives_up_waiting_takes_nobodys_place():
    time = Time()
    pacer = Pacer(per_second=1, clock=time.clock, sleep=time.sleep)
    waiting = [asyncio.create_task(pacer.turn(name)) for name in "abc"]
    await asyncio.sleep(0)
    waiting[1].cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert time.now <= 1001


class Asked(Pacer):
    """Writes down what it is asked."""

    def __init__(self):
        super().__init__(clock=lambda: 0.0)
        self.turns, self.workers = [], 0

    def share(self, workers):
        self.workers = workers

    async def turn(self, chat, *, bulk=False):
        self.turns.append((chat, bulk))


async def test_every_message_waits_for_its_turn_and_every_worker_knows_its_share(store):
    pacer = Asked()
    one, two = Spine(store, owner="one", pacers=(pacer,)), Spine(store, owner="two")
    for spine in (one, two):
        spine.outbox.pacers["sms"] = pacer
    async with working(one):
        await until(lambda: pacer.workers == 1)
        async with working(two):
            await until(lambda: pacer.workers == 2)
            for who in range(3):
                await one.inbox.admit(contact(who), arrived(contact(who), "hello"), f"{who}")
            await one.settled()
    assert sorted(pacer.turns) == [(contact(who).address, False) for who in range(3)]
