"""The embedded server: shared by processes, back after a fall, gone with its last process."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import redis

from bot.adapters.valkey import embedded_valkey
from tests.spine.conftest import until

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import asyncio, sys
from pathlib import Path
from bot.adapters.valkey import embedded_valkey
async def main():
    async with embedded_valkey(Path(sys.argv[1])) as url:
        print(url, flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


def server_pid(folder):
    return int((folder / "valkey" / "valkey.pid").read_text())


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def back(url):
    """The server's client once it answers."""
    async with asyncio.timeout(10):
        while True:
            try:
                client = redis.Redis.from_url(url)
                client.ping()
            except redis.RedisError:
                client.close()
                await asyncio.sleep(0.02)
            else:
                return client


def test_it_starts_keeps_what_was_written_and_ends(tmp_path):
    async def run(work):
        async with embedded_valkey(tmp_path) as url:
            with redis.Redis.from_url(url) as client:
                return work(client), server_pid(tmp_path)

    _, first = asyncio.run(run(lambda client: client.set("key", "kept")))
    assert not alive(first)
    value, second = asyncio.run(run(lambda client: client.get("key")))
    assert value == b"kept"
    assert not alive(second)


async def test_what_it_answers_is_on_the_disk(tmp_path):
    async with embedded_valkey(tmp_path) as url:
        with redis.Redis.from_url(url) as client:
            kept = client.config_get("append*")
    assert (kept["appendonly"], kept["appendfsync"]) == ("yes", "always")


async def test_a_killed_server_is_started_again_with_everything(tmp_path):
    async with embedded_valkey(tmp_path) as url:
        with redis.Redis.from_url(url) as client:
            client.set("key", "kept")
        os.kill(server_pid(tmp_path), signal.SIGKILL)
        with await back(url) as client:
            assert client.get("key") == b"kept"


async def test_another_process_carries_on_when_the_first_is_killed(tmp_path):
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    first = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)})  # noqa: ASYNC220
    url = (await asyncio.to_thread(first.stdout.readline)).strip()
    with redis.Redis.from_url(url) as client:
        client.set("key", "kept")
    async with embedded_valkey(tmp_path) as joined:
        assert joined == url
        first.kill()
        first.wait()
        with await back(url) as client:
            assert client.get("key") == b"kept"
        last = server_pid(tmp_path)
    first.stdout.close()
    await until(lambda: not alive(last))


def test_the_server_dies_with_its_process(tmp_path):
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)})
    assert process.stdout.readline()
    pid = server_pid(tmp_path)
    process.kill()
    process.wait()
    process.stdout.close()
    asyncio.run(until(lambda: not alive(pid)))


async def test_a_folder_too_deep_for_a_socket_works_all_the_same(tmp_path):
    deep = tmp_path / ("x" * 120)
    deep.mkdir()
    async with embedded_valkey(deep) as url:
        with redis.Redis.from_url(url) as client:
            assert client.ping()
