"""A process started while Redis or the records' database is away: it waits, says where to look, and goes on when they answer."""

import asyncio
from contextlib import suppress

import pytest
import structlog

from bot.parts import Parts, opened
from bot.ports import StoreMisconfigured, StoreUnavailable
from bot.settings import Settings, read_settings
from tests.fakes.dialogue import arrived, contact
from tests.spine.conftest import Server, until


@pytest.fixture
def away(tmp_path):
    """A server nobody has started yet."""
    server = Server(tmp_path)
    yield server
    with suppress(AttributeError):
        server.stop()


def settings_for(url: str, tmp_path, **more: str) -> Settings:
    return read_settings({"TEXT311_REDIS_URL": url, "TEXT311_DATA_DIR": str(tmp_path), **more})


def waits(logs, variable: str):
    return [one for one in logs if one["event"] == "waiting_for_store" and one["look_at"] == variable]


async def _a_first_message(parts: Parts) -> bool:
    return await parts.inbox.admit(contact(), arrived(contact(), "hello"), "1")


async def test_it_waits_for_redis_and_then_takes_what_comes(away, tmp_path):
    stop = asyncio.Event()

    async def process() -> bool:
        async with opened(settings_for(away.url, tmp_path), stop=stop) as parts:
            return await _a_first_message(parts)

    with structlog.testing.capture_logs() as logs:
        running = asyncio.create_task(process())
        await until(lambda: len(waits(logs, "TEXT311_REDIS_URL")) >= 2)
        assert not running.done()
        await asyncio.to_thread(away.start)
        assert await running


async def test_a_redis_that_cannot_be_written_is_waited_for_too(own_server, tmp_path):
    replica = structlog.testing.capture_logs()

    async def process() -> bool:
        async with opened(settings_for(own_server.url, tmp_path), stop=asyncio.Event()) as parts:
            return await _a_first_message(parts)

    async with opened(settings_for(own_server.url, tmp_path)) as before, asyncio.timeout(20):
        with replica as logs:
            await before.inbox.store.call("REPLICAOF", "127.0.0.1", "1")
            running = asyncio.create_task(process())
            await until(lambda: waits(logs, "TEXT311_REDIS_URL"))
            await before.inbox.store.call("REPLICAOF", "NO", "ONE")
            assert await running


async def test_asked_to_stop_while_it_waits_it_ends_and_says_why(away, tmp_path):
    stop = asyncio.Event()

    async def process() -> None:
        async with opened(settings_for(away.url, tmp_path), stop=stop):
            raise AssertionError("there was no Redis")

    with structlog.testing.capture_logs() as logs:
        running = asyncio.create_task(process())
        await until(lambda: waits(logs, "TEXT311_REDIS_URL"))
        stop.set()
        with pytest.raises(StoreUnavailable):
            await running


async def test_a_command_does_not_wait(away, tmp_path):
    with pytest.raises(StoreUnavailable):
        async with opened(settings_for(away.url, tmp_path)):
            pass


async def test_what_no_waiting_mends_is_said_at_once(own_server, tmp_path):
    stop = asyncio.Event()
    locked = settings_for(own_server.url.replace("unix://", "unix://:wrong@"), tmp_path)
    strange = settings_for(own_server.url, tmp_path, TEXT311_RECORDS_URL="oracel://here/records")
    miswritten = settings_for("redis://localhost:six", tmp_path)
    wrong = ((locked, "TEXT311_REDIS_URL"), (strange, "TEXT311_RECORDS_URL"), (miswritten, "TEXT311_REDIS_URL"))
    async with opened(settings_for(own_server.url, tmp_path)) as parts:
        await parts.inbox.store.call("CONFIG", "SET", "requirepass", "right")
        for settings, variable in wrong:
            with pytest.raises(StoreMisconfigured, match=variable):
                async with opened(settings, stop=stop):
                    pass


async def test_it_waits_for_the_records(shared_server, tmp_path, monkeypatch):
    """A PostgreSQL that is still starting."""
    from bot import parts as module

    answers = iter([StoreUnavailable("the database system is starting up")] * 2)
    opening = module.records_of

    def starting(settings: Settings):
        for error in answers:
            raise error
        return opening(settings)

    monkeypatch.setattr(module, "records_of", starting)
    with structlog.testing.capture_logs() as logs:
        async with opened(settings_for(shared_server.url, tmp_path), stop=asyncio.Event()) as parts:
            assert await _a_first_message(parts)
    assert len(waits(logs, "TEXT311_RECORDS_URL")) == 2
