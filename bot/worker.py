"""A worker: holds its share of the partitions and works on them until it is told to stop."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime

import structlog

from bot import metrics
from bot.left_behind import LeftBehind
from bot.outbox import Outbox, Sleep
from bot.pacing import Pacer
from bot.partition_work import PartitionWork
from bot.ports import Records, StoreUnavailable
from bot.spine import Holding, Lease, Partitions
from bot.turn import TakesTurns

log = structlog.get_logger()


class Worker:
    """Any number of them, on any number of machines. `heartbeat` and `grace` in seconds."""

    def __init__(
        self,
        *,
        partitions: Partitions,
        turns: TakesTurns,
        outbox: Outbox,
        records: Records,
        clock: Callable[[], datetime],
        pacers: Iterable[Pacer] = (),
        heartbeat: float = 0.5,
        grace: float = 10.0,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._partitions, self._turns, self._outbox, self._records = partitions, turns, outbox, records
        self._clock, self._pacers = clock, tuple(pacers)
        self._heartbeat, self._grace, self._sleep = heartbeat, grace, sleep
        self._works: dict[int, PartitionWork] = {}
        self._left_behind = LeftBehind()
        self._yielding: set[asyncio.Task[None]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Returns when `stop` is set, what was begun is done, and the partitions are free for others."""
        reader = asyncio.create_task(self._partitions.read())
        try:
            while not stop.is_set():
                await self._beat()
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), self._heartbeat)
            await self._finish()
        finally:
            reader.cancel()
            await asyncio.gather(reader, *self._yielding, return_exceptions=True)
            await asyncio.gather(*(work.abandon() for work in self._works.values()))
            await self._partitions.leave()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._grace):
                    await self._outbox.noted()

    async def _beat(self) -> None:
        broken = [number for number, work in self._works.items() if work.broken]
        await self._adjust(await self._partitions.heartbeat(drop=broken))

    async def _adjust(self, holding: Holding) -> None:
        for lease in holding.lost:
            metrics.LEASES_LOST.inc()
            await self._drop(lease)
        for lease in holding.gained:
            await self._drop(lease)
            self._works[lease.partition] = PartitionWork(
                lease, self._turns, self._outbox, self._records, self._clock, self._left_behind, self._sleep
            )
        for lease in holding.spare:
            self._yield(lease)
        for pacer in self._pacers:
            pacer.share(holding.workers)
        metrics.PARTITIONS.set(len(self._works))

    async def _drop(self, lease: Lease) -> None:
        if work := self._works.pop(lease.partition, None):
            await work.abandon()

    def _yield(self, lease: Lease) -> None:
        if work := self._works.pop(lease.partition, None):
            task = asyncio.create_task(self._hand_over(lease, work))
            self._yielding.add(task)
            task.add_done_callback(self._yielding.discard)

    async def _hand_over(self, lease: Lease, work: PartitionWork) -> None:
        await work.finish(min(self._grace, 3.0))
        with suppress(StoreUnavailable):
            await self._partitions.release(lease)

    async def _finish(self) -> None:
        """Leases are renewed meanwhile, or what is being finished could not be committed."""
        finishing = asyncio.gather(*(work.finish(self._grace) for work in self._works.values()))
        while not finishing.done():
            await asyncio.wait({finishing}, timeout=self._heartbeat)
            await self._partitions.heartbeat(gain=False)
        await finishing
