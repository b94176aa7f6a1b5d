"""What a finished conversation and a waiting timer hold of Redis' memory, and what a million timers cost a heartbeat.

python benchmarks/spine_memory.py [COUNT]
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvloop
from msgspec.structs import replace

from bot.adapters.redis.keys import keys_of
from bot.adapters.redis.partitions import RedisPartitions
from bot.adapters.redis.store import Store, open_client
from bot.adapters.redis.stored import pack
from bot.adapters.valkey import embedded_valkey
from bot.conversation import Conversation, FollowedRequest
from bot.events import SurveyDue
from bot.messages import Contact, GeoPoint

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
KEYS = keys_of(0)
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
            await measure(store, "a conversation with two requests", conversation, count)
            await measure(store, "a waiting timer", timer, count)
            (lease,) = (await RedisPartitions(store, "one", 1, conversation_seconds=1).heartbeat()).gained
            began = time.perf_counter()
            await lease.wake_timers(NOW - timedelta(seconds=1))
            print(f"asking which of {count} timers are due: {(time.perf_counter() - began) * 1e3:.2f} ms")
            await store.close()


async def measure(store: Store, name: str, commands: Callable[[int], list[tuple[Any, ...]]], count: int) -> None:
    before = await used(store)
    for start in range(0, count, 2000):
        numbers = range(start, min(start + 2000, count))
        await asyncio.gather(*(store.call(*command) for number in numbers for command in commands(number)))
    print(f"{name}: {(await used(store) - before) / count:.0f} bytes, of {count}")


async def used(store: Store) -> int:
    return int((await store.call("INFO", "memory"))["used_memory"])


if __name__ == "__main__":
    uvloop.install()
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
