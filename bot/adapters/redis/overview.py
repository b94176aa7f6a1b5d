"""What waits and what failed, for `doctor`, `/metrics`, `/readyz` and `text311 dead-letters`."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any

import msgspec
import structlog

from bot import metrics
from bot.adapters.redis.keys import WORKERS, PartitionKeys, keys_of, partition_of
from bot.adapters.redis.store import RETRY, Store
from bot.adapters.redis.stored import CONVERSATION, Unreadable, pack, read_tried
from bot.conversation import Conversation
from bot.messages import Contact

UNREAD = "unread"

log = structlog.get_logger()


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


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """`letter_id` is `partition/stream id`; `body` is the stored JSON without its version: personal, not for logs."""

    letter_id: str
    kind: str
    contact: str
    reason: str
    body: str


async def overview(store: Store, partitions: int) -> Overview:
    every = [keys_of(number) for number in range(partitions)]
    waiting, orders, timers, dead, leases = await asyncio.gather(
        _total(store, "XLEN", [keys.inbox for keys in every]),
        _total(store, "XLEN", [keys.orders for keys in every]),
        _total(store, "ZCARD", [keys.timers for keys in every]),
        _total(store, "XLEN", [keys.dead for keys in every]),
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


class OnlyToShow(Exception):
    """Nobody knows whose this letter is: it cannot be put back."""


class DeadLetters:
    """What was set aside. An empty answer means there is no such letter."""

    def __init__(self, store: Store, partitions: int) -> None:
        self._store, self._partitions = store, partitions

    async def keep_unread(self, source: str, body: str, reason: str) -> None:
        """What a provider sent (`body` is its JSON) and nobody can read. Durable when it returns."""
        keys = keys_of(0)
        letter = {"from": keys.prefix + UNREAD, "c": source, "b": pack(msgspec.Raw(body.encode())), "reason": reason}
        await self._store.call("XADD", keys.dead, "*", *(part for field in letter.items() for part in field))
        metrics.DEAD_LETTERS.labels(UNREAD).inc()
        log.error("dead_letter", channel=source, reason=reason)

    async def list(self, at_most: int = 1000) -> list[DeadLetter]:
        found: list[DeadLetter] = []
        for number in range(self._partitions):
            entries = await self._store.call("XRANGE", keys_of(number).dead, "-", "+", "COUNT", at_most)
            found += [_letter(number, entry_id, fields) for entry_id, fields in entries]
        return found[:at_most]

    async def show(self, letter_id: str) -> DeadLetter | None:
        entry = await self._entry(letter_id)
        return _letter(int(letter_id.partition("/")[0]), *entry[1:]) if entry else None

    async def retry(self, letter_id: str) -> bool:
        """Put it back where it came from, in one step, and let the partition be read anew so that its owner sees it.
        Raises `OnlyToShow`.
        """
        if not (entry := await self._entry(letter_id)):
            return False
        keys, entry_id, fields = entry
        if _kind(fields) == UNREAD:
            raise OnlyToShow(letter_id)
        back = (keys.dead, fields[b"from"].decode(), keys.lease)
        return bool(await self._store.run(RETRY, back, entry_id, fields[b"c"], fields[b"b"]))

    async def drop(self, letter_id: str) -> bool:
        entry = await self._entry(letter_id)
        return bool(entry and await self._store.call("XDEL", entry[0].dead, entry[1]))

    async def _entry(self, letter_id: str) -> tuple[PartitionKeys, bytes, dict[bytes, bytes]] | None:
        number, _, entry_id = letter_id.partition("/")
        if not number.isdigit() or not entry_id.replace("-", "").isdigit():
            return None
        keys = keys_of(int(number))
        entries = await self._store.call("XRANGE", keys.dead, entry_id, entry_id)
        return (keys, *entries[0]) if entries else None


def _letter(number: int, entry_id: bytes, fields: dict[bytes, bytes]) -> DeadLetter:
    contact, reason = fields[b"c"].decode(), fields[b"reason"].decode()
    return DeadLetter(f"{number}/{entry_id.decode()}", _kind(fields), contact, reason, fields[b"b"][1:].decode())


def _kind(fields: dict[bytes, bytes]) -> str:
    return fields[b"from"].decode().rpartition(":")[2]
