"""What a browser reads: all of it, in order, once, also after it was away."""

import asyncio
from types import SimpleNamespace

from bot.adapters.redis import mailbox as mailbox_module
from bot.adapters.redis.keys import MAIL_BELL
from bot.adapters.redis.mailbox import RedisMailbox
from tests.fakes.dialogue import contact


async def read(mailbox, count, after="0", who=1):
    found = []
    async with asyncio.timeout(10):
        async for entry in mailbox.read(contact(who), after):
            found.append(entry)
            if len(found) == count:
                break
    return found


async def until(asked, holds):
    async with asyncio.timeout(10):
        while not holds(await asked()):
            await asyncio.sleep(0.01)


async def test_what_was_said_before_and_what_is_said_now_come_in_order(store):
    here, there = RedisMailbox(store, 4), RedisMailbox(store, 4)
    first = [await there.append(contact(), {"text": f"{n}"}, f"once-{n}") for n in range(3)]
    reading = asyncio.create_task(read(here, 5))
    others = asyncio.create_task(read(here, 1, who=2))
    await asyncio.sleep(0.05)
    for n in (3, 4):
        await there.append(contact(), {"text": f"{n}"}, f"once-{n}")
    await there.append(contact(2), {"text": "for another"}, "once-5")
    entries = await reading
    assert [payload["text"] for _, payload in entries] == ["0", "1", "2", "3", "4"]
    assert [entry_id for entry_id, _ in entries][:3] == first
    assert [payload["text"] for _, payload in await others] == ["for another"]
    await here.close()


async def test_mail_that_came_while_the_bell_was_broken_is_found_when_it_rings_again(store, monkeypatch):
    monkeypatch.setattr(mailbox_module, "LOOK_SECONDS", 1e6)
    here, there = RedisMailbox(store, 4), RedisMailbox(store, 4)
    reading = asyncio.create_task(read(here, 2))
    await there.append(contact(), {"n": 1}, "1")
    await until(lambda: store.call("PUBSUB", "NUMSUB", MAIL_BELL), lambda answer: answer[1] == 1)
    await store.call("CLIENT", "KILL", "TYPE", "pubsub")
    await there.append(contact(), {"n": 2}, "2")
    assert [payload["n"] for _, payload in await reading] == [1, 2]
    await here.close()


class Deaf:
    """A bell whose connection is gone, which nobody has told us; the next one hears."""

    def __init__(self, client):
        self._client, self.pinged = client, 0

    def pubsub(self):
        self.pubsub = self._client.pubsub
        return self

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        pass

    async def subscribe(self, _):
        pass

    async def get_message(self, timeout):  # noqa: ASYNC109  # redis-py's name
        return None

    async def ping(self):
        self.pinged += 1


async def test_a_bell_that_is_silent_is_replaced(store, monkeypatch):
    monkeypatch.setattr(mailbox_module, "LOOK_SECONDS", 1e6)
    there = RedisMailbox(store, 4)
    deaf = SimpleNamespace(client=Deaf(store.client), call=store.call)
    here = RedisMailbox(deaf, 4)
    reading = asyncio.create_task(read(here, 1))
    await until(lambda: store.call("PUBSUB", "NUMSUB", MAIL_BELL), lambda answer: answer[1] == 1)
    await there.append(contact(), {"n": 1}, "1")
    assert [payload["n"] for _, payload in await reading] == [1]
    assert deaf.client.pinged == mailbox_module.SILENCES + 1
    await here.close()


async def test_a_browser_that_was_away_reads_on_where_it_stopped(store):
    mailbox = RedisMailbox(store, 4)
    ids = [await mailbox.append(contact(), {"n": n}, f"{n}") for n in range(4)]
    assert [payload["n"] for _, payload in await read(mailbox, 2, ids[1])] == [2, 3]
    await mailbox.close()


async def test_the_same_message_twice_is_there_once_under_the_same_id(store):
    mailbox = RedisMailbox(store, 4)
    first, again = [await mailbox.append(contact(), {"n": 1}, "same") for _ in range(2)]
    assert first == again
    await mailbox.append(contact(), {"n": 2}, "other")
    assert [payload["n"] for _, payload in await read(mailbox, 2)] == [1, 2]
    await mailbox.close()
