"""One connection, many commands in one write: every answer goes to its own question."""

import asyncio

import pytest

from bot.adapters.redis.line import Line
from bot.adapters.redis.store import Store, open_client
from bot.ports import StoreUnavailable


async def test_a_refused_command_takes_no_other_along(store):
    answers = await asyncio.gather(
        *(store.call(*command) for command in [("SET", "a", "1"), ("LPUSH", "a", "x"), ("GET", "a")]),
        return_exceptions=True,
    )
    assert answers[0] is True
    assert isinstance(answers[1], StoreUnavailable)
    assert answers[2] == b"1"


async def test_an_answer_nobody_waited_for_is_not_taken_for_the_next_one(store):
    line = Line(store.client)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await asyncio.gather(line.ask("PING"), line.ask("BLPOP", "nothing", "1"), line.ask("GET", "a"))
    await store.call("SET", "a", "1")
    assert await asyncio.gather(line.ask("GET", "a"), line.ask("GET", "b")) == [b"1", None]


async def test_a_connection_slow_to_close_has_no_part_in_what_the_next_is_asked(store):
    """As over TLS: the server has said goodbye, and the transport tells of its end only later."""
    line = Line(store.client)
    await line.ask("SET", "a", "1")
    old, line._wire._transport = line._wire, Closing(line._wire._transport)
    lost = line.ask("GET", "a")
    old.ask(line._given, line._waiting)
    line._given, line._waiting = [], []
    assert await line.ask("GET", "nothing") is None
    old.connection_lost(None)
    with pytest.raises(StoreUnavailable):
        await lost
    assert await asyncio.gather(line.ask("GET", "a"), line.ask("GET", "nothing")) == [b"1", None]


class Closing:
    def __init__(self, transport):
        self.transport = transport

    def is_closing(self):
        return True

    def write(self, data):
        pass

    def get_protocol(self):
        return self.transport.get_protocol()


async def test_a_server_started_anew_is_found_by_the_first_question(own_server):
    store = Store(open_client(own_server.url))
    await store.call("SET", "a", "1")
    own_server.kill()
    await asyncio.to_thread(own_server.start)
    assert await store.call("GET", "a") == b"1"
    await store.close()


async def test_a_server_that_is_away_is_out_of_reach_until_it_is_back(own_server):
    store = Store(open_client(own_server.url))
    await store.call("SET", "a", "1")
    own_server.kill()
    for _ in range(2):
        with pytest.raises(StoreUnavailable):
            await store.call("GET", "a")
    await asyncio.to_thread(own_server.start)
    assert await store.call("GET", "a") == b"1"
    await store.close()
