"""Prompts whoever listens that a request has changed: signed, kept until delivered."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from crm_server.database import Database
from crm_server.tables import Push

log = structlog.get_logger()

LOOK_SECONDS = 1.0
BATCH = 50
TIMEOUT = aiohttp.ClientTimeout(total=10)
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=2)
"""The receiver treats a push as a prompt only: what it missed it finds by polling."""


def signature(secret: str, body: bytes) -> str:
    """The value of `X-Text311-Signature`."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def wait_after(attempts: int) -> timedelta:
    return min(FIRST_WAIT * (1 << min(attempts - 1, 20)), LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class Pusher:
    database: Database
    url: str
    secret: str
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Until cancelled."""
        async with aiohttp.ClientSession(timeout=TIMEOUT) as http:
            while True:
                if not await self._push_or_log(http):
                    await asyncio.sleep(LOOK_SECONDS)

    async def _push_or_log(self, http: aiohttp.ClientSession) -> int:
        try:
            return await self.push_due(http)
        except SQLAlchemyError as error:  # a database that is away for a while must not end the pushing
            log.warning("crm.push_database", error=type(error).__name__)
            return 0

    async def push_due(self, http: aiohttp.ClientSession) -> int:
        """Sends what is due, oldest first; how many there were."""
        due = await asyncio.to_thread(self._due)
        for push in due:
            outcome = await self._send(http, push)
            await asyncio.to_thread(self._note, push.id, delivered=outcome)
        return len(due)

    async def _send(self, http: aiohttp.ClientSession, push: Push) -> bool:
        body = push.body.encode()
        headers = {"Content-Type": "application/json", "X-Text311-Signature": signature(self.secret, body)}
        try:
            async with http.post(self.url, data=body, headers=headers) as answer:
                if not answer.ok:
                    log.warning("crm.push_refused", status=answer.status, attempts=push.attempts + 1)
                return answer.ok
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("crm.push_failed", error=type(error).__name__, attempts=push.attempts + 1)
            return False

    def _due(self) -> list[Push]:
        with self.database.reading() as session:
            query = select(Push).where(Push.next_at <= self.clock()).order_by(Push.id).limit(BATCH)
            return list(session.scalars(query))

    def _note(self, push_id: int, *, delivered: bool) -> None:
        with self.database.writing.begin() as session:
            push = session.get(Push, push_id)
            if push is None:
                return
            push.attempts += 1
            push.next_at = self.clock() + wait_after(push.attempts)
            too_old = push.next_at - push.made_at > GIVE_UP_AFTER
            if too_old and not delivered:
                log.error("crm.push_given_up", attempts=push.attempts)
            if delivered or too_old:
                session.delete(push)
