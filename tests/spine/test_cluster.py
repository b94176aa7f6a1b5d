"""The same spine on a cluster: three masters and a replica, one master lost in mid-run."""

import asyncio
import contextlib
import gc
import socket
import subprocess
from pathlib import Path

import pytest
import redis

from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.store import Store, open_client
from bot.ports import StoreUnavailable
from tests.fakes.dialogue import arrived, contact
from tests.fakes.spine import Spine, working
from tests.spine.conftest import SERVER

SLOTS = 16384
PARTITIONS = 12


def free_port() -> int:
    """One whose cluster bus port, 10,000 above, is free as well."""
    while True:
        with socket.socket() as probe, socket.socket() as bus:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
            with contextlib.suppress(OSError, OverflowError):
                bus.bind(("127.0.0.1", port + 10000))
                return port


class Node:
    def __init__(self, folder: Path, number: int) -> None:
        self.port, self.folder = free_port(), folder / f"node{number}"
        self.folder.mkdir()
        options = {"port": self.port, "bind": "127.0.0.1", "dir": self.folder, "cluster-enabled": "yes"}
        options |= {"cluster-node-timeout": 1000, "appendonly": "yes", "save": "", "cluster-replica-validity-factor": 0}
        command = [SERVER]
        for name, value in options.items():
            command += [f"--{name}", str(value)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        self.client = redis.Redis(port=self.port)

    def close(self) -> None:
        self.client.close()
        self.process.kill()
        self.process.wait()


async def until(claim, seconds=30):
    async with asyncio.timeout(seconds):
        while True:
            with contextlib.suppress(redis.RedisError):
                if claim():
                    return
            await asyncio.sleep(0.1)


@pytest.fixture
async def nodes(tmp_path):
    nodes = [Node(tmp_path, number) for number in range(4)]
    try:
        for node in nodes:
            await until(node.client.ping)
        for number, node in enumerate(nodes[:3]):
            first, last = number * SLOTS // 3, (number + 1) * SLOTS // 3 - 1
            node.client.execute_command("CLUSTER ADDSLOTSRANGE", first, last)
            node.client.execute_command("CLUSTER SET-CONFIG-EPOCH", number + 1)
        for node in nodes[1:]:
            node.client.execute_command("CLUSTER MEET", "127.0.0.1", nodes[0].port)
        await until(lambda: all(len(node.client.execute_command("CLUSTER NODES")) == 4 for node in nodes))
        master = nodes[0].client.execute_command("CLUSTER MYID").decode()
        nodes[3].client.execute_command("CLUSTER REPLICATE", master)
        await until(lambda: all(_state(node) == "ok" for node in nodes))
        await until(lambda: nodes[3].client.info("replication")["master_link_status"] == "up")
        yield nodes
    finally:
        for node in nodes:
            node.close()


def _state(node):
    state = node.client.execute_command("CLUSTER INFO")
    return state["cluster_state"] if isinstance(state, dict) else state


async def admit(spine, number, text):
    """As a provider does: until it is taken."""
    who = contact(number)
    while True:
        try:
            return await spine.inbox.admit(who, arrived(who, text), f"{who}:{text}")
        except StoreUnavailable:
            await asyncio.sleep(0.1)


async def settled(spine):
    async with asyncio.timeout(40):
        while True:
            with contextlib.suppress(StoreUnavailable):
                if not await spine.undone():
                    return
            await asyncio.sleep(0.1)


# redis-py leaves the connections of a node that left the cluster to the garbage collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_turns_orders_and_mail_work_and_outlive_a_lost_master(nodes):
    store = Store(open_client(f"redis://127.0.0.1:{nodes[1].port}", cluster=True))
    spine, mailbox = Spine(store, partitions=PARTITIONS), RedisMailbox(store, PARTITIONS)
    async with working(spine):
        for number in range(30):
            await admit(spine, number, f"file key-{number}")
        await settled(spine)
        assert sorted(spine.desk.keys) == sorted(f"key-{number}" for number in range(30))

        reading = asyncio.create_task(anext(mailbox.read(contact(1))))
        await asyncio.sleep(0.2)
        await mailbox.append(contact(1), {"text": "hello"}, "once")
        assert (await asyncio.wait_for(reading, 10))[1] == {"text": "hello"}

        assert nodes[0].client.wait(1, 5000) == 1
        nodes[0].process.kill()
        for number in range(30):
            await admit(spine, number, "after")
        await settled(spine)
    for number in range(30):
        assert spine.channel.texts(contact(number).address)[-1] == "after #3"
    assert len(spine.desk.keys) == 30
    await mailbox.close()
    await store.close()
    gc.collect()
