"""Rows that are written beside the work: nobody waits for a transcript, and one that fails lets nothing be said twice."""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog

from bot.faults import where

log = structlog.get_logger()
AT_MOST = 10_000


class Notes:
    def __init__(self) -> None:
        self._writing: set[asyncio.Future[Any]] = set()

    def take(self, write: Callable[..., asyncio.Future[Any]], *row: Any) -> None:
        if len(self._writing) >= AT_MOST:
            log.error("record_lost", reason="the records are too slow")
            return
        note = write(*row)
        self._writing.add(note)
        note.add_done_callback(self._taken)

    async def written(self) -> None:
        """Returns when all of them are, or have failed."""
        await asyncio.gather(*self._writing, return_exceptions=True)

    def _taken(self, note: asyncio.Future[Any]) -> None:
        self._writing.discard(note)
        if not note.cancelled() and (error := note.exception()):
            log.warning("record_lost", reason=where(error))
