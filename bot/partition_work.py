"""The work of one partition while it is held: turns in order per contact, orders in order per contact and lane."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import cache, partial
from time import perf_counter
from typing import Any

import structlog

from bot import metrics
from bot.effects import FileRequest, Order, Reopen, Say
from bot.events import Arrival, MessageArrived
from bot.faults import where
from bot.lanes import Lanes
from bot.left_behind import CRASHES, LeftBehind
from bot.messages import Contact
from bot.outbox import Outbox, Sleep, lane_of
from bot.ports import Records, StoreUnavailable
from bot.spine import Lease, LeaseLost, Tried, entered_at
from bot.turn import TakesTurns

log = structlog.get_logger()
_turns = cache(metrics.TURNS.labels)
TURN_TRIES = 3
TICK = 0.5


class PartitionWork:
    def __init__(
        self,
        lease: Lease,
        turns: TakesTurns,
        outbox: Outbox,
        records: Records,
        clock: Callable[[], datetime],
        left_behind: LeftBehind,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.lease = lease
        self.broken = False
        """Something went wrong that only reading the partition anew can mend."""
        self._turns, self._outbox, self._records, self._clock = turns, outbox, records, clock
        self._left_behind, self._sleep = left_behind, sleep
        self._resting: set[asyncio.Task[None]] = set()
        self._finishing = False
        self._turn_lanes, self._order_lanes = Lanes(self._break), Lanes(self._break)
        self._loops = [
            asyncio.create_task(self._watched(loop))
            for loop in (self._take_arrivals(), self._take_orders(), self._wake_timers())
        ]

    async def finish(self, seconds: float) -> None:
        """Start nothing new; let what runs end, that long."""
        self._finishing = True
        await self._stop(self._loops[0], self._loops[2])
        await self._turn_lanes.drained(seconds)
        await self._stop(self._loops[1])
        for task in self._resting:
            task.cancel()
        await self._order_lanes.drained(seconds)
        await self.abandon()

    async def abandon(self) -> None:
        await self._stop(*self._loops)
        await self._turn_lanes.cancel()
        await self._order_lanes.cancel()

    # turns

    async def _take_arrivals(self) -> None:
        async for entry_id, contact, event in self.lease.arrivals():
            await self._turn_lanes.room()
            metrics.WAITED_SECONDS.observe(self._age(entry_id))
            self._turn_lanes.put(contact, partial(self._take, entry_id, contact, event))

    def _age(self, entry_id: str) -> float:
        return max(0.0, self._clock().timestamp() - entered_at(entry_id))

    async def _take(self, entry_id: str, contact: Contact, event: Arrival) -> None:
        if not self.lease.left_behind(entry_id):
            await self._tries(entry_id, contact, event)
            return
        async with self._left_behind.turn(await self.lease.begun(entry_id)):
            if await self.lease.begin(entry_id) > CRASHES:
                await self._set_aside(entry_id, contact, event, "its turn ends the process")
            else:
                await self._tries(entry_id, contact, event)

    async def _tries(self, entry_id: str, contact: Contact, event: Arrival) -> None:
        name, reason = type(event).__name__, ""
        for _ in range(TURN_TRIES):
            try:
                began = perf_counter()
                await self._turn(entry_id, contact, event)
                metrics.TURN_SECONDS.observe(perf_counter() - began)
                _turns(name, "done").inc()
            except (LeaseLost, StoreUnavailable):
                raise
            except Exception as error:  # noqa: BLE001  # a poison message must not stop the partition
                _turns(name, "broken").inc()
                log.warning("turn_broke", turn=name, partition=self.lease.partition, reason=where(error))
                reason = type(error).__name__
            else:
                return
        await self._set_aside(entry_id, contact, event, reason)

    async def _turn(self, entry_id: str, contact: Contact, event: Arrival) -> None:
        conversation = await self.lease.conversation(contact)
        decision = await self._turns.take(conversation, event)
        await self.lease.commit(entry_id, decision.conversation, decision.orders)
        if isinstance(event, MessageArrived):
            self._outbox.notes.take(self._records.transcript, contact, "in", event.message.text, event.at)

    async def _set_aside(self, entry_id: str, contact: Contact, event: Arrival, reason: str) -> None:
        metrics.DEAD_LETTERS.labels(type(event).__name__).inc()
        log.error("dead_letter", turn=type(event).__name__, entry_id=entry_id, partition=self.lease.partition)
        language = (await self.lease.conversation(contact)).language
        told = (Say("sorry-lost", language),) if isinstance(event, MessageArrived) else ()
        await self.lease.set_aside(entry_id, contact, reason, told)

    # orders

    async def _take_orders(self) -> None:
        async for order_id, contact, order, tried in self.lease.orders():
            if isinstance(order, Say) and not order.bulk:
                self._outbox.hurry(contact)
            work = partial(self._carry_out, order_id, contact, order, tried)
            self._order_lanes.put((contact, lane_of(order)), work)

    async def _carry_out(self, order_id: str, contact: Contact, order: Order, tried: Tried) -> None:
        if isinstance(order, FileRequest | Reopen):
            await self._order_lanes.idle((contact, "photos"))
        await self._outbox.carry_out(self.lease, order_id, contact, order, tried, self._pause)

    async def _pause(self, seconds: float) -> None:
        """What only waits for its next try need not be waited for at the end."""
        if self._finishing:
            raise asyncio.CancelledError
        task = asyncio.current_task()
        assert task
        self._resting.add(task)
        try:
            await self._sleep(seconds)
        finally:
            self._resting.discard(task)

    # time, and what breaks

    async def _wake_timers(self) -> None:
        while True:
            await self.lease.wake_timers(self._clock())
            await asyncio.sleep(TICK)

    async def _watched(self, loop: Coroutine[Any, Any, None]) -> None:
        try:
            await loop
        except Exception as error:  # noqa: BLE001  # the worker sees `broken` and reads the partition anew
            self._break(error)

    def _break(self, error: Exception) -> None:
        expected = isinstance(error, LeaseLost | StoreUnavailable)
        if not self.broken:
            log.warning(
                "partition_dropped", partition=self.lease.partition, reason=str(error) if expected else where(error)
            )
        self.broken = True

    async def _stop(self, *tasks: "asyncio.Task[None]") -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
