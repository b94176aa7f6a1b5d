"""What is being sent, so that an order that is interrupted and comes round again is not sent twice."""

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any

REMEMBERED = 10_000


class Sends:
    """By the order's reference: sends that run, and those that went out and are not ticked off yet."""

    def __init__(self) -> None:
        self._sends: dict[str, asyncio.Task[None]] = {}

    def __contains__(self, reference: str) -> bool:
        return reference in self._sends

    def begin(self, reference: str, send: Coroutine[Any, Any, None]) -> None:
        if len(self._sends) >= REMEMBERED:
            del self._sends[next(iter(self._sends))]
        task = self._sends[reference] = asyncio.create_task(send)
        task.add_done_callback(partial(self._ended, reference))

    async def ended(self, reference: str) -> None:
        """Returns when it went out, raises what it raised. Whoever waits may be cancelled, the send goes on."""
        await asyncio.shield(self._sends[reference])

    def forget(self, reference: str) -> None:
        self._sends.pop(reference, None)

    async def all_ended(self) -> None:
        await asyncio.gather(*self._sends.values(), return_exceptions=True)

    def _ended(self, reference: str, task: "asyncio.Task[None]") -> None:
        if task.cancelled() or task.exception():
            self.forget(reference)
