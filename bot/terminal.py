"""`text311 chat`: one resident at this terminal, the whole way through inbox, worker and outbox."""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import msgspec
from fastapi import FastAPI

from bot import app
from bot.adapters.redis.keys import keys_of
from bot.adapters.redis.store import Store
from bot.admission import admission
from bot.channels.console import Console
from bot.city_file import read_city
from bot.embedded_crm import crm_beside
from bot.logs import configure_logs
from bot.messages import Contact, OutboundMessage
from bot.parts import DEMO, Parts, new_id, opened
from bot.serving import free_port, serve
from bot.settings import Settings
from bot.web_pin import create_pin_web

LONGEST_TURN = 60.0
"""Seconds after which a line's answers are no longer waited for (the CRM is down; the report is kept and says so)."""


class JsonConsole(Console):
    """One JSON object per message of the bot."""

    async def send(self, message: OutboundMessage) -> str:
        choices = [{"id": choice.id, "label": choice.label} for choice in message.choices]
        told = {"key": message.key, "text": message.text, "choices": choices, "photo_url": message.photo_url}
        print(msgspec.json.encode(told).decode(), flush=True)
        return new_id()


async def run(settings: Settings, language: str | None, *, as_json: bool) -> None:
    configure_logs(level=40)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    contact = Contact("console", new_id()[:12])
    async with AsyncExitStack() as stack:
        if not settings.crm.url_given:
            url = await stack.enter_async_context(_own_crm(settings))
            settings = replace(settings, crm=replace(settings.crm, url=url, webhook_secret=""))
        # A store of its own: another worker on this data folder has no terminal to answer on.
        store_dir = stack.enter_context(tempfile.TemporaryDirectory(prefix="text311-chat-"))
        port = free_port()
        pages = f"http://127.0.0.1:{port}"
        own = replace(settings, redis_url="", redis_cluster=False, public_url=pages, public_url_given=True)
        parts = await stack.enter_async_context(opened(own, partitions=1, store_dir=Path(store_dir)))
        await stack.enter_async_context(_served(create_pin_web(app.pin_pages(parts)), port))
        kind = JsonConsole if as_json else Console
        console = kind(write=_write, clock=time.time, new_id=new_id, contact=contact, language=language)
        await _talk(parts, console)


async def _talk(parts: Parts, console: Console) -> None:
    stop = asyncio.Event()
    worker = asyncio.create_task(app.make_worker(parts, {"console": console}).run(stop))
    watcher = asyncio.create_task(app.make_watcher(parts).run(stop))
    admit = admission(parts.inbox)
    try:
        async for line in _lines():
            for message in console.receive(line, {}, ""):
                await admit(message)
            await _answered(parts.inbox.store, worker)
    finally:
        stop.set()
        await asyncio.gather(worker, watcher)


async def _answered(store: Store, worker: "asyncio.Task[None]") -> None:
    """Returns when nothing is waiting to be understood or carried out."""
    keys = keys_of(0)
    deadline = time.monotonic() + LONGEST_TURN
    while time.monotonic() < deadline and not worker.done():
        waiting = [await store.call("XLEN", key) for key in (keys.inbox, keys.orders)]
        if not any(waiting):
            return
        await asyncio.sleep(0.01)


async def _lines() -> AsyncIterator[bytes]:
    """Lines of stdin, read in a thread so that answers can come in between."""
    prompt = sys.stdin.isatty()
    while True:
        if prompt:
            print("> ", end="", flush=True)
        line = await asyncio.to_thread(sys.stdin.buffer.readline)
        if not line:
            return
        yield line.rstrip(b"\r\n")


def _write(text: str) -> None:
    print(text, flush=True)


@asynccontextmanager
async def _own_crm(settings: Settings) -> AsyncIterator[str]:
    """The embedded CRM of the data folder, shared with any other process on it through its database."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    city = read_city(settings.city_file or DEMO / "city.toml")
    async with _served(crm_beside(settings, city, base), port):
        yield f"{base}/open311/v2"


@asynccontextmanager
async def _served(web: FastAPI, port: int) -> AsyncIterator[None]:
    stop, started = asyncio.Event(), asyncio.Event()
    serving = asyncio.create_task(serve(web, "127.0.0.1", port, stop, started))
    try:
        await asyncio.wait({serving, asyncio.create_task(started.wait())}, return_when=asyncio.FIRST_COMPLETED)
        yield
    finally:
        stop.set()
        await serving
