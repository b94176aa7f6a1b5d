"""What a message costs in the spine: admitted, turn, committed, said, ticked off. No understanding, no channel, no SQL.

    python benchmarks/spine.py [MESSAGES] [CONTACTS]

Prints CPU microseconds a message of this process and of the Valkey, which runs as it does embedded (fsync always).
"""

import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from bot.adapters.redis.store import Store, open_client
from bot.adapters.valkey import embedded_valkey
from bot.conversation import Conversation, Decision
from bot.effects import Say
from bot.events import MessageArrived
from bot.messages import Contact, InboundMessage, OutboundMessage
from tests.fakes.spine import Spine, working

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
AT_ONCE = 64


def server_seconds(folder: Path) -> float:
    pid = int((folder / "valkey" / "valkey.pid").read_text())
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def decide(conversation: Conversation, _: object) -> Decision:
    return Decision(conversation, (Say("ask_place", "en", {"type": "pothole"}),))


class Silent:
    """Records that keep nothing: SQL is measured elsewhere."""

    def __getattr__(self, name: str):  # noqa: ANN204
        return self._nothing

    async def _nothing(self, *_: object) -> None:
        return None


async def admit(spine: Spine, messages: int, contacts: int, run: str = "run") -> None:
    async def some(start: int) -> None:
        for number in range(start, messages, AT_ONCE):
            who = Contact("sms", f"+1206{number % contacts:07}")
            message = InboundMessage(who, f"SM{number:032}", NOW, "there is a big pothole in the road")
            await spine.inbox.admit(who, MessageArrived(NOW, message), f"sms:{run}{number:032}")

    await asyncio.gather(*map(some, range(AT_ONCE)))


async def main(messages: int, contacts: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with embedded_valkey(folder) as url:
            store = Store(open_client(url))
            spine = Spine(store, partitions=16, decide=decide)
            object.__setattr__(spine.outbox, "records", Silent())
            async with working(spine):
                await admit(spine, 2000, contacts, "warm")
                await spine.settled()
                await measure("web and worker in one process", folder, messages, spine, contacts)
                await latency(spine, 400, 10)
            await store.close()


async def measure(name: str, folder: Path, messages: int, spine: Spine, contacts: int) -> None:
    began, cpu, server = time.perf_counter(), time.process_time(), server_seconds(folder)
    sent = len(spine.channel.sent)
    await admit(spine, messages, contacts)
    admitted = time.perf_counter() - began
    await spine.settled(120)
    wall = time.perf_counter() - began
    own, other = time.process_time() - cpu, server_seconds(folder) - server
    print(f"{name}: {messages} messages, {len(spine.channel.sent) - sent} replies")
    print(f"  this process {own / messages * 1e6:6.0f} us CPU a message   Valkey {other / messages * 1e6:6.0f} us")
    print(f"  admitted {messages / admitted:6.0f}/s   all done {messages / wall:6.0f}/s")


async def latency(spine: Spine, rate: int, seconds: int) -> None:
    """Open loop: from the call of `admit` to the channel's `send`."""
    began: dict[str, float] = {}
    took: list[float] = []

    async def send(message: OutboundMessage) -> str:
        took.append(time.perf_counter() - began[message.contact.address])
        return "SM1"

    spine.channel.send = send  # type: ignore[method-assign]
    start, admitting = time.perf_counter(), []
    for number in range(rate * seconds):
        await asyncio.sleep(max(0.0, start + number / rate - time.perf_counter()))
        who = Contact("sms", f"+1207{number:07}")
        began[who.address] = time.perf_counter()
        event = MessageArrived(NOW, InboundMessage(who, "1", NOW, "there is a big pothole in the road"))
        admitting.append(asyncio.create_task(spine.inbox.admit(who, event, f"late{number}")))
    await asyncio.gather(*admitting)
    await spine.settled()
    took.sort()
    p50, p99 = (took[int(len(took) * share)] * 1e3 for share in (0.5, 0.99))
    print(
        f"{rate} messages a second, open loop: reply after p50 {p50:.1f} ms, p99 {p99:.1f} ms, worst {took[-1] * 1e3:.0f} ms"
    )


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    uvloop.install()
    asyncio.run(main(*(numbers or [20000, 2000])))
