"""One report, one request, whatever becomes of the answer."""

from datetime import timedelta

import pytest

from bot.ports import DeskUnavailable, Filed, NotReached, OutcomeUnknown, Refused
from bot.spine import LeaseLost
from tests.fakes.dialogue import NOW, arrived, contact, filing
from tests.fakes.spine import Spine, working
from tests.spine.conftest import until
from tests.spine.test_story import Waiting


class Clock:
    """Moves on with every look at it, so that what waits comes to an end."""

    def __init__(self, step=0.5):
        self.now, self.step = NOW, timedelta(seconds=step)

    def __call__(self):
        self.now += self.step
        return self.now


async def file(spine, text="file key-1"):
    await spine.inbox.admit(contact(), arrived(contact(), text), text)
    await spine.settled()


@pytest.mark.parametrize(
    ("outcomes", "tries"),
    [
        ([], 1),
        ([NotReached("refused"), NotReached("503", retry_after=4)], 3),
        ([OutcomeUnknown("500", repeatable=True)], 2),
        (["lost answer"], 1),
        ([OutcomeUnknown("time-out before accepting")], 2),
        ([RuntimeError("a fault of the client")], 2),
    ],
)
async def test_it_is_filed_once(store, outcomes, tries):
    async with working(Spine(store, clock=Clock(), delayed_after=1000)) as spine:
        spine.desk.next_outcomes.extend(outcomes)
        await file(spine)
    assert spine.desk.keys == ["key-1"]
    assert spine.desk.tries == tries
    assert spine.channel.texts() == ["RequestFiled 101"]


async def test_an_unknown_outcome_is_looked_up_and_not_believed_before_it_has_settled(store):
    async with working(Spine(store, clock=Clock(), delayed_after=1000, settled_after=30)) as spine:
        spine.desk.next_outcomes.append(OutcomeUnknown("time-out"))
        await file(spine)
    assert spine.desk.looks > 5
    assert spine.desk.keys == ["key-1"]


async def test_nothing_is_filed_when_the_lease_has_run_out_before_it(store):
    """As when a process is stopped after it said that it will file: another has done so by now."""
    spine = Spine(store, partitions=1)
    (lease,) = (await spine.partitions.heartbeat()).gained

    async def stopped(media_id):
        lease.good_until = 0.0
        return False

    spine.media.has = stopped
    with pytest.raises(LeaseLost):
        await spine.outbox.filing.file(lease, contact(), filing("key-1", ("m1",)))
    assert spine.desk.tries == 0


async def test_a_desk_that_keeps_keys_is_asked_again_at_once_after_a_crash(store):
    async with working(Spine(store, delayed_after=1000, settled_after=1000)) as spine:
        spine.desk.knows_keys = True
        spine.desk.next_outcomes.append(RuntimeError("in the middle of a try, like a crash"))
        await file(spine)
    assert (spine.desk.tries, spine.desk.looks) == (2, 0)
    assert spine.desk.keys == ["key-1"]


class PassingTime(Spine):
    """A wait between tries takes the clock along."""

    async def _sleep(self, seconds):
        await super()._sleep(seconds)
        self.turns.clock.now += timedelta(seconds=seconds)


async def test_what_is_not_there_is_looked_for_until_it_is_settled_and_no_longer(store):
    async with working(PassingTime(store, clock=Clock(0.01), delayed_after=1000, settled_after=70)) as spine:
        spine.desk.next_outcomes.append(OutcomeUnknown("time-out"))
        await file(spine)
    assert spine.desk.keys == ["key-1"]
    assert spine.desk.looks < 12
    assert 70 < (spine.turns.clock.now - NOW).total_seconds() < 80


async def test_a_refusal_is_told_and_final(store):
    async with working(Spine(store)) as spine:
        spine.desk.next_outcomes.append(Refused("outside"))
        await file(spine)
    assert spine.desk.tries == 1
    assert spine.channel.texts() == ["RequestRefused outside"]


async def test_a_desk_that_is_down_delays_the_filing_and_the_resident_hears_it_once(store):
    async with working(Spine(store, clock=Clock(step=3))) as spine:
        spine.desk.next_outcomes.extend([NotReached("down")] * 9)
        await file(spine)
    assert spine.channel.texts() == ["FilingDelayed", "RequestFiled 101"]
    assert spine.desk.keys == ["key-1"]


async def test_a_desk_that_hangs_is_told_of_before_it_answers(store):
    async with working(Spine(store, delayed_after=0.05, grace=0.1)) as spine:
        spine.desk.next_outcomes.append("crash")
        await spine.inbox.admit(contact(), arrived(contact(), "file key-1"), "1")
        await until(spine.channel.texts)
    assert spine.channel.texts() == ["FilingDelayed"]


async def test_a_token_is_asked_about_until_it_has_a_number(store):
    async with working(Spine(store, clock=Clock(), delayed_after=1000)) as spine:
        spine.desk.next_outcomes.append(Filed("", request_token="t-1"))
        await spine.inbox.admit(contact(), arrived(contact(), "file key-1"), "1")
        while len(spine.sleeps) < 3:
            await spine._sleep(0)
        spine.desk.tokens["t-1"] = "777"
        await spine.settled()
    assert spine.desk.tries == 1
    assert spine.channel.texts() == ["RequestFiled 777"]


@pytest.mark.parametrize(("knows", "told"), [(True, "RequestReopened 9"), (False, "RequestReopened 9")])
async def test_reopening_files_a_linked_request_where_the_desk_cannot(store, knows, told):
    async with working(Spine(store)) as spine:
        spine.desk.knows_reopening = knows
        await file(spine, "reopen 9")
    assert spine.channel.texts() == [told]
    assert spine.desk.keys == ([] if knows else ["again-9"])


async def test_a_slow_desk_delays_no_reply(store):
    async with working(Spine(store, grace=0.1)) as spine:
        spine.desk.next_outcomes.append("crash")
        for text in ("file key-1", "hello", "person please"):
            await spine.inbox.admit(contact(), arrived(contact(), text), text)
        await until(lambda: "hello #2" in spine.channel.texts() and spine.records.of("staff_call"))
    assert spine.records.of("staff_call") == [(contact(), "asked", "please")]


class Rated(Waiting):
    """Its desk takes no rating while it is `down`."""

    down = True

    async def rate(self):
        real = self.desk.give_feedback

        async def give_feedback(*rating):
            if self.down:
                raise DeskUnavailable("500")
            return await real(*rating)

        self.desk.give_feedback = give_feedback
        await self.says("rate 9")
        await until(lambda: self.sleeps)

    async def says(self, text, who=1):
        await self.inbox.admit(contact(who), arrived(contact(who), text), text)


async def test_a_rating_the_desk_does_not_take_holds_up_no_word_to_staff_and_no_report(store):
    async with working(Rated(store)) as spine:
        await spine.rate()
        for text in ("person please", "file key-1"):
            await spine.says(text)
        await until(lambda: spine.records.of("staff_call") and spine.desk.keys)
    assert {rating.survey_key for _, rating in spine.records.of("feedback")} == {"survey-9"}  # again with each try


@pytest.mark.parametrize(("text", "taken"), [("hello", ["survey-9"]), ("forget", [])])
async def test_a_rating_is_taken_when_the_desk_works_again_unless_they_were_forgotten(store, text, taken):
    async with working(Rated(store)) as spine:
        await spine.rate()
        await spine.says(text)
        await until(lambda: spine.channel.sent or not spine.records.of("feedback"))
        spine.down = False
        await spine.says("file key-1", who=2)
        await spine.settled()
    assert [rating.survey_key for rating in spine.desk.feedback] == taken
    assert bool(spine.records.of("feedback")) == bool(taken)


async def test_questions_to_a_desk_that_is_down_raise_no_further(store):
    async with working(Spine(store)) as spine:
        spine.desk.next_outcomes.append(DeskUnavailable("proxy", retry_after=2))
        await file(spine)
    assert spine.channel.texts() == ["RequestFiled 101"]
    assert 2 in spine.sleeps
