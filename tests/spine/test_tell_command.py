"""`text311 tell`, as a clerk uses it in a storm: counted first, sent once, also when it is run again after a crash."""

import asyncio
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest
from typer.testing import CliRunner

from bot.adapters.redis.follows import RedisFollows, RedisWatchLog
from bot.adapters.redis.keys import keys_of, partition_of
from bot.adapters.redis.overview import conversation_of
from bot.adapters.redis.store import Store, open_client, settle_partitions
from bot.adapters.redis.stored import pack
from bot.city_file import read_city
from bot.cli import app
from bot.conversation import Conversation, Decision, FollowedRequest
from bot.effects import Say
from bot.engine import decide
from bot.events import FollowersTold
from bot.pacing import Pacer
from bot.parts import DEMO
from bot.service_requests import ServiceRequest
from bot.telling import AT_ONCE, PAUSE_SECONDS, Telling
from tests.fakes.desk import FakeDesk
from tests.fakes.dialogue import arrived, contact
from tests.fakes.spine import Spine, working

AT = datetime(2026, 6, 1, tzinfo=UTC)
CITY = read_city(DEMO / "city.toml")
PARTITIONS = 4


def resident(number, *tickets, **changes):
    requests = tuple(
        FollowedRequest(f"k{one}", one, type_code="snow_ice", status="open", address="12 Elm St") for one in tickets
    )
    return Conversation(contact(number), requests=requests, **changes)


async def remember(store, *residents, service_code="SNOW_ICE"):
    follows = RedisFollows(store, lambda: AT)
    for one in residents:
        await store.call("SET", keys_of(partition_of(one.contact, PARTITIONS)).conversation(one.contact), pack(one))
        for known in one.requests:
            await follows.follow(one.contact, known.service_request_id, "open", service_code=service_code)


@pytest.fixture
def command(shared_server, tmp_path, monkeypatch):
    """Runs it; gives exit code and what it printed. Before it, a storm's reports are in the store."""
    monkeypatch.setenv("TEXT311_REDIS_URL", shared_server.url)
    monkeypatch.setenv("TEXT311_DATA_DIR", str(tmp_path))

    async def storm():
        store = Store(open_client(shared_server.url))
        await store.call("FLUSHALL")
        await settle_partitions(store, PARTITIONS)
        await remember(store, resident(1, "9"), resident(2, "9", "10", language="es"))
        await remember(store, resident(3, "11", updates_allowed=False))
        await remember(store, resident(4, "12"), service_code="POTHOLE")
        await store.close()

    asyncio.run(storm())

    def run(*arguments, answer=""):
        result = CliRunner().invoke(app, ["tell", *arguments], input=answer)
        return result.exit_code, result.output

    return run


def waiting(shared_server):
    async def count():
        store = Store(open_client(shared_server.url))
        lengths = [await store.call("XLEN", keys_of(number).inbox) for number in range(PARTITIONS)]
        await store.close()
        return sum(lengths)

    return asyncio.run(count())


def test_a_dry_run_counts_and_tells_nobody(command, shared_server):
    code, printed = command("snow_ice", "All plows are out.", "--text", "es=Todas las quitanieves.", "--dry-run")
    assert code == 0
    assert "snow_ice: 3 requests, followed by 3 people." in printed
    assert re.search(r"2  to be told now", printed)
    assert re.search(r"1  not told: they want no messages", printed)
    assert re.search(r"2  SMS segments, for 2 people", printed)
    assert "en: About your report 9 (Snow or ice, 12 Elm St): All plows are out." in printed
    assert "es: Sobre sus reportes 9, 10: Todas las quitanieves." in printed
    assert str(contact(1)) not in printed
    assert waiting(shared_server) == 0


def test_it_asks_with_the_count_and_a_second_run_adds_nobody(command, shared_server):
    code, printed = command("SNOW_ICE", "All plows are out.", answer="n\n")
    assert (code, waiting(shared_server)) == (1, 0)
    assert "Tell 2 people? [y/N]" in printed
    assert command("SNOW_ICE", "All plows are out.", "--yes")[0] == 0
    assert waiting(shared_server) == 2
    code, printed = command("SNOW_ICE", "All plows are out.", "--yes")
    assert (code, waiting(shared_server)) == (0, 2)
    assert "2 people were in line already." in printed
    command("SNOW_ICE", "Side streets by Thursday.", "--yes")
    assert waiting(shared_server) == 4


def test_by_ticket_and_by_name(command):
    code, printed = command("The plow hit your fence.", "--ticket", "10", "--ticket", "12", "--dry-run", "--who")
    assert code == 0
    assert f"{contact(2)}\tto be told now\t10" in printed
    assert f"{contact(4)}\tto be told now\t12" in printed
    assert str(contact(1)) not in printed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("All plows are out.",), "give either a service"),
        (("SNOW_ICE", "Words", "--ticket", "9"), "give either a service"),
        (("SNOW", "Words"), 'sends nothing to "SNOW"; did you mean "SNOW_ICE"?'),
        (("SNOW_ICE", " "), "the message in en is empty"),
        (("SNOW_ICE", "Words", "--text", "es="), "the message in es is empty"),
        (("SNOW_ICE", "Words", "--text", "xx=Hi"), 'speaks en, es, not "xx"'),
        (("SNOW_ICE", "Words", "--text", "Hola"), 'as in --text es="'),
        (("SNOW_ICE", "w" * 901), "at most 900 are sent"),
    ],
)
def test_a_slip_tells_nobody_and_what_to_write(command, shared_server, arguments, told):
    code, printed = command(*arguments, "--yes")
    assert code == 2
    assert told in " ".join(printed.replace("│", " ").split())
    assert waiting(shared_server) == 0


class Crashes:
    """An inbox whose process dies after some."""

    def __init__(self, inbox, after):
        self.inbox, self.left = inbox, after

    async def admit(self, *arrival):
        self.left -= 1
        if self.left < 0:
            raise ConnectionError
        return await self.inbox.admit(*arrival)


def telling(spine, inbox, desk=None):
    followed = RedisWatchLog(spine.store, "", lambda: AT, loop_clock=lambda: 0.0)
    conversation = partial(conversation_of, spine.store, spine.partition_count)
    return Telling(followed, desk or FakeDesk(), conversation, inbox, sleep=no_time)


async def no_time(_seconds):
    pass


async def noted(pauses, seconds):
    pauses.append(seconds)


async def test_after_a_crash_everybody_hears_it_and_nobody_twice(store):
    spine, words = (
        Spine(store, decide=partial(decide, CITY)),
        FollowersTold(AT, "key", {"en": "All plows are out."}, ()),
    )
    people = [resident(number, str(100 + number)) for number in range(2 * AT_ONCE)]
    pauses = []
    await remember(store, *people)
    for after in (AT_ONCE + 7, 3):
        crashing = telling(spine, Crashes(spine.inbox, after))
        with pytest.raises(ConnectionError):
            await crashing.tell(await crashing.people(await crashing.open_requests("SNOW_ICE")), words)
    whole = replace(telling(spine, spine.inbox), sleep=partial(noted, pauses))
    everybody = await whole.people(await whole.open_requests("SNOW_ICE"))
    async with working(spine):
        await whole.tell(everybody, words)
        await spine.settled()
        assert await whole.tell(everybody, words) == 0
        await spine.settled()
    heard = Counter(message.contact for message in spine.channel.sent)
    assert heard == {one.contact: 1 for one in people}
    assert pauses == [PAUSE_SECONDS] * 2  # one in each run, between the two halves


async def test_who_writes_while_a_city_is_told_does_not_wait_for_all_of_it(store):
    """In order all the same: first the words that were on their way to them, then the answer."""
    spine, slow = Spine(store, decide=in_chorus), Slow()
    spine.outbox.pacers["sms"] = pacer = Pacer(per_second=1, clock=slow.clock, sleep=slow.sleep)
    sent = spine.channel.sent
    crowd = [contact(number) for number in range(30)]
    async with working(spine):
        for who in crowd:
            await spine.inbox.admit(who, FollowersTold(AT, "key", {"en": "words"}, ("9",)), f"words:{who}")
        await slow.until(lambda: len(sent) == 1 and len(pacer._queue) == len(crowd) - 1)
        writes = next(who for who in reversed(crowd) if who.address in pacer._bulk)
        await spine.inbox.admit(writes, arrived(writes, "hello?"), "hello")
        await slow.until(lambda: writes.address not in pacer._bulk)
        slow.seconds.release()
        await slow.until(lambda: len(sent) == 2)
        await slow.until(lambda: any(not bulk and not granted.done() for bulk, _, granted in pacer._queue))
        slow.seconds.release()
        await slow.until(lambda: len(sent) == 3)
        assert [(one.contact, one.text) for one in sent[1:]] == [(writes, "words"), (writes, "hello?")]
        for _ in crowd:
            slow.seconds.release()
        await spine.settled()
    assert len(sent) == len(crowd) + 1


def in_chorus(conversation, event):
    bulk = isinstance(event, FollowersTold)
    text = event.texts["en"] if bulk else event.message.text
    return Decision(conversation, (Say("echo", "en", {"text": text}, bulk=bulk),))


class Slow:
    """Time that passes when the test says so."""

    def __init__(self):
        self.now, self.seconds = 0.0, asyncio.Semaphore(0)

    def clock(self):
        return self.now

    async def sleep(self, seconds):
        await self.seconds.acquire()
        self.now += seconds

    async def until(self, reached):
        async with asyncio.timeout(30):
            while not reached():
                await asyncio.sleep(0.01)


async def test_words_that_were_put_in_line_anew_days_later_are_not_said_again(store):
    """The inbox forgets what it has seen after two days; the conversation does not."""
    spine, words = (
        Spine(store, decide=partial(decide, CITY)),
        FollowersTold(AT, "key", {"en": "All plows are out."}, ()),
    )
    await remember(store, resident(1, "9"))
    async with working(spine):
        for once in ("first", "after two days"):
            await spine.inbox.admit(contact(1), FollowersTold(AT, "key", words.texts, ("9",)), once)
            await spine.settled()
    assert len(spine.channel.sent) == 1


async def test_what_only_the_desk_knows_is_asked_there(store):
    """Followed through the bot, filed elsewhere."""
    spine, desk = Spine(store), Asked()
    await remember(store, resident(1, "9"), resident(2, "10"), service_code="")
    assert await telling(spine, spine.inbox, desk).open_requests("SNOW_ICE") == ("9",)


class Asked(FakeDesk):
    async def look_up(self, service_request_ids):
        return tuple(ServiceRequest(one, "open", {"9": "SNOW_ICE"}.get(one, "POTHOLE")) for one in service_request_ids)
