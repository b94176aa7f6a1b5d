"""How fast a channel may send: per chat, overall, and replies before bulk."""

import asyncio
import heapq
from collections import deque
from collections.abc import Awaitable, Callable
from itertools import count

CHATS_REMEMBERED = 10_000
SOON = 1e-6
"""Seconds below which waiting is not worth it, nor measurable."""


class Window:
    """At most `rate` starts in any second (below 1: one in `1 / rate` seconds). 0 lifts the limit."""

    def __init__(self, rate: float) -> None:
        self._starts: deque[float] = deque()
        self.limit(rate)

    def limit(self, rate: float) -> None:
        self._at_most = max(1, int(rate))
        self._seconds = self._at_most / rate if rate > 0 else 0.0

    def wait(self, now: float) -> float:
        """Seconds until one may start."""
        if not self._seconds or len(self._starts) < self._at_most:
            return 0.0
        wait = self._starts[-self._at_most] + self._seconds - now
        return wait if wait > SOON else 0.0

    def start(self, now: float) -> None:
        if self._seconds:
            self._starts.append(now)
            while len(self._starts) > self._at_most:
                self._starts.popleft()


class Pacer:
    """One channel's pace in this process. `clock` in seconds, `sleep` its fellow."""

    def __init__(
        self,
        *,
        per_second: float = 0.0,
        per_chat: float = 0.0,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._per_second, self._per_chat = per_second, per_chat
        self._clock, self._sleep = clock, sleep
        self._overall = Window(per_second)
        self._chats: dict[str, Window] = {}
        self._queue: list[tuple[bool, int, asyncio.Future[None]]] = []
        self._bulk: dict[str, tuple[int, asyncio.Future[None]]] = {}
        """What waits for a chat behind the replies to others."""
        self._tickets = count()
        self._granting: asyncio.Task[None] | None = None

    def share(self, workers: int) -> None:
        """The overall limit is the channel's, so the workers divide it."""
        self._overall.limit(self._per_second / max(1, workers))

    async def turn(self, chat: str, *, bulk: bool = False) -> None:
        """Returns when a message to this chat may start."""
        if self._per_chat:
            await self._chat_turn(chat)
        if self._per_second:
            await self._overall_turn(chat, bulk)

    def hurry(self, chat: str) -> None:
        """A reply waits behind what is bulk for this chat, which goes out like one: or the reply waited for all bulk."""
        if waiting := self._bulk.pop(chat, None):
            heapq.heappush(self._queue, (False, *waiting))

    async def _chat_turn(self, chat: str) -> None:
        window = self._chats.pop(chat, None) or Window(self._per_chat)
        self._chats[chat] = window
        while wait := window.wait(self._clock()):
            await self._sleep(wait)
        window.start(self._clock())
        if len(self._chats) > CHATS_REMEMBERED:
            del self._chats[next(iter(self._chats))]

    async def _overall_turn(self, chat: str, bulk: bool) -> None:
        ticket, granted = next(self._tickets), asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (bulk, ticket, granted))
        if bulk:
            self._bulk[chat] = ticket, granted
        if self._granting is None:
            self._granting = asyncio.create_task(self._grant())
        try:
            await granted
        finally:
            if bulk:
                self._bulk.pop(chat, None)

    async def _grant(self) -> None:
        try:
            while self._queue:
                while wait := self._overall.wait(self._clock()):
                    await self._sleep(wait)
                _, _, granted = heapq.heappop(self._queue)
                if not granted.done():
                    self._overall.start(self._clock())
                    granted.set_result(None)
        finally:
            self._granting = None
