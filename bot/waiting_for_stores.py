"""A process that is started while Redis or the records' database is away waits for it, and says so.

Whoever starts everything after a power cut starts it in no order, and a supervisor that gives up after some tries leaves residents unheard.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import random
from typing import TypeVar

import structlog

from bot.patience import Patience
from bot.ports import StoreMisconfigured, StoreUnavailable

log = structlog.get_logger()
AGAIN = Patience(tries=0, first=0.25, longest=5.0)
"""As long as it takes: `tries` is not asked."""

Opened = TypeVar("Opened")


async def as_soon_as_it_answers(
    opening: Callable[[], Awaitable[Opened]], variable: str, stop: asyncio.Event | None
) -> Opened:
    """What `opening` gives. `variable` is where an operator looks. Without `stop` it is tried once.

    Raises `StoreUnavailable` when `stop` is set before it answered, and at once what no waiting mends.
    """
    tries = 0
    while True:
        tries += 1
        try:
            return await opening()
        except StoreMisconfigured:
            raise
        except StoreUnavailable as error:
            if stop is None or stop.is_set():
                raise
            seconds = AGAIN.wait(tries, random())  # noqa: S311 - spreads those who were started together
            log.warning("waiting_for_store", reason=str(error), look_at=variable, seconds=round(seconds, 1))
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)
