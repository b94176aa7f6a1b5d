"""Carries out orders, and tries again by what the error says."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Literal, assert_never

import structlog

from bot import metrics
from bot.channels.base import Channel, FetchFailed, SendFailed
from bot.effects import (
    AddWords,
    CallStaff,
    FetchPhoto,
    FileRequest,
    Follow,
    ForgetRecords,
    Order,
    RecordConsent,
    RecordCorrection,
    RecordFeedback,
    Reopen,
    Say,
    Schedule,
    Unfollow,
    Unschedule,
)
from bot.events import Arrival, ContactBlocked, PhotoKept, PhotoRefused
from bot.faults import where
from bot.filing import Filing
from bot.messages import ChannelName, Contact, OutboundMessage
from bot.notes import Notes
from bot.pacing import Pacer
from bot.patience import TryAgain, patience_for
from bot.ports import DeskUnavailable, MediaRefused, MediaStore, Records, ServiceDesk, StoreUnavailable
from bot.sends import Sends
from bot.spine import Follows, Lease, LeaseLost, Tried, entered_at
from bot.waits import Waits, shows_it_works, waited_for

log = structlog.get_logger()
Sleep = Callable[[float], Awaitable[None]]
Lane = Literal["say", "photos", "desk", "ratings", "records"]
_orders = cache(metrics.ORDERS.labels)
OFTEN = 3
"""Failed tries of an order after which somebody should look: until then it may be a hiccup."""
MOST_REASON = 300


@dataclass(frozen=True, slots=True)
class Outbox:
    """`render` makes the words of a `Say` in the contact's language, marked with our reference; `pacers` by channel,
    none for no limit.
    """

    channels: Mapping[ChannelName, Channel]
    render: Callable[[Say, Contact, str], Awaitable[OutboundMessage]]
    filing: Filing
    desk: ServiceDesk
    media: MediaStore
    records: Records
    follows: Follows
    clock: Callable[[], datetime]
    pacers: Mapping[ChannelName, Pacer] = field(default_factory=dict)
    call_seconds: float = 35.0
    """How long a provider may take over one message or photo."""
    chance: Callable[[], float] = random.random
    notes: Notes = field(default_factory=Notes)
    _sends: Sends = field(default_factory=Sends)
    _waits: Waits = field(default_factory=Waits)

    async def carry_out(
        self, lease: Lease, order_id: str, contact: Contact, order: Order, tried: Tried, pause: Sleep
    ) -> None:
        """Returns when it is done or buried; `pause` waits between tries. Raises `LeaseLost`, `StoreUnavailable`."""
        tries, hurried = patience_for(order).tries, False
        if (seconds := tried.left(self.clock())) > 0:  # an earlier owner began to wait
            whom = _waited_for(contact, order, tried)
            hurried = self._waits.is_first(whom) or await self._rest(whom, seconds, pause)
        if tried.times >= tries:
            return await self._bury(lease, order_id, contact, order, "its tries end the process")
        while True:
            if not lease.held():
                raise LeaseLost("it is time to renew it")
            if isinstance(order, FetchPhoto):  # a picture can end the process, so a try counts before it is made
                await lease.tried(order_id, Tried(tried.times + 1))
            try:
                events = await self._try(lease, order_id, contact, order)
            except TryAgain as again:
                tried = self._failed(again, lease, order_id, order, tried)
                if tried.times >= tries:
                    return await self._bury(lease, order_id, contact, order, str(again))
                await lease.tried(order_id, tried)
                # who was hurried and failed all the same has a trouble of its own
                whom = "" if hurried else _waited_for(contact, order, tried)
                hurried |= await self._rest(whom, tried.wait, pause)
            else:
                await self._tick_off(lease, order_id, contact, events)
                if self._waits and shows_it_works(order):
                    self._waits.works(waited_for(contact, order))
                return _orders(type(order).__name__, "done").inc()

    def _failed(self, again: TryAgain, lease: Lease, order_id: str, order: Order, tried: Tried) -> Tried:
        kind, times = type(order).__name__, tried.times + 1
        _orders(kind, "failed").inc()
        tell = log.info if times <= OFTEN else log.warning
        tell("order_failed", order=kind, times=times, partition=lease.partition, order_id=order_id, reason=str(again))
        wait = patience_for(order).wait(times, self.chance()) if again.after is None else again.after
        return Tried(times, self.clock(), wait, str(again)[:MOST_REASON], asked=again.after is not None)

    async def _rest(self, whom: str, seconds: float, pause: Sleep) -> bool:
        """Whether it was woken; nobody wakes who waits for nobody."""
        if whom:
            return await self._waits.rest(whom, seconds, pause)
        await pause(seconds)
        return False

    def hurry(self, contact: Contact) -> None:
        """A reply to them has come: what stands before it in their lane may wait no longer than replies do."""
        if pacer := self.pacers.get(contact.channel):
            pacer.hurry(contact.address)

    async def _tick_off(self, lease: Lease, order_id: str, contact: Contact, events: tuple[Arrival, ...]) -> None:
        """What was sent and cannot be ticked off is marked, for whoever comes across it next."""
        reference = self._reference(lease, order_id)
        try:
            await lease.done(order_id, contact, events)
        except (LeaseLost, StoreUnavailable):
            if reference in self._sends:
                with suppress(StoreUnavailable):
                    await lease.mark_sent(order_id)
            raise
        self._sends.forget(reference)

    async def _try(self, lease: Lease, order_id: str, contact: Contact, order: Order) -> tuple[Arrival, ...]:
        try:
            return await self._carry_out(lease, order_id, contact, order)
        except (TryAgain, LeaseLost, StoreUnavailable):
            raise
        except DeskUnavailable as error:
            raise TryAgain(str(error), error.retry_after) from error
        except Exception as error:
            log.warning("order_broke", order=type(order).__name__, order_id=order_id, reason=where(error))
            raise TryAgain(type(error).__name__) from error

    async def _carry_out(self, lease: Lease, order_id: str, contact: Contact, order: Order) -> tuple[Arrival, ...]:
        match order:
            case Say():
                return await self._say(lease, order_id, contact, order)
            case FetchPhoto():
                return (await self._fetch(contact, order),)
            case FileRequest():
                return (await self.filing.file(lease, contact, order),)
            case AddWords():
                await self._add_words(contact, order)
            case Reopen():
                return (await self.filing.reopen(contact, lease, order),)
            case Follow():
                await self.follows.follow(contact, order.service_request_id, order.known_status)
            case Unfollow():
                await self.follows.unfollow(contact, order.service_request_id)
            case RecordFeedback() | RecordConsent() | RecordCorrection() | CallStaff() | ForgetRecords():
                await self._record(lease, order_id, contact, order)
            case Schedule() | Unschedule():
                pass  # the commit has done it
            case _:
                assert_never(order)
        return ()

    async def _add_words(self, contact: Contact, order: AddWords) -> None:
        """Where the desk takes nothing further, staff get it: no word of a resident is lost."""
        if not await self.filing.add(order):
            words = f"{order.service_request_id}: {order.words}"
            await self.records.staff_call(contact, "added_to_request", words, self.clock())

    async def _rate(self, lease: Lease, order_id: str, contact: Contact, order: RecordFeedback) -> None:
        """Nothing where they were forgotten since: a rating the desk did not take would bring its row back."""
        forgotten = (await lease.conversation(contact)).forgotten_at
        if forgotten and entered_at(order_id) < forgotten.timestamp():
            return
        await self.records.feedback(contact, order, self.clock())
        await self.desk.give_feedback(order, contact.channel)

    async def _record(
        self,
        lease: Lease,
        order_id: str,
        contact: Contact,
        order: RecordFeedback | RecordConsent | RecordCorrection | CallStaff | ForgetRecords,
    ) -> None:
        match order:
            case RecordFeedback():
                await self._rate(lease, order_id, contact, order)
            case RecordConsent():
                await self.records.consent(contact, order)
            case RecordCorrection():
                await self.records.correction(contact, order, self.clock())
            case CallStaff():
                words = "\n".join(filter(None, (order.words, *await self.filing.media_urls(order))))
                await self.records.staff_call(contact, order.reason, words, self.clock())
            case ForgetRecords():
                await self.notes.written()  # what was said before goes with the rest
                await self.records.forget(contact)

    # messages

    async def _say(self, lease: Lease, order_id: str, contact: Contact, order: Say) -> tuple[Arrival, ...]:
        reference = self._reference(lease, order_id)
        if reference not in self._sends:
            if await lease.was_sent(order_id):
                return ()
            message = await self.render(order, contact, reference)
            if pacer := self.pacers.get(contact.channel):
                await pacer.turn(contact.address, bulk=order.bulk)
                if not lease.held():  # the wait was long, or this process was stopped: another may have sent it
                    raise LeaseLost("it is time to renew it")
            self._sends.begin(reference, self._send(lease, order_id, contact, message))
        try:
            await self._sends.ended(reference)
        except SendFailed as failure:
            return await self._not_sent(contact, order, failure)
        except TimeoutError as error:
            raise TryAgain("the provider did not answer") from error
        return ()

    async def _send(self, lease: Lease, order_id: str, contact: Contact, message: OutboundMessage) -> None:
        async with asyncio.timeout(self.call_seconds):
            provider_id = await self.channels[contact.channel].send(message)
        now = self.clock()
        self.notes.take(self.records.transcript, contact, "out", message.text, now)
        self.notes.take(self.records.delivery, contact, message.key, provider_id, "sent", now)
        if not lease.held():  # the order was taken from us meanwhile: its next owner must know
            with suppress(StoreUnavailable):
                await lease.mark_sent(order_id)

    async def _not_sent(self, contact: Contact, order: Say, failure: SendFailed) -> tuple[Arrival, ...]:
        if not failure.permanent:
            raise TryAgain(str(failure), failure.retry_after) from failure
        log.warning("not_sendable", channel=contact.channel, key=order.key, reason=str(failure))
        self.notes.take(self.records.delivery, contact, order.key, "", "failed", self.clock())
        return (ContactBlocked(self.clock()),) if failure.opted_out else ()

    async def noted(self) -> None:
        """Returns when all of that is written."""
        await self._sends.all_ended()
        await self.notes.written()

    # photos

    async def _fetch(self, contact: Contact, order: FetchPhoto) -> PhotoKept | PhotoRefused:
        media_id = order.attachment.media_id
        try:
            async with asyncio.timeout(self.call_seconds):
                content = await self.channels[contact.channel].fetch(order.attachment)
            point = await self.media.keep(media_id, content)
        except MediaRefused as refusal:
            return PhotoRefused(self.clock(), media_id, refusal.args[0])
        except FetchFailed as failure:
            if failure.permanent:
                return PhotoRefused(self.clock(), media_id, "gone")
            raise TryAgain(str(failure)) from failure
        except TimeoutError as error:
            raise TryAgain("the provider did not hand it over") from error
        return PhotoKept(self.clock(), media_id, point)

    async def _bury(self, lease: Lease, order_id: str, contact: Contact, order: Order, reason: str) -> None:
        kind = type(order).__name__
        log.error("dead_letter", order=kind, order_id=order_id, partition=lease.partition, reason=reason)
        metrics.DEAD_LETTERS.labels(kind).inc()
        events: tuple[Arrival, ...] = ()
        if isinstance(order, FetchPhoto):
            events = (PhotoRefused(self.clock(), order.attachment.media_id, "gone"),)
        await lease.bury(order_id, contact, reason, events)

    def _reference(self, lease: Lease, order_id: str) -> str:
        return f"{lease.partition}-{order_id}"


def _waited_for(contact: Contact, order: Order, tried: Tried) -> str:
    return "" if tried.asked else waited_for(contact, order)


def lane_of(order: Order) -> Lane:
    """What may wait behind what: a slow desk delays no reply, a dead one no word to staff, a rating no report."""
    match order:
        case Say():
            return "say"
        case FetchPhoto():
            return "photos"
        case RecordConsent() | RecordCorrection() | CallStaff() | ForgetRecords():
            return "records"
        case RecordFeedback():
            return "ratings"
        case _:
            return "desk"
