"""The composition root: workers, watchers and web apps from the shared parts. Everything is passed; nothing is looked up."""

import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial

from fastapi import FastAPI

from bot.adapters.redis.dead_letters import DeadLetters
from bot.adapters.redis.follows import RedisFollows, RedisWatchLog
from bot.adapters.redis.geocodes import RedisGeocodes
from bot.adapters.redis.overview import conversation_of, forget_mail, overview, publish, remembered_of
from bot.adapters.redis.partitions import RedisPartitions
from bot.adapters.redis.store import Store
from bot.admission import KeepUnread, admission, setting_aside
from bot.channels.base import Channel, DeliveryStatus
from bot.city import City
from bot.city_notices import current
from bot.city_places import Outside, open_places
from bot.city_reader import models_of, with_words
from bot.current_city import CurrentCity, MadeOfCity
from bot.effects import Say
from bot.engine import decide
from bot.events import ContactBlocked
from bot.filing import Filing
from bot.kept_places import PlaceKeeper
from bot.messages import ChannelName, Contact, InboundMessage, OutboundMessage
from bot.nlu.short_answers import ShortAnswers
from bot.outbox import Outbox
from bot.pacing import Pacer
from bot.parts import Parts, new_id, now
from bot.places.finder import PlaceFinder
from bot.ports import Inbox, Records, StoreUnavailable
from bot.residents import Residents
from bot.retention import Retention
from bot.settings import Settings
from bot.settings import Twilio as TwilioSettings
from bot.speech import spoken
from bot.staff_desk import StaffDesk
from bot.telling import Telling
from bot.turn import CurrentTurns, Turns
from bot.watch import Watcher
from bot.web import create_web
from bot.web_calls import CallPages, add_call_pages
from bot.web_front import FrontPage, Link
from bot.web_map import add_place_map
from bot.web_pin import PinPages, add_pin_pages
from bot.worker import Worker

TRIES = ("Big pothole outside 12 Elm St", "Streetlight out at Main and Oak", "Hay basura tirada en 20 Oak St")


def places_of(parts: Parts, *, remote: bool = True) -> PlaceFinder:
    """Without `remote` nobody outside is asked. Raises `CityFileError` with what to mend in the files it names."""
    settings, geocodes = parts.settings, RedisGeocodes(parts.inbox.store)
    outside = Outside(parts.session, geocodes, settings.nominatim_url, settings.geocoder_secrets) if remote else None
    return open_places(parts.city, parts.city_folder, settings.gazetteer, settings.data_dir, outside)


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
    follows, pacers = RedisFollows(parts.inbox.store, now), pacers_of(parts.settings)
    models, places, pages = models_of(parts.city, parts.city_folder), places_of(parts), pages_base(parts.settings)

    def turns(city: City) -> Turns:
        nlu, metres = ShortAnswers(with_words(models, city)), city.duplicate_metres
        return Turns(partial(decide, city), nlu, places, parts.desk, clock=now, nearby_metres=metres)

    async def render(say: Say, contact: Contact, reference: str) -> OutboundMessage:
        return await spoken(parts.city, parts.pins, pages, say, contact, reference)

    keeper = place_keeper(parts)
    filing = Filing(parts.desk, parts.media, follows, parts.inbox, now, parts.settings.public_url, keeper)
    outbox = Outbox(
        channels=channels or parts.channels,
        render=render,
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
        conversation_seconds=parts.city.retention.conversation_days * 86400,
    )
    return Worker(
        partitions=partitions,
        turns=CurrentTurns(MadeOfCity(parts.current, turns)),
        outbox=outbox,
        records=parts.records,
        clock=now,
        pacers=tuple(pacers.values()),
    )


def make_watcher(parts: Parts) -> Watcher:
    log = RedisWatchLog(parts.inbox.store, new_id(), now, loop_clock=time.monotonic)
    return Watcher(
        watch_log=log,
        desk=parts.desk,
        inbox=parts.inbox,
        clock=now,
        loop_clock=time.monotonic,
        poll_seconds=parts.settings.crm.poll_seconds,
        appeared=place_keeper(parts).appeared,
    )


def place_keeper(parts: Parts) -> PlaceKeeper:
    return PlaceKeeper(parts.desk, parts.records, now, parts.city.languages[0])


def make_web(parts: Parts, links: tuple[Link, ...] = ()) -> FastAPI:
    city = parts.city

    async def ready() -> Mapping[str, bool]:
        return {"redis": await _answers(parts.inbox.store)}

    watched = RedisWatchLog(parts.inbox.store, "", now, loop_clock=time.monotonic)
    web = create_web(
        inbox=parts.inbox,
        media=parts.media,
        ready=ready,
        delivered=partial(delivered, parts.inbox, parts.records),
        set_aside=set_aside(parts),
        look=watched.prompt,
        new_id=new_id,
        front=partial(front_page, parts, links),
        crm_webhook_secret=parts.settings.crm.webhook_secret,
        twilio=parts.twilio,
        telegram=parts.telegram,
        web_chat=parts.web_chat,
        media_seconds=city.retention.media_days * 86400,
        backlog=partial(backlog, parts),
    )
    pins = pin_pages(parts)
    add_pin_pages(web, pins)
    add_place_map(web, pins.finder)
    add_call_pages(web, CallPages(staff_desk(parts), city, parts.settings.crm.staff_password, now))
    return web


async def delivered(inbox: Inbox, records: Records, status: DeliveryStatus) -> None:
    """That they have blocked us comes first: it is said once, and the records may be away."""
    if status.opted_out:
        await inbox.admit(status.contact, ContactBlocked(now()), f"blocked:{status.provider_id}")
    await records.delivery(status.contact, "", status.provider_id, status.outcome, now())


def pin_pages(parts: Parts) -> PinPages:
    """Without a remote geocoder: Nominatim's policy forbids to ask it wherever a pin is moved."""
    admit, number = admission(parts.inbox), parts.settings.twilio.sms_from

    async def admitted(message: InboundMessage) -> bool:
        if message.contact.channel == "web" and parts.web_chat:
            await parts.web_chat.remember(message)  # as the socket does with what comes from the chat itself
        return await admit(message)

    return PinPages(parts.pins, partial(places_of, parts, remote=False), admitted, now, front_page(parts), number)


def front_page(parts: Parts, links: tuple[Link, ...] = ()) -> FrontPage:
    city = parts.city
    notices = tuple(one for one in current(city.notices, city.time_zone, now()) if not one.types)
    return FrontPage(city.name, city.emergency.number, city.languages, TRIES, links, notices)


def staff_desk(parts: Parts) -> StaffDesk:
    return StaffDesk(parts.records, parts.inbox, now, new_id)


def residents(parts: Parts) -> Residents:
    store, partitions = parts.inbox.store, parts.inbox.partitions
    return Residents(
        records=parts.records,
        follows=RedisFollows(store, now),
        letters=dead_letters(parts),
        inbox=parts.inbox,
        conversation=partial(remembered_of, store, partitions),
        forget_mail=partial(forget_mail, store, partitions),
        clock=now,
        new_id=new_id,
    )


def telling(parts: Parts) -> Telling:
    store, partitions = parts.inbox.store, parts.inbox.partitions
    followed = RedisWatchLog(store, "", now, loop_clock=time.monotonic)
    return Telling(followed, parts.desk, partial(conversation_of, store, partitions), parts.inbox)


def dead_letters(parts: Parts) -> DeadLetters:
    return DeadLetters(parts.inbox.store, parts.inbox.partitions)


def set_aside(parts: Parts) -> KeepUnread:
    return setting_aside(dead_letters(parts).keep_unread, parts.inbox, now)


async def backlog(parts: Parts) -> None:
    """The gauges of what waits, for `/metrics`; as they were while the store is out of reach."""
    with suppress(StoreUnavailable):
        publish(await overview(parts.inbox.store, parts.inbox.partitions), time.time() * 1000)


async def _answers(store: Store) -> bool:
    try:
        return bool(await store.call("PING"))
    except StoreUnavailable:
        return False


def background(parts: Parts) -> tuple[Worker, Watcher, Retention, CurrentCity]:
    """Everything a worker process does."""
    kept = parts.city.retention
    retention = Retention(
        parts.records,
        parts.media,
        row_days={
            "transcripts": kept.transcript_days,
            "deliveries": kept.transcript_days,
            "staff_calls": kept.transcript_days,
            "corrections": kept.transcript_days,
            "filed_places": kept.transcript_days,
        },
        media_days=kept.media_days,
        clock=now,
    )
    return make_worker(parts), make_watcher(parts), retention, parts.current
