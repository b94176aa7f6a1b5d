"""Every environment variable, typed, read once. Nothing else in the bot looks at the environment."""

import math
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

LAST_PORT = 65535
CRM_PORT = 8312
"""Where the embedded CRM listens, and where it is looked for, when nobody says otherwise."""
OURS = ("TEXT311_", "TWILIO_", "TELEGRAM_")
GEOCODER = "TEXT311_GEOCODER_"
OF_THE_CRM = frozenset(
    f"TEXT311_CRM_{name}" for name in ("PUSH_URL", "SERVICES", "AREAS", "PERSONAL_DAYS", "ACCEPTED_KEYS")
)
"""What only `text311 crm` reads, in `crm_server/settings.py`."""


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
    database_url: str = field(default="", repr=False)
    """With a password in it, as those of the store and the records may be."""
    staff_password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    data_dir: Path
    city_file: Path | None
    """None: the demo city."""
    redis_url: str = field(repr=False)
    """Empty: the embedded server in the data folder. Written `cluster+redis://…` for Redis Cluster."""
    redis_cluster: bool
    records_url: str = field(repr=False)
    """Empty: SQLite in the data folder."""
    public_url: str
    public_url_given: bool
    port: int
    crm_port: int
    metrics_port: int
    """Of a process that serves no pages; 0: none."""
    gazetteer: Path | None
    nominatim_url: str
    geocoder_secrets: Mapping[str, str] = field(repr=False)
    """What the city file's `[[geocoders]]` may name: every variable that begins with TEXT311_GEOCODER_."""
    crm: Crm
    twilio: Twilio
    telegram: Telegram
    strangers: Mapping[str, str] = field(default_factory=dict)
    """Variables that begin like ours and that nobody reads, each with the one it may have been meant for, or empty."""


def from_process() -> Settings:
    """The settings of this process."""
    return read_settings(os.environ)  # noqa: TID251 - here and nowhere else


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings in `environ`. Raises `SettingsError` naming the variable."""
    read = _Reader(environ)
    data_dir = Path(read.text("TEXT311_DATA_DIR", "data")).resolve()
    port = read.port("PORT", 8311)
    settings = Settings(
        data_dir=data_dir,
        city_file=read.path("TEXT311_CITY"),
        redis_url=_redis_url(read),
        redis_cluster=read.text("TEXT311_REDIS_URL").startswith("cluster+"),
        records_url=read.text("TEXT311_RECORDS_URL"),
        public_url=read.url("TEXT311_PUBLIC_URL", f"http://127.0.0.1:{port}"),
        public_url_given=bool(read.text("TEXT311_PUBLIC_URL")),
        port=port,
        gazetteer=read.path("TEXT311_GAZETTEER"),
        nominatim_url=read.url("TEXT311_NOMINATIM_URL"),
        geocoder_secrets={name: value for name, value in environ.items() if name.startswith(GEOCODER)},
        crm=_crm(read),
        crm_port=_crm_port(read),
        metrics_port=read.port("TEXT311_METRICS_PORT", 0),
        twilio=_twilio(read),
        telegram=_telegram(read),
    )
    return replace(settings, strangers=_strangers(environ, read.asked | OF_THE_CRM))


def _redis_url(read: "_Reader") -> str:
    url = read.text("TEXT311_REDIS_URL").removeprefix("cluster+")
    if url and not url.startswith(("redis://", "rediss://", "unix://")):
        raise SettingsError(
            f'TEXT311_REDIS_URL="{_without_password(url)}" must begin with redis://, with rediss:// for TLS, or with '
            "unix://, as in redis://:password@10.0.0.5:6379/0; cluster+ in front of it for Redis Cluster."
        )
    return url


def _without_password(url: str) -> str:
    head, at, host = url.rpartition("@")
    return f"…@{host}" if head and at else url


def _strangers(environ: Mapping[str, str], known: Collection[str]) -> dict[str, str]:
    ours = [name for name in environ if name.startswith(OURS) and not name.startswith(GEOCODER)]
    return {name: _meant(name, known) for name in sorted(ours) if name not in known}


def _meant(name: str, known: Collection[str]) -> str:
    return next(iter(get_close_matches(name, known, 1, 0.85)), "")


def _crm(read: "_Reader") -> Crm:
    if (url := read.url("TEXT311_CRM_URL")).endswith((".json", ".xml")):
        raise SettingsError(f'TEXT311_CRM_URL="{url}" is one page; give what stands before /{url.rpartition("/")[2]}.')
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
    return read.port("PORT", CRM_PORT)


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


def _no_host(url: str) -> str:
    try:
        named = urlsplit(url).hostname and (urlsplit(url).port or 0) >= 0
    except ValueError as error:
        return str(error)
    return "" if named else "it names no host"


@dataclass(frozen=True, slots=True)
class _Reader:
    environ: Mapping[str, str]
    asked: set[str] = field(default_factory=set)
    """Every variable somebody reads."""

    def text(self, name: str, default: str = "") -> str:
        self.asked.add(name)
        value = self.environ.get(name, "").strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            raise SettingsError(f"{name} begins and ends with a quote; take the quotes away.")
        return value or default

    def path(self, name: str) -> Path | None:
        value = self.text(name)
        return Path(value) if value else None

    def number(self, name: str, default: float) -> float:
        value = self.text(name)
        try:
            number = float(value) if value else default
        except ValueError as error:
            raise SettingsError(f'{name}="{value}" is not a number, as 30 or 1.5 would be.') from error
        if not 0 <= number < math.inf:
            raise SettingsError(f"{name}={value} must be zero or more.")
        return number

    def port(self, name: str, default: int) -> int:
        port = self.number(name, default)
        if port != int(port) or port > LAST_PORT:
            raise SettingsError(f"{name}={self.text(name)} is no port; it is a whole number up to {LAST_PORT}.")
        return int(port)

    def url(self, name: str, default: str = "") -> str:
        value = self.text(name, default).rstrip("/")
        if value and not value.startswith(("http://", "https://")):
            raise SettingsError(f'{name}="{value}" must begin with http:// or https://.')
        if value and (wrong := _no_host(value)):
            raise SettingsError(f'{name}="{value}": {wrong}; it should look like https://city.example/path.')
        if "?" in value:  # what stands behind may be a key
            raise SettingsError(f"{name} may have nothing behind a question mark; a key has a variable of its own.")
        return value
