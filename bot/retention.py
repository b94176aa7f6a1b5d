"""What is kept no longer than the city's policy says. Redis expires its own; this is for SQL rows and photos."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.faults import where

log = structlog.get_logger()
EVERY_SECONDS = 3600.0


class OldRows(Protocol):
    async def delete_older_than(self, moment: datetime, tables: tuple[str, ...]) -> int: ...


class OldPhotos(Protocol):
    async def delete_older_than(self, moment: float) -> int: ...


class Retention:
    """`row_days` by table (transcripts, deliveries, staff_calls …). Any number of processes may do this at once."""

    def __init__(
        self,
        records: OldRows,
        media: OldPhotos,
        *,
        row_days: Mapping[str, int],
        media_days: int,
        clock: Callable[[], datetime],
    ) -> None:
        self._records, self._media, self._clock = records, media, clock
        self._row_days, self._media_days = row_days, media_days

    async def run(self, stop: asyncio.Event) -> None:
        """Once an hour, until `stop` is set."""
        while not stop.is_set():
            try:
                await self.clear()
            except Exception as error:  # noqa: BLE001  # a database that is down must not end the worker
                log.warning("retention_failed", reason=where(error))
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), EVERY_SECONDS)

    async def clear(self) -> None:
        now = self._clock()
        rows = 0
        for table, days in self._row_days.items():
            rows += await self._records.delete_older_than(now - timedelta(days=days), (table,))
        photos = await self._media.delete_older_than((now - timedelta(days=self._media_days)).timestamp())
        log.info("retention", rows=rows, photos=photos)
