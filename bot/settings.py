"""Every environment variable, typed, read once. Nothing else in the bot looks at the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

LAST_PORT = 65535
CRM_PORT = 8312
"""Where the embedded CRM listens, and where it is looked for, when nobody says otherwise."""


class SettingsError(Exception):
    """Which variable is wrong and what it should look like."""


@dataclass(frozen=True, slots=True)
class Twilio:
    account_sid: str = ""
    auth_token: str = field(default="", repr=False)
    sms_from: str = ""
    whatsapp_from: str = ""
    messaging_service_sid: str = ""
    api_base: str = "https://api.twilio.com"
    per_second: float = 1.0

    @property
    def configured(self) -> bool:
        return bool(self.account_sid and self.auth_token)


@dataclass(frozen=True, slots=True)
class Telegram:
    bot_token: str = field(default="", repr=False)
    webhook_secret: str = field(default="", repr=False)
    api_base: str = "https://api.telegram.org"
    per_second: float = 30.0
    per_chat: float = 1.0

    @property
    def configured(self) -> bool:
        return bool(self.bot_token)


@dataclass(frozen=True, slots=True)
class Crm:
    url: str = ""
    url_given: bool = False
    kind: str = "open311"
    api_key: str = field(default="", repr=False)
    jurisdiction: str = ""
    webhook_secret: str = field(default="", repr=False)
    poll_seconds: float = 30.0
    database_url: str = ""
    staff_password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    data_dir: Path
    city_file: Path | None
    """None: the demo city."""
    redis_url: str
    """Empty: the embedded server in the data folder. Written `cluster+redis://…` for Redis Cluster."""
    redis_cluster: bool
    records_url: str
    """Empty: SQLite in the data folder."""
    public_url: str
    public_url_given: bool
    port: int
    crm_port: int
    gazetteer: Path | None
    nominatim_url: str
    geocoder_secrets: Mapping[str, str] = field(repr=False)
    """What the city file's `[[geocoders]]` may name: every variable that begins with TEXT311_GEOCODER_."""
    crm: Crm
    twilio: Twilio
    telegram: Telegram


def from_process() -> Settings:
    """The settings of this process."""
    return read_settings(os.environ)  # noqa: TID251 - here and nowhere else


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in `environ`. Raises `SettingsError` naming the variable."""
    read = _Reader(environ)
    data_dir = Path(read.text("TEXT311_DATA_DIR", "data")).resolve()
    port = int(read.number("PORT", 8311))
    if port > LAST_PORT:
        raise SettingsError(f"PORT={port} is no port; the last one is {LAST_PORT}.")
    return Settings(
        data_dir=data_dir,
        city_file=read.path("TEXT311_CITY"),
        redis_url=read.text("TEXT311_REDIS_URL").removeprefix("cluster+"),
        redis_cluster=read.text("TEXT311_REDIS_URL").startswith("cluster+"),
        records_url=read.text("TEXT311_RECORDS_URL"),
        public_url=read.url("TEXT311_PUBLIC_URL", f"http://127.0.0.1:{port}"),
        public_url_given=bool(read.text("TEXT311_PUBLIC_URL")),
        port=port,
        crm_port=_crm_port(read),
        gazetteer=read.path("TEXT311_GAZETTEER"),
        nominatim_url=read.url("TEXT311_NOMINATIM_URL"),
        geocoder_secrets={name: value for name, value in environ.items() if name.startswith("TEXT311_GEOCODER_")},
        crm=_crm(read),
        twilio=_twilio(read),
        telegram=_telegram(read),
    )


def _crm(read: "_Reader") -> Crm:
    return Crm(
        url=read.url("TEXT311_CRM_URL", f"http://127.0.0.1:{CRM_PORT}/open311/v2"),
        url_given=bool(read.text("TEXT311_CRM_URL")),
        kind=read.text("TEXT311_CRM_KIND", "open311"),
        api_key=read.text("TEXT311_CRM_API_KEY"),
        jurisdiction=read.text("TEXT311_CRM_JURISDICTION"),
        webhook_secret=read.text("TEXT311_CRM_WEBHOOK_SECRET"),
        poll_seconds=read.number("TEXT311_CRM_POLL_SECONDS", 30),
        database_url=read.text("TEXT311_CRM_DATABASE_URL"),
        staff_password=read.text("TEXT311_STAFF_PASSWORD"),
    )


def _crm_port(read: "_Reader") -> int:
    """Where `text311 crm` listens: where the bot will look for it on this machine, else PORT."""
    url = urlsplit(read.text("TEXT311_CRM_URL"))
    if url.hostname in ("127.0.0.1", "localhost") and url.port:
        return url.port
    return int(read.number("PORT", CRM_PORT))


def _twilio(read: "_Reader") -> Twilio:
    return Twilio(
        account_sid=read.text("TWILIO_ACCOUNT_SID"),
        auth_token=read.text("TWILIO_AUTH_TOKEN"),
        sms_from=read.text("TWILIO_FROM"),
        whatsapp_from=read.text("TWILIO_WHATSAPP_FROM"),
        messaging_service_sid=read.text("TWILIO_MESSAGING_SERVICE_SID"),
        api_base=read.url("TWILIO_API_BASE", "https://api.twilio.com"),
        per_second=read.number("TEXT311_TWILIO_PER_SECOND", 1),
    )


def _telegram(read: "_Reader") -> Telegram:
    return Telegram(
        bot_token=read.text("TELEGRAM_BOT_TOKEN"),
        webhook_secret=read.text("TELEGRAM_WEBHOOK_SECRET"),
        api_base=read.url("TELEGRAM_API_BASE", "https://api.telegram.org"),
        per_second=read.number("TEXT311_TELEGRAM_PER_SECOND", 30),
        per_chat=read.number("TEXT311_TELEGRAM_PER_CHAT", 1),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    environ: Mapping[str, str]

    def text(self, name: str, default: str = "") -> str:
        return self.environ.get(name, "").strip() or default

    def path(self, name: str) -> Path | None:
        value = self.text(name)
        return Path(value) if value else None

    def number(self, name: str, default: float) -> float:
        value = self.text(name)
        try:
            number = float(value) if value else default
        except ValueError as error:
            raise SettingsError(f'{name}="{value}" is not a number.') from error
        if number < 0:
            raise SettingsError(f"{name}={value} is below zero.")
        return number

    def url(self, name: str, default: str = "") -> str:
        value = self.text(name, default).rstrip("/")
        if value and not value.startswith(("http://", "https://")):
            raise SettingsError(f'{name}="{value}" must begin with http:// or https://.')
        return value
