"""`text311 dead-letters`, as an operator uses it."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from bot.adapters.redis.dead_letters import DeadLetters
from bot.adapters.redis.inbox import RedisInbox
from bot.adapters.redis.keys import keys_of, partition_of
from bot.adapters.redis.overview import overview
from bot.adapters.redis.store import Store, open_client, settle_partitions
from bot.adapters.redis.stored import ARRIVAL, pack
from bot.admission import setting_aside
from bot.cli import app
from bot.events import MessageUnreadable
from bot.messages import Contact
from tests.fakes.dialogue import arrived, contact

WORDS = "the words of a resident"
NOW = datetime(2026, 6, 1, 15, tzinfo=UTC)


@pytest.fixture
def command(shared_server, tmp_path, monkeypatch):
    """Runs it; gives exit code and what it printed."""
    monkeypatch.setenv("TEXT311_REDIS_URL", shared_server.url)
    monkeypatch.setenv("TEXT311_DATA_DIR", str(tmp_path))

    def run(*arguments):
        result = CliRunner().invoke(app, ["dead-letters", *arguments])
        return result.exit_code, result.output

    return run


async def buried(url, *texts):
    """Letters of one contact, and the partition they are in."""
    store = Store(open_client(url))
    await store.call("FLUSHALL")
    partition = partition_of(contact(), await settle_partitions(store, 4))
    keys = keys_of(partition)
    for text in texts:
        fields = (
            "from",
            keys.inbox,
            "c",
            str(contact()),
            "b",
            pack(arrived(contact(), text)),
            "reason",
            "RuntimeError",
        )
        await store.call("XADD", keys.dead, "*", *fields)
    await store.close()


async def waiting(url):
    store = Store(open_client(url))
    inbox = RedisInbox(store, 4)
    left = await store.call("XRANGE", keys_of(partition_of(contact(), inbox.partitions)).inbox, "-", "+")
    await store.close()
    return [fields[b"b"] for _, fields in left]


def test_letters_are_listed_shown_retried_and_dropped(command, shared_server):
    asyncio.run(buried(shared_server.url, WORDS, "second"))
    code, listed = command("list")
    first, second, total = listed.splitlines()
    assert (code, total) == (0, "2 dead letters.")
    assert first.split("\t")[1:] == ["inbox", "RuntimeError"]
    assert WORDS not in listed

    first_id, second_id = (line.split("\t")[0] for line in (first, second))
    code, shown = command("show", first_id)
    assert (code, WORDS in shown, str(contact()) in shown) == (0, True, True)

    assert command("retry", first_id) == (0, f"{first_id} will be tried again.\n")
    (again,) = asyncio.run(waiting(shared_server.url))
    assert WORDS.encode() in again
    assert command("drop", second_id) == (0, f"{second_id} is deleted.\n")
    assert command("list") == (0, "0 dead letters.\n")


@pytest.mark.parametrize("what", ["show", "retry", "drop"])
def test_one_that_is_not_there_is_named(command, shared_server, what):
    asyncio.run(buried(shared_server.url))
    code, said = command(what, "0/1-1")
    assert code == 2
    assert "0/1-1" in said
    assert "dead-letters list" in said


async def test_what_nobody_can_read_is_kept_once_and_the_newest_of_it(store, monkeypatch):
    letters = DeadLetters(store, 4)
    for body in ('{"update_id":5}', '{"update_id":5}', '{"update_id":6}'):
        await letters.keep_unread("telegram", body, "not an update")
    assert [(one.letter_id[:7], one.contact, one.body) async for one in letters.every()] == [
        ("unread/", "telegram", '{"update_id":5}'),
        ("unread/", "telegram", '{"update_id":6}'),
    ]
    assert (await overview(store, 4)).dead == 2
    monkeypatch.setattr("bot.adapters.redis.dead_letters.UNREAD_AT_MOST", 100)
    for number in range(1000):
        await letters.keep_unread("twilio", f'"{number}"', "not a text")
    kept = [one.body async for one in letters.every()]
    assert len(kept) < 300  # the server cuts off whole blocks of a hundred
    assert kept[-1] == '"999"'


async def set_aside(url, body):
    store = Store(open_client(url))
    await store.call("FLUSHALL")
    await DeadLetters(store, await settle_partitions(store, 4)).keep_unread("telegram", body, "not an update: KeyError")
    await store.close()


def test_what_nobody_could_read_is_shown_and_dropped_but_not_retried(command, shared_server):
    asyncio.run(set_aside(shared_server.url, f'{{"update_id":5,"message":{{"text":"{WORDS}"}}}}'))
    code, listed = command("list")
    letter, total = listed.splitlines()
    letter_id = letter.split("\t")[0]
    assert (code, total, letter.split("\t")[1:]) == (0, "1 dead letters.", ["unread", "not an update: KeyError"])
    assert command("show", letter_id) == (0, f'telegram\n{{"update_id":5,"message":{{"text":"{WORDS}"}}}}\n')
    code, said = command("retry", letter_id)
    assert code == 2
    assert "drop" in said
    assert command("drop", letter_id) == (0, f"{letter_id} is deleted.\n")


async def test_who_wrote_it_is_answered_once_however_much_they_send(store):
    letters, inbox = DeadLetters(store, 4), RedisInbox(store, 4)
    set_aside = setting_aside(letters.keep_unread, inbox, lambda: NOW)
    chat = {"id": 42, "type": "private"}
    for update_id in (5, 5, 6):
        await set_aside("telegram", json.dumps({"update_id": update_id, "message": {"chat": chat}}), "no date")
    await set_aside("telegram", '{"update_id":7,"message":"?"}', "no chat")
    assert len([one async for one in letters.every()]) == 3
    keys = keys_of(partition_of(Contact("telegram", "42"), 4))
    ((_, fields),) = await store.call("XRANGE", keys.inbox, "-", "+")
    assert (fields[b"c"], ARRIVAL.unpack(fields[b"b"])) == (b"telegram:42", MessageUnreadable(NOW))
