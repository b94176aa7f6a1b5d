"""One report, one request: a try is announced before it is made, and what is unknown is looked up before the next."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar, assert_never

import msgspec
import structlog

from bot.effects import AddWords, CallStaff, FileRequest, Reopen
from bot.events import FilingDelayed, ReopeningFailed, RequestFiled, RequestRefused, RequestReopened
from bot.kept_places import PlaceKeeper
from bot.messages import Contact
from bot.patience import TryAgain
from bot.ports import (
    DeskUnavailable,
    Filed,
    FilingOutcome,
    Inbox,
    MediaStore,
    NotReached,
    OutcomeUnknown,
    Refused,
    ServiceDesk,
)
from bot.service_requests import ServiceRequest
from bot.spine import FilingMemo, Follows, Lease, LeaseLost

log = structlog.get_logger()
CLOCKS_DIFFER = timedelta(minutes=2)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filing:
    """Files orders. `public_url` is where the desk can fetch photos."""

    desk: ServiceDesk
    media: MediaStore
    follows: Follows
    inbox: Inbox
    clock: Callable[[], datetime]
    public_url: str
    places: PlaceKeeper
    delayed_after: float = 10.0
    """Seconds after which the resident is told that it takes longer."""
    settled_after: float = 60.0
    """Seconds after a try of unknown outcome from which "not there" is believed: a slow desk may still be taking it."""

    async def file(self, lease: Lease, contact: Contact, order: FileRequest) -> RequestFiled | RequestRefused:
        """Raises `TryAgain` while it is neither filed nor refused."""
        memo = await lease.memo(order.filing_key)
        started = memo.first_tried_at or self.clock()
        filing = asyncio.ensure_future(self._advance(lease, contact, order, memo, started))
        try:
            if await self._outlasts(filing, self._left(started)):
                await self._tell_delay(lease, contact, order)
            return await filing
        except TryAgain as again:
            if self._left(started) <= (again.after or 0):
                await self._tell_delay(lease, contact, order)
            raise
        finally:
            filing.cancel()

    async def add(self, order: AddWords) -> bool:
        """False when the desk takes nothing further; the words must then be kept elsewhere."""
        urls = await self.media_urls(order)
        return await self._asked(self.desk.add_words(order.service_request_id, order.words, urls, order.key))

    async def reopen(self, contact: Contact, lease: Lease, order: Reopen) -> RequestReopened | ReopeningFailed:
        number = order.service_request_id
        if await self._asked(self.desk.reopen(number, order.words, order.survey_key)):
            return RequestReopened(self.clock(), number)
        if order.refile is None:
            return ReopeningFailed(self.clock(), number)
        match await self.file(lease, contact, order.refile):
            case RequestFiled(service_request_id=new):
                return RequestReopened(self.clock(), number, new)
            case RequestRefused():
                return ReopeningFailed(self.clock(), number)

    async def _advance(
        self, lease: Lease, contact: Contact, order: FileRequest, memo: FilingMemo, started: datetime
    ) -> RequestFiled | RequestRefused:
        if memo.request_token:
            return await self._number_for(contact, order, Filed("", memo.request_token))
        if memo.tried_at and memo.tried_at > (now := self.clock()):  # it was put back: waiting begins anew
            started = min(started, now)
            memo = msgspec.structs.replace(memo, tried_at=now, first_tried_at=started)
            await lease.remember(order.filing_key, memo)
        unknown = memo.tried_at and not await self._asked(self.desk.keeps_keys())
        if unknown and (found := await self._found(order, memo)):
            return await self._conclude(lease, contact, order, memo, found)
        memo = msgspec.structs.replace(memo, tried_at=self.clock(), first_tried_at=started)
        await lease.remember(order.filing_key, memo)
        media_urls = await self.media_urls(order)
        if not lease.held():  # this process may have been stopped since, and another be filing now
            raise LeaseLost("it is time to renew it")
        outcome = await self.desk.file(order, media_urls, contact.channel)
        return await self._conclude(lease, contact, order, memo, outcome)

    async def _found(self, order: FileRequest, memo: FilingMemo) -> Filed | None:
        assert memo.tried_at
        since = (memo.first_tried_at or memo.tried_at) - CLOCKS_DIFFER
        found = await self._asked(self.desk.find_filed(order, since))
        if found is None:
            waited = (self.clock() - memo.tried_at).total_seconds()
            if waited < self.settled_after:  # looked for again after as long again, and the moment it is settled
                raise TryAgain("outcome unknown, not there yet", min(max(1.0, waited), self.settled_after - waited))
        return found

    async def _conclude(
        self, lease: Lease, contact: Contact, order: FileRequest, memo: FilingMemo, outcome: FilingOutcome
    ) -> RequestFiled | RequestRefused:
        match outcome:
            case Filed():
                if outcome.request_token and not outcome.service_request_id:
                    memo = msgspec.structs.replace(memo, request_token=outcome.request_token)
                    await lease.remember(order.filing_key, memo)
                return await self._number_for(contact, order, outcome)
            case Refused():
                log.warning("request_refused", service_code=order.service_code, filing_key=order.filing_key)
                return RequestRefused(self.clock(), order.filing_key, outcome.reason)
            case NotReached() | OutcomeUnknown(repeatable=True):
                await lease.remember(order.filing_key, msgspec.structs.replace(memo, tried_at=None))
                raise TryAgain(outcome.reason, outcome.retry_after)
            case OutcomeUnknown():
                raise TryAgain(outcome.reason, outcome.retry_after)
            case _:
                assert_never(outcome)

    async def _number_for(self, contact: Contact, order: FileRequest, filed: Filed) -> RequestFiled:
        number: str | None = filed.service_request_id
        if not number:
            number = await self._asked(self.desk.id_for_token(filed.request_token))
        if not number:
            raise TryAgain("the desk has not given a number yet")
        await self.follows.follow(
            contact, number, "open", service_code=order.service_code, expected=filed.expected_datetime
        )
        seen = filed.seen or await self._seen(number)
        await self.places.note(contact, order, number, seen)
        return RequestFiled(
            self.clock(),
            order.filing_key,
            number,
            filed.service_notice,
            filed.expected_datetime or (seen.expected_datetime if seen else None),
            seen.address if seen else "",
        )

    async def _seen(self, number: str) -> ServiceRequest | None:
        """The request as the desk shows it: its date, which the answer to a filing does not name, and its place.

        Not worth failing for; None also where the desk shows a new request only later.
        """
        try:
            return next(iter(await self.desk.look_up((number,))), None)
        except DeskUnavailable:
            return None

    async def media_urls(self, order: FileRequest | AddWords | CallStaff) -> tuple[str, ...]:
        """Where the photos that were kept are shown."""
        return tuple(
            [f"{self.public_url}/media/{media_id}" for media_id in order.media_ids if await self.media.has(media_id)]
        )

    async def _tell_delay(self, lease: Lease, contact: Contact, order: FileRequest) -> None:
        # Under a key of its own: the try that is running meanwhile writes the filing's memo.
        told = f"delay:{order.filing_key}"
        if (await lease.memo(told)).delay_told:
            return
        await self.inbox.admit(contact, FilingDelayed(self.clock(), order.filing_key), f"delayed:{order.filing_key}")
        await lease.remember(told, FilingMemo(delay_told=True))

    def _left(self, started: datetime) -> float:
        return self.delayed_after - (self.clock() - started).total_seconds()

    async def _outlasts(self, filing: "asyncio.Future[Any]", seconds: float) -> bool:
        _, pending = await asyncio.wait({filing}, timeout=max(0.0, seconds))
        return bool(pending)

    async def _asked(self, asked: Awaitable[T]) -> T:
        try:
            return await asked
        except DeskUnavailable as error:
            raise TryAgain(str(error), error.retry_after) from error
