"""What is configured, what is reachable, what is missing, and how to mend it."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

from bot import app
from bot.adapters.redis.durability import weaknesses
from bot.adapters.redis.overview import overview, struggling
from bot.city import CityFileError
from bot.city_file import read_city
from bot.city_reader import reader_of
from bot.city_services import OWN
from bot.findings import Finding, of_settings, of_the_demo
from bot.nlu.learnt import read_learnt
from bot.notice_findings import of_notices
from bot.outbox import OFTEN
from bot.parts import DEMO, Parts, now, opened
from bot.places.finder import PlaceFinder
from bot.places.gazetteer import HouseRow
from bot.places.plausible import far_from_its_zone, inside
from bot.ports import DeskUnavailable, StoreUnavailable
from bot.settings import Settings, SettingsError

LOOKED_BACK = timedelta(days=7)


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Finding after finding, as each is made; stops early where nothing further could be found out."""
    try:
        city = read_city(settings.city_file or DEMO / "city.toml")
    except CityFileError as error:
        yield Finding("City file", "bad", str(error), "Fix that line. Until then, running processes keep the old file.")
        return
    copied = of_the_demo(city, read_city(DEMO / "city.toml")) if settings.city_file else ()
    for finding in (*copied, *of_settings(settings, city), *of_notices(city, now())):
        yield finding
    try:
        async with opened(settings) as parts:
            for check in (_store, _desk, _filed_places, _telegram, _dead_letters, _struggling, _calls):
                async for finding in check(parts):
                    yield finding
            yield _understanding(parts)
            for finding in (*_unfiled(parts), *_places(parts)):
                yield finding
    except SettingsError as error:
        yield Finding("Settings", "bad", str(error), "Fix that variable.")
    except StoreUnavailable as error:
        yield Finding("Store", "bad", f"cannot be opened: {error}", "Check TEXT311_REDIS_URL and TEXT311_RECORDS_URL.")
    except Exception as error:  # noqa: BLE001 - whatever stops it is the finding
        yield Finding("Store", "bad", f"cannot be opened: {error}", "Check the data folder, Redis and the records.")


async def _store(parts: Parts) -> AsyncIterator[Finding]:
    if not parts.settings.redis_url:
        yield Finding("Store", "good", "embedded Valkey answers")
        return
    yield Finding("Store", "good", "Redis answers")
    for found, mend in await weaknesses(parts.inbox.store):
        yield Finding("Store", "note", found, mend)


async def _desk(parts: Parts) -> AsyncIterator[Finding]:
    url = parts.settings.crm.url
    try:
        services = {service.service_code for service in await parts.desk.services()}
    except DeskUnavailable as error:
        yield Finding(
            "CRM",
            "bad",
            f"{url}: {error}",
            "Check TEXT311_CRM_URL and TEXT311_CRM_API_KEY; `text311 crm` starts our own.",
        )
        return
    yield Finding("CRM", "good", f"{url}: {len(services)} services")
    wanted = parts.city.service_codes() | {one.service_code for one in parts.city.roads if one.action == "route"}
    if gone := sorted(wanted - services):
        yield Finding(
            "CRM",
            "bad",
            f"it has no service {', '.join(gone)}",
            "Mend [services] in the city file; `text311 services check` helps.",
        )


async def _filed_places(parts: Parts) -> AsyncIterator[Finding]:
    """Whether the CRM keeps the places it is given."""
    differing, filed = await parts.records.places_differing(now() - LOOKED_BACK)
    days = f"in the last {LOOKED_BACK.days} days"
    if differing:
        yield Finding(
            "Filed places",
            "note",
            f"{differing} of {filed} requests {days} stand otherwise in the CRM than residents confirmed them",
            "See them with `text311 records filed_places`; the log says `filed_differently`.",
        )
    elif filed:
        yield Finding("Filed places", "good", f"{filed} requests {days}, all where residents confirmed them")


async def _telegram(parts: Parts) -> AsyncIterator[Finding]:
    if parts.telegram is None:
        return
    try:
        name = await parts.telegram.name()
    except Exception as error:  # noqa: BLE001 - any failure is the finding
        yield Finding("Telegram", "bad", f"does not answer: {type(error).__name__}", "Check TELEGRAM_BOT_TOKEN.")
    else:
        yield Finding("Telegram", "good", f"@{name}")


async def _dead_letters(parts: Parts) -> AsyncIterator[Finding]:
    seen = await overview(parts.inbox.store, parts.inbox.partitions)
    if seen.dead:
        yield Finding(
            "Outbox",
            "note",
            f"{seen.dead} dead letters",
            "`text311 dead-letters list` says why; `retry` or `drop` each: the CRM or a provider kept refusing.",
        )
    else:
        yield Finding(
            "Outbox", "good", f"{seen.waiting} messages waiting, {seen.orders} orders to carry out, no dead letters"
        )


async def _struggling(parts: Parts) -> AsyncIterator[Finding]:
    """What has failed several times and may go on failing for days before it is a dead letter."""
    for reason, count in (await struggling(parts.inbox.store, parts.inbox.partitions, OFTEN)).most_common(3):
        mend = "Fix that, and it goes out by itself. The log says `order_failed`."
        yield Finding("Outbox", "bad", f"failed {OFTEN} times or more and tried again: {count}, as {reason}", mend)


async def _calls(parts: Parts) -> AsyncIterator[Finding]:
    """Residents who asked for a person."""
    waiting = sum(call.waiting for call in await app.staff_desk(parts).calls())
    where = "`text311 calls list`"
    if parts.settings.crm.staff_password:
        where += f" or {parts.settings.public_url}/calls"
    if waiting:
        yield Finding("A person", "note", f"waiting for an answer: {waiting}", f"Answer them: {where}.")
    else:
        yield Finding("A person", "good", f"nobody waits; staff answer by {where}")


def _understanding(parts: Parts) -> Finding:
    city = parts.city
    try:
        reader_of(city, parts.city_folder)
    except Exception as error:  # noqa: BLE001 - any failure is the finding
        return Finding("Understanding", "bad", f"the models do not load: {error}", "Run `text311 train`.")
    if not city.models:
        return Finding("Understanding", "good", f"the shipped models: {', '.join(city.languages)}")
    told = [_learnt(parts.city_folder / city.models, language) for language in city.languages]
    return Finding("Understanding", "good", f"the city's own models in {city.models}: {'; '.join(told)}")


def _learnt(models: Path, language: str) -> str:
    learnt = read_learnt(models, language)
    if learnt is None:
        return f"{language} as shipped"
    return (
        f"{language} learnt {len(learnt.codes)} codes from {learnt.reports:,} reports, "
        f"{learnt.accuracy:.1%} of {learnt.held_out:,} held out were right"
    )


def _unfiled(parts: Parts) -> Iterator[Finding]:
    """What the city's own models may hear and nothing takes, and what is taken and they never hear."""
    city, folder = parts.city, parts.city_folder / parts.city.models
    for language in city.languages:
        learnt = read_learnt(folder, language) if city.models else None
        if learnt is None:
            continue
        if lost := sorted(code for code in learnt.codes if not city.service_code(code)):
            yield Finding(
                "Understanding",
                "note",
                f"the city's own model for {language} knows {', '.join(lost)}, which no service takes",
                "Add them under [services] with a service_code and a name, or set default_service.",
            )
        if unheard := sorted(key for key in city.services if key not in learnt.codes and not key.startswith(OWN)):
            yield Finding(
                "Understanding",
                "note",
                f"the city's own model for {language} has not learnt {', '.join(unheard)}: nobody is offered them",
                "Add reports of these to the history and train again.",
            )


def _places(parts: Parts) -> Iterator[Finding]:
    try:
        finder = app.places_of(parts)
        houses = finder.gazetteer.sample() if finder.gazetteer else []
    except Exception as error:  # noqa: BLE001 - any failure is the finding
        mend = "Check gazetteer, jurisdiction, roads and geocoders in the city file, or TEXT311_GAZETTEER."
        yield Finding("Places", "bad", str(error), mend)
        return
    yield from _of_places(parts, finder, houses)
    if finder.gazetteer:
        finder.gazetteer.close()


def _of_places(parts: Parts, finder: PlaceFinder, houses: list[HouseRow]) -> Iterator[Finding]:
    assert finder.jurisdiction
    if far := far_from_its_zone(finder.jurisdiction.middle, parts.city.time_zone, now()):
        yield Finding("Places", "bad", f"the jurisdiction {far}", "GeoJSON writes longitude first: [-69.1, 43.9].")
    within = inside(finder.jurisdiction, houses)
    if mostly_outside := within < len(houses) / 2:
        yield Finding(
            "Places",
            "bad",
            f"of {len(houses)} addresses of the gazetteer only {within} lie in the jurisdiction",
            "One of the two belongs to another city, or has latitude and longitude swapped (GeoJSON: longitude first).",
        )
    if far or mostly_outside:
        return
    then = f"; what they do not know is asked of {', '.join(finder.remote)}" if finder.remote else ""
    if not finder.gazetteer:
        mend = (
            "Name one as gazetteer in the city file (docs/gazetteer.md), or only pins and maps' links are understood."
        )
        yield Finding("Places", "note", f"no gazetteer{then}", mend)
        return
    share = f"{within / len(houses):.0%} of the addresses inside" if houses else "it has no addresses"
    yield Finding("Places", "good", f"gazetteer and jurisdiction open, {share}{then}")
