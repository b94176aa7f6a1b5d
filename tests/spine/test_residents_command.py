"""`text311 residents`, as an operator uses it for one resident's wish."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from bot.adapters.redis.dead_letters import DeadLetters
from bot.adapters.redis.follows import RedisFollows
from bot.adapters.redis.inbox import RedisInbox
from bot.adapters.redis.keys import keys_of, partition_of
from bot.adapters.redis.store import Store, open_client, settle_partitions
from bot.adapters.redis.stored import ARRIVAL, pack
from bot.cli import app
from bot.conversation import Conversation
from bot.events import ResidentForgotten
from bot.parts import records_of
from bot.settings import read_settings
from tests.fakes.dialogue import arrived, contact
from tests.fakes.spine import Spine, working

AT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def variables(shared_server, tmp_path):
    return {"TEXT311_REDIS_URL": shared_server.url, "TEXT311_DATA_DIR": str(tmp_path)}


@pytest.fixture
def command(variables, monkeypatch):
    """Runs it; gives exit code and what it printed."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    def run(*arguments, answer=""):
        result = CliRunner().invoke(app, ["residents", *arguments], input=answer)
        return result.exit_code, result.output

    return run


async def remember(variables):
    """Something of two residents in every place."""
    store = Store(open_client(variables["TEXT311_REDIS_URL"]))
    await store.call("FLUSHALL")
    partitions = await settle_partitions(store, 4)
    records = records_of(read_settings(variables))
    follows = RedisFollows(store, lambda: AT)
    for who in (contact(1), contact(2)):
        keys = keys_of(partition_of(who, partitions))
        await store.call("SET", keys.conversation(who), pack(Conversation(who, language="es")))
        letter = ("from", keys.orders, "c", str(who), "b", pack(arrived(who, "words")), "reason", "RuntimeError")
        await store.call("XADD", keys.dead, "*", *letter)
        await follows.follow(who, "9", "open")
        await records.transcript(who, "in", f"words of {who}", AT)
    await records.close()
    await store.close()


async def left(variables):
    """Who still follows 9, how many letters there are, and what waits in the inbox of the first contact."""
    store = Store(open_client(variables["TEXT311_REDIS_URL"]))
    inbox = RedisInbox(store, 4)
    followers = sorted(one.decode() for one in await store.call("SMEMBERS", "text311:{r9}:followers"))
    letters = sum([await store.call("XLEN", keys_of(number).dead) for number in range(4)])
    entries = await store.call("XRANGE", keys_of(partition_of(contact(1), inbox.partitions)).inbox, "-", "+")
    await store.close()
    return followers, letters, [ARRIVAL.unpack(fields[b"b"]) for _, fields in entries]


def test_everything_of_one_resident_and_nothing_of_another_is_handed_out(command, variables):
    asyncio.run(remember(variables))
    code, printed = command("export", str(contact(1)))
    rows = {row["kept_in"]: row for row in map(json.loads, printed.splitlines())}
    assert code == 0
    assert rows["transcripts"]["text"] == f"words of {contact(1)}"
    assert rows["conversation"]["remembered"]["language"] == "es"
    assert rows["followed"]["service_request_ids"] == ["9"]
    assert "letter_id" in rows["dead_letters"]
    assert str(contact(2)) not in printed
    assert command("export", "sms:+12065550999")[0] == 1


def test_who_is_forgotten_follows_nothing_and_the_worker_is_told(command, variables):
    asyncio.run(remember(variables))
    assert command("forget", str(contact(1)), answer="n\n")[0] == 1
    assert asyncio.run(left(variables)) == ([str(contact(1)), str(contact(2))], 2, [])
    code, printed = command("forget", str(contact(1)), "--yes")
    followers, letters, waiting = asyncio.run(left(variables))
    assert (code, followers, letters) == (0, [str(contact(2))], 1)
    assert [type(event) for event in waiting] == [ResidentForgotten]
    assert "will be forgotten" in printed


async def add_letters(variables):
    """More than anybody reads at once, and the contact's own at the end; two nobody could read, one of them theirs."""
    store = Store(open_client(variables["TEXT311_REDIS_URL"]))
    keys = keys_of(partition_of(contact(1), 4))
    for who in [contact(2)] * 1200 + [contact(1)]:
        await store.call(
            "XADD", keys.dead, "*", "from", keys.orders, "c", str(who), "b", "1{}", "reason", "RuntimeError"
        )
    for who in (contact(1), contact(2)):
        await DeadLetters(store, 4).keep_unread(
            "twilio", json.dumps({"From": who.address, "Body": "words"}), "no MessageSid"
        )
    await store.close()


def test_letters_far_down_and_those_nobody_could_read_are_forgotten_too(command, variables):
    asyncio.run(remember(variables))
    asyncio.run(add_letters(variables))
    _, printed = command("export", str(contact(1)))
    letters = [row["letter_id"] for row in map(json.loads, printed.splitlines()) if row["kept_in"] == "dead_letters"]
    assert len(letters) == 3
    assert letters[-1].startswith("unread/")
    assert command("forget", str(contact(1)), "--yes")[0] == 0
    assert command("export", str(contact(1)))[1].count("dead_letters") == 0
    assert command("export", str(contact(2)))[1].count("dead_letters") == 1202


@pytest.mark.parametrize("written", ["+12065550100", "phone:+12065550100", "sms:"])
def test_a_contact_that_is_none_says_how_one_is_written(command, written):
    code, printed = command("forget", written, "--yes")
    assert code == 2
    assert "sms:+12065550100" in printed


async def test_rows_go_after_what_was_just_being_written_and_consents_stay(store):
    async with working(Spine(store)) as spine:
        for text in ("hello", "stop", "forget"):
            await spine.inbox.admit(contact(), arrived(contact(), text), text)
        await spine.settled()
    assert {row[0] for row in spine.records.rows} == {"consent"}
