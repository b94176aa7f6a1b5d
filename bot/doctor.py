"""What is configured, what is reachable, what is missing, and how to mend it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from bot import app
from bot.adapters.redis.overview import overview
from bot.city import City, CityFileError
from bot.city_file import read_city
from bot.city_reader import reader_of
from bot.city_services import OWN
from bot.nlu.learnt import read_learnt
from bot.nlu.request_types import REQUEST_TYPES
from bot.parts import DEMO, Parts, now, opened
from bot.ports import DeskUnavailable
from bot.settings import Settings
from bot.texts import languages_known

LOOKED_BACK = timedelta(days=7)
Verdict = Literal["good", "note", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`bad`: it would not work. `note`: it works, and something is worth knowing. `mend` says what to do."""

    part: str
    verdict: Verdict
    found: str
    mend: str = ""


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Finding after finding, as each is made; stops early where nothing further could be found out."""
    try:
        city = read_city(settings.city_file or DEMO / "city.toml")
    except CityFileError as error:
        yield Finding("City file", "bad", str(error), "Mend that line, or copy bot/demo/city.toml anew.")
        return
    for finding in (*_city(settings, city), *_channels(settings), _public_url(settings)):
        yield finding
    try:
        async with opened(settings) as parts:
            yield Finding("Store", "good", "Redis answers" if settings.redis_url else "embedded Valkey answers")
            for check in (_desk, _filed_places, _telegram, _dead_letters, _calls):
                async for finding in check(parts):
                    yield finding
            yield _understanding(parts)
            for finding in _unfiled(parts):
                yield finding
            yield _places(parts)
    except Exception as error:  # noqa: BLE001 - whatever stops it is the finding
        yield Finding("Store", "bad", f"cannot be opened: {error}", "Check TEXT311_REDIS_URL and TEXT311_RECORDS_URL.")


def _city(settings: Settings, city: City) -> list[Finding]:
    where = settings.city_file or "the demo city"
    findings = [Finding("City file", "good", f"{city.name} ({where})")]
    if wordless := [key for key, one in city.services.items() if key.startswith(OWN) and not one.words]:
        findings.append(
            Finding(
                "City file", "note", f"nobody is offered {', '.join(wordless)}", "Give them words under [services]."
            )
        )
    missing = [code for code in REQUEST_TYPES if not city.service_code(code)]
    if missing:
        findings.append(
            Finding(
                "City file",
                "note",
                f"{len(missing)} request types have no service: {', '.join(missing)}",
                "Add them under [services], or set default_service; until then residents are given the office's number.",
            )
        )
    mute = [language for language in city.languages if language not in languages_known()]
    if mute:
        findings.append(Finding("Languages", "bad", f"no texts in {', '.join(mute)}", "Add bot/texts/<language>.ftl."))
    return findings


def _channels(settings: Settings) -> list[Finding]:
    findings = [Finding("Web chat", "good", "always on")]
    twilio, telegram = settings.twilio, settings.telegram
    if not twilio.configured:
        findings.append(
            Finding("Twilio", "note", "off", "Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN for SMS and WhatsApp.")
        )
    elif not (twilio.sms_from or twilio.messaging_service_sid or twilio.whatsapp_from):
        findings.append(
            Finding(
                "Twilio",
                "bad",
                "no number to send from",
                "Set TWILIO_FROM, TWILIO_MESSAGING_SERVICE_SID or TWILIO_WHATSAPP_FROM.",
            )
        )
    else:
        findings.append(Finding("Twilio", "good", f"configured; webhook: POST {settings.public_url}/channels/twilio"))
    if not telegram.configured:
        findings.append(Finding("Telegram", "note", "off", "Set TELEGRAM_BOT_TOKEN; @BotFather gives you one."))
    elif not telegram.webhook_secret:
        findings.append(
            Finding(
                "Telegram",
                "note",
                "no webhook secret: webhooks are refused",
                "Set TELEGRAM_WEBHOOK_SECRET, or run `text311 telegram`.",
            )
        )
    return findings


def _public_url(settings: Settings) -> Finding:
    if settings.public_url.startswith("https://"):
        return Finding("Public URL", "good", settings.public_url)
    return Finding(
        "Public URL",
        "note",
        f"{settings.public_url}: providers outside cannot reach it",
        "Set TEXT311_PUBLIC_URL to your https address.",
    )


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


def _places(parts: Parts) -> Finding:
    try:
        remote = app.places_of(parts).remote
    except Exception as error:  # noqa: BLE001 - any failure is the finding
        return Finding(
            "Places",
            "bad",
            str(error),
            "Check gazetteer, jurisdiction, roads and geocoders in the city file, or TEXT311_GAZETTEER.",
        )
    then = f"; what they do not know is asked of {', '.join(remote)}" if remote else ""
    return Finding("Places", "good", f"gazetteer and jurisdiction open{then}")
