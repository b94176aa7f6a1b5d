"""A web process on a real port, with everything behind it in memory."""

import asyncio
import itertools
import json
import socket
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
import uvicorn
from fastapi import FastAPI

from bot.channels.base import DeliveryStatus
from bot.channels.telegram import Telegram
from bot.channels.twilio import Twilio
from bot.channels.web import WebChat
from bot.events import Arrival
from bot.messages import Contact, InboundMessage
from bot.ports import MediaRefused
from bot.web import create_web
from bot.web_front import FrontPage, Link

SID, TOKEN = "AC0123456789abcdef0123456789abcdef", "a-token-of-the-tests"
TELEGRAM_SECRET, CRM_SECRET = "telegram-secret", "crm-secret"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class MemoryInbox:
    """Keeps what was admitted once; `away` makes it as if Redis were down; `listener` hears of each message."""

    def __init__(self) -> None:
        self.admitted: dict[str, tuple[Contact, Arrival]] = {}
        self.away = False
        self.listener: Callable[[InboundMessage], Any] | None = None

    async def admit(self, contact: Contact, event: Arrival, once: str) -> bool:
        if self.away:
            raise ConnectionError("no Redis here")
        if once in self.admitted:
            return False
        self.admitted[once] = (contact, event)
        if self.listener:
            await self.listener(event.message)  # type: ignore[union-attr]
        return True

    @property
    def messages(self) -> list[InboundMessage]:
        return [event.message for _, event in self.admitted.values()]  # type: ignore[union-attr]


class MemoryMailbox:
    def __init__(self) -> None:
        self._entries: dict[Contact, list[dict[str, Any]]] = defaultdict(list)
        self._ids: dict[tuple[Contact, str], str] = {}
        self._grown = asyncio.Condition()

    async def append(self, contact: Contact, payload: dict[str, Any], once: str) -> str:
        async with self._grown:
            if (contact, once) not in self._ids:
                self._entries[contact].append(payload)
                self._ids[contact, once] = f"{len(self._entries[contact])}-0"
                self._grown.notify_all()
        return self._ids[contact, once]

    async def read(self, contact: Contact, after: str) -> AsyncIterator[tuple[str, dict[str, Any]]]:
        seen = int(after.partition("-")[0])
        while True:
            async with self._grown:
                while len(self._entries[contact]) <= seen:
                    await self._grown.wait()
            seen += 1
            yield f"{seen}-0", self._entries[contact][seen - 1]

    def payloads(self, contact: Contact) -> list[dict[str, Any]]:
        return self._entries[contact]


class MemoryMedia:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    async def keep(self, media_id: str, content: bytes) -> None:
        if content.startswith(b"%PDF"):
            raise MediaRefused("not_a_photo")
        self.kept[media_id] = content

    async def has(self, media_id: str) -> bool:
        return media_id in self.kept

    async def read(self, media_id: str) -> tuple[bytes, str] | None:
        return (self.kept[media_id], "image/jpeg") if media_id in self.kept else None


@dataclass
class City:
    """The web process and what stands behind it."""

    inbox: MemoryInbox = field(default_factory=MemoryInbox)
    mailbox: MemoryMailbox = field(default_factory=MemoryMailbox)
    media: MemoryMedia = field(default_factory=MemoryMedia)
    checks: dict[str, bool] = field(default_factory=lambda: {"redis": True, "crm": True})
    delivered: list[DeliveryStatus] = field(default_factory=list)
    looked_at: list[str] = field(default_factory=list)
    unread: list[tuple[str, Any, str]] = field(default_factory=list)
    base: str = ""
    telegram_base: str = "http://127.0.0.1:9"

    def chat(self) -> WebChat:
        ids = itertools.count(1)
        return WebChat(
            mailbox=self.mailbox,
            secret=b"a secret of the tests",
            clock=AT.timestamp,
            new_id=lambda: f"session-or-reference-{next(ids)}",
            read_upload=self.media.read,
        )

    def create(self, session: aiohttp.ClientSession) -> FastAPI:
        ids = itertools.count(1)
        common: dict[str, Any] = {
            "session": session,
            "clock": AT.timestamp,
            "new_id": lambda: f"fresh-media-id-{next(ids):04d}",
        }

        async def ready() -> dict[str, bool]:
            return self.checks

        async def delivered(status: DeliveryStatus) -> None:
            self.delivered.append(status)

        async def set_aside(channel: str, body: str, reason: str) -> None:
            if self.inbox.away:
                raise ConnectionError("no Redis here")
            self.unread.append((channel, json.loads(body), reason))

        async def look(service_request_id: str) -> None:
            self.looked_at.append(service_request_id)

        return create_web(
            inbox=self.inbox,
            media=self.media,
            ready=ready,
            delivered=delivered,
            set_aside=set_aside,
            look=look,
            new_id=common["new_id"],
            front=lambda: FrontPage(
                "Riverton",
                tries=("Big pothole outside 12 Elm St", "The street light at Main and Oak is out"),
                links=(
                    Link("simulator", "Phone simulator", "Text the bot from a pretend phone."),
                    Link("staff", "City Worker"),
                ),
            ),
            crm_webhook_secret=CRM_SECRET,
            twilio=Twilio(account_sid=SID, auth_token=TOKEN, sms_from="+13115550100", **common),
            telegram=Telegram(
                bot_token="42:token", webhook_secret=TELEGRAM_SECRET, api_base=self.telegram_base, **common
            ),
            web_chat=self.chat(),
        )


@asynccontextmanager
async def running(app: FastAPI, port: int = 0) -> AsyncIterator[str]:
    """`app` under uvicorn in this loop; its base address."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    config = uvicorn.Config(app, log_level="error", access_log=False, lifespan="off", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve([listening]))
    while not server.started:  # uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = server.force_exit = True
        await task
        listening.close()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def city(session: aiohttp.ClientSession) -> AsyncIterator[City]:
    city = City()
    async with running(city.create(session)) as base:
        city.base = base
        yield city
