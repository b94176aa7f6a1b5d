"""What waits and what failed, for `doctor` and `/metrics`."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any

import msgspec

from bot import metrics
from bot.adapters.redis.keys import UNREAD, WORKERS, PartitionKeys, keys_of, partition_of
from bot.adapters.redis.store import Store
from bot.adapters.redis.stored import CONVERSATION, Unreadable, read_tried
from bot.conversation import Conversation
from bot.messages import Contact


@dataclass(frozen=True, slots=True)
class Overview:
    """Numbers over all partitions; `oldest_ms` is when the entry came that has waited longest, in Unix milliseconds."""

    workers: int
    waiting: int
    orders: int
    timers: int
    dead: int
    unowned: int
    """Partitions no worker holds."""
    oldest_ms: int | None


async def overview(store: Store, partitions: int) -> Overview:
    every = [keys_of(number) for number in range(partitions)]
    waiting, orders, timers, dead, leases = await asyncio.gather(
        _total(store, "XLEN", [keys.inbox for keys in every]),
        _total(store, "XLEN", [keys.orders for keys in every]),
        _total(store, "ZCARD", [keys.timers for keys in every]),
        _total(store, "XLEN", [UNREAD, *(keys.dead for keys in every)]),
        _total(store, "EXISTS", [keys.lease for keys in every]),
    )
    workers = int(await store.call("ZCARD", WORKERS))
    return Overview(workers, waiting, orders, timers, dead, partitions - leases, await _oldest(store, every))


async def struggling(store: Store, partitions: int, at_least: int) -> Counter[str]:
    """Of the orders that have failed so often and are tried again: why they failed last, and how many."""
    tables = await asyncio.gather(*(store.call("HVALS", keys_of(number).order_tries) for number in range(partitions)))
    tried = [read_tried(body) for bodies in tables for body in bodies]
    return Counter(one.reason or "no reason was kept" for one in tried if one.times >= at_least)


async def remembered_of(store: Store, partitions: int, contact: Contact) -> Any:
    """The dialogue with a contact as it is stored, as JSON; None where there is none."""
    body = await store.call("GET", keys_of(partition_of(contact, partitions)).conversation(contact))
    return msgspec.json.decode(body[1:]) if body else None


async def conversation_of(store: Store, partitions: int, contact: Contact) -> Conversation:
    """A fresh one where there is none, or none that can be read."""
    body = await store.call("GET", keys_of(partition_of(contact, partitions)).conversation(contact))
    try:
        return CONVERSATION.unpack(body) if body else Conversation(contact)
    except Unreadable:
        return Conversation(contact)


async def forget_mail(store: Store, partitions: int, contact: Contact) -> None:
    """What a web chat still shows when it comes back."""
    await store.call("DEL", keys_of(partition_of(contact, partitions)).mailbox(contact))


def publish(seen: Overview, now_ms: float) -> None:
    """Into the gauges of `/metrics`; any process may, as they speak of the store."""
    for what in ("waiting", "orders", "timers", "dead"):
        metrics.BACKLOG.labels(what).set(getattr(seen, what))
    metrics.WORKERS.set(seen.workers)
    metrics.UNOWNED.set(seen.unowned)
    metrics.OLDEST_SECONDS.set(max(0.0, now_ms - seen.oldest_ms) / 1000 if seen.oldest_ms else 0)


async def _total(store: Store, command: str, keys: list[str]) -> int:
    return sum(await asyncio.gather(*(store.call(command, key) for key in keys)))


async def _oldest(store: Store, every: list[PartitionKeys]) -> int | None:
    firsts: list[Any] = await asyncio.gather(
        *(store.call("XRANGE", keys.inbox, "-", "+", "COUNT", 1) for keys in every)
    )
    return min((int(entries[0][0].partition(b"-")[0]) for entries in firsts if entries), default=None)
