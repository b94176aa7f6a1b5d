"""A worker as a process of its own, for tests that kill it: sends and filings go into files that outlive it.

python worker_process.py REDIS_URL FOLDER OWNER
"""

import asyncio
import json
import random
import signal
import sys
from pathlib import Path

from bot.adapters.redis.store import Store, open_client
from bot.ports import Filed, OutcomeUnknown
from tests.fakes.channel import FakeChannel
from tests.fakes.desk import FakeDesk
from tests.fakes.spine import Spine


class Ledger:
    """Lines appended in one write each, so that several processes share a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, **line) -> None:
        with self.path.open("a") as file:
            file.write(json.dumps(line) + "\n")

    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.path.read_text().splitlines()] if self.path.exists() else []


class LedgerChannel(FakeChannel):
    def __init__(self, ledger, owner):
        super().__init__()
        self.ledger, self.owner = ledger, owner

    async def send(self, message):
        await asyncio.sleep(random.random() * 0.01)
        self.ledger.add(to=message.contact.address, text=message.text, by=self.owner, reference=message.reference)
        return "SM1"


class LedgerDesk(FakeDesk):
    """Sometimes the answer is lost after the request was taken."""

    def __init__(self, ledger):
        super().__init__()
        self.ledger = ledger

    async def file(self, order, media_urls, channel):
        await asyncio.sleep(random.random() * 0.02)
        self.ledger.add(key=order.filing_key)
        await asyncio.sleep(random.random() * 0.02)
        return OutcomeUnknown("lost") if random.random() < 0.2 else Filed(order.filing_key)

    async def find_filed(self, order, since):
        known = {line["key"] for line in self.ledger.lines()}
        return Filed(order.filing_key) if order.filing_key in known else None


class ProcessSpine(Spine):
    async def _sleep(self, seconds):
        """Shorter than in earnest, but waited: an order has only so many tries."""
        await asyncio.sleep(min(seconds, 0.2))


async def main(url: str, folder: Path, owner: str) -> None:
    store = Store(open_client(url))
    desk, channel = LedgerDesk(Ledger(folder / "filed")), LedgerChannel(Ledger(folder / "sent"), owner)
    spine = ProcessSpine(
        store, owner=owner, partitions=8, desk=desk, channel=channel, lease_seconds=1.5, settled_after=5
    )
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await spine.worker.run(stop)
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
