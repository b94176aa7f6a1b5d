"""What the people who run it see."""

from prometheus_client import generate_latest

from bot.adapters.redis.dead_letters import DeadLetters
from bot.adapters.redis.overview import overview, publish, struggling
from bot.channels.base import SendFailed
from bot.conversation import Decision
from bot.patience import REPLY
from bot.ports import NotReached
from tests.fakes.dialogue import arrived, contact, decide, say
from tests.fakes.spine import Spine, working
from tests.spine.conftest import until
from tests.spine.test_filing import Clock


async def test_dead_letters_are_seen_retried_and_dropped(store):
    failing = {"yes": True}
    spine = Spine(store, decide=lambda conversation, event: _decide(failing, conversation, event))
    letters = DeadLetters(store, 4)
    async with working(spine):
        for text in ("crash one", "crash two"):
            await spine.inbox.admit(contact(), arrived(contact(), text), text)
        await spine.settled()
        first, second = [letter async for letter in letters.every()]
        assert (first.kind, first.contact, first.reason) == ("inbox", str(contact()), "RuntimeError")
        assert "crash one" in first.body
        assert await letters.show(second.letter_id) == second
        assert await letters.show("0/1-1") is None
        failing.clear()
        assert await letters.retry(first.letter_id)
        assert await letters.drop(second.letter_id)
        assert not await letters.retry(first.letter_id)
        assert not await letters.drop("nonsense")
        await spine.settled()
        assert (await overview(store, 4)).dead == 0
    assert spine.channel.texts() == ["sorry-lost", "sorry-lost", "crash one #1"]


async def test_a_reply_that_was_given_up_goes_out_when_it_is_retried_while_the_worker_works(store):
    letters = DeadLetters(store, 4)
    async with working(Spine(store)) as spine:
        spine.channel.failures.extend([SendFailed("500")] * REPLY.tries)
        await spine.inbox.admit(contact(), arrived(contact(), "hello"), "1")
        await spine.settled()
        (letter,) = [letter async for letter in letters.every()]
        assert letter.kind == "orders"
        assert await letters.retry(letter.letter_id)
        await spine.settled()
    assert spine.channel.texts() == ["hello #1"]


def _decide(failing, conversation, event):
    if failing:
        return decide(conversation, event)
    return Decision(conversation, (say(f"{event.message.text} #1"),))


async def test_what_fails_again_and_again_is_told_with_its_reason(store):
    spine = Spine(store, clock=Clock(), delayed_after=1000)
    async with working(spine):
        spine.desk.next_outcomes.extend([NotReached("answered 403; check the key")] * 1000)
        await spine.inbox.admit(contact(), arrived(contact(), "file key-1"), "1")
        await until(lambda: len(spine.sleeps) >= 4)
        assert await struggling(store, 4, 3) == {"answered 403; check the key": 1}
        assert await struggling(store, 4, 1000) == {}
        spine.desk.next_outcomes.clear()
        await spine.settled()
    assert await struggling(store, 4, 1) == {}


async def test_the_overview_counts_what_waits(store):
    spine = Spine(store)
    for number in range(5):
        await spine.inbox.admit(contact(number), arrived(contact(number), "hello"), f"{number}")
    seen = await overview(store, 4)
    assert (seen.workers, seen.waiting, seen.orders, seen.dead, seen.unowned) == (0, 5, 0, 0, 4)
    assert seen.oldest_ms
    publish(seen, seen.oldest_ms + 2500)
    shown = generate_latest().decode()
    assert 'text311_backlog{what="waiting"} 5.0' in shown
    assert "text311_backlog_oldest_seconds 2.5" in shown
    async with working(spine):
        await spine.settled()
        seen = await overview(store, 4)
    assert (seen.workers, seen.waiting, seen.unowned, seen.oldest_ms) == (1, 0, 0, None)
