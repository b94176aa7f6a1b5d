"""The composition root: the only module that knows every part. Everything is passed; nothing is looked up."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import aiohttp
import structlog
from fastapi import FastAPI

from bot.adapters.media_folder import MediaFolder
from bot.adapters.open311_desk import Open311Desk
from bot.adapters.records import SqlRecords
from bot.adapters.redis.follows import RedisFollows, RedisWatchLog
from bot.adapters.redis.inbox import RedisInbox
from bot.adapters.redis.mailbox import RedisMailbox
from bot.adapters.redis.overview import DeadLetters, overview, publish
from bot.adapters.redis.partitions import RedisPartitions
from bot.adapters.redis.pins import RedisPins
from bot.adapters.redis.store import Store, open_client, settle_partitions
from bot.adapters.valkey import embedded_valkey
from bot.admission import admission
from bot.channels.base import Channel, DeliveryStatus, SendFailed
from bot.channels.telegram import Telegram
from bot.channels.telegram_polling import Polling
from bot.channels.twilio import Twilio
from bot.channels.web import WebChat
from bot.city import City, read_city
from bot.embedded_crm import crm_alone, crm_with_faults
from bot.engine import decide
from bot.events import ContactBlocked
from bot.filing import Filing
from bot.logs import configure_logs
from bot.messages import ChannelName
from bot.outbox import Outbox
from bot.pacing import Pacer
from bot.places.finder import PlaceFinder, make_place_finder
from bot.places.jurisdiction import Neighbor
from bot.places.prepare import prepared_gazetteer
from bot.ports import StoreUnavailable
from bot.retention import Retention
from bot.serving import serve, stop_on_signals
from bot.settings import Settings, SettingsError
from bot.settings import Twilio as TwilioSettings
from bot.speech import spoken
from bot.turn import Turns
from bot.watch import Watcher
from bot.web import create_web
from bot.web_front import FrontPage, Link
from bot.web_pin import PinPages, add_pin_pages
from bot.worker import Worker
from crm_client import PRESETS, GeoReportClient, Profile

log = structlog.get_logger()
DEMO = Path(__file__).parent / "demo"
TRIES = ("Big pothole outside 12 Elm St", "Streetlight out at Main and Oak", "Hay basura tirada en 20 Oak St")
PARTITIONS = 16
"""Contacts are spread over these; fixed for the life of a store, as a contact must stay where its keys are."""


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the one clock that is passed to everything


def new_id() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True)
class Parts:
    """What every process of the bot shares, opened."""

    settings: Settings
    city: City
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


@asynccontextmanager
async def opened(
    settings: Settings, partitions: int = PARTITIONS, store_dir: Path | None = None
) -> AsyncIterator[Parts]:
    """Everything a process of the bot needs; closed in the opposite order. `store_dir`: where an embedded store
    lives, when not in the data folder.
    """
    city_file = settings.city_file or DEMO / "city.toml"
    city = read_city(city_file)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        url = settings.redis_url or await stack.enter_async_context(embedded_valkey(store_dir or settings.data_dir))
        store = Store(open_client(url, cluster=settings.redis_cluster))
        stack.push_async_callback(store.close)
        connector = aiohttp.TCPConnector(limit=200)
        session = await stack.enter_async_context(aiohttp.ClientSession(connector=connector))
        records = SqlRecords(settings.records_url or f"sqlite:///{settings.data_dir / 'records.sqlite'}")
        stack.push_async_callback(records.close)
        await asyncio.to_thread(records.create)
        inbox = RedisInbox(store, await settle_partitions(store, partitions))
        mailbox = RedisMailbox(store, inbox.partitions)
        stack.push_async_callback(mailbox.close)
        yield await _parts(settings, city, city_file.parent, session, inbox, records, mailbox)


async def _parts(
    settings: Settings,
    city: City,
    city_folder: Path,
    session: aiohttp.ClientSession,
    inbox: RedisInbox,
    records: SqlRecords,
    mailbox: RedisMailbox,
) -> Parts:
    media = MediaFolder(settings.data_dir / "media")
    secret = await shared_secret(inbox.store, "web_chat")
    web_chat = WebChat(mailbox=mailbox, secret=secret, clock=time.time, new_id=new_id, read_upload=media.read)
    twilio = _twilio(settings, session)
    telegram = _telegram(settings, session)
    channels: dict[ChannelName, Channel] = {"web": web_chat}
    if twilio:
        channels |= {"sms": twilio, "whatsapp": twilio}
    if telegram:
        channels["telegram"] = telegram
    return Parts(
        settings=settings,
        city=city,
        city_folder=city_folder,
        session=session,
        inbox=inbox,
        media=media,
        records=records,
        pins=RedisPins(inbox.store, await shared_secret(inbox.store, "pins")),
        desk=_desk(settings, session),
        channels=channels,
        twilio=twilio,
        telegram=telegram,
        web_chat=web_chat,
    )


def _desk(settings: Settings, session: aiohttp.ClientSession) -> Open311Desk:
    crm = settings.crm
    client = GeoReportClient(
        crm.url, session, api_key=crm.api_key, jurisdiction_id=crm.jurisdiction, profile=_profile(crm.kind)
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


async def shared_secret(store: Store, name: str) -> bytes:
    """A secret all processes of this city share and nobody had to configure."""
    key = f"text311:secret:{name}"
    await store.call("SET", key, secrets.token_hex(32), "NX")
    kept: bytes = await store.call("GET", key)
    return kept


def places_of(parts: Parts) -> PlaceFinder:
    city, folder, settings = parts.city, parts.city_folder, parts.settings
    sources = (
        [settings.gazetteer]
        if settings.gazetteer
        else [folder / name for name in (city.gazetteer, city.landmarks) if name]
    )
    return make_place_finder(
        gazetteer=prepared_gazetteer(sources, settings.data_dir) if sources else None,
        jurisdiction=folder / city.jurisdiction,
        neighbors=[Neighbor(one.name, one.contact, folder / one.area if one.area else None) for one in city.neighbors],
        nominatim_url=settings.nominatim_url,
        session=parts.session,
        clock=time.monotonic,
    )


def pages_base(settings: Settings) -> str:
    """How residents reach our pages; empty while real phones would be sent a loopback address."""
    real_phones = settings.twilio.api_base == TwilioSettings().api_base
    return settings.public_url if settings.public_url_given or not real_phones else ""


def pacers_of(settings: Settings) -> dict[ChannelName, Pacer]:
    telegram = Pacer(per_second=settings.telegram.per_second, per_chat=settings.telegram.per_chat, clock=time.monotonic)
    twilio = Pacer(per_second=settings.twilio.per_second, clock=time.monotonic)
    whatsapp = Pacer(per_second=settings.twilio.per_second, clock=time.monotonic)
    return {"telegram": telegram, "sms": twilio, "whatsapp": whatsapp}


def make_worker(parts: Parts, channels: Mapping[ChannelName, Channel] | None = None) -> Worker:
    """`channels` in place of the configured ones, for a terminal."""
    from bot.nlu.pipeline import load  # spaCy: half the start-up time and memory of the processes that need none

    city, follows = parts.city, RedisFollows(parts.inbox.store, now)
    pacers = pacers_of(parts.settings)
    turns = Turns(
        decide=partial(decide, city),
        nlu=load(languages=city.languages),
        places=places_of(parts),
        desk=parts.desk,
        clock=now,
        nearby_metres=city.duplicate_metres,
    )
    filing = Filing(parts.desk, parts.media, follows, parts.inbox, now, parts.settings.public_url)
    outbox = Outbox(
        channels=channels or parts.channels,
        render=partial(spoken, city, parts.pins, pages_base(parts.settings)),
        filing=filing,
        desk=parts.desk,
        media=parts.media,
        records=parts.records,
        follows=follows,
        clock=now,
        pacers=pacers,
    )
    partitions = RedisPartitions(
        parts.inbox.store,
        new_id(),
        parts.inbox.partitions,
        conversation_seconds=city.retention.conversation_days * 86400,
    )
    return Worker(
        partitions=partitions,
        turns=turns,
        outbox=outbox,
        records=parts.records,
        clock=now,
        pacers=tuple(pacers.values()),
    )


def make_watcher(parts: Parts) -> Watcher:
    log = RedisWatchLog(parts.inbox.store, new_id(), now, loop_clock=time.monotonic)
    return Watcher(
        watch_log=log, desk=parts.desk, inbox=parts.inbox, clock=now, poll_seconds=parts.settings.crm.poll_seconds
    )


def make_web(parts: Parts, links: tuple[Link, ...] = ()) -> FastAPI:
    city, records = parts.city, parts.records

    async def delivered(status: DeliveryStatus) -> None:
        await records.delivery(status.contact, "", status.provider_id, status.outcome, now())
        if status.opted_out:
            await parts.inbox.admit(status.contact, ContactBlocked(now()), f"blocked:{status.provider_id}")

    async def ready() -> Mapping[str, bool]:
        return {"redis": await _answers(parts.inbox.store)}

    watched = RedisWatchLog(parts.inbox.store, "", now, loop_clock=time.monotonic)
    web = create_web(
        inbox=parts.inbox,
        media=parts.media,
        ready=ready,
        delivered=delivered,
        look=watched.prompt,
        new_id=new_id,
        front=front_page(parts, links),
        crm_webhook_secret=parts.settings.crm.webhook_secret,
        twilio=parts.twilio,
        telegram=parts.telegram,
        web_chat=parts.web_chat,
        media_seconds=city.retention.media_days * 86400,
        backlog=partial(backlog, parts),
    )
    add_pin_pages(web, pin_pages(parts))
    return web


def pin_pages(parts: Parts) -> PinPages:
    """Without a remote geocoder: Nominatim's policy forbids to ask it wherever a pin is moved."""
    local = replace(parts, settings=replace(parts.settings, nominatim_url=""))
    number = parts.settings.twilio.sms_from
    return PinPages(parts.pins, partial(places_of, local), admission(parts.inbox), now, front_page(parts), number)


def front_page(parts: Parts, links: tuple[Link, ...] = ()) -> FrontPage:
    city = parts.city
    return FrontPage(city.name, city.emergency.number, city.languages, TRIES, links)


def dead_letters(parts: Parts) -> DeadLetters:
    return DeadLetters(parts.inbox.store, parts.inbox.partitions)


async def backlog(parts: Parts) -> None:
    """The gauges of what waits, for `/metrics`; as they were while the store is out of reach."""
    with suppress(StoreUnavailable):
        publish(await overview(parts.inbox.store, parts.inbox.partitions), time.time() * 1000)


async def _answers(store: Store) -> bool:
    try:
        return bool(await store.call("PING"))
    except StoreUnavailable:
        return False


async def run_web(settings: Settings, host: str, port: int) -> None:
    configure_logs()
    stop = stop_on_signals()
    async with opened(settings) as parts:
        await call_me(parts)
        await serve(make_web(parts), host, port, stop)


async def call_me(parts: Parts) -> None:
    """Tell Telegram where we are; a failure is for the operator to see, not a reason to serve nobody."""
    settings = parts.settings
    if parts.telegram and settings.telegram.webhook_secret and settings.public_url.startswith("https://"):
        try:
            await parts.telegram.set_webhook(settings.public_url)
        except SendFailed as error:
            log.warning("webhook_not_set", channel="telegram", reason=str(error))


async def run_worker(settings: Settings) -> None:
    configure_logs()
    stop = stop_on_signals()
    async with opened(settings) as parts:
        await asyncio.gather(*(part.run(stop) for part in background(parts)))


def background(parts: Parts) -> tuple[Worker, Watcher, Retention]:
    """Everything a worker process does."""
    kept = parts.city.retention
    retention = Retention(
        parts.records,
        parts.media,
        row_days={
            "transcripts": kept.transcript_days,
            "deliveries": kept.transcript_days,
            "staff_calls": kept.transcript_days,
        },
        media_days=kept.media_days,
        clock=now,
    )
    return make_worker(parts), make_watcher(parts), retention


async def run_telegram(settings: Settings) -> None:
    configure_logs()
    stop = stop_on_signals()
    async with opened(settings) as parts:
        if parts.telegram is None:
            raise SettingsError("TELEGRAM_BOT_TOKEN is not set; @BotFather gives you one.")
        await Polling(parts.telegram, admission(parts.inbox)).run(stop)


async def run_crm(host: str, port: int, faults_file: Path | None = None) -> None:
    configure_logs()
    crm = crm_with_faults(faults_file) if faults_file else crm_alone()
    await serve(crm, host, port, stop_on_signals())
