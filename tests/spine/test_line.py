"""One connection, many commands in one write: every answer goes to its own question."""

import asyncio
import signal
from contextlib import suppress

import pytest

from bot.adapters.redis.follows import RedisWatchLog
from bot.adapters.redis.line import Line
from bot.adapters.redis.store import Store, open_client
from bot.ports import StoreUnavailable
from tests.fakes.dialogue import arrived, contact
from tests.fakes.spine import Spine, utc_now, working
from tests.spine.conftest import Server


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


async def test_a_server_that_hung_while_it_was_connected_to_answers_what_it_is_asked_afterwards(own_server):
    store = Store(open_client(f"{own_server.url}?db=3"))
    own_server.process.send_signal(signal.SIGSTOP)
    with pytest.raises(StoreUnavailable):
        await store.call("SET", "a", "1")
    own_server.process.send_signal(signal.SIGCONT)
    asked = [("SET", "a", "2"), ("GET", "a"), ("GET", "b"), ("ECHO", "x")]
    assert await asyncio.gather(*(store.call(*command) for command in asked)) == [True, b"2", None, b"x"]
    await store.close()


async def test_what_a_given_up_question_is_answered_at_last_is_no_answer_to_the_next(own_server, monkeypatch):
    monkeypatch.setattr("bot.adapters.redis.line.REACH_SECONDS", 0.2)
    store = Store(open_client(own_server.url))
    await store.call("SET", "a", "1")
    own_server.process.send_signal(signal.SIGSTOP)
    with pytest.raises(StoreUnavailable):
        await store.call("INCR", "n")
    own_server.process.send_signal(signal.SIGCONT)
    monkeypatch.undo()
    assert await asyncio.gather(store.call("GET", "a"), store.call("GET", "nothing")) == [b"1", None]
    await store.close()


@pytest.fixture
def two_servers(tmp_path):
    """A name for the first of two, and what gives it to the second."""
    for folder in (tmp_path / "one", tmp_path / "two"):
        folder.mkdir()
    servers = [Server(tmp_path / "one"), Server(tmp_path / "two")]
    name = tmp_path / "name"

    def leads_to(server):
        name.unlink(missing_ok=True)
        name.symlink_to(server.folder / "s.sock")

    try:
        for server in servers:
            server.start()
        leads_to(servers[0])
        yield f"unix://{name}", lambda: leads_to(servers[1])
    finally:
        for server in servers:
            server.kill()


async def test_a_server_that_is_a_replica_now_is_left_for_the_one_that_has_its_name(two_servers):
    """As when a replica is promoted: the old master lives on, keeps our connections open and takes no more writes."""
    url, promote = two_servers
    store = Store(open_client(url))
    spine = Spine(store, partitions=2)
    watch_log = RedisWatchLog(store, "one", utc_now, loop_clock=asyncio.get_running_loop().time)
    async with working(spine):
        for text in ("one", "two"):
            while True:
                try:
                    await watch_log.prompts(0.01)
                    await spine.inbox.admit(contact(), arrived(contact(), text), text)
                    await spine.settled()
                    await watch_log.prompt(text)
                    assert await watch_log.prompts(1) == (text,)
                    break
                except StoreUnavailable:
                    await asyncio.sleep(0.01)
            if text == "one":
                await store.call("REPLICAOF", "127.0.0.1", "1")
                with suppress(StoreUnavailable):  # it ends connections that wait, and the reader's is made anew
                    await spine.partitions._reading.ask("PING")
                await spine.partitions._reading.ask("PING")
                promote()
    assert spine.channel.texts() == ["one #1", "two #1"]
    await store.close()
