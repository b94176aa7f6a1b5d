"""What a web chat's browser has still to see: a stream per contact, and one bell for all browsers of a process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from itertools import chain
from typing import Any

import msgspec
import structlog
from redis.asyncio.client import PubSub
from redis.exceptions import ConnectionError as ConnectionLost

from bot.adapters.redis.keys import MAIL_BELL, keys_of, partition_of
from bot.adapters.redis.reach import FAILURES
from bot.adapters.redis.store import APPEND, Store
from bot.messages import Contact

log = structlog.get_logger()
KEPT_AT_MOST = 500
SEEN_MS = 48 * 3600 * 1000
BELL_SECONDS = 2.0
SILENCES = 2
"""So often in a row the bell may say nothing, not even that it hears us, before its connection is taken for dead."""
LOOK_SECONDS = 60.0
"""Whenever the bell's connection is made anew everybody looks; that often they do so without any reason."""


class RedisMailbox:
    """Mail expires `keep_seconds` after the last of it came."""

    def __init__(self, store: Store, partitions: int, keep_seconds: float = 30 * 86400) -> None:
        self._store, self._partitions, self._keep_ms = store, partitions, round(keep_seconds * 1000)
        self._readers: dict[str, set[asyncio.Event]] = {}
        self._listening: asyncio.Task[None] | None = None

    async def append(self, contact: Contact, payload: dict[str, Any], once: str) -> str:
        """The id it got; the same `once` again changes nothing and gives the same id."""
        keys = keys_of(partition_of(contact, self._partitions))
        scripted = (keys.seen(f"mail:{once}"), keys.mailbox(contact))
        body = msgspec.json.encode(payload)
        entry_id: bytes = await self._store.run(
            APPEND, scripted, body, self._keep_ms, KEPT_AT_MOST, MAIL_BELL, str(contact), SEEN_MS
        )
        return entry_id.decode()

    async def read(self, contact: Contact, after: str = "0") -> AsyncIterator[tuple[str, dict[str, Any]]]:
        """Everything after that id, oldest first, then whatever comes, as it comes."""
        rung = asyncio.Event()
        readers = self._readers.setdefault(str(contact), set())
        readers.add(rung)
        self._listen()
        try:
            while True:
                rung.clear()
                for entry_id, payload in await self._page(contact, after):
                    yield entry_id, payload
                    after = entry_id
                with suppress(TimeoutError):
                    await asyncio.wait_for(rung.wait(), LOOK_SECONDS)
        finally:
            readers.discard(rung)
            if not readers:
                self._readers.pop(str(contact), None)

    async def close(self) -> None:
        if self._listening:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def _page(self, contact: Contact, after: str) -> list[tuple[str, dict[str, Any]]]:
        key = keys_of(partition_of(contact, self._partitions)).mailbox(contact)
        start = f"({after}" if after not in ("", "0") else "-"
        entries = await self._store.call("XRANGE", key, start, "+")
        return [(entry_id.decode(), msgspec.json.decode(fields[b"b"])) for entry_id, fields in entries]

    def _listen(self) -> None:
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._hear())

    async def _hear(self) -> None:
        while True:
            try:
                async with self._store.client.pubsub() as bell:
                    await self._attend(bell)
            except FAILURES as error:
                log.warning("mail_bell_lost", reason=type(error).__name__)
                await asyncio.sleep(1)

    async def _attend(self, bell: PubSub) -> None:
        """Until its connection breaks, or goes silent."""
        await bell.subscribe(MAIL_BELL)
        silences = 0
        while silences <= SILENCES:
            if rung := await bell.get_message(timeout=BELL_SECONDS):
                silences = 0
                self._ring(rung)
            else:
                silences += 1
                await bell.ping()
        raise ConnectionLost("the bell is silent")

    def _ring(self, rung: dict[str, Any]) -> None:
        """Whoever has mail looks; everybody, where mail may have come before we listened."""
        if rung["type"] == "subscribe":
            for event in chain.from_iterable(self._readers.values()):
                event.set()
        elif rung["type"] == "message":
            for event in self._readers.get(rung["data"].decode(), ()):
                event.set()
