"""What `text311 doctor` finds, and what it finds in settings and city file alone. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from bot.city import City
from bot.city_services import OWN
from bot.nlu.request_types import REQUEST_TYPES
from bot.settings import Settings

Verdict = Literal["good", "note", "bad"]
E164 = re.compile(r"\+[1-9]\d{6,14}|\d{5,6}")
"""A number as Twilio wants it, or a short code."""
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
SHORT_PASSWORD = 8
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Finding:
    """`bad`: it would not work. `note`: it works, and something is worth knowing. `mend` says what to do."""

    part: str
    verdict: Verdict
    found: str
    mend: str = ""


def of_settings(settings: Settings, city: City) -> Iterator[Finding]:
    yield from _strangers(settings)
    yield from _city(settings, city)
    yield Finding("Web chat", "good", "always on")
    yield from _twilio(settings)
    yield from _telegram(settings)
    yield from _public_url(settings)
    yield from _secrets(settings)


def _strangers(settings: Settings) -> Iterator[Finding]:
    for name, meant in settings.strangers.items():
        mend = f"Did you mean {meant}?" if meant else "Remove it, or look up its name in docs/settings.md."
        yield Finding("Settings", "bad" if meant else "note", f"nobody reads {name}", mend)


def _city(settings: Settings, city: City) -> Iterator[Finding]:
    if settings.city_file:
        yield Finding("City file", "good", f"{city.name} ({settings.city_file})")
    else:
        yield Finding("City file", "note", f"{city.name}, the demo city", "Point TEXT311_CITY at your own city file.")
    if wordless := [key for key, one in city.services.items() if key.startswith(OWN) and not one.words]:
        found = f"nobody is offered {', '.join(wordless)}"
        yield Finding("City file", "note", found, "Give them words under [services].")
    missing = [code for code in REQUEST_TYPES if not city.service_code(code)]
    if missing:
        yield Finding(
            "City file",
            "note",
            f"{len(missing)} request types have no service: {', '.join(missing)}",
            "Add them under [services], or set default_service; until then residents are given the office's number.",
        )


def of_the_demo(city: City, demo: City) -> Iterator[Finding]:
    """What a copied city file still says of the demo city, and residents would be told."""
    ours = {f"neighbors {one.name}": one.contact for one in city.neighbors if one in demo.neighbors}
    pairs = {
        "office.name": (city.office.name, demo.office.name),
        "office.phone": (city.office.phone, demo.office.phone),
    }
    ours |= {key: value for key, (value, theirs) in pairs.items() if value == theirs}
    if ours:
        told = ", ".join(f'{key} ("{value}")' for key, value in ours.items())
        found = f"still the demo city's, and residents are sent there: {told}"
        yield Finding("City file", "note", found, "Write your own.")


def _twilio(settings: Settings) -> Iterator[Finding]:
    twilio = settings.twilio
    given = {
        "TWILIO_FROM": twilio.sms_from,
        "TWILIO_WHATSAPP_FROM": twilio.whatsapp_from.removeprefix("whatsapp:"),
    }
    for name, value in given.items():
        if value and not E164.fullmatch(value):
            mend = "Write it with + and the country, as in +12065550100, or as the short code."
            yield Finding("Twilio", "bad", f'{name}="{value}" is no number Twilio sends from', mend)
    if not twilio.configured:
        half = bool(twilio.account_sid or twilio.auth_token or any(given.values()) or twilio.messaging_service_sid)
        found = "off, although some of its variables are set" if half else "off"
        mend = "Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN for SMS and WhatsApp."
        yield Finding("Twilio", "bad" if half else "note", found, mend)
    elif not (any(given.values()) or twilio.messaging_service_sid):
        mend = "Set TWILIO_FROM, TWILIO_MESSAGING_SERVICE_SID or TWILIO_WHATSAPP_FROM."
        yield Finding("Twilio", "bad", "no number to send from", mend)
    else:
        yield Finding("Twilio", "good", f"configured; webhook: POST {settings.public_url}/channels/twilio")


def _telegram(settings: Settings) -> Iterator[Finding]:
    telegram = settings.telegram
    if not telegram.configured:
        found = "off, although TELEGRAM_WEBHOOK_SECRET is set" if telegram.webhook_secret else "off"
        yield Finding("Telegram", "note", found, "Set TELEGRAM_BOT_TOKEN; @BotFather gives you one.")
    elif not telegram.webhook_secret:
        mend = "Set TELEGRAM_WEBHOOK_SECRET, or run `text311 telegram`."
        yield Finding("Telegram", "note", "no webhook secret: webhooks are refused", mend)
    elif not SECRET.fullmatch(telegram.webhook_secret):
        mend = "Set it to the answer of `openssl rand -hex 32`."
        yield Finding(
            "Telegram", "bad", "TELEGRAM_WEBHOOK_SECRET has other signs than A-Z a-z 0-9 _ -, or too few", mend
        )


def _public_url(settings: Settings) -> Iterator[Finding]:
    url = settings.public_url
    if "/channels/" in url:
        mend = "Take away what begins with /channels: the bot adds it itself."
        yield Finding("Public URL", "bad", f"{url} is the address of a webhook", mend)
    elif url.startswith("https://"):
        yield Finding("Public URL", "good", url)
    else:
        found = f"{url}: providers outside cannot reach it"
        yield Finding("Public URL", "note", found, "Set TEXT311_PUBLIC_URL to your https address.")


def _secrets(settings: Settings) -> Iterator[Finding]:
    crm = settings.crm
    if crm.url.startswith("http://") and urlsplit(crm.url).hostname not in LOOPBACK:
        found = "TEXT311_CRM_URL is http: names, numbers and the key go over the net for all to read"
        yield Finding("CRM", "note", found, "Write https where the server has it.")
    if not crm.staff_password:
        found = "no TEXT311_STAFF_PASSWORD: /calls and the embedded CRM's /staff are closed"
        yield Finding("Staff", "note", found, "Set it, or answer residents by `text311 calls`.")
    elif len(crm.staff_password) < SHORT_PASSWORD:
        found = f"TEXT311_STAFF_PASSWORD has fewer than {SHORT_PASSWORD} characters: one for all of staff should not be guessed"
        yield Finding("Staff", "note", found, "Set a longer one, such as four words.")
