"""The watcher: sees what the desk changed and passes it on to every follower, once and in order."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha1

import structlog

from bot import metrics
from bot.events import RequestChanged
from bot.faults import where
from bot.ports import DeskUnavailable, Inbox, ServiceDesk, StoreUnavailable
from bot.service_requests import ServiceRequest
from bot.spine import LeaseLost, WatchLog

log = structlog.get_logger()
BEAT_SECONDS = 1.5
PROMPT_SECONDS = 0.5
CLOCKS_DIFFER = timedelta(minutes=5)
"""How far the desk's clock may be behind ours when we look for the first time."""


Appeared = Callable[[Sequence[ServiceRequest]], Awaitable[None]]


async def _nobody_asks(requests: Sequence[ServiceRequest]) -> None:
    pass


class Watcher:
    """Any number may run; one at a time watches. Each look reaches back behind the newest change seen, as far as the
    desk may be behind its own stamps. `loop_clock` counts seconds and never jumps. `appeared` hears of what the desk
    shows anew or changed, also of what nobody follows; it must not raise.
    """

    def __init__(
        self,
        *,
        watch_log: WatchLog,
        desk: ServiceDesk,
        inbox: Inbox,
        clock: Callable[[], datetime],
        loop_clock: Callable[[], float],
        poll_seconds: float,
        appeared: Appeared = _nobody_asks,
    ) -> None:
        self._log, self._desk, self._inbox, self._clock = watch_log, desk, inbox, clock
        self._loop_clock, self._poll_seconds, self._appeared = loop_clock, poll_seconds, appeared
        self._next_poll = loop_clock()
        self._seen: dict[str, str] = {}
        """What each request was like when its followers were last told or had nothing to hear, while we are the watcher."""

    async def run(self, stop: asyncio.Event) -> None:
        """Returns when `stop` is set."""
        beat = asyncio.create_task(self._beat())
        try:
            while not stop.is_set():
                await self._step()
        finally:
            beat.cancel()
            await asyncio.gather(beat, return_exceptions=True)
            with suppress(StoreUnavailable):
                await self._log.let_go()

    async def look(self, service_request_ids: Iterable[str]) -> None:
        """Compare these requests with what was last told. Raises `DeskUnavailable`."""
        await self._tell_all(await self._desk.look_up(service_request_ids))

    async def poll(self) -> None:
        """Compare whatever changed since the last look. Raises `DeskUnavailable`."""
        began = self._clock()
        cursor = await self._log.cursor() or began - CLOCKS_DIFFER
        since = cursor - timedelta(seconds=await self._desk.shows_within())
        changed = await self._desk.changed_since(since, self._log.followed_ids)
        await self._tell_all(changed)
        numbers = {request.service_request_id for request in changed}
        self._seen = {number: was for number, was in self._seen.items() if number in numbers}
        stamps = [stamp for request in changed if (stamp := request.updated_datetime or request.requested_datetime)]
        # by the desk's own clock, but never ahead of ours: one wrong stamp in the future would hide what comes after
        await self._log.move_cursor(max(cursor, min(max(stamps, default=cursor), began)))

    async def _beat(self) -> None:
        while True:
            try:
                await self._log.hold()
            except StoreUnavailable as error:
                log.warning("store_unavailable", reason=str(error))
            await asyncio.sleep(BEAT_SECONDS)

    async def _step(self) -> None:
        try:
            if not self._log.held():
                self._seen = {}
                await asyncio.sleep(PROMPT_SECONDS)
                return
            if numbers := await self._log.prompts(PROMPT_SECONDS):
                await self.look(numbers)
            if self._loop_clock() >= self._next_poll:
                self._next_poll = self._loop_clock() + self._poll_seconds
                await self.poll()
        except (StoreUnavailable, LeaseLost) as error:
            log.warning("watch_interrupted", reason=str(error))
            await asyncio.sleep(PROMPT_SECONDS)
        except DeskUnavailable as error:
            metrics.WATCH_FAILURES.inc()
            log.warning("desk_unavailable", reason=str(error))
        except Exception as error:  # noqa: BLE001  # one odd answer must not end the watch
            metrics.WATCH_FAILURES.inc()
            log.warning("watch_broke", reason=where(error))

    async def _tell_all(self, requests: Iterable[ServiceRequest]) -> None:
        """Polls overlap: what is as it was when we last saw it needs no second look at who follows it."""
        fresh = [one for one in requests if self._seen.get(one.service_request_id) != identity(one)]
        await self._appeared(fresh)
        for request in fresh:
            if await self._tell(request):
                self._seen[request.service_request_id] = identity(request)

    async def _tell(self, request: ServiceRequest) -> bool:
        """False where nobody follows it (yet)."""
        number = request.service_request_id
        followers, last = await asyncio.gather(self._log.followers(number), self._log.last_told(number))
        if not followers:
            return False
        if last and (outdated(last, request) or not differs(last, request)):
            return True
        if last is None or worth_telling(last, request):
            corrected_only = last is not None and not is_news(last, request)
            event = RequestChanged(self._clock(), request, last.status if last else "", corrected_only)
            for contact in followers:
                if not self._log.held():
                    raise LeaseLost("another process watches now")
                await self._inbox.admit(contact, event, f"change:{number}:{identity(request)}")
            metrics.CHANGES_TOLD.inc(len(followers))
        await self._log.told(request)
        return True


def _shown(request: ServiceRequest) -> tuple[str, ...]:
    return request.status, request.status_notes, request.extended_status, request.media_url


def differs(last: ServiceRequest, now: ServiceRequest) -> bool:
    return _shown(last) != _shown(now) or corrected(last, now)


def corrected(last: ServiceRequest, now: ServiceRequest) -> bool:
    """Another service or another promise than the one that was known; what was unknown is no correction."""
    service = last.service_code and now.service_code and last.service_code.casefold() != now.service_code.casefold()
    promise = last.expected_datetime and now.expected_datetime and last.expected_datetime != now.expected_datetime
    return bool(service or promise)


def outdated(last: ServiceRequest, now: ServiceRequest) -> bool:
    """A slow answer that was overtaken by a newer one."""
    return bool(last.updated_datetime and now.updated_datetime and now.updated_datetime < last.updated_datetime)


def worth_telling(last: ServiceRequest, now: ServiceRequest) -> bool:
    return corrected(last, now) or is_news(last, now)


def is_news(last: ServiceRequest, now: ServiceRequest) -> bool:
    """At first sight (only the status was known) what the desk set while taking the request is no change."""
    if _shown(last) == _shown(now):
        return False
    if last.updated_datetime or last.status != now.status:
        return True
    later = not now.updated_datetime or not now.requested_datetime or now.updated_datetime > now.requested_datetime
    return bool(now.status_notes) and later


def identity(request: ServiceRequest) -> str:
    """Names a change, so that it is told once whoever saw it."""
    parts = (*_shown(request), request.service_code, str(request.expected_datetime), str(request.updated_datetime))
    return sha1("\0".join(parts).encode(), usedforsecurity=False).hexdigest()[:20]
