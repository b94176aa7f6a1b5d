"""Telegram without a public address: ask for updates, admit them, ask for the next."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

import structlog

from bot.channels.base import FetchFailed
from bot.channels.telegram import Telegram
from bot.channels.unread import UNTAKEABLE, SetAside, reason_of, written_down
from bot.messages import InboundMessage

POLL_SECONDS: Final = 30
MAX_PAUSE: Final = 30.0

log = structlog.get_logger()


class Polling:
    """`admit` makes a message durable or raises; `pause` waits so many seconds (`asyncio.sleep`).

    Telegram forgets an update when a later one is asked for, so the offset moves only past what was admitted, or set
    aside: what can never be read would else be asked for again for ever, and nobody behind it heard.
    """

    def __init__(
        self,
        telegram: Telegram,
        admit: Callable[[InboundMessage], Awaitable[bool]],
        set_aside: SetAside,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        poll_seconds: int = POLL_SECONDS,
    ) -> None:
        self._telegram, self._admit, self._set_aside, self._pause = telegram, admit, set_aside, pause
        self._poll_seconds = poll_seconds
        self._offset = 0

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set; what was being admitted then is admitted."""
        running = asyncio.create_task(self._run(stop))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        if not running.cancelled() and (error := running.exception()):
            raise error

    async def _run(self, stop: asyncio.Event) -> None:
        wait = 1.0
        webhook_left = heard = False
        while not stop.is_set():
            try:
                if not webhook_left:
                    await self._telegram.leave_webhook()
                    webhook_left = True
                await self._poll_once()
                wait, heard = 1.0, True
            except Exception as error:
                # a token that was right may be so again: a proxy's 404 is the same error
                if isinstance(error, FetchFailed) and error.permanent and not heard:
                    raise
                log.warning("polling_failed", channel="telegram", reason=reason_of(error), seconds=wait)
                await self._pause(wait)
                wait = min(wait * 2, MAX_PAUSE)

    async def _poll_once(self) -> None:
        for update_id, update in await self._telegram.updates(self._offset, self._poll_seconds):
            try:
                messages = await self._admitted(update)
            except UNTAKEABLE as error:
                await self._set_aside(written_down(json.dumps(update).encode()), reason_of(error))
                messages = []
            self._offset = update_id + 1
            for message in messages:
                await self._telegram.answer_press(message)

    async def _admitted(self, update: Any) -> list[InboundMessage]:
        messages = self._telegram.read(update)
        for message in messages:
            await self._admit(message)
        return messages
