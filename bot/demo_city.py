"""`text311 demo`: the same parts as in production, on one port of one machine."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from fastapi import FastAPI

from bot import app
from bot.city_file import read_city
from bot.demo.past import past
from bot.embedded_crm import crm_beside, live_through
from bot.logs import configure_logs
from bot.messages import GeoPoint
from bot.parts import DEMO, Parts, new_id, now, opened
from bot.serving import serve, stop_on_signals
from bot.settings import Settings, Twilio
from bot.simulated_twilio import SimulatedTwilio
from bot.simulator import create_simulator, mount_simulator
from bot.web_front import Link

MAIN_AND_OAK = GeoPoint(41.6080, -93.9205)
"""What a simulated phone shares as its location."""
LINKS = (
    Link("/simulator", "Phone simulator", "Text the city by SMS or WhatsApp, through the real Twilio code."),
    Link("/staff", "City Worker", "The crew's queue: claim, close with a note and a photo, reopen."),
    Link("/calls", "A person, please", "Who asked for a person: read, answer, give the conversation back to the bot."),
    Link("/performance", "Performance", "What the city can trust: times, share on time, satisfaction."),
    Link("/open311/v2/services.json", "Open311 API", "The city's CRM speaks GeoReport v2."),
)


async def run(settings: Settings, host: str, port: int, data_dir: Path, *, lived_in: bool = False) -> None:
    """Until Ctrl-C, which ends every child."""
    configure_logs(readable=True, level=logging.WARNING)
    settings = demo_settings(settings, host, port, data_dir)
    city = read_city(settings.city_file or DEMO / "city.toml")
    crm_app = crm_beside(settings, city, settings.public_url, f"http://{host}:{port}/crm/events")
    stop, started = stop_on_signals(), asyncio.Event()
    if lived_in:
        give_a_past(settings, crm_app)
    print(f"text311: opening {city.name} on http://{host}:{port} …", flush=True)
    async with opened(settings) as parts:
        web = together(parts, crm_app)
        serving = asyncio.create_task(serve(web, host, port, stop, started))
        await asyncio.wait({serving, asyncio.create_task(started.wait())}, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            await serving
        welcome(settings)
        await asyncio.gather(serving, *(part.run(stop) for part in app.background(parts)))
    print("text311: stopped; nothing is left running.", flush=True)


def give_a_past(settings: Settings, crm_app: FastAPI) -> None:
    """Only Lindale has one: another city's crews must not be sent to addresses that were made up."""
    if settings.city_file:
        print("text311: --lived-in is for the demo city; TEXT311_CITY names another, which stays as it is.")
        return
    print("text311: inventing half a year of service requests …", flush=True)
    if not live_through(crm_app, past(now())):
        print("text311: nothing was invented, there are requests already; an empty folder as --data begins anew.")


def demo_settings(settings: Settings, host: str, port: int, data_dir: Path) -> Settings:
    """What nobody configured is made up: everything on this port, the simulator in Twilio's place."""
    base = settings.public_url if settings.public_url_given else f"http://{host}:{port}"
    twilio = settings.twilio
    if not twilio.configured:
        twilio = Twilio(
            account_sid="AC" + secrets.token_hex(16),
            auth_token=secrets.token_hex(16),
            sms_from="+15550111311",
            whatsapp_from="+15550111311",
            api_base=f"http://{host}:{port}/simulator/twilio",
            per_second=0,
        )
    crm = replace(
        settings.crm,
        url=settings.crm.url if settings.crm.url_given else f"http://{host}:{port}/open311/v2",
        webhook_secret=settings.crm.webhook_secret or secrets.token_hex(16),
        staff_password=settings.crm.staff_password or secrets.token_hex(4),
    )
    return replace(settings, data_dir=data_dir, public_url=base, port=port, twilio=twilio, crm=crm)


def together(parts: Parts, crm_app: FastAPI) -> FastAPI:
    """The bot's routes first, the simulator, then the CRM for everything else."""
    web = app.make_web(parts, LINKS)
    mount_simulator(web, create_simulator(simulated_twilio(parts), app.front_page(parts), MAIN_AND_OAK))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with crm_app.router.lifespan_context(crm_app):
            yield

    web.router.lifespan_context = lifespan
    web.mount("/", crm_app)
    return web


def simulated_twilio(parts: Parts) -> SimulatedTwilio:
    """Plays Twilio under TWILIO_API_BASE; with real credentials configured it is only a page nobody hears."""
    twilio = parts.settings.twilio
    return SimulatedTwilio(
        session=parts.session,
        account_sid=twilio.account_sid,
        auth_token=twilio.auth_token,
        webhook_url=f"{parts.settings.public_url}/channels/twilio",
        api_base=f"{parts.settings.public_url}/simulator/twilio",
        sms_number=twilio.sms_from,
        whatsapp_number=twilio.whatsapp_from,
        new_id=new_id,
    )


def welcome(settings: Settings) -> None:
    base = settings.public_url
    print(
        "\n".join(
            (
                f"  Web chat         {base}/",
                f"  Phone simulator  {base}/simulator",
                f"  City Worker      {base}/staff   (password: {settings.crm.staff_password})",
                f"  Calls            {base}/calls   (the same password, any name)",
                f"  Performance      {base}/performance",
                f"  Open311 API      {base}/open311/v2/discovery.json",
                'Try "big pothole outside 12 Elm St". Ctrl-C ends everything.',
            )
        ),
        flush=True,
    )
