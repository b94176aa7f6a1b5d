"""Workers and the store are killed in mid-run; everything is done all the same, and once."""

import asyncio
import random
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.adapters.redis.store import Store, open_client
from bot.ports import StoreUnavailable
from tests.fakes.dialogue import arrived, contact
from tests.fakes.spine import Spine
from tests.spine.conftest import until
from tests.spine.worker_process import Ledger

HERE = Path(__file__).resolve().parent
CONTACTS, MESSAGES = 20, 12


class Workers:
    def __init__(self, url, folder):
        self.url, self.folder, self.processes, self.count = url, folder, [], 0

    def start(self):
        self.count += 1
        command = [sys.executable, str(HERE / "worker_process.py"), self.url, str(self.folder), f"w{self.count}"]
        environment = {"PYTHONPATH": str(HERE.parents[1])}
        with (self.folder / "log").open("ab") as log:
            self.processes.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
        return self.processes[-1]

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.processes.remove(process)


@contextmanager
def workers(server, folder):
    running = Workers(server.url, folder)
    try:
        yield running
    finally:
        for process in running.processes:
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()


async def admit_all(spine):
    """Every third message files a report; each is delivered twice, as providers do."""
    for number in range(MESSAGES):
        for who in map(contact, range(CONTACTS)):
            text = f"file {who.address}-{number}" if number % 3 == 2 else f"m{number}"
            for _ in range(2):
                await admit(spine, who, text)
        await asyncio.sleep(0.35)


async def admit(spine, who, text):
    """As a provider does: until it is taken."""
    while True:
        try:
            return await spine.inbox.admit(who, arrived(who, text), f"sms:{who}:{text}")
        except StoreUnavailable:
            await asyncio.sleep(0.05)


def check(folder):
    filed = Counter(line["key"] for line in Ledger(folder / "filed").lines())
    wanted = {f"{contact(who).address}-{n}" for who in range(CONTACTS) for n in range(MESSAGES) if n % 3 == 2}
    assert set(filed) == wanted
    assert set(filed.values()) == {1}
    replies = defaultdict(list)
    for line in Ledger(folder / "sent").lines():
        replies[line["to"]].append(line["text"])
    for who in range(CONTACTS):
        said = replies[contact(who).address]
        heard = [text for text in dict.fromkeys(said) if text.startswith("m")]
        assert [text.split()[0] for text in heard] == [f"m{n}" for n in range(MESSAGES) if n % 3 != 2]
        turns = [int(text.partition("#")[2]) for text in heard]
        assert turns == sorted(turns)
        assert sum(text.startswith("RequestFiled") for text in dict.fromkeys(said)) == MESSAGES // 3
    sends = sum(map(len, replies.values()))
    return sends - sum(len(set(said)) for said in replies.values())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
async def test_workers_killed_or_stopped_at_random_lose_and_double_nothing(own_server, tmp_path, how):
    chance, store = random.Random(311), Store(open_client(own_server.url))
    spine = Spine(store, partitions=8)
    with workers(own_server, tmp_path) as running:
        running.start(), running.start()
        admitting = asyncio.create_task(admit_all(spine))
        for _ in range(4):
            await asyncio.sleep(0.7 + chance.random())
            victim = chance.choice(running.processes)
            if how is signal.SIGKILL:
                running.kill(victim)
                running.start()
            else:
                victim.send_signal(signal.SIGSTOP)
                await asyncio.sleep(2.0)
                victim.send_signal(signal.SIGCONT)
        await admitting
        await spine.settled(60)
        assert await spine.left("dead") == 0
        doubles = check(tmp_path)
        assert doubles <= 4 * 5, "a repeat after a crash is rare"
    await store.close()


async def test_the_store_killed_in_mid_run_comes_back_with_everything(own_server, tmp_path):
    store = Store(open_client(own_server.url))
    spine = Spine(store, partitions=8)
    with workers(own_server, tmp_path) as running:
        running.start(), running.start()
        admitting = asyncio.create_task(admit_all(spine))
        for _ in range(2):
            await asyncio.sleep(1.0)
            own_server.kill()
            await asyncio.sleep(0.3)
            await asyncio.to_thread(own_server.start)
        await admitting
        await spine.settled(60)
        check(tmp_path)
    await store.close()


async def test_a_worker_told_to_stop_finishes_its_work_and_frees_its_partitions(own_server, tmp_path):
    store = Store(open_client(own_server.url))
    spine = Spine(store, partitions=8)
    with workers(own_server, tmp_path) as running:
        first = running.start()
        for number in range(20):
            await admit(spine, contact(number), "hello")
        await until((tmp_path / "sent").exists)
        first.terminate()
        assert await asyncio.to_thread(first.wait, 20) == 0
        assert await asyncio.gather(*(store.call("GET", f"text311:{{p{n}}}:lease") for n in range(8))) == [None] * 8
        assert await spine.left("orders") == 0
        running.start()
        await spine.settled()
    sent = Counter(line["to"] for line in Ledger(tmp_path / "sent").lines())
    assert set(sent.values()) == {1}
    assert len(sent) == 20
    await store.close()


async def started_again_until_done(spine, running):
    """As whatever runs the Procfile does; one worker at a time."""
    async with asyncio.timeout(60):
        while await spine.undone():
            running.processes = [process for process in running.processes if process.poll() is None]
            if not running.processes:
                running.start()
            await asyncio.sleep(0.05)


async def test_a_message_that_ends_the_process_is_set_aside_in_the_end(own_server, tmp_path):
    store = Store(open_client(own_server.url))
    spine = Spine(store, partitions=8)
    for text in ("before", "die", "after"):
        await admit(spine, contact(), text)
    with workers(own_server, tmp_path) as running:
        await started_again_until_done(spine, running)
    said = list(dict.fromkeys(line["text"] for line in Ledger(tmp_path / "sent").lines()))
    assert said == ["before #1", "sorry-lost", "after #2"]
    assert await spine.left("dead") == 1
    await store.close()


async def test_what_was_begun_beside_it_is_not_set_aside_with_it(own_server, tmp_path):
    store = Store(open_client(own_server.url))
    spine = Spine(store, partitions=8)
    await admit(spine, contact(0), "die")
    for bystander in range(1, 60):
        await admit(spine, contact(bystander), "hello")
    with workers(own_server, tmp_path) as running:
        await started_again_until_done(spine, running)
    said = {line["to"]: line["text"] for line in Ledger(tmp_path / "sent").lines()}
    bystanders = {contact(bystander).address: "hello #1" for bystander in range(1, 60)}
    assert said == {contact(0).address: "sorry-lost"} | bystanders
    assert await spine.left("dead") == 1
    await store.close()
