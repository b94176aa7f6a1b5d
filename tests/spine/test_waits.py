"""When a CRM or a provider works again, those who waited for it need not wait for their next try."""

import asyncio

import pytest

from bot.adapters.redis.overview import struggling
from bot.channels.base import SendFailed
from bot.ports import NotReached
from bot.waits import Waits
from tests.fakes.desk import FakeDesk
from tests.fakes.dialogue import arrived, contact
from tests.fakes.spine import working
from tests.spine.conftest import until
from tests.spine.test_story import Waiting

WHO = range(1, 6)


async def file(spine, *numbers):
    for number in numbers:
        await spine.inbox.admit(contact(number), arrived(contact(number), f"file key-{number}"), f"{number}")


async def test_one_success_wakes_all_who_waited_one_after_another(store):
    async with working(Waiting(store)) as spine:
        spine.desk.down = True
        await file(spine, *WHO)
        await until(lambda: len(spine.sleeps) == len(WHO))
        spine.desk.down = False
        await file(spine, 6)
        await spine.settled()
    assert spine.desk.keys[0] == "key-6"
    assert sorted(spine.desk.keys) == [f"key-{number}" for number in range(1, 7)]
    assert spine.desk.tries == len(WHO) * 2 + 1


async def test_what_was_mended_before_the_start_is_found_out_at_once(store):
    async with working(Waiting(store, owner="one")) as one:
        one.desk.down = True
        await file(one, *WHO)
        await until(lambda: len(one.sleeps) == len(WHO))
    async with working(Waiting(store, owner="two")) as two:
        await two.settled()
    assert sorted(two.desk.keys) == [f"key-{number}" for number in WHO]


async def test_what_is_not_mended_is_tried_once_at_the_start_and_then_waited_for(store):
    desk = FakeDesk()
    desk.down = True
    async with working(Waiting(store, owner="one", desk=desk)) as one:
        await file(one, *WHO)
        await until(lambda: len(one.sleeps) == len(WHO))
    async with working(Waiting(store, owner="two", desk=desk)) as two:
        await until(lambda: len(two.sleeps) == len(WHO))
    assert desk.tries == len(WHO) + 1
    assert await struggling(store, 4, 2) == {"down": 1}


class RefusingOne(FakeDesk):
    async def file(self, order, media_urls, channel):
        if order.filing_key == "key-1":
            self.tries += 1
            return NotReached("500")
        return await super().file(order, media_urls, channel)


async def test_who_fails_while_it_works_for_others_is_woken_once(store):
    async with working(Waiting(store, desk=RefusingOne())) as spine:
        await file(spine, 1)
        await until(lambda: spine.sleeps)
        await file(spine, 2)
        await until(lambda: len(spine.sleeps) == 2)
        await file(spine, *range(3, 10))
        await until(lambda: len(spine.desk.keys) == 8)
    assert spine.desk.tries == 10


async def test_a_wait_that_was_asked_for_is_not_cut_short(store):
    async with working(Waiting(store)) as spine:
        spine.desk.next_outcomes.append(NotReached("503", retry_after=40))
        await file(spine, 1)
        await until(lambda: spine.sleeps)
        await file(spine, 2)
        await until(lambda: spine.desk.keys)
    assert (spine.desk.keys, spine.sleeps) == (["key-2"], [40])
    async with working(Waiting(store, owner="two")) as two:
        await until(lambda: two.sleeps)
    assert two.desk.tries == 0


async def test_replies_wait_for_their_own_provider(store):
    async with working(Waiting(store)) as spine:
        spine.channel.failures.append(SendFailed("401"))
        await spine.inbox.admit(contact(1), arrived(contact(1), "hello"), "1")
        await until(lambda: spine.sleeps)
        await spine.inbox.admit(contact(2), arrived(contact(2), "hello"), "2")
        await spine.settled()
    assert len(spine.channel.texts()) == 2


@pytest.mark.parametrize("woken", [True, False])
async def test_nothing_of_a_wait_is_left_behind(woken):
    waits, over = Waits(), asyncio.Event()
    resting = asyncio.create_task(waits.rest("desk", 9, lambda _: over.wait()))
    await asyncio.sleep(0)
    waits.works("sms")
    await asyncio.sleep(0)
    assert not resting.done()
    waits.works("desk") if woken else over.set()
    assert await resting is woken
    waits.works("desk")
    assert len(asyncio.all_tasks()) <= 2


async def test_a_wait_that_is_cancelled_from_within_ends_the_work():
    async def ending(_):
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await Waits().rest("desk", 9, ending)
