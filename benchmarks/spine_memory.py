"""What a finished conversation and a waiting timer hold of Redis' memory, and what waking costs beside ever more timers.

python benchmarks/spine_memory.py [COUNT]

All in one partition of one worker, the worst there is: a million timers are otherwise spread over many.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvloop
from msgspec.structs import replace

from bot.adapters.redis.keys import keys_of
from bot.adapters.redis.lease import TIMERS_AT_ONCE
from bot.adapters.redis.partitions import RedisPartitions
from bot.adapters.redis.store import WAKE, Store, open_client
from bot.adapters.redis.stored import pack
from bot.adapters.valkey import embedded_valkey
from bot.conversation import Conversation, FollowedRequest
from bot.events import SurveyDue
from bot.messages import Contact, GeoPoint

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
KEYS = keys_of(0)
DUE = 100
REQUEST = FollowedRequest(
    filing_key="sms:SM0123456789abcdef0123456789abcdef",
    service_request_id="26-00012345",
    type_code="pothole",
    service_name="Pothole",
    address="12 Elm Street, near Oak Street",
    point=GeoPoint(42.361145, -71.057083),
    status="closed",
    filed_at=NOW,
    expected_at=NOW + timedelta(days=3),
)


def conversation(number: int) -> list[tuple[Any, ...]]:
    who = Contact("sms", f"+1206{number:07}")
    body = Conversation(who, requests=(REQUEST, replace(REQUEST, mine=False)), last_message_at=NOW)
    return [("SET", KEYS.conversation(who), pack(body), "PX", 365 * 86400_000)]


def timer(number: int) -> list[tuple[Any, ...]]:
    member = f"sms:+1206{number:07}\nsurvey:26-{number:08}"
    due = NOW + timedelta(seconds=number)
    event = pack(SurveyDue(due, f"26-{number:08}"))
    return [
        ("ZADD", KEYS.timers, round(due.timestamp() * 1000), member),
        ("HSET", KEYS.timer_events, member, event),
    ]


async def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        async with embedded_valkey(Path(name)) as url:
            store = Store(open_client(url))
            await measure(store, "a conversation with two requests", conversation, range(min(count, 100_000)))
            few = count // 100
            await measure(store, "a waiting timer", timer, range(few))
            await wake(store, few)
            await measure(store, "a waiting timer", timer, range(few, count))
            await wake(store, count)
            await store.close()


async def wake(store: Store, waiting: int) -> None:
    """None due, then a hundred at a time; the least of ten, since others use the machine too.

    The script itself, since a lease that knows that none is due does not even ask.
    """
    worker = RedisPartitions(store, "one", 1, conversation_seconds=1)
    await worker.heartbeat()
    token = await store.call("GET", KEYS.lease)
    keys = (KEYS.lease, KEYS.timers, KEYS.timer_events, KEYS.inbox)
    asked, woken = [], []
    for turn in range(10):
        asked.append(await timed(store.run(WAKE, keys, token, 0, TIMERS_AT_ONCE)))
        early = [timer(-1 - turn * DUE - number) for number in range(DUE)]
        await asyncio.gather(*(store.call(*command) for commands in early for command in commands))
        woken.append(await timed(store.run(WAKE, keys, token, round(NOW.timestamp() * 1000) - 1, TIMERS_AT_ONCE)))
        assert await store.call("XLEN", KEYS.inbox) == DUE
        await store.call("DEL", KEYS.inbox)
    await worker.leave()
    print(
        f"of {waiting} timers none is due: {min(asked) * 1e6:.0f} us; {DUE} are: {min(woken) / DUE * 1e6:.1f} us each"
    )


async def timed(work: Awaitable[Any]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


async def measure(store: Store, name: str, commands: Callable[[int], list[tuple[Any, ...]]], numbers: range) -> None:
    before = await used(store)
    for start in range(0, len(numbers), 2000):
        some = numbers[start : start + 2000]
        await asyncio.gather(*(store.call(*command) for number in some for command in commands(number)))
    print(f"{name}: {(await used(store) - before) / len(numbers):.0f} bytes, of {len(numbers)}")


async def used(store: Store) -> int:
    return int((await store.call("INFO", "memory"))["used_memory"])


if __name__ == "__main__":
    uvloop.install()
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
