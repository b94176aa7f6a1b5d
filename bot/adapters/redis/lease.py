"""One partition while this worker owns it: the `Lease` port. Every write is a script that checks the token."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog

from bot import metrics
from bot.adapters.redis.keys import keys_of
from bot.adapters.redis.store import BEGIN, COMMIT, DONE, REMEMBER, TRIED, WAKE, Script, Store
from bot.adapters.redis.stored import ARRIVAL, CONVERSATION, MEMO, ORDER, Unreadable, WrittenByNewer, pack, read_tried
from bot.conversation import Conversation
from bot.effects import Order, Schedule, Unschedule
from bot.events import Arrival
from bot.messages import Contact
from bot.ports import StoreUnavailable
from bot.spine import FilingMemo, LeaseLost, Tried

log = structlog.get_logger()
MEMO_SECONDS = 30 * 24 * 3600
SENT_SECONDS = 2 * 3600
TIMERS_AT_ONCE = 200
PAGE = 500
KNOWN_AT_MOST = 256
Entry = tuple[bytes, dict[bytes, bytes]]


class RedisLease:
    """Made by `RedisPartitions`. `clock` is the event loop's, `good_until` in its seconds."""

    def __init__(
        self,
        store: Store,
        partition: int,
        token: bytes,
        *,
        good_until: float,
        clock: Callable[[], float],
        conversation_seconds: float,
        inherited: bool = True,
    ) -> None:
        self.partition = partition
        self.token = token
        self.good_until = good_until
        self.keys = keys_of(partition)
        self.position: bytes = b"0"
        """Up to where the inbox has been read."""
        self.waiting: asyncio.Queue[Entry] = asyncio.Queue()
        """What the reader has found."""
        self._store, self._clock, self._conversation_ms = store, clock, round(conversation_seconds * 1000)
        self._orders: asyncio.Queue[tuple[str, Contact, Order, Tried]] = asyncio.Queue()
        self._next_due = 0.0
        self._known: OrderedDict[Contact, Conversation] = OrderedDict()
        """Only the owner writes conversations, so what it wrote last need not be read again."""
        self._doubtful = False
        self._inherited, self._newest_entry_left = inherited, (0, 0)
        self._newest_left: tuple[int, int] | None = None
        """Id of the last order an earlier owner left; None until it is known."""
        self._tried: set[str] = set()
        """The orders of which something is kept between tries."""

    def held(self) -> bool:
        return not self._doubtful and self._clock() < self.good_until

    # what is to be done

    async def arrivals(self) -> AsyncIterator[tuple[str, Contact, Arrival]]:
        newest = await self._store.call("XREVRANGE", self.keys.inbox, "+", "-", "COUNT", 1)
        self._newest_entry_left = _number(newest[0][0].decode()) if newest else (0, 0)
        while True:
            entry_id, fields = await self.waiting.get()
            contact = Contact.parse(fields[b"c"].decode())
            try:
                yield entry_id.decode(), contact, ARRIVAL.unpack(fields[b"b"])
            except Unreadable as error:
                log.warning("entry_unreadable", partition=self.partition, reason=str(error))
                await self.set_aside(entry_id.decode(), contact, "unreadable")

    async def orders(self) -> AsyncIterator[tuple[str, Contact, Order, Tried]]:
        """Only this lease's own commits add orders, so those left behind are read once and never again."""
        async for entry_id, fields in self._left_behind():
            tried = await self._store.call("HGET", self.keys.order_tries, entry_id)
            contact = Contact.parse(fields[b"c"].decode())
            try:
                yield entry_id.decode(), contact, ORDER.unpack(fields[b"b"]), read_tried(tried)
            except Unreadable as error:
                log.warning("order_unreadable", partition=self.partition, reason=str(error))
                await self.bury(entry_id.decode(), contact, "unreadable")
        while True:
            yield await self._orders.get()

    async def _left_behind(self) -> AsyncIterator[Entry]:
        last = await self._store.call("XREVRANGE", self.keys.orders, "+", "-", "COUNT", 1)
        self._newest_left = _number(last[0][0].decode()) if last else (0, 0)
        after = b"-"
        while last:
            page = await self._store.call("XRANGE", self.keys.orders, after, last[0][0], "COUNT", PAGE)
            for entry_id, fields in page:
                yield entry_id, fields
            if len(page) < PAGE:
                return
            after = b"(" + page[-1][0]

    # the turn

    async def conversation(self, contact: Contact) -> Conversation:
        if known := self._known.get(contact):
            return known
        body: bytes | None = await self._store.call("GET", self.keys.conversation(contact))
        if body is None:
            return Conversation(contact)
        try:
            return CONVERSATION.unpack(body)
        except WrittenByNewer as error:
            self._doubtful = True
            raise LeaseLost(str(error)) from error
        except Unreadable as error:
            metrics.UNREADABLE.inc()
            log.warning("conversation_unreadable", partition=self.partition, reason=str(error))
            return Conversation(contact)

    async def commit(self, entry_id: str, conversation: Conversation, orders: tuple[Order, ...]) -> None:
        contact = str(conversation.contact)
        kept = [order for order in orders if not isinstance(order, Schedule | Unschedule)]
        timers = [order for order in orders if isinstance(order, Schedule | Unschedule)]
        ids = await self._fenced(
            COMMIT,
            (
                self.keys.inbox,
                self.keys.orders,
                self.keys.timers,
                self.keys.timer_events,
                self.keys.conversation(conversation.contact),
                self.keys.turn_tries,
            ),
            entry_id,
            contact,
            pack(conversation),
            self._expiry(conversation),
            len(kept),
            *map(pack, kept),
            *self._timer_arguments(contact, timers),
        )
        self._know(conversation)
        self._carry_on(conversation.contact, ids, kept)

    def _know(self, conversation: Conversation) -> None:
        self._known[conversation.contact] = conversation
        self._known.move_to_end(conversation.contact)
        if len(self._known) > KNOWN_AT_MOST:
            self._known.popitem(last=False)

    def _expiry(self, conversation: Conversation) -> int:
        """A withdrawn consent is kept for good, or the resident would be written to again."""
        return self._conversation_ms if conversation.updates_allowed and conversation.surveys_allowed else 0

    def _timer_arguments(self, contact: str, timers: list[Schedule | Unschedule]) -> list[Any]:
        last = {timer.name: timer for timer in timers}
        scheduled = [timer for timer in last.values() if isinstance(timer, Schedule)]
        arguments: list[Any] = [len(scheduled)]
        for timer in scheduled:
            arguments += [f"{contact}\n{timer.name}", round(timer.due.timestamp() * 1000), pack(timer.event)]
            self._next_due = min(self._next_due, timer.due.timestamp())
        return arguments + [f"{contact}\n{name}" for name, timer in last.items() if isinstance(timer, Unschedule)]

    def left_behind(self, entry_id: str) -> bool:
        return self._inherited and _number(entry_id) <= self._newest_entry_left

    async def begun(self, entry_id: str) -> int:
        return int(await self._store.call("HGET", self.keys.turn_tries, entry_id) or 0)

    async def begin(self, entry_id: str) -> int:
        return int(await self._fenced(BEGIN, (self.keys.turn_tries,), entry_id))

    async def set_aside(self, entry_id: str, contact: Contact, reason: str, orders: tuple[Order, ...] = ()) -> None:
        keys = (self.keys.inbox, self.keys.orders, self.keys.turn_tries, self.keys.dead)
        ids = await self._fenced(DONE, keys, entry_id, str(contact), reason, *map(pack, orders))
        self._carry_on(contact, ids, orders)

    def _carry_on(self, contact: Contact, ids: list[bytes] | None, orders: Any) -> None:
        for order_id, order in zip(ids or (), orders, strict=False):
            self._orders.put_nowait((order_id.decode(), contact, order, Tried()))

    # orders

    async def done(self, order_id: str, contact: Contact, events: tuple[Arrival, ...] = ()) -> None:
        """That an order was carried out is true whoever says it. Most are ours and go at once, with nothing coming of
        them: these need no fence, and so no script (docs/decisions/0074).
        """
        if events or order_id in self._tried or self._was_left(order_id):
            await self._take_off(order_id, contact, "", events)
        elif not self.held():
            raise LeaseLost("it is time to renew it")
        else:
            await self._asked(self._store.call("XDEL", self.keys.orders, order_id))

    async def tried(self, order_id: str, tried: Tried) -> None:
        self._tried.add(order_id)
        await self._fenced(TRIED, (self.keys.order_tries,), order_id, pack(tried))

    async def bury(self, order_id: str, contact: Contact, reason: str, events: tuple[Arrival, ...] = ()) -> None:
        await self._take_off(order_id, contact, reason or "no reason given", events)

    async def _take_off(self, order_id: str, contact: Contact, reason: str, events: tuple[Arrival, ...]) -> None:
        keys = (self.keys.orders, self.keys.inbox, self.keys.order_tries, self.keys.dead)
        await self._fenced(DONE, keys, order_id, str(contact), reason, *map(pack, events))
        self._tried.discard(order_id)

    async def memo(self, filing_key: str) -> FilingMemo:
        body = await self._store.call("GET", self.keys.filing(filing_key))
        return MEMO.unpack(body) if body else FilingMemo()

    async def remember(self, filing_key: str, memo: FilingMemo) -> None:
        await self._fenced(REMEMBER, (self.keys.filing(filing_key),), pack(memo), MEMO_SECONDS * 1000)

    async def mark_sent(self, order_id: str) -> None:
        await self._store.call("SET", self.keys.sent(order_id), "", "EX", SENT_SECONDS)

    async def was_sent(self, order_id: str) -> bool:
        """Only orders of an earlier owner can have been sent by one: it has marked them, or ticked them off since."""
        if not self._was_left(order_id):
            return False
        marked, there = await asyncio.gather(
            self._store.call("EXISTS", self.keys.sent(order_id)),
            self._store.call("XRANGE", self.keys.orders, order_id, order_id),
        )
        return bool(marked) or not there

    def _was_left(self, order_id: str) -> bool:
        return self._newest_left is None or _number(order_id) <= self._newest_left

    # time

    async def wake_timers(self, now: datetime) -> None:
        """Only this lease's commits set timers, so it knows when the next is due without asking."""
        if self._next_due <= now.timestamp():
            keys = (self.keys.timers, self.keys.timer_events, self.keys.inbox)
            self._next_due = float("inf")
            due = await self._fenced(WAKE, keys, round(now.timestamp() * 1000), TIMERS_AT_ONCE)
            self._next_due = min(self._next_due, float(due) / 1000 if due else float("inf"))

    async def _fenced(self, script: Script, keys: tuple[str, ...], *arguments: Any) -> Any:
        if self._doubtful:
            raise LeaseLost("it is to be read anew")
        return await self._asked(self._store.run(script, (self.keys.lease, *keys), self.token, *arguments))

    async def _asked(self, answer: Awaitable[Any]) -> Any:
        """After an answer that did not come nobody knows what is there: the partition is then read anew."""
        try:
            return await answer
        except (LeaseLost, StoreUnavailable, asyncio.CancelledError):
            self._doubtful = True
            raise


def _number(entry_id: str) -> tuple[int, int]:
    milliseconds, _, sequence = entry_id.partition("-")
    return int(milliseconds), int(sequence)
