"""What every process of the bot shares, opened in order: city, store, records, media, desk, channels."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import aiohttp
import structlog
from yarl import URL

from bot.adapters.media_folder import MediaFolder
from bot.adapters.open311_desk import Open311Desk
from bot.adapters.records import SqlRecords
from bot.adapters.redis.inbox import RedisInbox
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.pins import RedisPins
from bot.adapters.redis.store import Store, open_client, settle_partitions
from bot.adapters.valkey import embedded_valkey
from bot.channels.base import Channel
from bot.channels.telegram import Telegram
from bot.channels.twilio import Twilio
from bot.channels.web import WebChat
from bot.city import City
from bot.current_city import CurrentCity
from bot.keep_alive import KeepAlive
from bot.messages import ChannelName
from bot.settings import Settings, SettingsError
from bot.waiting_for_stores import as_soon_as_it_answers
from crm_client import MAX_BYTES, PRESETS, GeoReportClient, Profile, Timeouts

log = structlog.get_logger()
DEMO = Path(__file__).parent / "demo"
PARTITIONS = 16
"""Contacts are spread over these; fixed for the life of a store, as a contact must stay where its keys are."""
CONNECTIONS_A_HOST = 128


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one clock that is passed to everything


def new_id() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True)
class Parts:
    """What every process of the bot shares, opened."""

    settings: Settings
    current: CurrentCity
    city_folder: Path
    session: aiohttp.ClientSession
    inbox: RedisInbox
    media: MediaFolder
    records: SqlRecords
    pins: RedisPins
    desk: Open311Desk
    channels: Mapping[ChannelName, Channel]
    twilio: Twilio | None
    telegram: Telegram | None
    web_chat: WebChat

    @property
    def city(self) -> City:
        """As its file says now; whoever keeps it keeps what it said then."""
        return self.current.city


@asynccontextmanager
async def opened(
    settings: Settings,
    partitions: int = PARTITIONS,
    store_dir: Path | None = None,
    stop: asyncio.Event | None = None,
) -> AsyncIterator[Parts]:
    """Everything a process of the bot needs; closed in the opposite order. `store_dir`: where an embedded store
    lives, when not in the data folder. With `stop` it waits for Redis and the records until then; a command does not.
    """
    city_file = settings.city_file or DEMO / "city.toml"
    current = CurrentCity(city_file)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        url = settings.redis_url or await stack.enter_async_context(embedded_valkey(store_dir or settings.data_dir))
        store = Store(open_client(url, cluster=settings.redis_cluster))
        stack.push_async_callback(store.close)
        # no limit over all: a CRM or geocoder that hangs would take the connections of those who send
        connector = aiohttp.TCPConnector(limit=0, limit_per_host=CONNECTIONS_A_HOST)
        jar = aiohttp.DummyCookieJar()
        session = await stack.enter_async_context(aiohttp.ClientSession(connector=connector, cookie_jar=jar))
        opening = partial(asyncio.to_thread, records_of, settings)
        records = await as_soon_as_it_answers(opening, "TEXT311_RECORDS_URL", stop)
        stack.push_async_callback(records.close)
        shared = await as_soon_as_it_answers(partial(_shared, store, partitions), "TEXT311_REDIS_URL", stop)
        inbox = RedisInbox(store, shared.partitions)
        mailbox = RedisMailbox(store, inbox.partitions)
        stack.push_async_callback(mailbox.close)
        desk_calls = _calls_to(settings.crm.url)
        if desk_calls:
            stack.callback(desk_calls.close)
        desk = _desk(settings, session, desk_calls)
        parts = _parts(settings, current, city_file.parent, session, inbox, records, mailbox, shared, desk)
        if parts.telegram:
            stack.callback(parts.telegram.close)
        yield parts


def records_of(settings: Settings) -> SqlRecords:
    """TEXT311_RECORDS_URL, else SQLite in the data folder; with its tables. Blocks."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    records = SqlRecords(settings.records_url or f"sqlite:///{settings.data_dir / 'records.sqlite'}")
    records.create()
    return records


class Shared(NamedTuple):
    """What the processes of a city have in common, kept in the store by whoever came first."""

    partitions: int
    web_chat: bytes
    pins: bytes


async def _shared(store: Store, partitions: int) -> Shared:
    kept = await settle_partitions(store, partitions)
    return Shared(kept, await _secret(store, "web_chat"), await _secret(store, "pins"))


async def _secret(store: Store, name: str) -> bytes:
    """Which nobody had to configure."""
    key = f"text311:secret:{name}"
    await store.call("SET", key, secrets.token_hex(32), "NX")
    kept: bytes = await store.call("GET", key)
    return kept


def _parts(
    settings: Settings,
    current: CurrentCity,
    city_folder: Path,
    session: aiohttp.ClientSession,
    inbox: RedisInbox,
    records: SqlRecords,
    mailbox: RedisMailbox,
    shared: Shared,
    desk: Open311Desk,
) -> Parts:
    media = MediaFolder(settings.data_dir / "media")
    web_chat = WebChat(mailbox=mailbox, secret=shared.web_chat, clock=time.time, new_id=new_id, read_upload=media.read)
    twilio = _twilio(settings, session)
    telegram = _telegram(settings, session)
    channels: dict[ChannelName, Channel] = {"web": web_chat}
    if twilio:
        channels |= {"sms": twilio, "whatsapp": twilio}
    if telegram:
        channels["telegram"] = telegram
    return Parts(
        settings=settings,
        current=current,
        city_folder=city_folder,
        session=session,
        inbox=inbox,
        media=media,
        records=records,
        pins=RedisPins(inbox.store, shared.pins),
        desk=desk,
        channels=channels,
        twilio=twilio,
        telegram=telegram,
        web_chat=web_chat,
    )


def _calls_to(address: str) -> KeepAlive | None:
    """None for an address that names a user: a password is for aiohttp. What is no address at all is told elsewhere."""
    url = URL(address)
    if url.scheme not in {"http", "https"} or not url.host or url.user or url.password:
        return None
    return KeepAlive(url.origin(), connect_seconds=Timeouts().connect, max_bytes=MAX_BYTES)


def _desk(settings: Settings, session: aiohttp.ClientSession, calls: KeepAlive | None) -> Open311Desk:
    crm = settings.crm
    client = GeoReportClient(
        crm.url,
        session,
        api_key=crm.api_key,
        jurisdiction_id=crm.jurisdiction,
        profile=_profile(crm.kind),
        calls=calls,
    )
    return Open311Desk(client, time.time)


def _profile(kind: str) -> Profile:
    """`open311`, or `open311:boston` for the quirks of a known server."""
    family, _, name = kind.partition(":")
    if family != "open311" or (name or "standard") not in PRESETS:
        known = ", ".join(f"open311:{preset}" for preset in PRESETS)
        raise SettingsError(f'TEXT311_CRM_KIND="{kind}" is none of: open311, {known}.')
    return PRESETS[name or "standard"]


def _twilio(settings: Settings, session: aiohttp.ClientSession) -> Twilio | None:
    if not settings.twilio.configured:
        return None
    return Twilio(
        session=session,
        account_sid=settings.twilio.account_sid,
        auth_token=settings.twilio.auth_token,
        sms_from=settings.twilio.sms_from,
        whatsapp_from=settings.twilio.whatsapp_from,
        messaging_service_sid=settings.twilio.messaging_service_sid,
        public_url=settings.public_url,
        api_base=settings.twilio.api_base,
        clock=time.time,
        new_id=new_id,
    )


def _telegram(settings: Settings, session: aiohttp.ClientSession) -> Telegram | None:
    if not settings.telegram.configured:
        return None
    return Telegram(
        session=session,
        bot_token=settings.telegram.bot_token,
        webhook_secret=settings.telegram.webhook_secret,
        api_base=settings.telegram.api_base,
        clock=time.time,
        new_id=new_id,
    )
