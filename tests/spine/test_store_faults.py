"""A Redis that is full, read-only, locked or slow: nothing is accepted that is not durable, and it mends itself."""

import asyncio
import signal

import pytest
import structlog

from bot.adapters.redis.inbox import RedisInbox
from bot.adapters.redis.store import Store, open_client, settle_partitions
from bot.places.place import PlaceSearch
from bot.ports import StoreUnavailable
from tests.fakes.dialogue import arrived, contact
from tests.fakes.spine import Spine, working
from tests.spine.conftest import until


async def admit(spine, text):
    return await spine.inbox.admit(contact(), arrived(contact(), text), text)


@pytest.fixture
async def spine(own_server):
    store = Store(open_client(own_server.url))
    yield Spine(store)
    await store.close()


async def test_a_full_redis_refuses_and_recovers_without_a_trace(spine):
    async with working(spine):
        await admit(spine, "before")
        await spine.settled()
        await spine.store.call("CONFIG", "SET", "maxmemory", "1")
        with pytest.raises(StoreUnavailable, match=r"OutOfMemory|OOM"):
            await admit(spine, "full")
        await spine.store.call("CONFIG", "SET", "maxmemory", "0")
        assert await admit(spine, "full"), "the refused message left no mark that would make it a repeat"
        await spine.settled()
    assert spine.channel.texts() == ["before #1", "full #2"]


async def test_a_read_only_replica_refuses(spine):
    async with working(spine):
        await admit(spine, "before")
        await spine.settled()
        await spine.store.call("REPLICAOF", "127.0.0.1", "1")
        with pytest.raises(StoreUnavailable, match="read only"):
            await admit(spine, "hello")
        await spine.store.call("REPLICAOF", "NO", "ONE")
        assert await admit(spine, "hello")
        await spine.settled()
    assert spine.channel.texts() == ["before #1", "hello #2"]


async def test_a_turn_that_was_begun_is_answered_while_redis_is_full_and_a_filing_when_it_is_not(spine):
    full = asyncio.Event()

    async def find(*_, **__):
        await full.wait()
        return PlaceSearch("not_found", "12 elm")

    spine.places.find = find
    async with working(spine):
        for who, text in ((1, "where 12 elm"), (2, "hello")):
            await spine.inbox.admit(contact(who), arrived(contact(who), text), text)
        await until(lambda: spine.channel.texts() == ["hello #1"])
        await spine.store.call("CONFIG", "SET", "maxmemory", "1")
        full.set()
        await until(lambda: "place not_found" in spine.channel.texts())
        await spine.store.call("CONFIG", "SET", "maxmemory", "0")
        await admit(spine, "file key-1")
        await spine.settled()
    assert spine.desk.keys == ["key-1"]
    assert spine.channel.texts()[1:] == ["place not_found", "RequestFiled 101"]


@pytest.mark.parametrize("password", ["", ":wrong@"])
async def test_a_wrong_password_is_named(spine, own_server, password):
    await spine.store.call("CONFIG", "SET", "requirepass", "right")
    stranger = Store(open_client(own_server.url.replace("unix://", f"unix://{password}")))
    with pytest.raises(StoreUnavailable, match="TEXT311_REDIS_URL"):
        await settle_partitions(stranger, 4)
    with pytest.raises(StoreUnavailable):
        await RedisInbox(stranger, 4).admit(contact(), arrived(contact(), "x"), "x")
    await stranger.close()
    await spine.store.call("CONFIG", "SET", "requirepass", "")
    assert await spine.inbox.admit(contact(), arrived(contact(), "x"), "x")


async def test_a_server_that_hangs_is_given_up_and_found_again(spine, own_server):
    async with working(spine):
        await admit(spine, "before")
        await spine.settled()
        own_server.process.send_signal(signal.SIGSTOP)
        hanging = asyncio.create_task(admit(spine, "hanging"))
        with pytest.raises(StoreUnavailable):
            await hanging
        own_server.process.send_signal(signal.SIGCONT)
        await admit(spine, "hanging")
        await spine.settled()
    assert spine.channel.texts() == ["before #1", "hanging #2"]


async def test_scripts_are_given_again_to_a_server_that_forgot_them(spine):
    async with working(spine):
        for text in ("one", "two"):
            await spine.store.call("SCRIPT", "FLUSH")
            await admit(spine, text)
            await spine.settled()
    assert spine.channel.texts() == ["one #1", "two #2"]


async def test_a_password_that_is_changed_in_mid_run_ends_no_worker(spine):
    with structlog.testing.capture_logs() as logs:
        async with working(spine):
            await admit(spine, "before")
            await spine.settled()
            await spine.store.call("CONFIG", "SET", "requirepass", "another")
            await spine.store.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            await until(lambda: any("TEXT311_REDIS_URL" in str(one.get("reason")) for one in logs))
            await admit(spine, "meanwhile")
            await spine.store.call("CONFIG", "SET", "requirepass", "")
            await spine.settled()
    assert spine.channel.texts() == ["before #1", "meanwhile #2"]
