"""Every change reaches every follower once and in order."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from bot.adapters.redis.follows import RedisFollows, RedisWatchLog
from bot.conversation import Decision
from bot.events import RequestChanged
from bot.service_requests import ServiceRequest
from bot.watch import Watcher, differs, is_news, outdated, worth_telling
from tests.fakes.desk import FakeDesk
from tests.fakes.dialogue import NOW, contact, say
from tests.fakes.spine import Spine, utc_now, working
from tests.spine.conftest import until

AT = datetime(2026, 6, 1, tzinfo=UTC)


def watcher(spine, owner="w1", kind=RedisWatchLog, **changes):
    """With its log."""
    loop_clock = asyncio.get_running_loop().time
    log = kind(spine.store, owner, utc_now, loop_clock=loop_clock)
    given = {"clock": lambda: NOW, "loop_clock": loop_clock, "poll_seconds": 1e9} | changes
    return Watcher(watch_log=log, desk=spine.desk, inbox=spine.inbox, **given), log


@asynccontextmanager
async def watching(spine):
    """Two watchers, of which one at a time watches."""
    stop = asyncio.Event()
    runs = [asyncio.create_task(watcher(spine, owner)[0].run(stop)) for owner in ("w1", "w2")]
    log = RedisWatchLog(spine.store, "web", utc_now, loop_clock=asyncio.get_running_loop().time)
    try:
        yield log
    finally:
        stop.set()
        await asyncio.gather(*runs)


async def test_a_prompt_makes_the_watcher_look_and_both_followers_hear_it_once(store):
    spine = Spine(store, decide=_telling)
    async with working(spine), watching(spine) as log:
        for who in (contact(1), contact(2)):
            await spine.follows.follow(who, "9", "open")
        changes = [("open", "crew on its way"), ("open", "crew on its way"), ("closed", "filled")]
        for hour, (status, notes) in enumerate(changes):
            spine.desk.change("9", status, notes=notes, at=AT + timedelta(hours=hour))
            await log.prompt("9")
            await log.prompt("9")
            await until(lambda notes=notes: sum(notes in text for text in spine.channel.texts()) == 2)
        await spine.settled()
    for who in (1, 2):
        assert spine.channel.texts(contact(who).address) == ["open>open crew on its way", "open>closed filled"]


async def test_polling_finds_what_nobody_prompted_and_forgets_nothing_in_between(store):
    spine = Spine(store)
    await spine.follows.follow(contact(), "9", "open")
    watch, log = watcher(spine)
    await log.hold()
    await watch.poll()
    spine.desk.change("9", "closed", notes="filled", at=NOW - timedelta(minutes=4))
    spine.desk.change("8", "closed", notes="nobody follows this", at=NOW)
    await watch.poll()
    await watch.poll()
    assert await spine.left() == 1
    assert await log.cursor() == NOW


async def test_a_stamp_in_the_future_hides_nothing_that_comes_after(store):
    spine = Spine(store)
    for number in ("8", "9"):
        await spine.follows.follow(contact(), number, "open")
    watch, log = watcher(spine)
    await log.hold()
    spine.desk.change("8", "closed", at=NOW + timedelta(days=400))
    await watch.poll()
    spine.desk.change("9", "closed", at=NOW)
    await watch.poll()
    assert await spine.left() == 2


class CountingLog(RedisWatchLog):
    asked = 0

    async def followers(self, service_request_id):
        self.asked += 1
        return await super().followers(service_request_id)


async def test_what_did_not_change_is_not_looked_at_again(store):
    spine = Spine(store)
    watch, log = watcher(spine, kind=CountingLog)
    await log.hold()
    await spine.follows.follow(contact(), "9", "open")
    for status in ("open", "closed"):
        spine.desk.change("9", status, at=NOW)
        spine.desk.change("7", status, at=NOW)  # followed by nobody: that may change
        log.asked = 0
        for _ in range(3):
            await watch.poll()
        assert log.asked == 1 + 3


async def test_unfollowing_ends_it(store):
    spine = Spine(store)
    log = RedisWatchLog(store, "w1", utc_now, loop_clock=asyncio.get_running_loop().time)
    await spine.follows.follow(contact(), "9", "open")
    assert await log.followed_ids() == ("9",)
    await spine.follows.unfollow(contact(), "9")
    assert await log.followed_ids() == ()
    assert await log.followers("9") == ()


async def test_what_nothing_is_heard_of_for_long_is_forgotten_whichever_desk_it_is(store):
    spine, now = Spine(store), [utc_now()]
    log = RedisWatchLog(store, "w1", lambda: now[0], loop_clock=asyncio.get_running_loop().time, keep_seconds=3600)
    await spine.follows.follow(contact(), "9", "open")
    await log.move_cursor(now[0])
    assert await log.followed_ids() == ("9",)
    now[0] += timedelta(hours=2)
    await log.move_cursor(now[0])
    assert await log.followed_ids() == ()


async def test_a_desk_out_of_reach_is_asked_again(store):
    spine = Spine(store, desk=FakeDesk())
    async with watching(spine) as log:
        await spine.follows.follow(contact(), "9", "open")
        spine.desk.down = True
        await log.prompt("9")
        await asyncio.sleep(0)
        spine.desk.down = False
        spine.desk.change("9", "closed")
        await log.prompt("9")
        async with asyncio.timeout(10):
            while not await spine.left():
                await asyncio.sleep(0.02)


SEEN = ServiceRequest("9", "open", requested_datetime=AT, updated_datetime=AT)
BASELINE = ServiceRequest("9", "open")


@pytest.mark.parametrize(
    ("last", "now", "told"),
    [
        (BASELINE, ServiceRequest("9", "open", media_url="https://x/1", updated_datetime=AT), False),
        (BASELINE, ServiceRequest("9", "open", "", "", "Received", requested_datetime=AT, updated_datetime=AT), False),
        (
            BASELINE,
            ServiceRequest(
                "9", "open", status_notes="Crew", requested_datetime=AT, updated_datetime=AT + timedelta(hours=1)
            ),
            True,
        ),
        (BASELINE, ServiceRequest("9", "closed"), True),
        (SEEN, ServiceRequest("9", "open", media_url="https://x/1", updated_datetime=AT), True),
        (SEEN, ServiceRequest("9", "open", extended_status="in_progress", updated_datetime=AT), True),
    ],
)
def test_what_is_worth_telling(last, now, told):
    assert differs(last, now)
    assert worth_telling(last, now) is told


FILED = ServiceRequest("9", "open", service_code="POTHOLE", expected_datetime=AT)
"""As it is followed from the moment of filing."""


@pytest.mark.parametrize(
    ("last", "now", "noticed", "news"),
    [
        (FILED, replace(FILED, service_code="DRAIN", updated_datetime=AT), True, False),
        (FILED, replace(FILED, expected_datetime=AT + timedelta(days=1), updated_datetime=AT), True, False),
        (FILED, replace(FILED, service_code="DRAIN", status="closed", updated_datetime=AT), True, True),
        (replace(FILED, updated_datetime=AT), replace(FILED, status_notes="On it", updated_datetime=AT), True, True),
        (FILED, replace(FILED, service_code="pothole", updated_datetime=AT), False, False),
        (FILED, replace(FILED, service_code="", expected_datetime=None, updated_datetime=AT), False, False),
        (BASELINE, replace(FILED, updated_datetime=AT), False, False),
    ],
)
def test_a_correction_is_noticed_and_is_not_taken_for_other_news(last, now, noticed, news):
    assert differs(last, now) is worth_telling(last, now) is noticed
    assert is_news(last, now) is news


async def test_what_was_filed_is_what_a_correction_is_measured_by(store):
    spine = Spine(store, decide=_correcting)
    async with working(spine), watching(spine) as log:
        await spine.follows.follow(contact(), "9", "open", service_code="POTHOLE", expected=AT)
        spine.desk.changes = [replace(FILED, service_code="DRAIN", updated_datetime=AT)]
        for _ in range(2):
            await log.prompt("9")
            await until(lambda: spine.channel.texts() == ["DRAIN, corrected only: True"])
        await spine.settled()


def test_an_answer_that_was_overtaken_is_outdated():
    assert outdated(SEEN, ServiceRequest("9", "closed", updated_datetime=AT - timedelta(seconds=1)))
    assert not outdated(SEEN, ServiceRequest("9", "closed", updated_datetime=AT))


def _correcting(conversation, event):
    return Decision(conversation, (say(f"{event.request.service_code}, corrected only: {event.corrected_only}"),))


def _telling(conversation, event):
    assert isinstance(event, RequestChanged)
    told = f"{event.previous_status}>{event.request.status} {event.request.status_notes}"
    return Decision(conversation, (say(told),))


async def test_who_begins_to_follow_a_request_as_the_last_other_one_leaves_it_is_not_forgotten(store):
    """Desks that cannot be asked for what changed are asked for what is followed."""
    follows, log = RedisFollows(store, utc_now), RedisWatchLog(store, "one", utc_now, loop_clock=lambda: 0.0)
    await follows.follow(contact(1), "9", "open")

    async def joined_before_it_is_left(*command):
        if command[0] == "ZREM":
            await follows.follow(contact(2), "9", "open")
        return await store.call(*command)

    await RedisFollows(SimpleNamespace(call=joined_before_it_is_left), utc_now).unfollow(contact(1), "9")
    assert await log.followers("9") == (contact(2),)
    assert await log.followed_ids() == ("9",)
    await follows.unfollow(contact(2), "9")
    assert await log.followed_ids() == ()
