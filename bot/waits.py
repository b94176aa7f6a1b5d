"""Waits between tries, which end early when the one who is waited for works again.

One success wakes one order: so a CRM that was down, or a key that has been mended, is asked again no faster than it answers.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.effects import AddWords, FetchPhoto, FileRequest, Order, RecordFeedback, Reopen, Say
from bot.messages import Contact


class Waits:
    """Of one process. Who is waited for goes by a name."""

    def __init__(self) -> None:
        self._waiting: dict[str, dict[asyncio.Future[None], None]] = {}
        self._tried_at_once: set[str] = set()

    def __bool__(self) -> bool:
        """Whether anybody waits for anybody."""
        return bool(self._waiting)

    def is_first(self, whom: str) -> bool:
        """True once for each: what has been mended is often why this process was started."""
        if not whom or whom in self._tried_at_once:
            return False
        self._tried_at_once.add(whom)
        return True

    async def rest(self, whom: str, seconds: float, pause: Callable[[float], Awaitable[None]]) -> bool:
        """Whether it was woken before `pause` was over."""
        pausing = asyncio.ensure_future(pause(seconds))
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(whom, {})[woken] = None
        try:
            await asyncio.wait({pausing, woken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._forget(whom, woken)
            pausing.cancel()
        if not woken.done():
            await pausing  # it may have been cancelled, as the worker ends
        return woken.done()

    def works(self, whom: str) -> None:
        """It has just answered: who has waited longest tries now."""
        if waiting := self._waiting.get(whom):
            first = next(iter(waiting))
            self._forget(whom, first)
            first.set_result(None)

    def _forget(self, whom: str, woken: asyncio.Future[None]) -> None:
        waiting = self._waiting.get(whom, {})
        waiting.pop(woken, None)
        if not waiting:
            self._waiting.pop(whom, None)


def waited_for(contact: Contact, order: Order) -> str:
    """Who must work again before it can be carried out; '' where that is our own store or database."""
    match order:
        case Say() | FetchPhoto():
            return contact.channel
        case FileRequest() | AddWords() | Reopen() | RecordFeedback():
            return "desk"
        case _:
            return ""


def shows_it_works(order: Order) -> bool:
    """Whether carrying it out always asks the other side; not every desk takes words, ratings or a reopening."""
    return isinstance(order, Say | FetchPhoto | FileRequest)
