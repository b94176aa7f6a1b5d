"""The processes of the Procfile, from their settings to their end."""

import asyncio
from functools import partial
from pathlib import Path

import structlog

from bot.admission import admission
from bot.app import background, make_web, set_aside
from bot.channels.base import FetchFailed, SendFailed
from bot.channels.telegram_polling import Polling
from bot.embedded_crm import crm_alone, crm_with_faults
from bot.logs import configure_logs
from bot.metrics_port import metrics_served
from bot.parts import Parts, opened
from bot.serving import serve, settle, stop_on_signals
from bot.settings import Settings, SettingsError

log = structlog.get_logger()


def begin(process: str, settings: Settings) -> None:
    """Logs from here on; first what an operator should know of how it was started."""
    configure_logs()
    for name, meant in settings.strangers.items():
        log.warning("variable_nobody_reads", name=name, meant=meant)
    city_file = str(settings.city_file or "the demo city")
    log.info("starting", process=process, city_file=city_file, data_dir=str(settings.data_dir))


async def run_web(settings: Settings, host: str, port: int) -> None:
    begin("web", settings)
    stop = stop_on_signals()
    async with opened(settings, stop=stop) as parts:
        await call_me(parts)
        web = make_web(parts)
        log.info("opened", city=parts.city.name, channels=sorted(parts.channels))
        settle()
        await asyncio.gather(serve(web, host, port, stop), parts.current.run(stop))


async def call_me(parts: Parts) -> None:
    """Tell Telegram where we are; a failure is for the operator to see, not a reason to serve nobody."""
    settings = parts.settings
    if parts.telegram and settings.telegram.webhook_secret and settings.public_url.startswith("https://"):
        try:
            await parts.telegram.set_webhook(settings.public_url)
        except SendFailed as error:
            log.warning("webhook_not_set", channel="telegram", reason=str(error))


async def run_worker(settings: Settings) -> None:
    begin("worker", settings)
    stop = stop_on_signals()
    with metrics_served(settings.metrics_port):
        async with opened(settings, stop=stop) as parts:
            work = background(parts)
            log.info("opened", city=parts.city.name, channels=sorted(parts.channels))
            settle()
            await asyncio.gather(*(part.run(stop) for part in work))


async def run_telegram(settings: Settings) -> None:
    begin("telegram", settings)
    stop = stop_on_signals()
    with metrics_served(settings.metrics_port):
        async with opened(settings, stop=stop) as parts:
            await _poll(parts, stop)


async def _poll(parts: Parts, stop: asyncio.Event) -> None:
    if parts.telegram is None:
        raise SettingsError("TELEGRAM_BOT_TOKEN is not set; @BotFather gives you one.")
    try:
        await Polling(parts.telegram, admission(parts.inbox), partial(set_aside(parts), "telegram")).run(stop)
    except FetchFailed as error:  # for good: the rest is tried again
        raise SettingsError(f"TELEGRAM_BOT_TOKEN is not valid ({error}); @BotFather shows the right one.") from error


async def run_crm(host: str, port: int, faults_file: Path | None = None) -> None:
    configure_logs()
    crm = crm_with_faults(faults_file) if faults_file else crm_alone()
    settle()
    await serve(crm, host, port, stop_on_signals())
