"""The processes of the Procfile, from their settings to their end."""

import asyncio
from functools import partial
from pathlib import Path

import structlog

from bot.admission import admission
from bot.app import background, dead_letters, make_web
from bot.channels.base import SendFailed
from bot.channels.telegram_polling import Polling
from bot.embedded_crm import crm_alone, crm_with_faults
from bot.logs import configure_logs
from bot.parts import Parts, opened
from bot.serving import serve, settle, stop_on_signals
from bot.settings import Settings, SettingsError

log = structlog.get_logger()


async def run_web(settings: Settings, host: str, port: int) -> None:
    configure_logs()
    stop = stop_on_signals()
    async with opened(settings) as parts:
        await call_me(parts)
        web = make_web(parts)
        settle()
        await serve(web, host, port, stop)


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
        work = background(parts)
        settle()
        await asyncio.gather(*(part.run(stop) for part in work))


async def run_telegram(settings: Settings) -> None:
    configure_logs()
    stop = stop_on_signals()
    async with opened(settings) as parts:
        if parts.telegram is None:
            raise SettingsError("TELEGRAM_BOT_TOKEN is not set; @BotFather gives you one.")
        set_aside = partial(dead_letters(parts).keep_unread, "telegram")
        await Polling(parts.telegram, admission(parts.inbox), set_aside).run(stop)


async def run_crm(host: str, port: int, faults_file: Path | None = None) -> None:
    configure_logs()
    crm = crm_with_faults(faults_file) if faults_file else crm_alone()
    settle()
    await serve(crm, host, port, stop_on_signals())
